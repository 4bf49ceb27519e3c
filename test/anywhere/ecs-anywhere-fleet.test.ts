import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { fleetIn, newStack } from './edge';
import { EcsAnywhereFleet, EcsAnywhereFleetProps } from '../../src/anywhere/ecs-anywhere-fleet';
import { EdgeOs } from '../../src/anywhere/edge-os';
import { ExecAudit } from '../../src/cluster/exec-audit';
import { propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const problems = (text: string) => `EcsAnywhereFleet at Stack/Edge has 1 problem:\n  ${text}`;

/** A cluster of its own stack, as a team would share it. */
function sharedCluster(stack: Stack): ecs.ICluster {
  return ecs.Cluster.fromClusterAttributes(stack, 'Shared', { clusterName: 'shared', vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }) });
}

describe('the role of the machines', () => {
  const stack = newStack();
  const fleet = fleetIn(stack);
  const { AssumeRolePolicyDocument: trust, ManagedPolicyArns: managed, Policies: policies } = propertiesOf(stack, 'AWS::IAM::Role')
    .find(({ AssumeRolePolicyDocument: { Statement: [{ Principal: principal }] } }) => principal.Service === 'ssm.amazonaws.com');
  const statements: any[] = policies[0].PolicyDocument.Statement;
  const isOn = (resource: unknown) => ({ Resource: of }: any) => JSON.stringify(of) === JSON.stringify(resource);
  const actionsOn = (resource: unknown) => statements.filter(isOn(resource)).flatMap(({ Action: actions }) => actions);

  test('is taken on by Systems Manager for this account and region alone', () => {
    expect(trust.Statement).toEqual([{
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { Service: 'ssm.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': '123456789012' },
        ArnEquals: { 'aws:SourceArn': 'arn:aws:ssm:us-east-1:123456789012:*' },
      },
    }]);
  });

  test('joins this cluster and no other', () => {
    expect(actionsOn(stack.resolve(fleet.cluster.clusterArn)).sort()).toEqual([
      'ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange',
    ]);
  });

  test('pulls no images, writes no logs, and reads no parameters: that is for the roles of tasks', () => {
    const actions = statements.flatMap(({ Action: action }) => action);
    expect(managed).toBeUndefined();
    expect(actions).toContain('ssm:UpdateInstanceInformation');
    expect(actions.filter((action: string) => /^(ecr|logs|secretsmanager|sts|iam):|GetParameter|CreateCluster|\*/.test(action))).toEqual([]);
  });
});

describe('the cluster of a fleet', () => {
  test('has enhanced insights, a record of sessions and no VPC', () => {
    const stack = newStack();
    const fleet = fleetIn(stack);
    expect(theOnly(stack, 'AWS::ECS::Cluster').Properties).toMatchObject({
      ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }],
      Configuration: { ExecuteCommandConfiguration: { Logging: 'OVERRIDE', LogConfiguration: { CloudWatchLogGroupName: stack.resolve(fleet.execAuditLogGroup!.logGroupName) } } },
    });
    expect(resourcesOf(stack, 'AWS::EC2::VPC')).toEqual({});
    expect(() => fleet.cluster.vpc).toThrow(
      'The cluster of Stack/Edge is for machines outside AWS and has no VPC; make a FargateSpotCluster and give it to the fleet');
  });

  test('is made as the options say', () => {
    const stack = newStack();
    const fleet = fleetIn(stack, { clusterName: 'edge', containerInsights: ecs.ContainerInsights.ENABLED, execAudit: ExecAudit.none() });
    expect(theOnly(stack, 'AWS::ECS::Cluster').Properties).toMatchObject({
      ClusterName: 'edge', ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }], Configuration: { ExecuteCommandConfiguration: { Logging: 'NONE' } },
    });
    expect(fleet.execAuditLogGroup).toBeUndefined();
  });

  test('may be given', () => {
    const stack = newStack();
    const cluster = sharedCluster(stack);
    const fleet = fleetIn(stack, { cluster });
    expect(fleet.cluster).toBe(cluster);
    expect(resourcesOf(stack, 'AWS::ECS::Cluster')).toEqual({});
  });
});

