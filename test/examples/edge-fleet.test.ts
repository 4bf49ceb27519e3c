import { App, Stack } from 'aws-cdk-lib/core';
import { edgeFleet } from '../../examples/edge-fleet/edge-fleet';

const app = new App();
edgeFleet(app);
const [fleet, services] = ['EdgeFleet', 'EdgeServices'].map((id) => app.node.findChild(id) as Stack);
const assembly = app.synth();
const { Outputs: outputs, Resources: machines } = assembly.getStackArtifact(fleet.artifactId).template;
const { Resources: resources } = assembly.getStackArtifact(services.artifactId).template;
const ofType = (type: string): [string, any][] => Object.entries<any>(resources).filter(([, { Type }]) => Type === type);
const beginning = (type: string, id: string): any => ofType(type).find(([logicalId]) => logicalId.startsWith(id))?.[1].Properties;

test('services are deployed after the fleet, whose outputs tell how machines are registered', () => {
  expect([services.dependencies, fleet.dependencies]).toEqual([[fleet], []]);
  expect(assembly.getStackArtifact(services.artifactId).dependencies.map(({ id }) => id)).toContain(fleet.artifactId);
  expect(Object.keys(outputs)).toEqual(expect.arrayContaining(['RegisterInBerlin', 'RegisterInBonn']));
  expect(Object.values<any>(machines).map(({ Type: type }) => type)).toContain('Custom::EcsAnywhereActivation');
});

test('somebody is told of lost machines, and of an activation that is not renewed', () => {
  const alarms = Object.values<any>(machines).filter(({ Type: type }) => type === 'AWS::CloudWatch::Alarm');
  expect(alarms.map(({ Properties: { AlarmActions: actions } }) => actions)).toEqual(Array(2).fill([{ Ref: expect.stringMatching(/Topic|OnCall|Alarm/) }]));
});

test('two tasks of the processor run at the two sites, in bridge mode', () => {
  expect(beginning('AWS::ECS::Service', 'Processor')).toMatchObject({
    DesiredCount: 2,
    LaunchType: 'EXTERNAL',
    PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:site in [berlin, bonn]' }],
    DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 200 },
  });
  const { ContainerDefinitions: [container], NetworkMode: mode, RequiresCompatibilities: compatibilities } = beginning('AWS::ECS::TaskDefinition', 'Processor');
  expect([mode, compatibilities]).toEqual(['bridge', ['EXTERNAL']]);
  expect(container).toMatchObject({ Cpu: 512, Memory: 1024, Environment: [{ Name: 'QUEUE_URL', Value: { Ref: expect.stringMatching(/^Results/) } }] });
});

test('it may send to its queue, and do nothing else', () => {
  const [[role]] = ofType('AWS::IAM::Role').filter(([id]) => id.startsWith('ProcessorTaskRole'));
  const policies = ofType('AWS::IAM::Policy').filter(([, { Properties: { Roles: roles } }]) => roles.some(({ Ref: ref }: any) => ref === role));
  expect(policies.map(([, { Properties: { PolicyDocument: { Statement: statements } } }]) => statements)).toEqual([[{
    Effect: 'Allow',
    Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
    Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Results/), 'Arn'] },
  }]]);
});

test('each machine runs one collector, which reads the logs of the machine', () => {
  const service = beginning('AWS::ECS::Service', 'LogCollector');
  expect(service).toMatchObject({ SchedulingStrategy: 'DAEMON', LaunchType: 'EXTERNAL' });
  expect(service).not.toHaveProperty('DesiredCount');
  const { ContainerDefinitions: [{ MountPoints: mounts }], Volumes: volumes } = beginning('AWS::ECS::TaskDefinition', 'LogCollector');
  expect(mounts).toContainEqual({ ContainerPath: '/var/log', ReadOnly: true, SourceVolume: 'app-host-1' });
  expect(volumes).toContainEqual({ Name: 'app-host-1', Host: { SourcePath: '/var/log' } });
});

test('neither command holds what the activation is', () => {
  const commands = JSON.stringify([outputs.RegisterInBerlin.Value, outputs.RegisterInBonn.Value]);
  expect(commands).toContain('site=berlin');
  expect(commands).toContain('site=bonn');
  expect(commands).not.toMatch(/activationCode|resolve:secretsmanager/);
});

test('there is no VPC', () => {
  expect([machines, resources].flatMap((all) => Object.values<any>(all)).map(({ Type: type }) => type).filter((type) => /EC2|ElasticLoadBalancing/.test(type))).toEqual([]);
});
