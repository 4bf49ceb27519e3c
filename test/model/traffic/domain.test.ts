import { refuse } from '../../../src/model/finding';
import { checkDomain, DomainFacts } from '../../../src/model/traffic/domain';

test.each<[DomainFacts, string, string, string]>([
  [{ domainName: 'www.example.org', zoneName: 'example.com' }, 'Domain.OutsideZone', 'domainName',
    'must be a name in the hosted zone example.com, got www.example.org; name the zone that holds it'],
  [{ domainName: 'wwwexample.com', zoneName: 'example.com' }, 'Domain.OutsideZone', 'domainName',
    'must be a name in the hosted zone example.com, got wwwexample.com; name the zone that holds it'],
  [{ domainName: 'www.example.com.', zoneName: 'example.com' }, 'Domain.FinalDot', 'domainName',
    'must be written without a dot at its end, got www.example.com.; write www.example.com'],
  [{ domainName: '' }, 'Domain.Length', 'domainName', 'must be 1 to 128 characters long, got 0'],
  [{ domainName: 'x'.repeat(129), zoneName: 'example.com' }, 'Domain.Length', 'domainName', 'must be 1 to 128 characters long, got 129'],
  [{ certify: true, privateZone: true }, 'Domain.PrivateZone', 'hostedZone',
    'must be public to validate a certificate, got a private zone, where ACM cannot look; name `certificates` that exist already'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkDomain(facts)).toEqual([refuse(id, path, text)]);
});

test.each([
  'https://a.example.com', 'https://a.example.com/', 'a.example.com/', 'a.example.com:443', 'a example.com', ' a.example.com', '.example.com', 'a..example.com',
])('\'%s\' is no host name', (domainName) => {
  expect(checkDomain({ domainName, zoneName: 'example.org' })).toEqual([refuse('Domain.Form', 'domainName',
    `is a host name alone, such as www.example.com, without a scheme, port, path or space, got '${domainName}'`)]);
});

test.each<DomainFacts>([
  {},
  { domainName: 'a_b.x-1.example.com' },
  { domainName: 'www.example.com' },
  { domainName: 'WWW.example.com', zoneName: 'Example.com.', certify: true },
  { domainName: 'example.com', zoneName: 'example.com' },
  { domainName: '*.example.com', zoneName: 'example.com' },
  { zoneName: 'example.com' },
  { privateZone: true, certify: false },
])('%p gets through', (facts) => {
  expect(checkDomain(facts)).toEqual([]);
});
