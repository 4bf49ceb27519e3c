import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  CodeDeployConfig, CodeDeployOptions, FargateSize, FargateSpotService, FargateSpotServiceProps, Rollout, TaskBlueprint, TestTraffic,
  TrafficSource,
} from '../../src';
import { platformStack, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const SHIPMENT = 'Custom::EcsCodeDeployShipment';
const POLICY = 'WebCodeDeployShipmentPolicy2F221354';

function serviceIn(
  scope: Construct, id: string, cluster: ecs.ICluster, options: CodeDeployOptions = {}, props: Partial<FargateSpotServiceProps> = {},
): FargateSpotService {
  return new FargateSpotService(scope, id, {
    cluster,
    task: TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0'), size: FargateSize.of(256, 512), port: 80 }),
    traffic: TrafficSource.loadBalancer({ plainHttp: true }),
    rollout: Rollout.codeDeploy(options),
    ...props,
  });
}

function shipped(options: CodeDeployOptions = {}, props: Partial<FargateSpotServiceProps> = {}, app: App = recommendedApp()) {
  const { stack, cluster } = platformStack(app);
  const web = serviceIn(stack, 'Web', cluster, options, props);
  return { app, stack, cluster, web, resource: web.service.node.defaultChild as ecs.CfnService };
}

const functionIn = (stack: Stack, id: string) => new lambda.Function(stack, id, {
  code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_LATEST,
});

/** The AppSpec as CodeDeploy gets it, with the names of what only the deployment knows. */
function appSpecOf(stack: Stack): any {
  return JSON.parse(textOf(theOnly(stack, SHIPMENT).Properties.AppSpec));
}

/** A text, with the names of what only the deployment knows. */
function textOf(value: any): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, given]] = Object.entries<any>(value);
  switch (intrinsic) {
    case 'Fn::Join': return given[1].map(textOf).join('');
    case 'Fn::GetAtt': return given.join('.');
    case 'Fn::GetStackOutput': return given.OutputName;
    default: return given;
  }
}

/** What a template refers to, and does not hold. */
function strangersIn({ Resources: resources, Parameters: parameters = {} }: any): string[] {
  const names = [...JSON.stringify(resources).matchAll(/"(?:Ref":|Fn::GetAtt":\[)"([^":]+)"/g)].map(([, name]) => name);
  return names.filter((name) => !(name in resources) && !(name in parameters));
}

test('says what to run, and where', () => {
  const { stack } = shipped();
  expect(appSpecOf(stack)).toEqual({
    version: '0.0',
    Resources: [{
      TargetService: {
        Type: 'AWS::ECS::Service',
        Properties: {
          TaskDefinition: 'WebTaskDefinitionD1709B1C',
          LoadBalancerInfo: { ContainerName: 'app', ContainerPort: 80 },
          NetworkConfiguration: {
            AwsvpcConfiguration: {
              Subnets: ['VpcPrivateSubnet1Subnet536B997A', 'VpcPrivateSubnet2Subnet3788AAA1'],
              SecurityGroups: ['WebSecurityGroupF444D504.GroupId'],
              AssignPublicIp: 'DISABLED',
            },
          },
          CapacityProviderStrategy: [
            { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
            { CapacityProvider: 'FARGATE_SPOT', Weight: 1 },
          ],
        },
      },
    }],
    Hooks: [],
  });
});

test('names the service and its deployment group', () => {
  const { Properties: { ServiceToken: token, AppSpec: _, ...rest } } = theOnly(shipped().stack, SHIPMENT);
  expect(token).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^CodeDeployHandlerFunction/), 'Arn'] });
  expect(rest).toEqual({
    ServiceTimeout: '3600',
    Cluster: { Ref: 'ClusterEB0386A7' },
    Service: { 'Fn::GetAtt': ['WebServiceD04B5F3E', 'Name'] },
    Application: { Ref: 'WebCodeDeployApplicationF00C7318' },
    DeploymentGroup: { Ref: 'WebCodeDeployDeploymentGroup87B32461' },
  });
});

