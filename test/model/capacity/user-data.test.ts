import { checkUserData, readBootstrap } from '../../../src/model/capacity/user-data';
import { refuse } from '../../../src/model/finding';

const FILE = '/etc/ecs/ecs.config';
const OVERWRITES = [refuse('Bootstrap.OverwritesConfig', '',
  `must append to ${FILE} with >>, got a > after ECS_CLUSTER was written there, which removes it; use >> each time`)];
const NO_CLUSTER = [refuse('Bootstrap.NoCluster', '',
  `must name the cluster, which instances join in place of the one called default, got none; write ECS_CLUSTER to ${FILE}`)];

test.each([
  ['a >', `echo ECS_CLUSTER=web >> ${FILE}\necho ECS_LOGLEVEL=debug > ${FILE}`],
  ['a > with quotes', `echo ECS_CLUSTER=web > "${FILE}"\necho ECS_LOGLEVEL=debug >"${FILE}"`],
  ['a heredoc', `echo ECS_CLUSTER=web >> ${FILE}\ncat <<EOF > ${FILE}\nECS_LOGLEVEL=debug\nEOF`],
  ['tee', `echo ECS_CLUSTER=web | tee ${FILE}\necho ECS_LOGLEVEL=debug | tee ${FILE}`],
  ['the second of three', `echo ECS_CLUSTER=web >> ${FILE}\necho A=1 > ${FILE}\necho B=1 >> ${FILE}`],
])('%s after the cluster removes it', (_name, text) => {
  expect(checkUserData({ text })).toEqual(OVERWRITES);
});

test.each([
  ['>> each time', `echo ECS_CLUSTER=web >> ${FILE}\necho A=1 >> ${FILE}`],
  ['one >', `echo ECS_CLUSTER=web > ${FILE}`],
  ['a > first', `echo A=1 > ${FILE}\necho ECS_CLUSTER=web >> ${FILE}`],
  ['the cluster again', `echo ECS_CLUSTER=web >> ${FILE}\necho ECS_CLUSTER=web > ${FILE}`],
  ['the cluster in a heredoc', `touch ${FILE}\necho A=1 >> ${FILE}\ncat <<EOF > ${FILE}\nECS_CLUSTER=web\nEOF`],
  ['tee that appends', `echo ECS_CLUSTER=web | tee -a ${FILE}\necho A=1 | tee --append ${FILE}`],
  ['another file', `echo ECS_CLUSTER=web >> ${FILE}\necho A=1 > ${FILE}.bak\necho A=1 > /etc/ecs/other`],
  ['Bottlerocket', '[settings.ecs]\ncluster = "web"'],
  ['Windows', "Initialize-ECSAgent -Cluster 'web' -EnableTaskIAMRole"],
])('%s keeps the cluster', (_name, text) => {
  expect(checkUserData({ text, optimizedImage: true, defaultCluster: false })).toEqual([]);
});

test.each(['', '#!/bin/bash\nyum update -y', '[settings.ecs]\nloglevel = "debug"'])('%j names no cluster', (text) => {
  expect(checkUserData({ text, optimizedImage: true, defaultCluster: false })).toEqual(NO_CLUSTER);
  expect(checkUserData({ text, optimizedImage: true, defaultCluster: true })).toEqual([]);
  expect(checkUserData({ text, optimizedImage: true })).toEqual([]);
  expect(checkUserData({ text, optimizedImage: false, defaultCluster: false })).toEqual([]);
  expect(checkUserData({ text, defaultCluster: false })).toEqual([]);
});

test.each([
  '/opt/aws/bin/cfn-init -v --stack web --resource Template', 'aws s3 cp s3://bucket/join.sh - | bash', 'curl -fsSL https://example.com/join | sh',
  'wget https://example.com/join', '#include\nhttps://example.com/join', 'Invoke-WebRequest https://example.com/join.ps1', 'ansible-pull -U x join.yml',
])('%j may run more than it has', (text) => {
  expect(checkUserData({ text, optimizedImage: true, defaultCluster: false })).toEqual([]);
  expect(readBootstrap(text).blocksMetadata).toBeUndefined();
  expect(readBootstrap(`${text}\nECS_AWSVPC_BLOCK_IMDS=true`).blocksMetadata).toBe(true);
});

test('of what is not known nothing is said', () => {
  expect(checkUserData({ optimizedImage: true, defaultCluster: false })).toEqual([]);
  expect(readBootstrap(undefined)).toEqual({});
});

test.each([
  ['', { blocksMetadata: false }],
  ['echo ECS_AWSVPC_BLOCK_IMDS=true', { blocksMetadata: true }],
  ['echo ECS_AWSVPC_BLOCK_IMDS=false', { blocksMetadata: false }],
  ['[settings.ecs]\nawsvpc-block-imds = true\nreserved-memory = 256', { blocksMetadata: true, reservedMemoryMiB: 256 }],
  ["Initialize-ECSAgent -Cluster 'web' -AwsvpcBlockIMDS", { blocksMetadata: true }],
  ['ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false\nECS_RESERVED_MEMORY=128', { blocksMetadata: false, hostModeTaskRoles: false, reservedMemoryMiB: 128 }],
  ['ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=true', { blocksMetadata: false }],
  ["SetEnvironmentVariable('ECS_RESERVED_MEMORY', '512', 'Machine')", { blocksMetadata: false, reservedMemoryMiB: 512 }],
])('%j says %j', (text, facts) => {
  expect(readBootstrap(text)).toEqual(facts);
});
