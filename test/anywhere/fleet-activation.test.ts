import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { App, CfnParameter, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { activated, flat, placeIn, statementsIn } from './fleets';
import { activationFindings } from '../../src/anywhere/fleet-activation';
import { onEveryAlarm } from '../../src/private/alarm-registry';
import { recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const RESOURCE = 'Custom::EcsAnywhereActivation';
const SSM = 'arn:<Partition>:ssm:<Region>:<AccountId>';
const INSTANCES = 'arn:<Partition>:ecs:<Region>:<AccountId>:container-instance/<EdgeCluster>/*';

/** All that a resource waits for, and what that waits for. */
function waitedFor(stack: Stack, type: string): string[] {
  const graph = templateGraph(stack);
  const [first] = Object.keys(resourcesOf(stack, type));
  const found = new Set<string>();
  const visit = (id: string) => graph.get(id)!.forEach((next) => { if (!found.has(next)) { found.add(next); visit(next); } });
  visit(first);
  return [...found].map((id) => id.replace(/[0-9A-F]{8}$/, ''));
}

describe('what the function may do', () => {
  test('of one fleet', () => {
    const { stack } = activated();
    expect(statementsIn(stack, /ActivationPolicy/)).toEqual([
      { Effect: 'Allow', Action: 'ssm:CreateActivation', Resource: '*', Condition: { StringEquals: { 'aws:RequestTag/EcsAnywhereFleet': '<EdgeRole>' } } },
      { Effect: 'Allow', Action: 'ssm:AddTagsToResource', Resource: `${SSM}:*`, Condition: { StringEquals: { 'aws:RequestTag/EcsAnywhereFleet': '<EdgeRole>' } } },
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: '<EdgeRole.Arn>', Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } } },
      { Effect: 'Allow', Action: ['secretsmanager:ListSecretVersionIds', 'secretsmanager:PutSecretValue'], Resource: '<ActivationSecret>' },
      { Effect: 'Allow', Action: ['ecs:DeregisterContainerInstance', 'ecs:ListContainerInstances'], Resource: '<EdgeCluster.Arn>' },
      { Effect: 'Allow', Action: 'ecs:DescribeContainerInstances', Resource: INSTANCES },
      {
        Effect: 'Allow',
        Action: 'ssm:DeregisterManagedInstance',
        Resource: `${SSM}:managed-instance/*`,
        Condition: { StringEquals: { 'ssm:resourceTag/EcsAnywhereFleet': '<EdgeRole>' } },
      },
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '<FleetActivationHandlerFunction.Arn>' },
    ]);
  });

  test('of all fleets, no more than its log and what AWS does not let be narrowed', () => {
    const { stack } = activated();
    expect(statementsIn(stack, /^FleetActivationHandlerRole/)).toEqual([
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '<FleetActivationHandlerLogGroup.Arn>' },
      { Effect: 'Allow', Action: ['ssm:DeleteActivation', 'ssm:DescribeActivations', 'ssm:DescribeInstanceInformation'], Resource: '*' },
    ]);
  });

  test('never to read the secret, nor anything by a wildcard', () => {
    const { stack } = activated({ encryptionKey: kms.Key.fromKeyArn(placeIn().stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1') });
    const actions = statementsIn(stack, /ActivationPolicy|HandlerRole/).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => /GetSecretValue|\*/.test(action))).toEqual([]);
  });

  test('with a key, what a version of this secret takes of it', () => {
    const place = placeIn();
    const { stack } = activated({ encryptionKey: new kms.Key(place.stack, 'Key') }, place);
    expect(statementsIn(stack, /ActivationPolicy/)).toContainEqual({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '<Key.Arn>',
      Condition: { StringEquals: { 'kms:EncryptionContext:SecretARN': '<ActivationSecret>' } },
    });
    expect(flat(theOnly(stack, 'AWS::SecretsManager::Secret').Properties.KmsKeyId)).toBe('<Key.Arn>');
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('not to deregister machines that are left', () => {
    const { stack } = activated({ leaveMachines: true });
    const actions = statementsIn(stack, /ActivationPolicy/).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => /^ecs:|Deregister/.test(action))).toEqual([]);
    expect(JSON.parse(flat(theOnly(stack, RESOURCE).Properties.Machines))).toEqual({ role: '<EdgeRole>', cluster: '<EdgeCluster.Arn>', leave: true });
  });
});

