import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { App, Lazy, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { problems, HTTP_PORT } from './setting';
import { Rollout } from '../../src/deployment/rollout';
import { CloudMapNamespace } from '../../src/discovery/cloud-map-namespace';
import { TaskScaling } from '../../src/scaling/task-scaling';
import { FargateSpotService, FargateSpotServiceProps } from '../../src/service/fargate-spot-service';
import { IpFamily } from '../../src/service/ip-family';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { HttpApiOptions } from '../../src/traffic/http-api-options';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27');

function webIn(options: HttpApiOptions = {}, props: Partial<FargateSpotServiceProps> = {}) {
  const setting = platformStack();
  const web = new FargateSpotService(setting.stack, 'Web', {
    cluster: setting.cluster, task: TaskBlueprint.container({ image, port: 8080 }), traffic: TrafficSource.httpApi(options), ...props,
  });
  return { ...setting, web };
}

const zoneIn = (stack: Stack) => route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
const routeKeysIn = (stack: Stack) => propertiesOf(stack, 'AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey);

test('an API sends every request through a link to the tasks, which Cloud Map knows by SRV records', () => {
  const { stack, web } = webIn();
  expect(theOnly(stack, 'AWS::ApiGatewayV2::Route').Properties).toEqual({
    ApiId: { Ref: expect.stringMatching(/^WebHttpApi/) },
    AuthorizationType: 'NONE',
    RouteKey: '$default',
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: expect.stringMatching(/Integration/) }]] },
  });
  expect(theOnly(stack, 'AWS::ApiGatewayV2::Integration').Properties).toMatchObject({
    ConnectionId: { Ref: expect.stringMatching(/^WebVpcLink/) },
    ConnectionType: 'VPC_LINK',
    IntegrationMethod: 'ANY',
    IntegrationType: 'HTTP_PROXY',
    IntegrationUri: { 'Fn::GetAtt': [expect.stringMatching(/^WebDiscoveryService/), 'Arn'] },
    PayloadFormatVersion: '1.0',
  });
  expect(theOnly(stack, 'AWS::ServiceDiscovery::Service').Properties).toMatchObject({ Name: expect.stringMatching(/^stack-web-\w+$/), DnsConfig: { DnsRecords: [{ TTL: 10, Type: 'SRV' }] } });
  expect(theOnly(stack, 'AWS::ServiceDiscovery::PrivateDnsNamespace').Properties.Name).toMatch(/^stack-web-\w+\.internal$/);
  expect(theOnly(stack, 'AWS::ECS::Service').Properties.ServiceRegistries).toEqual([expect.objectContaining({ ContainerName: 'app', ContainerPort: 8080 })]);
  expect([web.httpApi?.node.id, web.vpcLink?.node.id, web.targetGroups, web.loadBalancer]).toEqual(['HttpApi', 'VpcLink', [], undefined]);
  expect(stack.resolve(web.apiUrl)).toEqual({
    'Fn::Join': ['', ['https://', { Ref: expect.stringMatching(/^WebHttpApi/) }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/']],
  });
});

test('the link reaches the port of the tasks and nothing else', () => {
  const { stack } = webIn();
  const link = { 'Fn::GetAtt': [expect.stringMatching(/^WebVpcLinkSecurityGroup/), 'GroupId'] };
  const port = { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, Description: 'API Gateway to tasks' };
  expect(theOnly(stack, 'AWS::ApiGatewayV2::VpcLink').Properties.SecurityGroupIds).toEqual([link]);
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toEqual([{ ...port, GroupId: link, DestinationSecurityGroupId: expect.anything() }]);
  const [tasks] = propertiesOf(stack, 'AWS::EC2::SecurityGroup').filter(({ GroupDescription }) => GroupDescription !== 'API Gateway');
  expect(tasks.SecurityGroupIngress).toEqual([{ ...port, SourceSecurityGroupId: link }]);
});

test('the link is in private subnets, else in isolated ones, or where it is told to be', () => {
  const subnetsOf = (stack: Stack) => JSON.stringify(theOnly(stack, 'AWS::ApiGatewayV2::VpcLink').Properties.SubnetIds);
  expect(subnetsOf(webIn().stack)).toMatch(/PrivateSubnet1.*PrivateSubnet2/);
  const stack = new Stack(new App(), 'Isolated');
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  new FargateSpotService(stack, 'Web', {
    cluster: new ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true }),
    task: TaskBlueprint.container({ image, port: 8080 }),
    traffic: TrafficSource.httpApi(),
  });
  expect(subnetsOf(stack)).toMatch(/InnerSubnet1.*InnerSubnet2/);
  expect(subnetsOf(webIn({ vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }).stack)).toMatch(/PublicSubnet1/);
});

