import { advise, refuse } from '../../../src/model/finding';
import { checkEnvironment, checkSecretNames } from '../../../src/model/task/environment';

test.each([
  ['AWS_ACCESS_KEY_ID', 'give the task role the permissions'],
  ['AWS_SECRET_ACCESS_KEY', 'give the task role the permissions'],
  ['ECS_ENGINE_AUTH_DATA', 'give the container repository credentials'],
])('%s is refused whatever its value', (name, remedy) => {
  const finding = refuse('Environment.Credentials', name, `is a credential that everyone who may read the task definition sees; take it out and ${remedy}`);
  expect(['abc', '', undefined].flatMap((value) => checkEnvironment([{ name, value }]))).toEqual([finding, finding, finding]);
});

const named = (name: string) => advise('Environment.LooksSecret', name,
  'looks like a secret that everyone who may read the task definition sees; pass it in `secrets`');

test.each([
  'PASSWORD', 'DB_PASSWORD', 'dbPassword', 'db-password', 'PASSWORD_2', 'DB_PASSWORD2', 'MYSQL_ROOT_PASSWORD', 'DB_PASSWD_OLD', 'DB_PASSWD', 'SSH_PASSPHRASE',
  'SECRET', 'CLIENT_SECRET', 'JWT_SECRET', 'GITHUB_TOKEN', 'AWS_SESSION_TOKEN', 'API_KEY', 'apiKey', 'STRIPE_API_KEY', 'STRIPE_APIKEY', 'PRIVATE_KEY',
  'SECRET_KEY', 'SECRET_KEY_BASE', 'AWS_SECRET_KEY', 'NEW_RELIC_LICENSE_KEY', 'TOKEN_VALUE', 'SIGNING_KEY', 'spring.datasource.password',
  'S3_ACCESS_KEY', 'ENCRYPTION_KEY', 'TOKEN_CURRENT', 'TOKEN_PREVIOUS', 'TOKEN_NEW', 'TOKEN_DEV', 'TOKEN_STAGING', 'TOKEN_PROD', 'TOKEN_PRODUCTION',
])('%s looks secret', (name) => {
  expect(checkEnvironment([{ name, value: 'hunter2-hunter2' }])).toEqual([named(name)]);
  expect(checkEnvironment([{ name }])).toEqual([named(name)]);
});

test.each([
  'APP_ENV', 'TOKEN_TYPE', 'TOKEN_URL', 'TOKEN_TTL', 'TOKEN_EXPIRY_SECONDS', 'MAX_TOKENS', 'DB_SECRET_ARN', 'DB_SECRET_NAME', 'SECRET_ID', 'SECRET_VERSION',
  'PASSWORD_FILE', 'PASSWORD_MIN_LENGTH', 'PASSWORD_RESET_URL', 'DB_PASSWORD_PARAMETER', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'PRIVATE_KEY_PATH', 'API_KEY_HEADER',
  'PUBLIC_KEY', 'NEXT_PUBLIC_API_KEY', 'STRIPE_PUBLISHABLE_API_KEY', 'SECRETARY', 'TOKENIZER', 'PASSWORDLESS', 'KEY', 'PARTITION_KEY', 'CACHE_KEY',
  'KMS_KEY_ID', 'SECRETS_MANAGER_ENDPOINT', 'PWD', 'constructor', '', '_', '123',
])('%p is an ordinary name', (name) => {
  expect(checkEnvironment([{ name, value: 'some-value' }])).toEqual([]);
});

test.each(['', '0', '1', 'true', 'FALSE', 'yes', 'required', 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-abc'])(
  'a switch or a reference is no secret: %p', (value) => {
    expect(checkEnvironment([{ name: 'ALLOW_EMPTY_PASSWORD', value }])).toEqual([]);
  });

test.each([
  ['an AWS access key id', 'AKIAIOSFODNN7EXAMPLE'],
  ['an AWS access key id', 'key=ASIAIOSFODNN7EXAMPLE;'],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
  ['a private key', '-----BEGIN PRIVATE KEY-----'],
  ['a URL with a password', 'postgres://app:hunter2@db:5432/app'],
  ['a URL with a password', 'redis://:hunter2@cache'],
])('a value that looks like %s is not shown', (what, value) => {
  const findings = checkEnvironment([{ name: 'SETTING', value }]);
  expect(findings).toEqual([advise('Environment.LooksSecret', 'SETTING',
    `holds what looks like ${what} that everyone who may read the task definition sees; pass it in \`secrets\``)]);
});

test.each([
  'https://example.com/a:b@c', 'postgres://app@db:5432/app', 'postgres://app:$PASSWORD@db/app', 'http://${user}:${password}@host', 'redis://cache:6379',
  'AKIA', 'XAKIAIOSFODNN7EXAMPLES', '-----BEGIN PUBLIC KEY-----', 'user:password@host',
])('the value %p is ordinary', (value) => {
  expect(checkEnvironment([{ name: 'SETTING', value }])).toEqual([]);
});

test('no message ever holds a value', () => {
  const value = 'AKIAIOSFODNN7EXAMPLE';
  const findings = ['AWS_ACCESS_KEY_ID', 'DB_PASSWORD', 'SETTING'].flatMap((name) => checkEnvironment([{ name, value }]));
  expect(findings).toHaveLength(3);
  expect(JSON.stringify(findings)).not.toContain(value);
});

test('a name is either plain or secret', () => {
  expect(checkSecretNames([{ name: 'A' }, { name: 'B' }], ['B', undefined, 'C'])).toEqual([
    refuse('Environment.AlsoSecret', 'environment.B', 'must not be a secret too, since ECS takes a name once; take it out of `environment`'),
  ]);
  expect(checkSecretNames([{ name: 'A' }], [])).toEqual([]);
});
