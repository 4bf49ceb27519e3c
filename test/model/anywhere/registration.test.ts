import { checkRegistration, MachineFacts } from '../../../src/model/anywhere/registration';
import { refuse } from '../../../src/model/finding';

const PASSWORD = 'takes no user and password, which everybody who reads the template would see; ' +
  'let the proxy know the machines by their addresses, or put a local proxy that logs in between';
const INSTALLER = 'takes an address that begins with https://, and has its signature beside it with .asc behind its name';

test.each<[MachineFacts, string, string, string]>([
  [{ architecture: 'MIPS' }, 'Registration.Architecture', 'architecture', 'is X86_64 or ARM64, got MIPS'],
  [{ attributes: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, 'x'])) }, 'Registration.Attributes', 'attributes',
    'takes 10 attributes at most, got 11'],
  [{ attributes: { 'a b': 'x' } }, 'Registration.AttributeName', 'attributes.a b', 'is named with 1 to 128 letters, digits, hyphens, underscores, slashes and periods'],
  [{ attributes: { 'ecs.os-type': 'x' } }, 'Registration.AttributeReserved', 'attributes.ecs.os-type',
    'is named like attributes of the agent, which begin with ecs. or com.amazonaws.; take another name'],
  [{ attributes: { site: 'x ' } }, 'Registration.AttributeValue', 'attributes.site', "takes 1 to 128 letters, digits, spaces inside and -_.@:/\\, got 'x '"],
  [{ attributes: { site: 'x"' } }, 'Registration.AttributeValue', 'attributes.site', "takes 1 to 128 letters, digits, spaces inside and -_.@:/\\, got 'x\"'"],
  [{ proxyUrl: 'proxy:3128' }, 'Registration.ProxyUrl', 'proxy.url', "takes an address such as http://proxy.example.com:3128, got 'proxy:3128'"],
  [{ proxyUrl: 'socks5://proxy:1080' }, 'Registration.ProxyUrl', 'proxy.url', "takes an address such as http://proxy.example.com:3128, got 'socks5://proxy:1080'"],
  [{ proxyUrl: 'http://proxy/%20' }, 'Registration.ProxyUrl', 'proxy.url', "takes an address such as http://proxy.example.com:3128, got 'http://proxy/%20'"],
  [{ proxyUrl: 'http://user:password@proxy:3128' }, 'Registration.ProxyPassword', 'proxy.url', PASSWORD],
  [{ directHosts: ['10.0.0.0/8', 'a,b'] }, 'Registration.DirectHost', 'proxy.directHosts[1]', "takes a host, a domain or an address range, got 'a,b'"],
  [{ endpoints: { ssm: 'https://ssm.example.com' } }, 'Registration.Endpoint', 'endpoints.ssm',
    "takes the name of a host, without https:// and a path, got 'https://ssm.example.com'"],
  [{ installer: 'http://example.com/x.sh' }, 'Registration.Installer', 'endpoints.installer', `${INSTALLER}, got 'http://example.com/x.sh'`],
  [{ installer: 'https://example.com/x.sh?y=z' }, 'Registration.Installer', 'endpoints.installer', `${INSTALLER}, got 'https://example.com/x.sh?y=z'`],
  [{ awsConfigFile: 'aws.conf' }, 'Registration.AwsConfigFile', 'awsConfigFile', "takes the whole path of a file on the machine, got 'aws.conf'"],
  [{ awsConfigFile: '/root/.aws/config' }, 'Registration.AwsConfigFile', 'awsConfigFile',
    "is outside /root/.aws/, where the ECS agent finds its own credentials, got '/root/.aws/config'; take a file such as /etc/ecs-anywhere/aws.conf"],
])('%j is refused', (facts, id, path, text) => {
  expect(checkRegistration(facts)).toEqual([refuse(id, path, text)]);
});

test.each<MachineFacts>([
  {},
  { architecture: 'ARM64', attributes: {}, directHosts: [], endpoints: {} },
  { attributes: { 'site': 'berlin north', 'team/a.b-c_d\\e': 'http://a@b', 'x': undefined, 'ecs': 'x' } },
  { attributes: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`a${index}`, 'x'])) },
  { proxyUrl: 'http://10.0.0.1:3128/', directHosts: ['.example.com', '*.internal', '10.0.0.0/8', 'host:8080', 'fd00::/8', undefined] },
  { proxyUrl: 'https://[fd00::1]:3128' },
  { endpoints: { ecs: 'ecs-fips.us-east-1.amazonaws.com', ssm: undefined }, installer: 'https://mirror.example.com:8443/aws/ecs-anywhere-install-latest.sh' },
  { awsConfigFile: '/etc/ecs-anywhere/aws.conf' },
])('%j gets through', (facts) => {
  expect(checkRegistration(facts)).toEqual([]);
});
