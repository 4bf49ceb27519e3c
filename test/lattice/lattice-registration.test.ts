import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, CfnParameter, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { fargateService, image, instanceService, LISTENER, NETWORK, port, registered } from './lattice-services';
import { RollbackAlarms, Rollout, TaskBlueprint } from '../../src';
import { LatticeRegistration, LatticeRegistrationProps } from '../../src/lattice/lattice-registration';
import { LatticeRoute } from '../../src/lattice/lattice-route';
import { recordIpFamily } from '../../src/private/ip-addresses';
import { FargateSpotService } from '../../src/service/fargate-spot-service';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const SERVICE = 'AWS::ECS::Service';
const TARGET_GROUP = 'AWS::VpcLattice::TargetGroup';
const LISTENER_TYPE = 'AWS::VpcLattice::Listener';
const RULE = 'AWS::VpcLattice::Rule';
const route = LatticeRoute.service({ networkArn: NETWORK });
const shifting = { deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN };

function logicalId(stack: Stack, type: string): string {
  const [id] = Object.keys(resourcesOf(stack, type));
  return id;
}

describe('a service on Fargate', () => {
  test('registers its tasks by their address, with a health check', () => {
    const { stack } = registered();
    expect(theOnly(stack, TARGET_GROUP).Properties).toEqual({
      Type: 'IP',
      Config: {
        VpcIdentifier: { Ref: logicalId(stack, 'AWS::EC2::VPC') },
        Port: 8080,
        Protocol: 'HTTP',
        ProtocolVersion: 'HTTP1',
        IpAddressType: 'IPV4',
        HealthCheck: {
          Enabled: true,
          Protocol: 'HTTP',
          ProtocolVersion: 'HTTP1',
          Path: '/',
          Matcher: { HttpCode: '200' },
          HealthCheckIntervalSeconds: 10,
          HealthCheckTimeoutSeconds: 5,
          HealthyThresholdCount: 2,
          UnhealthyThresholdCount: 3,
        },
      },
    });
    expect(theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations).toEqual([{
      PortName: 'http',
      TargetGroupArn: { 'Fn::GetAtt': [logicalId(stack, TARGET_GROUP), 'Arn'] },
      RoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^LatticeInfrastructureRole/), 'Arn'] },
    }]);
  });

  test('starts no task before requests can reach it', () => {
    const { stack } = registered();
    expect(theOnly(stack, SERVICE).DependsOn).toContain(logicalId(stack, LISTENER_TYPE));
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('ECS may register tasks in this target group, and trusts ECS of this account alone', () => {
    const { stack } = registered();
    const [role] = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([id]) => id.startsWith('LatticeInfrastructureRole')).map(([, { Properties }]) => Properties);
    expect(role.ManagedPolicyArns).toBeUndefined();
    expect(role.Policies[0].PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['vpc-lattice:DeregisterTargets', 'vpc-lattice:GetTargetGroup', 'vpc-lattice:ListTargets', 'vpc-lattice:RegisterTargets'],
        Resource: { 'Fn::GetAtt': [logicalId(stack, TARGET_GROUP), 'Arn'] },
      },
      { Effect: 'Allow', Action: ['ec2:DescribeInstances', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'], Resource: '*' },
    ]);
    expect(role.AssumeRolePolicyDocument.Statement[0].Condition.StringEqualsIfExists).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
  });

  test('VPC Lattice, and nothing else, is let in to the port', () => {
    const { stack } = registered();
    const [group] = propertiesOf(stack, 'AWS::EC2::SecurityGroup');
    expect(group.SecurityGroupIngress).toEqual([{
      Description: 'VPC Lattice to target',
      IpProtocol: 'tcp',
      FromPort: 8080,
      ToPort: 8080,
      SourcePrefixListId: { 'Fn::GetAtt': ['LatticePrefixList', 'Id'] },
    }]);
    expect(theOnly(stack, 'Custom::EcsLatticePrefixList').Properties.Name).toEqual({ 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.vpc-lattice']] });
  });

  test('and to the port of its health check', () => {
    const { stack } = registered({ health: { port: 9000 } });
    const [group] = propertiesOf(stack, 'AWS::EC2::SecurityGroup');
    expect(group.SecurityGroupIngress.map(({ FromPort }: any) => FromPort)).toEqual([8080, 9000]);
    expect(theOnly(stack, TARGET_GROUP).Properties.Config.HealthCheck.Port).toBe(9000);
  });

  test('a prefix list that is known needs no function', () => {
    const { stack } = platformStack();
    const prefixList = ec2.PrefixList.fromPrefixListId(stack, 'List', 'pl-0123456789abcdef0');
    new LatticeRegistration(stack, 'Lattice', { service: fargateService(stack), route, prefixList });
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroup')[0].SecurityGroupIngress[0].SourcePrefixListId).toBe('pl-0123456789abcdef0');
    expect(resourcesOf(stack, 'AWS::Lambda::Function')).toEqual({});
  });

  test('with IPv6 addresses alone, they are what is registered and let in', () => {
    const { stack } = registered({ ipv6: true });
    expect(theOnly(stack, TARGET_GROUP).Properties.Config.IpAddressType).toBe('IPV6');
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroup')[0].SecurityGroupIngress[0].SourcePrefixListId).toEqual({ 'Fn::GetAtt': ['LatticeIpv6PrefixList', 'Id'] });
    expect(theOnly(stack, 'Custom::EcsLatticePrefixList').Properties.Name['Fn::Join'][1]).toContain('.ipv6.vpc-lattice');
  });

  test('that has no others registers them without a word', () => {
    const { stack } = platformStack();
    const service = fargateService(stack);
    recordIpFamily(service, 'ipv6');
    new LatticeRegistration(stack, 'Lattice', { service, route });
    expect(theOnly(stack, TARGET_GROUP).Properties.Config.IpAddressType).toBe('IPV6');
    expect(theOnly(stack, 'Custom::EcsLatticePrefixList').Properties.Name['Fn::Join'][1]).toContain('.ipv6.vpc-lattice');
  });

  test.each<[string, ecs.AppProtocol | undefined, Partial<LatticeRegistrationProps>, object]>([
    ['http', ecs.AppProtocol.http, {}, { Protocol: 'HTTP', ProtocolVersion: 'HTTP1', HealthCheck: { Enabled: true, ProtocolVersion: 'HTTP1' } }],
    ['http2', ecs.AppProtocol.http2, {}, { Protocol: 'HTTP', ProtocolVersion: 'HTTP2', HealthCheck: { Enabled: true, ProtocolVersion: 'HTTP2' } }],
    ['grpc', ecs.AppProtocol.grpc, {}, { Protocol: 'HTTP', ProtocolVersion: 'GRPC', HealthCheck: { Enabled: false } }],
    ['grpc that answers HTTP', ecs.AppProtocol.grpc, { health: { path: '/up', codes: '200-499' } },
      { ProtocolVersion: 'GRPC', HealthCheck: { Enabled: true, Protocol: 'HTTP', ProtocolVersion: 'HTTP2', Path: '/up', Matcher: { HttpCode: '200-499' } } }],
    ['TLS in the task', undefined, { tls: true }, { Protocol: 'HTTPS', ProtocolVersion: 'HTTP1', HealthCheck: { Enabled: true, Protocol: 'HTTPS' } }],
  ])('what it speaks: %s', (_name, appProtocol, props, config) => {
    const { stack } = registered(props, {}, [port('http', 8080, { appProtocol })]);
    expect(theOnly(stack, TARGET_GROUP).Properties.Config).toMatchObject(config);
  });

  test('new tasks have time before their health checks count', () => {
    const grace = (props: Partial<LatticeRegistrationProps>, service: Partial<ecs.FargateServiceProps> = {}) =>
      theOnly(registered(props, service).stack, SERVICE).Properties.HealthCheckGracePeriodSeconds;
    expect(grace({})).toBe(60);
    expect(grace({}, { healthCheckGracePeriod: Duration.seconds(120) })).toBe(120);
    expect(grace({ healthCheckGracePeriod: Duration.seconds(90) }, { healthCheckGracePeriod: Duration.seconds(120) })).toBe(90);
  });

  test('and the longest of what two registrations of a service ask for holds', () => {
    const { stack } = platformStack();
    const service = fargateService(stack, {}, [port('http'), port('admin', 9000), port('docs', 9001)]);
    new LatticeRegistration(stack, 'Http', { service, portName: 'http', route, healthCheckGracePeriod: Duration.seconds(300) });
    new LatticeRegistration(stack, 'Admin', { service, portName: 'admin', route, healthCheckGracePeriod: Duration.seconds(30) });
    new LatticeRegistration(stack, 'Docs', { service, portName: 'docs', route });
    expect(theOnly(stack, SERVICE).Properties.HealthCheckGracePeriodSeconds).toBe(300);
    expect(() => registered({ healthCheckGracePeriod: Duration.millis(1500) })).toThrow(
      'LatticeRegistration.GracePeriod: `healthCheckGracePeriod` takes whole seconds from 0 to 2147483647, got 1.5; the nearest is 2');
  });

  test('a role of its user\'s own is taken as it is', () => {
    const { stack } = platformStack();
    const infrastructureRole = iam.Role.fromRoleArn(stack, 'Given', 'arn:aws:iam::111122223333:role/ecs-lattice');
    new LatticeRegistration(stack, 'Lattice', { service: fargateService(stack), route, infrastructureRole });
    expect(theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations[0].RoleArn).toBe('arn:aws:iam::111122223333:role/ecs-lattice');
    expect(Object.keys(resourcesOf(stack, 'AWS::IAM::Role')).filter((id) => id.startsWith('LatticeInfrastructure'))).toEqual([]);
  });

  test('a caller may call this service and no other', () => {
    const { stack, registration } = registered();
    const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    expect(registration.grantInvoke(caller).success).toBe(true);
    const [policy] = propertiesOf(stack, 'AWS::IAM::Policy').filter(({ PolicyName }) => PolicyName.startsWith('Caller'));
    expect(policy.PolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: 'vpc-lattice-svcs:Invoke',
      Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [logicalId(stack, 'AWS::VpcLattice::Service'), 'Arn'] }, '/*']] },
    }]);
  });

  test('what cdk-nag finds in the grants is acknowledged', () => {
    const { stack, registration } = registered({}, shifting);
    registration.grantInvoke(new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));
    (stack.node.root as App).synth();
    const { violations } = new AwsSolutionsChecks().validateScope(stack.node.root as App);
    expect(violations.map(({ ruleName }) => ruleName).filter((rule) => rule.startsWith('AwsSolutions-IAM'))).toEqual([]);
  });

  test('somebody outside of the app is granted nothing, and nothing breaks', () => {
    const { stack, registration } = registered();
    const caller = iam.Role.fromRoleArn(stack, 'Caller', 'arn:aws:iam::444455556666:role/caller', { mutable: false });
    registration.grantInvoke(caller);
    expect(propertiesOf(stack, 'AWS::IAM::Policy').filter(({ PolicyName }) => PolicyName.startsWith('Caller'))).toEqual([]);
  });
});