describe('what CloudFormation is told', () => {
  test('of all props', () => {
    const { stack } = activated({ registrationLimit: 25, activationExpiry: Duration.days(10), machineName: 'edge', machineTags: { site: 'berlin' } });
    const { Properties } = theOnly(stack, RESOURCE);
    expect(JSON.parse(flat(Properties.Activation))).toEqual({
      role: '<EdgeRole>',
      secret: '<ActivationSecret>',
      registrationLimit: 25,
      validHours: 240,
      renewBelowHours: 126,
      machineName: 'edge',
      tags: { site: 'berlin', EcsAnywhereFleet: '<EdgeRole>' },
    });
    expect(JSON.parse(flat(Properties.Machines))).toEqual({ role: '<EdgeRole>', cluster: '<EdgeCluster.Arn>', leave: false });
    expect(Properties.ServiceTimeout).toBe('3600');
  });

  test('with a limit that only the deployment knows', () => {
    const { stack, cluster, role } = placeIn();
    const limit = new CfnParameter(stack, 'Limit', { type: 'Number' });
    activated({ registrationLimit: limit.valueAsNumber }, { stack, cluster, role });
    expect(flat(theOnly(stack, RESOURCE).Properties.Activation)).toContain('"registrationLimit":<Limit>,');
    expect(flat(theOnly(stack, 'AWS::Events::Rule').Properties.Targets[0].InputTransformer.InputTemplate)).toContain('"registrationLimit":"<Limit>",');
  });

  test('after the role, the policies, the secret and the cluster: it goes before them', () => {
    const { stack } = activated();
    expect(waitedFor(stack, RESOURCE)).toEqual(expect.arrayContaining([
      'ActivationActivationPolicy', 'EdgeRole', 'ActivationSecret', 'EdgeCluster', 'FleetActivationHandlerFunction', 'FleetActivationHandlerRole', 'FleetActivationHandlerLogGroup',
    ]));
    expect(waitedFor(stack, 'AWS::Events::Rule')).toContain('Activation');
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('and nobody else: the template has nothing of an activation', () => {
    const { stack } = activated();
    const template = JSON.stringify(recommendedTemplate(stack));
    expect(template).not.toMatch(/resolve:secretsmanager|SecretString|"Outputs"/);
  });
});

function recommendedTemplate(stack: Stack): object {
  return (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template;
}

test('the secret is empty until there is an activation, and goes with the stack', () => {
  const { activation, stack } = activated();
  expect(theOnly(stack, 'AWS::SecretsManager::Secret')).toMatchObject({ DeletionPolicy: 'Delete', Properties: { Description: 'Activation for machines of Stack' } });
  expect(Object.keys(theOnly(stack, 'AWS::SecretsManager::Secret').Properties)).toEqual(['Description']);
  expect(flat(stack.resolve(activation.secret.secretArn))).toBe('<ActivationSecret>');
});

describe('the role of the machines', () => {
  const roleIn = (stack: Stack) => Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).find(([id]) => /^EdgeRole/.test(id))![1];

  test.each([[true, 'RetainExceptOnCreate'], [false, undefined]])('stays with machines that are left: %s', (leaveMachines, deletionPolicy) => {
    const { stack } = activated({ leaveMachines });
    expect(roleIn(stack).DeletionPolicy).toBe(deletionPolicy);
  });

  test.each(['/', undefined])('may have no path: %s', (path) => {
    const { role, stack } = activated();
    (role.node.defaultChild as iam.CfnRole).path = path;
    expect(roleIn(stack).Properties.Path).toBe(path);
  });

  test('is refused with a path, which may come late', () => {
    const { role, stack } = activated();
    (role.node.defaultChild as iam.CfnRole).path = '/team/';
    expect(() => (stack.node.root as App).synth()).toThrow(
      'Activation.RolePath: `instanceRole` takes no path, since Systems Manager would not find it by its name, got \'/team/\'; leave it out for this role');
  });
});

test('the renewal looks every six hours, with what CloudFormation was told and the id and time of the event', () => {
  const { stack } = activated({ machineName: 'edge', machineTags: { site: 'berlin' } });
  const { Properties } = theOnly(stack, 'AWS::Events::Rule');
  expect(Properties.ScheduleExpression).toBe('rate(6 hours)');
  const [{ Arn, InputTransformer: { InputPathsMap, InputTemplate } }] = Properties.Targets;
  expect(flat(Arn)).toBe('<FleetActivationHandlerFunction.Arn>');
  expect(InputPathsMap).toEqual({ id: '$.id', time: '$.time' });
  const sent = JSON.parse(flat(InputTemplate).replace('<id>', '"event"').replace('<time>', '"2026-11-22T00:00:00Z"'));
  expect(sent).toEqual({ id: 'event', time: '2026-11-22T00:00:00Z', activation: JSON.parse(flat(theOnly(stack, RESOURCE).Properties.Activation)) });
});

test('the alarm goes off where too little time is left, or nobody looks', () => {
  const { activation, stack } = activated();
  const heard: cloudwatch.Alarm[] = [];
  onEveryAlarm(stack, (alarm) => heard.push(alarm));
  expect(heard).toEqual([activation.renewalAlarm]);
  const [[, { DependsOn, Properties }]] = Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm'));
  expect(flat(Properties)).toEqual({
    AlarmDescription: 'The activation of machines outside AWS is not renewed: soon no machine can register',
    Namespace: 'EcsAnywhereFleet',
    MetricName: 'ActivationHours',
    Dimensions: [{ Name: 'InstanceRole', Value: '<EdgeRole>' }],
    Statistic: 'Maximum',
    Period: 43200,
    EvaluationPeriods: 1,
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 366,
    TreatMissingData: 'breaching',
  });
  expect(DependsOn).toEqual(Object.keys(resourcesOf(stack, RESOURCE)));
});

describe('several fleets', () => {
  test('of a stack share the function, with a policy for each', () => {
    const place = activated();
    activated({}, placeIn(place.stack, 'Other'), 'OtherActivation');
    theOnly(place.stack, 'AWS::Lambda::Function');
    expect(Object.keys(resourcesOf(place.stack, 'AWS::IAM::Policy'))).toHaveLength(2);
    expect(statementsIn(place.stack, /^OtherActivationActivationPolicy/).find(({ Action }) => Action === 'iam:PassRole').Resource).toBe('<OtherRole.Arn>');
  });

  test('that are more than the role has room for are told of', () => {
    const { stack } = activated();
    for (let index = 0; index < 12; index += 1) activated({}, placeIn(stack, `Edge${index}`), `Activation${index}`);
    expect(() => (stack.node.root as App).synth()).toThrow(
      'Activation.RoleRoom: `registrationLimit` adds a policy to the role that all fleets of the stack share, which takes 10240 characters, got at least');
  });
});

test('AwsSolutionsChecks finds nothing that is ours to mend', () => {
  const app = recommendedApp();
  const place = placeIn(new Stack(app, 'Stack'));
  activated({ encryptionKey: new kms.Key(place.stack, 'Key', { enableKeyRotation: true }) }, place);
  app.synth();
  const { violations } = new AwsSolutionsChecks().validateScope(app);
  const found = violations.flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`));
  expect(found).toEqual(['AwsSolutions-ECS4 at Stack/EdgeCluster/Resource']);
});

describe('findings', () => {
  test('are told by the names of the props', () => {
    const findings = activationFindings({ registrationLimit: 0, activationExpiry: Duration.days(31), machineName: '<', machineTags: { site: '<' } });
    expect(findings.map(({ id, path }) => `${id} ${path}`)).toEqual([
      'Activation.RegistrationLimit registrationLimit', 'Activation.Expiry activationExpiry', 'Activation.MachineName machineName', 'Activation.MachineTags machineTags.site',
    ]);
  });

  test('let through what is not known, except the time', () => {
    const unknown = { registrationLimit: Token.asNumber({ Ref: 'Limit' }), machineName: Token.asString({ Ref: 'Name' }), machineTags: { site: Token.asString({ Ref: 'Site' }) } };
    expect(activationFindings({ ...unknown, activationExpiry: Duration.days(30) })).toEqual([]);
    expect(activationFindings({ ...unknown, activationExpiry: Duration.days(Token.asNumber({ Ref: 'Days' })) }).map(({ id }) => id)).toEqual(['Activation.Expiry']);
  });
});
