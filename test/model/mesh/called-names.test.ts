import { addressesIn } from '../../../src/model/mesh/called-names';

test.each([
  ['http://web', ['web:80']],
  ['https://web/', ['web:443']],
  ['HTTP://Web/path', ['web:80']],
  ['http://web:8080/path?next=1', ['web:8080']],
  ['ws://web', ['web:80']],
  ['wss://web', ['web:443']],
  ['postgres://user:secret@db:5432/shop', ['db:5432']],
  ['postgres://db/shop', []],
  ['tcp://web.shop.local:9000', ['web.shop.local:9000']],
  ['db:5432', ['db:5432']],
  ['a:1,b:2;c:3 d:4', ['a:1', 'b:2', 'c:3', 'd:4']],
  ['host=db:5432/shop', ['db:5432']],
  ['jdbc:postgresql://db:5432/shop', ['db:5432']],
  ['http://a http://b:81', ['a:80', 'b:81']],
  ['web', []],
  ['12:30', ['12:30']],
  ['db:543210', []],
  ['arn:aws:sns:eu-west-1:111111111111:topic', []],
  ['', []],
])('the addresses in %j', (text, expected) => {
  expect(addressesIn(text).map(({ host, port }) => `${host}:${port}`)).toEqual(expected);
});