describe('ports', () => {
  test('each of several is registered once, with a role and a target group of its own', () => {
    const { stack } = platformStack();
    const service = fargateService(stack, {}, [port('http'), port('admin', 9000)]);
    new LatticeRegistration(stack, 'Http', { service, portName: 'http', route });
    new LatticeRegistration(stack, 'Admin', { service, portName: 'admin', route });
    expect(theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations.map(({ PortName }: any) => PortName)).toEqual(['http', 'admin']);
    expect(Object.keys(resourcesOf(stack, 'Custom::EcsLatticePrefixList'))).toHaveLength(1);
    expect(() => new LatticeRegistration(stack, 'Again', { service, portName: 'http', route })).toThrow(
      'LatticeRegistration.SamePort: `portName` must be registered once, got \'http\' again; take `addRule` of that registration to ' +
      'lead more requests to it, or name another port');
  });

  test('the only port is that port, named or not', () => {
    const { stack, service } = registered();
    expect(() => new LatticeRegistration(stack, 'Again', { service, route })).toThrow('LatticeRegistration.SamePort: `portName` must be registered once, got \'http\' again');
  });

  test('the sixth is refused', () => {
    const { stack } = platformStack();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const service = fargateService(stack, {}, names.map((name, index) => port(name, 8000 + index)));
    names.slice(0, 5).forEach((name) => new LatticeRegistration(stack, name, { service, portName: name, route }));
    expect(() => new LatticeRegistration(stack, 'f', { service, portName: 'f', route })).toThrow(
      'LatticeRegistration.TooMany: `service` takes at most 5 VPC Lattice configurations, got 6');
  });

  test('what its user wrote into the resource stays', () => {
    const { stack } = platformStack();
    const service = fargateService(stack, {}, [port('http'), port('admin', 9000)]);
    const given = { portName: 'admin', roleArn: 'arn:aws:iam::111122223333:role/given', targetGroupArn: 'arn:given' };
    (service.node.defaultChild as ecs.CfnService).vpcLatticeConfigurations = [given];
    new LatticeRegistration(stack, 'Lattice', { service, portName: 'http', route });
    expect(theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations).toMatchObject([{ PortName: 'admin', TargetGroupArn: 'arn:given' }, { PortName: 'http' }]);
  });

  test('tokens get through', () => {
    const { stack } = platformStack();
    const number = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
    const weight = new CfnParameter(stack, 'Weight', { type: 'Number' }).valueAsNumber;
    new LatticeRegistration(stack, 'Lattice', { service: fargateService(stack, {}, [port('http', number)]), route, weight, health: { port: number } });
    expect(theOnly(stack, TARGET_GROUP).Properties.Config.Port).toEqual({ Ref: 'Port' });
    expect(theOnly(stack, LISTENER_TYPE).Properties.DefaultAction.Forward.TargetGroups[0].Weight).toEqual({ Ref: 'Weight' });
  });

  test('a port name that only the deployment knows is that of the port', () => {
    const { stack } = platformStack();
    const portName = new CfnParameter(stack, 'Name').valueAsString;
    new LatticeRegistration(stack, 'Lattice', { service: fargateService(stack), portName, route });
    expect(theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations[0].PortName).toEqual({ Ref: 'Name' });
  });
});