describe('who gets in', () => {
  test('routes have the authorizer of the API, or one of their own', () => {
    const { stack } = webIn({
      authorizer: new HttpJwtAuthorizer('Login', 'https://login.example.com', { jwtAudience: ['shop'] }),
      authorizationScopes: ['orders'],
      routes: [
        { path: '/orders/{proxy+}' },
        { path: '/admin', methods: [apigwv2.HttpMethod.GET, apigwv2.HttpMethod.PUT], authorizer: new HttpIamAuthorizer() },
        { path: '/health', authorizer: new apigwv2.HttpNoneAuthorizer() },
      ],
    });
    const types = Object.fromEntries(propertiesOf(stack, 'AWS::ApiGatewayV2::Route').map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType]));
    expect(types).toEqual({ 'ANY /orders/{proxy+}': 'JWT', 'GET /admin': 'AWS_IAM', 'PUT /admin': 'AWS_IAM', 'ANY /health': 'NONE' });
    const scopes = propertiesOf(stack, 'AWS::ApiGatewayV2::Route').map(({ AuthorizationScopes }) => AuthorizationScopes);
    expect(scopes).toEqual([['orders'], undefined, undefined, undefined]);
    expect(Object.keys(resourcesOf(stack, 'AWS::ApiGatewayV2::Integration'))).toHaveLength(1);
    expect(theOnly(stack, 'AWS::ApiGatewayV2::Authorizer').Properties.JwtConfiguration.Audience).toEqual(['shop']);
  });

  test('routes keep their logical ids when they change places', () => {
    const ids = (paths: string[]) => Object.entries<any>(resourcesOf(webIn({ routes: paths.map((path) => ({ path })) }).stack, 'AWS::ApiGatewayV2::Route'))
      .map(([id, { Properties: { RouteKey: key } }]) => `${id} ${key}`).sort();
    expect(ids(['/a', '/b'])).toEqual(ids(['/b', '/a']));
  });
});

describe('the stage', () => {
  const stageOf = (stack: Stack) => theOnly(stack, 'AWS::ApiGatewayV2::Stage').Properties;

  test('writes a line for each request, without headers, query strings and bodies', () => {
    const { stack } = webIn();
    const { DestinationArn, Format } = stageOf(stack).AccessLogSettings;
    expect(DestinationArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^WebHttpApiLogs/), 'Arn'] });
    const fields = JSON.parse(Format);
    expect(fields).toMatchObject({ requestId: '$context.requestId', status: '$context.status', serviceStatus: '$context.integrationStatus', ip: '$context.identity.sourceIp' });
    expect(Format).not.toMatch(/header|querystring|body|\$request|claims/i);
    const [group] = Object.entries<any>(resourcesOf(stack, 'AWS::Logs::LogGroup')).filter(([id]) => id.startsWith('WebHttpApiLogs'));
    expect(group[1]).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 30 } });
  });

  test('writes to a log group of one\'s own', () => {
    const { cluster, stack } = platformStack();
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Logs', 'api');
    new FargateSpotService(stack, 'Web', { cluster, task: TaskBlueprint.container({ image, port: 8080 }), traffic: TrafficSource.httpApi({ accessLogs: { logGroup } }) });
    expect(JSON.stringify(stageOf(stack).AccessLogSettings.DestinationArn)).toContain(':log-group:api');
    expect(problems(TrafficSource.httpApi({ accessLogs: { logGroup, retention: logs.RetentionDays.ONE_DAY } }))).toEqual([
      'error HttpApi.RetentionOfOwnGroup: `accessLogs.retention` is for the log group that is made, got `logGroup` too; set it on your log group',
    ]);
  });

  test('has limits where it is told to, and CORS', () => {
    expect(stageOf(webIn().stack).DefaultRouteSettings).toBeUndefined();
    const { stack } = webIn({ throttle: { rateLimit: 100, burstLimit: 200 }, cors: { allowOrigins: ['https://www.example.com'] } });
    expect(stageOf(stack).DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
    expect(theOnly(stack, 'AWS::ApiGatewayV2::Api').Properties.CorsConfiguration).toEqual({ AllowOrigins: ['https://www.example.com'] });
  });
});