describe('what cannot be', () => {
  test.each<[Partial<EcsAnywhereFleetProps>, string]>([
    [{ operatingSystem: EdgeOs.of('debian', '12') }, 'EdgeOs.Ended: `operatingSystem` '],
    [{ registrationLimit: 0 }, 'Activation.RegistrationLimit: `registrationLimit` '],
    [{ activationExpiry: Duration.days(31) }, 'Activation.Expiry: `activationExpiry` '],
    [{ lostAfter: Duration.minutes(7) }, 'RollCall.LostAfter: `lostAfter` '],
    [{ attributes: { 'ecs.site': 'berlin' } }, 'Registration.AttributeReserved: `attributes.ecs.site` '],
    [{ clusterName: 'a b' }, 'Cluster.Name: `clusterName` '],
    [{ leaveMachines: true }, 'EcsAnywhereFleet.LeftMachines: `leaveMachines` is for a cluster that outlives the fleet, got none, and ECS deletes no cluster that has machines; give `cluster`'],
  ])('%j is refused', (props, text) => {
    const stack = newStack();
    expect(() => fleetIn(stack, props)).toThrow(problems(text));
    expect(stack.node.tryFindChild('Edge')).toBeUndefined();
  });

  test('everything is told at once', () => {
    expect(() => fleetIn(newStack(), { registrationLimit: 1001, lostAfter: Duration.minutes(1) })).toThrow('EcsAnywhereFleet at Stack/Edge has 2 problems');
  });

  test.each<keyof EcsAnywhereFleetProps>(['clusterName', 'containerInsights', 'execAudit'])('%s is not for a cluster that was given', (name) => {
    const stack = newStack();
    const options = { clusterName: 'edge', containerInsights: ecs.ContainerInsights.ENABLED, execAudit: ExecAudit.none() };
    expect(() => fleetIn(stack, { cluster: sharedCluster(stack), [name]: options[name as keyof typeof options] })).toThrow(
      problems(`EcsAnywhereFleet.GivenCluster: \`${name}\` is for a cluster that is made with the fleet, got \`cluster\` too; leave one of them out`));
  });

  test('a cluster elsewhere is not joined', () => {
    const app = recommendedApp();
    const there = new Stack(app, 'There', { env: { account: '123456789012', region: 'eu-central-1' } });
    const here = new Stack(app, 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
    expect(() => fleetIn(here, { cluster: sharedCluster(there) })).toThrow(problems(
      'EcsAnywhereFleet.OtherEnvironment: `cluster` is in the account and region of the fleet, 123456789012/us-east-1, got one in 123456789012/eu-central-1; make the fleet in a stack there'));
  });
});

describe('registration', () => {
  test('is of the fleet’s own machines, unless others are named', () => {
    const stack = newStack();
    const fleet = fleetIn(stack, { attributes: { site: 'bonn' }, gpu: true });
    const [own, other] = [fleet.registrationCommand, fleet.registration({ operatingSystem: EdgeOs.RHEL_9, attributes: { site: 'berlin' } }).command]
      .map((command) => JSON.stringify(stack.resolve(command)));

    expect(own).toContain("'--os' 'ubuntu' '--os-version' '24.04'");
    expect(own).toContain('site=bonn');
    expect(other).toContain("'--os' 'rhel' '--os-version' '9'");
    expect(other).toContain('site=berlin');
    expect(other).not.toContain('bonn');
    expect(own).toContain('--gpu');
    expect(other).toContain('--gpu');
  });

  test('names the cluster and the secret, and holds nothing that is secret', () => {
    const stack = newStack();
    const fleet = fleetIn(stack);
    const { command } = fleet.registration();
    const { Ref: secret } = stack.resolve(fleet.activation.secretArn);
    const { Ref: cluster } = stack.resolve(fleet.cluster.clusterName);
    expect(JSON.stringify(stack.resolve(command)).match(/"(Ref|Fn::GetAtt)":"\w+"/g)).toEqual([`"Ref":"${secret}"`, `"Ref":"${cluster}"`]);
  });

  test('adds attributes to those of the fleet', () => {
    const fleet = fleetIn(newStack(), { attributes: { fleet: 'depot', site: 'none' } });
    expect(fleet.registration({ attributes: { site: 'berlin' } }).command).toMatch(/ '--attribute' 'fleet=depot' '--attribute' 'site=berlin'\)$/);
    const nine = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`a${index}`, 'x']));
    expect(() => fleet.registration({ attributes: nine })).toThrow(problems('Registration.Attributes: `attributes` takes 10 attributes at most, got 11'));
  });

  test('of machines that cannot be is refused, and the fleet stays', () => {
    const stack = newStack();
    const fleet = fleetIn(stack);
    expect(() => fleet.registration({ operatingSystem: EdgeOs.of('plan9', '4') })).toThrow(problems('EdgeOs.Unknown: `operatingSystem` '));
    expect(stack.node.tryFindChild('Edge')).toBe(fleet);
  });

  test('may be granted: the script and the activation', () => {
    const stack = newStack();
    const fleet = fleetIn(stack);
    const operators = new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });
    fleet.grantRegistration(operators);
    const granted: any[] = propertiesOf(stack, 'AWS::IAM::Policy').find(({ PolicyName: name }) => name.startsWith('Operators')).PolicyDocument.Statement;

    const { script } = fleet.registration();
    expect(granted.flatMap(({ Action: actions }) => actions).sort()).toEqual(['s3:GetObject', 'secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue']);
    expect(granted.find(({ Action: actions }) => actions === 's3:GetObject').Resource).toEqual(
      `arn:aws:s3:::${script.s3BucketName}/${script.s3ObjectKey}`);
    expect(granted.find(({ Action: actions }) => actions.includes('secretsmanager:GetSecretValue')).Resource).toEqual(stack.resolve(fleet.activation.secretArn));
  });
});

test('no output, and nothing that has to wait for the activation, tells its id or its code', () => {
  const stack = newStack();
  const fleet = fleetIn(stack);
  new CfnOutput(stack, 'Register', { value: fleet.registrationCommand });
  const [activation] = Object.keys(resourcesOf(stack, 'Custom::EcsAnywhereActivation'));
  expect(JSON.stringify(resourcesOf(stack))).not.toContain(`"Fn::GetAtt":["${activation}"`);
});

test('the metrics are those of the watch', () => {
  const fleet = fleetIn(newStack());
  expect([fleet.metricLostMachines(), fleet.metricMachines({ statistic: 'Average' })].map(({ metricName, namespace, statistic }) => [namespace, metricName, statistic]))
    .toEqual([['EcsAnywhereFleet', 'LostMachines', 'Maximum'], ['EcsAnywhereFleet', 'Machines', 'Average']]);
});

test('several fleets of a stack share the functions and the script', () => {
  const stack = newStack();
  const fleets = ['Edge', 'Depot'].map((id) => fleetIn(stack, {}, id));
  expect(fleets.map(({ registrationCommand }) => registrationCommand)).toHaveLength(2);
  expect(propertiesOf(stack, 'AWS::Lambda::Function').map(({ Handler: handler }) => handler).sort()).toEqual(['index.activation', 'index.rollCall']);
  expect(new Set(fleets.map((fleet: EcsAnywhereFleet) => fleet.registration().script)).size).toBe(1);
});
