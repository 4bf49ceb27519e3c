import { sentence } from '../../../src/model/finding';
import { checkEndpointPlace, EndpointPlaceFacts } from '../../../src/model/network/endpoint-place';

const fine: EndpointPlaceFacts = { dns: true, admits: true, routeTables: 2, zones: 2, zonesOfVpc: 3 };

test.each<[string, Partial<EndpointPlaceFacts>, string]>([
  ['a second set', { other: 'Network/Endpoints' },
    'error PrivateEndpoints.Second: `vpc` has its endpoints from Network/Endpoints, and takes one of a service; add what is missing to that one'],
  ['a VPC without DNS names', { dns: false },
    'error PrivateEndpoints.Dns: `vpc` must have DNS support and DNS hostnames on, for its tasks to find the endpoints;' +
    ' set enableDnsSupport and enableDnsHostnames'],
  ['a VPC without a known range', { admits: false },
    'error PrivateEndpoints.UnknownRange: `vpc` does not say its address range, which the security group of the endpoints lets in;' +
    ' import it with vpcCidrBlock, or set `securityGroups`'],
  ['subnets without route tables', { routeTables: 0 },
    'error PrivateEndpoints.RouteTables: `subnets` do not say their route tables, which lead to Amazon S3;' +
    ' import the VPC with them, or name s3 in `existing`'],
  ['one zone of several', { zones: 1 },
    'warning PrivateEndpoints.OneZone: `subnets` are in one availability zone of 3, whose loss keeps every task of the VPC from starting;' +
    ' choose subnets in two or more'],
])('%s', (_name, facts, text) => {
  expect(checkEndpointPlace({ ...fine, ...facts }).map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`)).toEqual([text]);
});

test.each<[string, EndpointPlaceFacts]>([
  ['what is right', fine],
  ['what is not known', { admits: true }],
  ['the only zone of a VPC', { ...fine, zones: 1, zonesOfVpc: 1 }],
  ['one zone, where those of the VPC are not known', { ...fine, zones: 1, zonesOfVpc: undefined }],
])('%s is left alone', (_name, facts) => {
  expect(checkEndpointPlace(facts)).toEqual([]);
});