describe('a name of its own', () => {
  test('has a certificate and a record, and the other address is off', () => {
    const { cluster, stack } = platformStack();
    const traffic = TrafficSource.httpApi({ domainName: 'api.example.com', hostedZone: zoneIn(stack) });
    const web = new FargateSpotService(stack, 'Web', { cluster, task: TaskBlueprint.container({ image, port: 8080 }), traffic });
    expect(theOnly(stack, 'AWS::ApiGatewayV2::Api').Properties.DisableExecuteApiEndpoint).toBe(true);
    expect(theOnly(stack, 'AWS::CertificateManager::Certificate').Properties.DomainName).toBe('api.example.com');
    expect(theOnly(stack, 'AWS::ApiGatewayV2::DomainName').Properties).toMatchObject({
      DomainName: 'api.example.com', DomainNameConfigurations: [{ EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
    });
    expect(theOnly(stack, 'AWS::ApiGatewayV2::ApiMapping').Properties.Stage).toBe('$default');
    expect(theOnly(stack, 'AWS::Route53::RecordSet').Properties).toMatchObject({ Name: 'api.example.com.', Type: 'A', AliasTarget: { DNSName: { 'Fn::GetAtt': [expect.anything(), 'RegionalDomainName'] } } });
    expect([web.apiDomain?.node.id, web.certificate?.node.id, web.apiUrl]).toEqual(['DomainName', 'Certificate', 'https://api.example.com/']);
    const routes = TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes: [{ path: '/orders' }] });
    const orders = new FargateSpotService(stack, 'Orders', { cluster, task: TaskBlueprint.container({ image, port: 8080 }), traffic: routes });
    expect([orders.apiDomain, orders.apiUrl]).toEqual([undefined, 'https://api.example.com/']);
  });

  test('with a wildcard in it is no address', () => {
    const { cluster, stack } = platformStack();
    const traffic = TrafficSource.httpApi({ domainName: '*.example.com', hostedZone: zoneIn(stack) });
    expect(new FargateSpotService(stack, 'Web', { cluster, task: TaskBlueprint.container({ image, port: 8080 }), traffic }).apiUrl).toBeUndefined();
  });

  test('takes a certificate of one\'s own, and leaves the record to its user', () => {
    const { cluster, stack } = platformStack();
    const certificate = acm.Certificate.fromCertificateArn(stack, 'Given', 'arn:aws:acm:eu-west-1:111122223333:certificate/0123');
    const traffic = TrafficSource.httpApi({ domainName: 'api.example.com', certificate });
    const web = new FargateSpotService(stack, 'Web', { cluster, task: TaskBlueprint.container({ image, port: 8080 }), traffic });
    expect(theOnly(stack, 'AWS::ApiGatewayV2::DomainName').Properties.DomainNameConfigurations[0].CertificateArn).toBe(certificate.certificateArn);
    expect([resourcesOf(stack, 'AWS::Route53::RecordSet'), resourcesOf(stack, 'AWS::CertificateManager::Certificate'), web.certificate]).toEqual([{}, {}, undefined]);
  });

  test('is refused without what it needs', () => {
    const stack = new Stack();
    const certificate = acm.Certificate.fromCertificateArn(stack, 'Given', 'arn:aws:acm:us-east-1:111122223333:certificate/0123');
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], region: 'eu-west-1' });
    expect(problems(TrafficSource.httpApi({ domainName: 'api.example.com' }))).toEqual([
      'error TrafficSource.NoCertificate: `certificate` is needed for `domainName`, got none; name it, or a `hostedZone` to validate one in',
    ]);
    const hostedZone = zoneIn(stack);
    expect(problems(TrafficSource.httpApi({ domainName: 'https://a.example.com', hostedZone }))).toEqual([
      'error Domain.Form: `domainName` is a host name alone, such as www.example.com, without a scheme, port, path or space, got \'https://a.example.com\'',
    ]);
    expect(problems(TrafficSource.httpApi({ domainName: 'api.example.org', hostedZone }))).toEqual([
      'error Domain.OutsideZone: `domainName` must be a name in the hosted zone example.com, got api.example.org; name the zone that holds it',
    ]);
    expect(problems(TrafficSource.httpApi({ domainName: 'api.example.com', certificate }), { vpc })).toEqual([
      'error HttpApi.CertificateRegion: `certificate` must be in the region of the API, eu-west-1, got one in us-east-1; make or import it in eu-west-1',
    ]);
  });
});

test('a namespace may be shared, and has to have DNS', () => {
  const { cluster, stack, vpc } = platformStack();
  const task = TaskBlueprint.container({ image, port: 8080 });
  const namespace = CloudMapNamespace.existing(CloudMapNamespace.privateDns('production.local', vpc)._bind(stack));
  for (const id of ['Web', 'Shop']) new FargateSpotService(stack, id, { cluster, task, traffic: TrafficSource.httpApi({ namespace }) });
  expect(propertiesOf(stack, 'AWS::ServiceDiscovery::Service').map(({ Name }) => Name)).toEqual([expect.stringMatching(/^stack-web-/), expect.stringMatching(/^stack-shop-/)]);
  expect(problems(TrafficSource.httpApi({ namespace: CloudMapNamespace.http() }))).toEqual(['error HttpApi.NoDns: `namespace` must have DNS, ' +
    'since ECS tells the port of a task in SRV records, got one that only API calls ask; take CloudMapNamespace.privateDns()']);
});