test('brings what the L2 was told, where CloudFormation has to see the old value', () => {
  const { stack, resource } = shipped();
  resource.platformVersion = '1.4.0';
  resource.addPropertyOverride('NetworkConfiguration.AwsvpcConfiguration.Subnets', ['subnet-old']);
  resource.addPropertyOverride('LoadBalancers.0.ContainerPort', 8080);

  const target = appSpecOf(stack).Resources[0].TargetService.Properties;
  expect(target.PlatformVersion).toBe('1.4.0');
  expect(target.NetworkConfiguration.AwsvpcConfiguration.Subnets).toEqual(['VpcPrivateSubnet1Subnet536B997A', 'VpcPrivateSubnet2Subnet3788AAA1']);
  expect(target.LoadBalancerInfo.ContainerPort).toBe(80);
  const { LoadBalancers: [{ ContainerPort: port }], NetworkConfiguration: pinned } = theOnly(stack, 'AWS::ECS::Service').Properties;
  expect([port, pinned.AwsvpcConfiguration.Subnets]).toEqual([8080, ['subnet-old']]);
});

test('says nothing of what the service leaves open', () => {
  const { stack, resource } = shipped();
  resource.capacityProviderStrategy = undefined;
  resource.networkConfiguration = undefined;
  expect(Object.keys(appSpecOf(stack).Resources[0].TargetService.Properties)).toEqual(['TaskDefinition', 'LoadBalancerInfo']);
});

test.each([
  ['on', recommendedApp],
  ['off', () => new App()],
])('refers to what another stack holds by its outputs, with feature flags %s', (_, makeApp) => {
  const app = makeApp();
  const { stack: platform, cluster } = platformStack(app);
  const stack = new Stack(app, 'Services');
  serviceIn(stack, 'Web', cluster);

  expect(strangersIn(Template.fromStack(stack).toJSON())).toEqual([]);
  const { Subnets: subnets } = appSpecOf(stack).Resources[0].TargetService.Properties.NetworkConfiguration.AwsvpcConfiguration;
  expect(subnets).toEqual([expect.stringContaining('VpcPrivateSubnet1'), expect.stringContaining('VpcPrivateSubnet2')]);
  const outputs = Object.entries<any>(Template.fromStack(platform).toJSON().Outputs).flatMap(([id, { Export: exported }]) => exported?.Name ?? id);
  expect(outputs).toEqual(expect.arrayContaining(subnets));
});

test('may do what it takes, with this service alone', () => {
  const { stack } = shipped({ config: CodeDeployConfig.allAtOnce() });
  const arn = (...rest: any[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':codedeploy:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ...rest]] });
  expect(resourcesOf(stack)[POLICY].Properties).toEqual({
    PolicyName: POLICY,
    Roles: [{ Ref: expect.stringMatching(/^CodeDeployHandlerRole/) }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['codedeploy:BatchGetDeployments', 'codedeploy:CreateDeployment', 'codedeploy:ListDeployments', 'codedeploy:StopDeployment'],
          Resource: arn(':deploymentgroup:', { Ref: 'WebCodeDeployApplicationF00C7318' }, '/', { Ref: 'WebCodeDeployDeploymentGroup87B32461' }),
        },
        {
          Effect: 'Allow',
          Action: ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
          Resource: arn(':application:', { Ref: 'WebCodeDeployApplicationF00C7318' }),
        },
        { Effect: 'Allow', Action: 'codedeploy:GetDeploymentConfig', Resource: arn(':deploymentconfig:CodeDeployDefault.ECSAllAtOnce') },
        { Effect: 'Allow', Action: 'ecs:DescribeServices', Resource: { Ref: 'WebServiceD04B5F3E' } },
        { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^CodeDeployHandlerFunction/), 'Arn'] } },
      ],
    },
  });
  expect(theOnly(stack, SHIPMENT).DependsOn).toEqual([POLICY]);
});

test('shares its function with the other services of the stack, which may wait for one another', () => {
  const { stack, cluster, web } = shipped();
  const api = serviceIn(stack, 'Api', cluster);
  api.node.addDependency(web);
  const functions = Object.values(resourcesOf(stack, 'AWS::Lambda::Function')).filter(({ Properties: { Description: text } }) => /CodeDeploy/.test(text));
  expect(functions).toHaveLength(1);
  expect(functions[0].Properties).toMatchObject({ Timeout: 900, Handler: 'index.handler' });
  expect(Object.keys(resourcesOf(stack, SHIPMENT))).toHaveLength(2);
  expect(findCycle(templateGraph(stack))).toBeUndefined();
});