describe('a service on instances', () => {
  test.each<[string, Partial<ecs.PortMapping>, number, number]>([
    ['on ports that they choose', {}, 32768, 65535],
    ['on a port of their own', { hostPort: 80 }, 80, 80],
  ])('is reached by them, %s', (_name, mapping, from, to) => {
    const { stack } = platformStack();
    new LatticeRegistration(stack, 'Lattice', { service: instanceService(stack, [port('http', 8080, mapping)]), route });
    const { Config: config, Type: type } = theOnly(stack, TARGET_GROUP).Properties;
    expect([type, config.IpAddressType]).toEqual(['INSTANCE', undefined]);
    const [group] = propertiesOf(stack, 'AWS::EC2::SecurityGroup');
    expect(group.SecurityGroupIngress).toMatchObject([{ FromPort: from, ToPort: to }]);
  });

  test('two services of one group of instances need its rule once, though they are in other stacks', () => {
    const app = recommendedApp();
    const { stack, vpc } = platformStack(app);
    const group = new ec2.SecurityGroup(stack, 'Instances', { vpc });
    const others = ['One', 'Two'].map((id) => {
      const other = new Stack(app, id);
      new ecs.Cluster(other, 'Cluster', { vpc });
      new LatticeRegistration(other, 'Lattice', { service: instanceService(other, [port('http')], ecs.NetworkMode.BRIDGE, [group]), route });
      return other;
    });
    expect(others.map((other) => resourcesOf(other, 'AWS::EC2::SecurityGroupIngress'))).toEqual([{}, {}]);
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroup')[0].SecurityGroupIngress).toHaveLength(1);
  });

  test('an imported group gets a rule beside it', () => {
    const { stack } = platformStack();
    const group = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Given', 'sg-0123456789abcdef0');
    new LatticeRegistration(stack, 'Lattice', { service: instanceService(stack, [port('http')], ecs.NetworkMode.BRIDGE, [group]), route });
    expect(theOnly(stack, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({
      GroupId: 'sg-0123456789abcdef0', SourcePrefixListId: { 'Fn::GetAtt': ['LatticePrefixList', 'Id'] }, FromPort: 32768,
    });
  });

  test('whose group nobody knows is warned about', () => {
    const { stack } = platformStack();
    new LatticeRegistration(stack, 'Lattice', { service: instanceService(stack, [port('http')], ecs.NetworkMode.BRIDGE, []), route });
    Annotations.fromStack(stack).hasWarning('/Stack/Lattice', Match.stringLikeRegexp(
      '`service` is in no security group that is known here, so that nothing lets VPC Lattice in; add a rule for its prefix list to the group of the instances'));
  });
});

describe('one more rule', () => {
  test('leads to the tasks of the registration alone', () => {
    const { stack } = platformStack();
    const stable = new LatticeRegistration(stack, 'Stable', { service: fargateService(stack), route });
    const next = new LatticeRegistration(stack, 'Next', {
      service: fargateService(stack, {}, [port('http')], 'Next1'), route: LatticeRoute.beside(stable), weight: 0,
    });
    const rule = next.addRule('Preview', { priority: 5, headers: [{ name: 'x-version', exact: 'next' }] });
    expect(rule.node.path).toBe('Stack/Next/Preview');
    expect(theOnly(stack, RULE).Properties).toEqual({
      ServiceIdentifier: { 'Fn::GetAtt': [logicalId(stack, 'AWS::VpcLattice::Service'), 'Arn'] },
      ListenerIdentifier: { 'Fn::GetAtt': [logicalId(stack, LISTENER_TYPE), 'Arn'] },
      Priority: 5,
      Match: { HttpMatch: { HeaderMatches: [{ Name: 'x-version', Match: { Exact: 'next' } }] } },
      Action: { Forward: { TargetGroups: [{ TargetGroupIdentifier: { 'Fn::GetAtt': [expect.stringMatching(/^NextTargetGroup/), 'Arn'] }, Weight: 100 }] } },
    });
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('that VPC Lattice does not take is refused, and the registration stays', () => {
    const { stack, registration } = registered();
    registration.addRule('First', { priority: 1, method: 'GET' });
    expect(() => registration.addRule('Second', { priority: 1 })).toThrow([
      'LatticeRegistration at Stack/Lattice has 2 problems:',
      '  LatticeRule.PriorityTaken: `options.priority` must be unique on a listener, got 1, which Stack/Lattice/First has; take another',
      '  LatticeRule.NoCondition: `options` needs a condition, got none; name a path, a pathPrefix, a method or headers',
    ].join('\n'));
    registration.addRule('Second', { priority: 2, method: 'PUT' });
    expect(propertiesOf(stack, RULE).map(({ Priority }) => Priority)).toEqual([1, 2]);
  });

  test('is refused where deployments move traffic', () => {
    const { registration } = registered({}, shifting);
    expect(() => registration.addRule('Preview', { priority: 5, method: 'GET' })).toThrow('LatticeRegistration.ShiftedRule: `options` would stay as it is ' +
      'while deployments move the traffic of the route from one target group to the other, for ECS knows of one rule alone; take `testTraffic` to reach ' +
      'a new revision first, or a rolling deployment');
  });
});

describe('requests that are shared out', () => {
  function twoVersions(): { stack: Stack; stable: LatticeRegistration } {
    const { stack } = platformStack();
    const stable = new LatticeRegistration(stack, 'Stable', { service: fargateService(stack), route, weight: 90 });
    new LatticeRegistration(stack, 'Next', { service: fargateService(stack, {}, [port('http')], 'Next1'), route: LatticeRoute.beside(stable), weight: 10 });
    return { stack, stable };
  }

  test('by the weights of two services', () => {
    const { stack } = twoVersions();
    expect(theOnly(stack, LISTENER_TYPE).Properties.DefaultAction.Forward.TargetGroups).toEqual([
      { TargetGroupIdentifier: { 'Fn::GetAtt': [expect.stringMatching(/^StableTargetGroup/), 'Arn'] }, Weight: 90 },
      { TargetGroupIdentifier: { 'Fn::GetAtt': [expect.stringMatching(/^NextTargetGroup/), 'Arn'] }, Weight: 10 },
    ]);
    for (const service of Object.values(resourcesOf(stack, SERVICE))) {
      expect(service.DependsOn).toContain(logicalId(stack, LISTENER_TYPE));
    }
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('between ten target groups at the most', () => {
    const { stack, stable } = twoVersions();
    const more = (index: number) => new LatticeRegistration(stack, `Beside${index}`, {
      service: fargateService(stack, {}, [port('http')], `More${index}`), route: LatticeRoute.beside(stable),
    });
    for (let index = 3; index <= 10; index++) more(index);
    expect(() => more(11)).toThrow('LatticeRegistration.TooManyBeside: `route` shares requests out between at most 10 target groups, got one more');
  });

  test('not with a service of another stack', () => {
    const { stack, stable } = twoVersions();
    const other = new Stack(stack.node.root as App, 'Other');
    new ecs.Cluster(other, 'Cluster', { vpc: (stack.node.findChild('Cluster') as ecs.Cluster).vpc });
    expect(() => new LatticeRegistration(other, 'Lattice', { service: fargateService(other), route: LatticeRoute.beside(stable) })).toThrow(
      'LatticeRegistration.OtherStack: `route` must be of the same stack, got that of Stack/Stable; make both in one stack');
  });

  test('not with a service whose deployments move them', () => {
    const { stack, stable } = twoVersions();
    const service = fargateService(stack, shifting, [port('http')], 'Shifting');
    expect(() => new LatticeRegistration(stack, 'Lattice', { service, route: LatticeRoute.beside(stable) })).toThrow(
      'LatticeRegistration.SharedRoute: `route` is shared with a service whose deployments move traffic by it, which no other may do; let both be updated batch by batch');
  });
});

describe('deployments that move traffic', () => {
  test('ECS gets a pair of target groups, and the listener that leads to them', () => {
    const { stack } = registered({}, shifting);
    expect(theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations).toEqual([{
      PortName: 'http',
      RoleArn: expect.anything(),
      TargetGroupArn: { 'Fn::GetAtt': [expect.stringMatching(/^LatticeTargetGroup/), 'Arn'] },
      AdvancedConfiguration: {
        AlternateTargetGroupArn: { 'Fn::GetAtt': [expect.stringMatching(/^LatticeAlternateTargetGroup/), 'Arn'] },
        ProductionListenerRule: { 'Fn::GetAtt': [logicalId(stack, LISTENER_TYPE), 'Arn'] },
      },
    }]);
    expect(propertiesOf(stack, TARGET_GROUP)).toHaveLength(2);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('or the rule, where the route is one', () => {
    const { stack } = registered({ route: LatticeRoute.rule(LISTENER, { priority: 20, pathPrefix: '/orders' }) }, shifting);
    const [{ AdvancedConfiguration: shift }] = theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations;
    expect(shift.ProductionListenerRule).toEqual({ 'Fn::GetAtt': [logicalId(stack, RULE), 'Arn'] });
    expect(theOnly(stack, 'Custom::EcsLatticeWeights').Properties.Place).toEqual({
      ServiceArn: 'arn:aws:vpc-lattice:eu-west-1:111122223333:service/svc-0123456789abcdef0', ListenerArn: LISTENER, Priority: 20,
    });
  });

  test('the second port of a service has its pair in its own place', () => {
    const { stack } = platformStack();
    const service = fargateService(stack, shifting, [port('http'), port('admin', 9000)]);
    new LatticeRegistration(stack, 'Http', { service, portName: 'http', route });
    new LatticeRegistration(stack, 'Admin', { service, portName: 'admin', route });
    const [http, admin] = theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations;
    expect(http.AdvancedConfiguration.AlternateTargetGroupArn['Fn::GetAtt'][0]).toMatch(/^HttpAlternate/);
    expect(admin.AdvancedConfiguration.AlternateTargetGroupArn['Fn::GetAtt'][0]).toMatch(/^AdminAlternate/);
  });

  test('the template leaves the weights as the last deployment left them', () => {
    const { stack } = registered({}, shifting);
    const weights = logicalId(stack, 'Custom::EcsLatticeWeights');
    expect(theOnly(stack, LISTENER_TYPE).Properties.DefaultAction.Forward.TargetGroups.map(({ Weight }: any) => Weight)).toEqual([
      { 'Fn::GetAtt': [weights, 'Primary'] }, { 'Fn::GetAtt': [weights, 'Alternate'] },
    ]);
    expect(theOnly(stack, 'Custom::EcsLatticeWeights').Properties).toMatchObject({
      Place: { ServiceArn: { 'Fn::GetAtt': [logicalId(stack, 'AWS::VpcLattice::Service'), 'Arn'] }, Port: 443 },
      TargetGroupArns: [{ 'Fn::GetAtt': [expect.stringMatching(/^LatticeTargetGroup/), 'Arn'] }, { 'Fn::GetAtt': [expect.stringMatching(/^LatticeAlternate/), 'Arn'] }],
    });
  });

  test('and reads them again when what has them changes, and not when something else does', () => {
    const written = (...args: Parameters<typeof registered>) => theOnly(registered(...args).stack, 'Custom::EcsLatticeWeights').Properties.Written;
    const before = written({}, shifting);
    expect(written({ route: LatticeRoute.service({ networkArn: NETWORK, port: 8443 }) }, shifting)).not.toBe(before);
    expect(written({ testTraffic: { priority: 1, method: 'GET' } }, shifting)).not.toBe(before);
    expect(written({ health: { path: '/up' } }, shifting)).toBe(before);
    expect(written({}, { ...shifting, desiredCount: 7 })).toBe(before);
  });

  test('what only the deployment knows of the rule is read again too', () => {
    const { stack } = platformStack();
    const pathPrefix = new CfnParameter(stack, 'Path').valueAsString;
    new LatticeRegistration(stack, 'Lattice', { service: fargateService(stack, shifting), route: LatticeRoute.rule(LISTENER, { priority: 2, pathPrefix }) });
    expect(theOnly(stack, 'Custom::EcsLatticeWeights').Properties.References).toContainEqual({ Ref: 'Path' });
  });

  test('test traffic has a rule of the same listener, before that of production', () => {
    const { stack } = registered({ testTraffic: { priority: 1, headers: [{ name: 'x-release', exact: 'next' }] } }, shifting);
    const [{ AdvancedConfiguration: shift }] = theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations;
    expect(shift.TestListenerRule).toEqual({ 'Fn::GetAtt': [logicalId(stack, RULE), 'Arn'] });
    expect(theOnly(stack, RULE).Properties).toMatchObject({
      Priority: 1,
      ListenerIdentifier: { 'Fn::GetAtt': [logicalId(stack, LISTENER_TYPE), 'Arn'] },
      Match: { HttpMatch: { HeaderMatches: [{ Name: 'x-release', Match: { Exact: 'next' } }] } },
      Action: theOnly(stack, LISTENER_TYPE).Properties.DefaultAction,
    });
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('ECS moves it with the managed policy that AWS made for it', () => {
    const { stack } = registered({}, shifting);
    const [role] = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([id]) => id.startsWith('LatticeInfrastructureRole')).map(([, { Properties }]) => Properties);
    expect(JSON.stringify(role.ManagedPolicyArns)).toContain('policy/AmazonECSInfrastructureRolePolicyForVpcLattice');
  });

  test('two services behind one listener make no circle', () => {
    const { stack } = platformStack();
    const first = new LatticeRegistration(stack, 'First', { service: fargateService(stack, shifting), route });
    new LatticeRegistration(stack, 'Second', {
      service: fargateService(stack, shifting, [port('http')], 'Reports'), route: LatticeRoute.rule(first.listenerArn, { priority: 10, pathPrefix: '/reports' }),
    });
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test.each([
    ['blue/green', Rollout.blueGreen()], ['linear', Rollout.linear()], ['canary', Rollout.canary()],
  ])('with %s of this library', (_name, rollout) => {
    const { stack, cluster } = platformStack();
    const web = new FargateSpotService(stack, 'Web', { cluster, task: TaskBlueprint.container({ image, port: 80 }), rollout });
    const { alternateTargetGroup } = new LatticeRegistration(stack, 'Lattice', { service: web, route });
    expect(alternateTargetGroup).toBeDefined();
    expect(theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations[0].AdvancedConfiguration).toBeDefined();
  });

  test('a strategy that comes late is refused at synth', () => {
    const { stack, service } = registered();
    (service.node.defaultChild as ecs.CfnService).addPropertyOverride('DeploymentConfiguration.Strategy', 'BLUE_GREEN');
    expect(() => (stack.node.root as App).synth()).toThrow('LatticeRegistration.LateStrategy: `service` moves traffic between two target groups, ' +
      'got BLUE_GREEN after one was made; set the strategy before the LatticeRegistration');
  });

  test('and so is one that goes late', () => {
    const { stack, service } = registered({}, shifting);
    (service.node.defaultChild as ecs.CfnService).addPropertyOverride('DeploymentConfiguration.Strategy', 'ROLLING');
    expect(() => (stack.node.root as App).synth()).toThrow('LatticeRegistration.LateStrategy: `service` is updated with one target group, ' +
      'got ROLLING after two were made; set the strategy before the LatticeRegistration');
  });

  test('the weights may be read where they were before: at another service', () => {
    const { stack } = registered({}, shifting);
    const statements = propertiesOf(stack, 'AWS::IAM::Role').flatMap(({ Policies = [] }) => Policies.flatMap(({ PolicyDocument: { Statement } }: any) => Statement));
    expect(statements.filter(({ Action }) => Action.includes('vpc-lattice:GetListener')).map(({ Action, Resource }) => [Action, Resource])).toEqual([[
      ['vpc-lattice:GetListener', 'vpc-lattice:GetRule'],
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':vpc-lattice:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':service/*']] },
    ]]);
  });

  test('go back on an alarm of VPC Lattice, without a circle', () => {
    const { stack, cluster } = platformStack();
    const failures = cloudwatch.Alarm.fromAlarmName(stack, 'Failures', 'orders-5xx');
    const rollout = Rollout.canary({ rollbackOn: RollbackAlarms.standard({ alarms: [failures] }) });
    const next = new FargateSpotService(stack, 'Next', { cluster, task: TaskBlueprint.container({ image, port: 80 }), rollout });
    const { latticeService } = new LatticeRegistration(stack, 'Lattice', { service: next, route });
    const alarm = new cloudwatch.Alarm(stack, 'LatticeFailures', {
      alarmName: 'orders-5xx',
      metric: new cloudwatch.Metric({ namespace: 'AWS/VpcLattice', metricName: 'HTTPCode_5XX_Count', dimensionsMap: { Service: latticeService!.attrId } }),
      threshold: 5,
      evaluationPeriods: 2,
    });
    next.service.node.addDependency(alarm);
    expect(theOnly(stack, SERVICE).Properties.DeploymentConfiguration.Alarms.AlarmNames).toContain('orders-5xx');
    expect(theOnly(stack, SERVICE).DependsOn).toContain(stack.getLogicalId(alarm.node.defaultChild as cloudwatch.CfnAlarm));
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('pass the validator of the installed core library', () => {
    process.env.CDK_VALIDATION = 'true';
    try {
      const app = recommendedApp({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
      const { stack, cluster } = platformStack(app);
      const web = new FargateSpotService(stack, 'Web', { cluster, task: TaskBlueprint.container({ image, port: 80 }), rollout: Rollout.canary() });
      new LatticeRegistration(stack, 'Lattice', { service: web, route });
      expect(app.synth().stacks).toHaveLength(1);
    } finally {
      process.env.CDK_VALIDATION = 'false';
    }
  });

  test('test traffic without one is refused', () => {
    expect(() => registered({ testTraffic: { priority: 1, method: 'GET' } })).toThrow('LatticeRegistration.NoShift: `testTraffic` is for deployments that ' +
      'move traffic, got a service that is updated batch by batch; take a native blue/green deployment, or leave it out');
  });

  test('test traffic after production traffic, or on its place, is refused', () => {
    const production = LatticeRoute.rule(LISTENER, { priority: 20, pathPrefix: '/orders' });
    expect(() => registered({ route: production, testTraffic: { priority: 30, method: 'GET' } }, shifting)).toThrow(
      'LatticeRule.TestAfterProduction: `testTraffic.priority` must be below that of the route, 20, got 30; VPC Lattice takes the lowest first');
    expect(() => registered({ testTraffic: { priority: 0, method: 'GET' } }, shifting)).toThrow(
      'LatticeRule.Priority: `testTraffic.priority` takes whole numbers from 1 to 100, got 0; the nearest is 1');
  });

  test('instances that take the place of tasks are refused', () => {
    const { stack } = platformStack();
    const service = instanceService(stack, [port('http')]);
    (service.node.defaultChild as ecs.CfnService).deploymentConfiguration = { strategy: 'BLUE_GREEN' };
    expect(() => new LatticeRegistration(stack, 'Lattice', { service, route })).toThrow('LatticeRegistration.ShiftedInstances: `service` must go with tasks ' +
      'that have addresses of their own where traffic is moved, got BLUE_GREEN with targets that are instances; take awsvpc, or a rolling deployment');
  });
});

describe('refused', () => {
  test('everything at once, and the id is free again', () => {
    const { stack } = platformStack();
    const props = { service: fargateService(stack), portName: 'web', weight: 1000, health: { interval: Duration.seconds(1) }, route };
    expect(() => new LatticeRegistration(stack, 'Lattice', props)).toThrow([
      'LatticeRegistration at Stack/Lattice has 3 problems:',
      '  LatticeRegistration.UnknownPort: `portName` must be the name of a port of the task, got \'web\'; the task has 8080/tcp \'http\'',
      '  LatticeRegistration.Weight: `weight` takes whole numbers from 0 to 999, got 1000; the nearest is 999',
      '  LatticeHealth.Interval: `health.interval` takes whole seconds from 5 to 300, got 1; the nearest is 5',
    ].join('\n'));
    expect(new LatticeRegistration(stack, 'Lattice', { service: props.service, route }).node.path).toBe('Stack/Lattice');
  });

  test('a service that is imported', () => {
    const { stack } = platformStack();
    const service = ecs.FargateService.fromFargateServiceArn(stack, 'Given', 'arn:aws:ecs:eu-west-1:111122223333:service/shop/orders');
    expect(() => new LatticeRegistration(stack, 'Lattice', { service: service as any, route })).toThrow('LatticeRegistration.ImportedService: `service` ' +
      'must be a service of this app, got Stack/Given, in which there is none; a template cannot change an imported one');
  });

  test('a service of another stack', () => {
    const { stack, service } = registered();
    const other = new Stack(stack.node.root as App, 'Other');
    expect(() => new LatticeRegistration(other, 'Lattice', { service, route })).toThrow('LatticeRegistration.OtherStack: `service` must be of the same ' +
      'stack, got one of Stack; make the LatticeRegistration where the service is made');
  });

  test.each([ecs.DeploymentControllerType.CODE_DEPLOY, ecs.DeploymentControllerType.EXTERNAL])('the controller %s', (type) => {
    expect(() => registered({}, { deploymentController: { type } })).toThrow('LatticeRegistration.Controller: `service` must go with deployments by ECS, got the ' +
      `controller ${type}; take a rolling or a native blue/green deployment`);
  });

  test('ECS Anywhere', () => {
    const { stack, cluster } = platformStack();
    const taskDefinition = new ecs.ExternalTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', { image, memoryLimitMiB: 128, portMappings: [port('http')] });
    const service = new ecs.ExternalService(stack, 'External', { cluster, taskDefinition, minHealthyPercent: 100 });
    expect(() => new LatticeRegistration(stack, 'Lattice', { service, route })).toThrow(
      'LatticeRegistration.External: `service` runs on ECS Anywhere, which VPC Lattice does not reach; run it on Fargate or EC2');
  });

  test('a controller that is set later, at synth', () => {
    const { stack, service } = registered();
    (service.node.defaultChild as ecs.CfnService).deploymentController = { type: 'EXTERNAL' };
    expect(() => (stack.node.root as App).synth()).toThrow('LatticeRegistration.Controller: `service` must go with deployments by ECS, got the controller EXTERNAL');
  });

  test('a controller that is written over, at synth', () => {
    const { stack, service } = registered();
    (service.node.defaultChild as ecs.CfnService).addPropertyOverride('DeploymentController.Type', 'EXTERNAL');
    expect(() => (stack.node.root as App).synth()).toThrow('LatticeRegistration.Controller: `service` must go with deployments by ECS, got the controller EXTERNAL');
  });

  test('IPv6 addresses of instances', () => {
    const { stack } = platformStack();
    expect(() => new LatticeRegistration(stack, 'Lattice', { service: instanceService(stack, [port('http')]), route, ipv6: true })).toThrow(
      'LatticeRegistration.Addresses: `ipv6` is for tasks with addresses of their own, got targets that are instances; leave it out');
  });

  test('a controller that only the deployment knows is not', () => {
    const { stack } = platformStack();
    const service = fargateService(stack);
    (service.node.defaultChild as ecs.CfnService).deploymentController = { type: Token.asString({ Ref: 'AWS::NoValue' }) };
    new LatticeRegistration(stack, 'Lattice', { service, route });
    expect(theOnly(stack, SERVICE).Properties.VpcLatticeConfigurations).toHaveLength(1);
  });
});
