import { readNetwork } from '../../../src/model/service/written-network';
import { isWritten } from '../../../src/model/template-value';

const NONE = { subnets: [], securityGroups: [], assignPublicIp: 'DISABLED' };

test.each([
  [{}, NONE],
  [{ NetworkConfiguration: {} }, NONE],
  [{ NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'] } } }, { ...NONE, subnets: ['subnet-1'] }],
  [{ NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: ['sg-1'], AssignPublicIp: 'ENABLED' } } },
    { ...NONE, securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' }],
])('the network of %j is read', (service, network) => {
  expect(readNetwork(service)).toEqual(network);
});

test.each([{ NetworkConfiguration: { Ref: 'Parameter' } }, { NetworkConfiguration: { AwsvpcConfiguration: { Ref: 'Parameter' } } }])('nothing is known of %j', (service) => {
  expect(Object.values(readNetwork(service)).map(isWritten)).toEqual([undefined, undefined, undefined]);
});
