import { checkMetadata, MetadataFacts } from '../../../src/model/capacity/instance-metadata';
import { advise, Finding } from '../../../src/model/finding';

test.each<[Partial<MetadataFacts>, Finding]>([
  [{ tokens: 'optional' }, advise('InstanceMetadata.TokensOptional', 'httpTokens',
    'must be required, so that a request that is forged does not get the credentials of the instance, got optional; set HttpTokens to required')],
  [{ hopLimit: 2, modes: ['bridge'] }, advise('InstanceMetadata.HopLimit', 'hopLimit',
    'must be 1, which keeps tasks in bridge mode from the credentials of the instance, got 2; lower it')],
  [{ hopLimit: 2, modes: ['host', 'default'] }, advise('InstanceMetadata.HopLimit', 'hopLimit',
    'must be 1, which keeps tasks in bridge mode from the credentials of the instance, got 2; lower it')],
  [{ blocked: false, modes: ['awsvpc'] }, advise('InstanceMetadata.NotBlocked', 'userData',
    'must keep tasks in awsvpc mode from the credentials of the instance, got no ECS_AWSVPC_BLOCK_IMDS=true; write it to /etc/ecs/ecs.config')],
])('%j is advised against where the service is on', (facts, finding) => {
  expect(checkMetadata({ modes: [], ...facts, endpoint: true })).toEqual([finding]);
  expect(checkMetadata({ modes: [], ...facts })).toEqual([]);
  expect(checkMetadata({ modes: [], ...facts, endpoint: false })).toEqual([]);
});

test.each<MetadataFacts>([
  { modes: [] },
  { modes: ['bridge'], tokens: 'required', hopLimit: 1, blocked: false },
  { modes: ['awsvpc', 'host'], tokens: 'required', hopLimit: 2, blocked: true },
  { modes: ['awsvpc', 'bridge'] },
])('%j is fine', (facts) => {
  expect(checkMetadata({ ...facts, endpoint: true })).toEqual([]);
});