test('the port is one of the task', () => {
  const ports = [HTTP_PORT, { container: 'web', name: 'dns', port: 53, protocol: 'udp' as const }];
  expect(problems(TrafficSource.httpApi({ portName: 'dns' }), { ports })).toEqual([
    'error TrafficSource.UnknownPort: `portName` must name a tcp port of the task, got "dns"; the task has web 8080/tcp ("http"), web 53/udp ("dns")',
  ]);
  const { stack } = webIn({ portName: 'admin' }, {
    task: TaskBlueprint.container({ image, ports: [{ containerPort: 8080, name: 'http' }, { containerPort: 9000, name: 'admin' }] }),
  });
  expect(theOnly(stack, 'AWS::ECS::Service').Properties.ServiceRegistries[0].ContainerPort).toBe(9000);
  const token = Lazy.number({ produce: () => 7000 });
  const unknown = webIn({ containerPort: token }, { task: TaskBlueprint.container({ image, port: token }) });
  expect(theOnly(unknown.stack, 'AWS::ECS::Service').Properties.ServiceRegistries[0].ContainerPort).toBe(7000);
});

test('of two ports that only the deployment knows, the named one is registered', () => {
  const [http, admin] = [8080, 9000].map((port) => Lazy.number({ produce: () => port }));
  const task = TaskBlueprint.container({ image, ports: [{ containerPort: http, name: 'http' }, { containerPort: admin, name: 'admin' }] });
  const { stack } = webIn({ portName: 'admin' }, { task });
  expect(theOnly(stack, 'AWS::ECS::Service').Properties.ServiceRegistries[0].ContainerPort).toBe(9000);
});

describe('other choices of the service', () => {
  test('requests cannot be tracked without a load balancer', () => {
    expect(() => webIn({}, { scaling: TaskScaling.between(1, 4, { requestsPerTarget: 100 }) })).toThrow('TaskScaling.NoBalancer: `scaling.requestsPerTarget`');
  });

  test('a rollout that moves traffic has nothing to move it with', () => {
    expect(() => resourcesOf(webIn({}, { rollout: Rollout.canary() }).stack)).toThrow(
      'got CANARY and none of them; take BLUE_GREEN, Rollout.blueGreen(), which needs none');
    expect(() => webIn({}, { rollout: Rollout.codeDeploy() })).toThrow('CodeDeployRollout.NoBalancer: `rollout` shifts the traffic of a load balancer, got a service without one');
  });

  test('the time to drain is not a balancer\'s, so that a task on Spot has all of its notice to stop', () => {
    const [{ ContainerDefinitions: [container] }] = propertiesOf(webIn().stack, 'AWS::ECS::TaskDefinition');
    expect(container.StopTimeout).toBe(120);
  });

  test('more than 1000 tasks are refused', () => {
    expect(() => webIn({}, { scaling: TaskScaling.exactly(1001) })).toThrow('CloudMapRegistration.Tasks: `service` must go with at most 1000 tasks, as many as Cloud Map holds, got up to 1001');
  });

  test('two APIs of one service are refused', () => {
    const two = TrafficSource.several([TrafficSource.httpApi(), TrafficSource.httpApi()]);
    expect(problems(two)).toEqual(['error HttpApi.SeveralApis: `sources` has one HTTP API, ' +
      'since ECS registers a service once in Cloud Map, got 2; give one of them the routes of all']);
  });

  test('a load balancer beside it is fine', () => {
    const balancer = TrafficSource.loadBalancer({ plainHttp: true, internal: true });
    const { stack, web } = webIn({}, { traffic: TrafficSource.several([balancer, TrafficSource.httpApi()]) });
    expect(routeKeysIn(stack)).toEqual(['$default']);
    expect([web.httpApi, web.vpcLink, web.loadBalancer, web.apiUrl].map((found) => found !== undefined)).toEqual([true, true, true, true]);
  });
});

test('with an authorizer, AwsSolutionsChecks finds nothing but what stays the user\'s', () => {
  const { stack } = webIn({ authorizer: new HttpIamAuthorizer() });
  const app = stack.node.root as App;
  app.synth();
  const { violations } = new AwsSolutionsChecks().validateScope(app);
  const ours = violations.filter(({ violatingResources }) => violatingResources.some(({ constructPath }) => constructPath?.startsWith('Stack/Web')));
  expect(ours.map(({ ruleName }) => ruleName)).toEqual([]);
});

test('tasks without IPv4 addresses are warned of', () => {
  const { stack } = webIn({}, { network: { ipFamily: IpFamily.IPV6 } });
  Annotations.fromStack(stack).hasWarning('/Stack/Web', Match.stringLikeRegexp('`traffic` reaches the tasks through a VPC link, which AWS does not say to reach'));
});
