import { refuse } from '../../../src/model/finding';
import { checkLogin, LoginFacts } from '../../../src/model/traffic/listener-login';

test.each<[LoginFacts, string, string, string]>([
  [{ addresses: { issuer: 'login.example.com' } }, 'ListenerLogin.NotHttps', 'issuer',
    'must be an address that starts with https://, got "login.example.com"; name it in full'],
  [{ addresses: { issuer: 'https://login.example.com', tokenEndpoint: '' } }, 'ListenerLogin.NotHttps', 'tokenEndpoint',
    'must be an address that starts with https://, got ""; name it in full'],
  [{ sessionSeconds: 604801 }, 'ListenerLogin.SessionTimeout', 'sessionTimeout', 'takes whole seconds from 1 to 604800, got 604801; the nearest is 604800'],
  [{ sessionSeconds: 0 }, 'ListenerLogin.SessionTimeout', 'sessionTimeout', 'takes whole seconds from 1 to 604800, got 0; the nearest is 1'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkLogin(facts)).toEqual([refuse(id, path, text)]);
});

test.each<LoginFacts>([
  {}, { addresses: { issuer: undefined, tokenEndpoint: 'https://login.example.com/token' }, sessionSeconds: 604800 },
])('%p gets through', (facts) => {
  expect(checkLogin(facts)).toEqual([]);
});