describe('the role that the services of a stack share', () => {
  const serve = (services: number, app: App = recommendedApp()) => {
    const { stack, cluster } = platformStack(app);
    Array.from({ length: services }, (_, index) => serviceIn(stack, `Web${index}`, cluster));
    return { app, stack };
  };
  const warningsOf = ({ app, stack }: { app: App; stack: Stack }) =>
    app.synth().getStackByName(stack.stackName).messages.filter(({ entry }) => JSON.stringify(entry.data).includes('CodeDeployRollout.RoleRoom'));

  test('has room for eight', () => {
    expect(warningsOf(serve(8))).toEqual([]);
  });

  test('is likely to have none for nine, which is said once', () => {
    const [warning, ...others] = warningsOf(serve(9));
    expect([warning.id, warning.level, others]).toEqual([expect.stringContaining('/Stack/CodeDeployHandler/Role'), 'warning', []]);
    expect(warning.entry.data).toContain('`rollout` adds a policy to the role that all services of the stack share, which takes 10240 characters, got about');
    expect(warning.entry.data).toContain('for 9 services; put some of them into another stack, which has a role of its own');
  });

  test('has none for many', () => {
    expect(() => Template.fromStack(serve(16).stack)).toThrow(
      /CodeDeployRollout.RoleRoom: `rollout` adds a policy to the role that all services of the stack share, which takes 10240 characters, got at least 1\d{4} for 16 services; put some/);
  });

  test('is not counted where it is made elsewhere', () => {
    const app = recommendedApp();
    iam.Role.customizeRoles(app, { preventSynthesis: false });
    expect(warningsOf(serve(10, app))).toEqual([]);
  });
});

describe('hooks', () => {
  test('run at their stages, and may end them', () => {
    const app = recommendedApp();
    const functions = new Stack(app, 'Functions');
    const [check, smoke] = ['Check', 'Smoke'].map((id) => functionIn(functions, id));
    const { stack } = shipped({
      testTraffic: TestTraffic.port(9000),
      hooks: { beforeInstall: check, afterInstall: check, afterAllowTestTraffic: smoke, beforeAllowTraffic: smoke, afterAllowTraffic: smoke },
    }, {}, app);

    const parts: string = JSON.stringify(theOnly(stack, SHIPMENT).Properties.AppSpec);
    expect(['BeforeInstall', 'AfterInstall', 'AfterAllowTestTraffic', 'BeforeAllowTraffic', 'AfterAllowTraffic'].map((stage) => parts.split(`\\"${stage}\\"`).length)).toEqual([2, 2, 2, 2, 2]);
    const [id, policy] = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).find(([name]) => name.includes('HookPolicy'))!;
    expect(policy.Properties.Roles).toHaveLength(2);
    expect(policy.Properties.PolicyDocument.Statement).toEqual([{
      Effect: 'Allow', Action: 'codedeploy:PutLifecycleEventHookExecutionStatus', Resource: resourcesOf(stack)[POLICY].Properties.PolicyDocument.Statement[0].Resource,
    }]);
    expect(theOnly(stack, SHIPMENT).DependsOn).toContain(id);
    // The functions know nothing of those who use them.
    expect(functions.dependencies).toEqual([]);
    expect(JSON.stringify(Template.fromStack(functions).toJSON())).not.toContain('codedeploy');
  });

  test('without a role of their own get nothing', () => {
    const { stack } = shipped({ hooks: { afterInstall: lambda.Function.fromFunctionArn(new Stack(), 'Hook', 'arn:aws:lambda:eu-west-1:123456789012:function:check') } });
    expect(appSpecOf(stack).Hooks).toEqual([{ AfterInstall: 'arn:aws:lambda:eu-west-1:123456789012:function:check' }]);
    expect(Object.keys(resourcesOf(stack, 'AWS::IAM::Policy')).filter((id) => id.includes('HookPolicy'))).toEqual([]);
  });

  test('for test traffic take test traffic', () => {
    const hook = lambda.Function.fromFunctionArn(new Stack(), 'Hook', 'arn:aws:lambda:eu-west-1:123456789012:function:check');
    expect(() => shipped({ hooks: { afterAllowTestTraffic: hook } })).toThrow(
      'CodeDeployRollout.HookWithoutTestTraffic: `rollout.hooks.afterAllowTestTraffic` runs once test traffic is shifted, got a rollout without; set `testTraffic` too');
  });
});

test('a role of the user is taken as it is', () => {
  const app = recommendedApp();
  const role = new iam.Role(new Stack(app, 'Roles'), 'Role', { assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com') });
  const { stack } = shipped({ role }, {}, app);
  expect(Object.values(resourcesOf(stack, 'AWS::IAM::Role')).filter(({ Properties: { AssumeRolePolicyDocument: trust } }) => JSON.stringify(trust).includes('codedeploy'))).toEqual([]);
});
