import { setOf, the } from './sets';
import { endpointsAround, reachOf } from '../../../src/model/workload/isolation';
import { workloadsIn } from '../../../src/model/workload/workload';

const UNKNOWN = { Ref: 'Parameter' };

function endpoints(vpc: object, ...written: object[]) {
  const set = setOf({
    Subnet: ['AWS::EC2::Subnet', { VpcId: vpc }],
    Vpc: ['AWS::EC2::VPC'],
    ...Object.fromEntries(written.map((properties, index) => [`Endpoint${index}`, ['AWS::EC2::VPCEndpoint', { VpcId: { Ref: 'Vpc' }, ...properties }]])),
  });
  return endpointsAround(set, the(set, 'Subnet'));
}

test('the endpoints of a VPC by the end of their names', () => {
  expect(endpoints(
    { Ref: 'Vpc' },
    { ServiceName: 'com.amazonaws.eu-west-1.logs', VpcEndpointType: 'Interface' },
    { ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.s3']] } },
    { ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3' }, VpcEndpointType: 'Gateway' },
    { ServiceName: 'com.amazonaws.eu-west-1.s3', VpcEndpointType: UNKNOWN },
  )).toEqual([
    { service: 'com.amazonaws.eu-west-1.logs', gateway: false },
    { service: '.s3', gateway: true },
    { service: '.s3', gateway: true },
    { service: 'com.amazonaws.eu-west-1.s3', gateway: undefined },
  ]);
  expect(endpoints({ Ref: 'Vpc' })).toEqual([]);
  expect(endpoints({ Ref: 'Vpc' }, { VpcId: 'vpc-of-others', ServiceName: 'com.amazonaws.eu-west-1.s3' })).toEqual([]);
});

test.each([
  [{ Ref: 'Vpc' }, [{ ServiceName: UNKNOWN }]],
  [{ Ref: 'Vpc' }, [{ ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', UNKNOWN]] } }]],
  [{ Ref: 'Vpc' }, [{ VpcId: UNKNOWN, ServiceName: 'com.amazonaws.eu-west-1.s3' }]],
  [UNKNOWN, []],
  [{ Ref: 'Subnet' }, []],
])('those of %j with %j are not known', (vpc, written) => {
  expect(endpoints(vpc, ...written)).toBeUndefined();
});

function reach(service: object, configuration: unknown = undefined) {
  const set = setOf({
    Service: ['AWS::ECS::Service', { Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: 'Task' }, LaunchType: 'FARGATE', ...service }],
    Cluster: ['AWS::ECS::Cluster', { Configuration: configuration }],
    Task: ['AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Image: 'nginx' }] }],
  });
  return reachOf(workloadsIn(set)[0]);
}

const SESSION = { KmsKeyId: { Ref: 'Key' }, Logging: 'OVERRIDE', LogConfiguration: { CloudWatchLogGroupName: 'group', S3BucketName: { Ref: 'Bucket' } } };
const EXEC = { EnableExecuteCommand: true };

test.each([
  [{}, { ExecuteCommandConfiguration: SESSION }, undefined],
  [{ EnableExecuteCommand: UNKNOWN }, { ExecuteCommandConfiguration: SESSION }, undefined],
  [EXEC, undefined, { customerKey: false, logGroup: false, bucket: false }],
  [EXEC, { ExecuteCommandConfiguration: SESSION }, { customerKey: true, logGroup: true, bucket: true }],
  [EXEC, { ExecuteCommandConfiguration: { ...SESSION, Logging: 'DEFAULT' } }, { customerKey: true, logGroup: false, bucket: false }],
  [EXEC, { ExecuteCommandConfiguration: { Logging: 'OVERRIDE', KmsKeyId: { 'Fn::If': ['Open', 'a', 'b'] } } }, { customerKey: false, logGroup: false, bucket: false }],
])('%j with %j has sessions that need %j', (service, configuration, exec) => {
  expect(reach(service, configuration)).toEqual({
    platform: 'fargate', exec, images: [{ kind: 'host', host: 'docker.io' }], logs: [], secrets: [], filesInS3: false,
  });
});

test.each([{ LaunchType: 'EC2' }, { LaunchType: UNKNOWN }, { TaskDefinition: 'web' }])('what %j calls is not known', (service) => {
  expect(reach(service)).toBeUndefined();
});
