import { Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { EcsRunFargateTask } from 'aws-cdk-lib/aws-scheduler-targets';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import { Aspects, CfnResource, Duration, RemovalPolicy, Size, Stack, Tags, TimeZone } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { recommendedApp } from '../../kit/stacks';
import { Json } from '../kit';

/** A shop on the constructs of the CDK alone, as someone writes it who knows all of it: no rule has anything to say. */
export function correctTemplate(): Json {
  const stack = new Stack(recommendedApp(), 'Shop');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
  const shop = new Shop(stack, vpc);
  shop.web();
  shop.checkout();
  shop.orders();
  shop.catalog();
  shop.onInstances();
  shop.onPremises();
  shop.nightly();
  Tags.of(stack).add('team', 'shop');
  Aspects.of(stack).add({ visit: (node) => { shop.finish(node); } });
  return Template.fromStack(stack).toJSON();
}

class Shop {
  private readonly cluster: ecs.Cluster;
  private readonly repository: ecr.Repository;
  private readonly balancer: elbv2.ApplicationLoadBalancer;
  private readonly listener: elbv2.ApplicationListener;
  private readonly withProviders: ecs.BaseService[] = [];
  private readonly rolling = { desiredCount: 2, minHealthyPercent: 100, maxHealthyPercent: 200, circuitBreaker: { enable: true, rollback: true } };

  public constructor(private readonly stack: Stack, private readonly vpc: ec2.Vpc) {
    this.cluster = new ecs.Cluster(stack, 'Cluster', {
      vpc,
      containerInsightsV2: ecs.ContainerInsights.ENHANCED,
      enableFargateCapacityProviders: true,
      defaultCloudMapNamespace: { name: 'shop.local', useForServiceConnect: true },
    });
    this.repository = new ecr.Repository(stack, 'Repository', {
      imageScanOnPush: true, imageTagMutability: ecr.TagMutability.IMMUTABLE, removalPolicy: RemovalPolicy.DESTROY,
    });
    this.balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
    this.listener = this.balancer.addListener('Https', {
      port: 443,
      certificates: [acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/6ae3a43e')],
      defaultAction: elbv2.ListenerAction.fixedResponse(404),
    });
  }

  /** Rolling behind the balancer, scaled by CPU and requests. */
  public web(): void {
    const task = this.fargateTask('Web', 512, 1024, { environment: { STAGE: 'live', ORDERS: 'http://orders' } });
    const service = this.fargateService('Web', task, {
      desiredCount: undefined,
      healthCheckGracePeriod: Duration.seconds(60),
      serviceConnectConfiguration: {},
    });
    const group = this.group('Web', service);
    this.listener.addTargetGroups('Web', { targetGroups: [group], conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])], priority: 20 });
    const count = service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 });
    count.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60, scaleInCooldown: Duration.minutes(5), scaleOutCooldown: Duration.minutes(1) });
    count.scaleOnRequestCount('Requests', { requestsPerTarget: 1000, targetGroup: group });
  }

  /** Blue/green behind the same balancer. */
  public checkout(): void {
    const service = this.fargateService('Checkout', this.fargateTask('Checkout'), {
      deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN,
      bakeTime: Duration.minutes(10),
      circuitBreaker: undefined,
      healthCheckGracePeriod: Duration.seconds(60),
    });
    const [blue, green] = ['Blue', 'Green'].map((name) => this.group(`Checkout${name}`));
    const rule = new elbv2.ApplicationListenerRule(this.stack, 'CheckoutRule', {
      listener: this.listener,
      priority: 10,
      conditions: [elbv2.ListenerCondition.pathPatterns(['/checkout*'])],
      action: elbv2.ListenerAction.weightedForward([{ targetGroup: blue, weight: 100 }, { targetGroup: green, weight: 0 }]),
    });
    blue.addTarget(service.loadBalancerTarget({
      containerName: 'checkout',
      containerPort: 8080,
      alternateTarget: new ecs.AlternateTarget('CheckoutAlternate', {
        alternateTargetGroup: green,
        productionListener: ecs.ListenerRuleConfiguration.applicationListenerRule(rule),
      }),
    }));
    service.connections.allowFrom(this.balancer, ec2.Port.tcp(8080));
  }

  /** What the web asks through Service Connect, partly on Spot, with a secret and files on EFS. */
  public orders(): void {
    const files = new efs.FileSystem(this.stack, 'Files', { vpc: this.vpc, encrypted: true });
    const accessPoint = files.addAccessPoint('Orders', { path: '/orders', createAcl: { ownerGid: '1000', ownerUid: '1000', permissions: '750' } });
    const password = new secretsmanager.Secret(this.stack, 'Password');
    const task = this.fargateTask('Orders', 512, 1024, { secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(password) } });
    task.addVolume({
      name: 'files',
      efsVolumeConfiguration: {
        fileSystemId: files.fileSystemId,
        transitEncryption: 'ENABLED',
        authorizationConfig: { accessPointId: accessPoint.accessPointId, iam: 'ENABLED' },
      },
    });
    task.defaultContainer?.addMountPoints({ sourceVolume: 'files', containerPath: '/files', readOnly: false });
    files.grantReadWrite(task.taskRole);
    const service = this.fargateService('Orders', task, {
      capacityProviderStrategies: [{ capacityProvider: 'FARGATE', base: 2, weight: 1 }, { capacityProvider: 'FARGATE_SPOT', weight: 1 }],
      desiredCount: 4,
      serviceConnectConfiguration: { services: [{ portMappingName: 'orders', dnsName: 'orders', port: 80 }] },
    });
    files.connections.allowDefaultPortFrom(service);
    const web = this.stack.node.findChild('WebService') as ecs.FargateService;
    service.connections.allowFrom(web, ec2.Port.tcp(8080));
    web.node.findChild('Service').node.addDependency(service.node.findChild('Service'));
    this.withProviders.push(service);
  }

  /** Found by name, each task with a disk of its own. */
  public catalog(): void {
    const task = this.fargateTask('Catalog');
    const index = new ecs.ServiceManagedVolume(this.stack, 'CatalogIndex', {
      name: 'index',
      managedEBSVolume: { size: Size.gibibytes(20), volumeType: ec2.EbsDeviceVolumeType.GP3, encrypted: true },
    });
    task.addVolume(index);
    index.mountIn(task.defaultContainer!, { containerPath: '/index', readOnly: false });
    const namespace = new servicediscovery.PrivateDnsNamespace(this.stack, 'Namespace', { name: 'catalog.shop.local', vpc: this.vpc });
    const service = this.fargateService('Catalog', task, {
      cloudMapOptions: { name: 'catalog', cloudMapNamespace: namespace, dnsRecordType: servicediscovery.DnsRecordType.A, dnsTtl: Duration.seconds(10) },
    });
    service.addVolume(index);
  }

  /** A pool of instances, with a scaled worker and a daemon. */
  public onInstances(): void {
    const userData = ec2.UserData.forLinux();
    userData.addCommands('echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config');
    const template = new ec2.LaunchTemplate(this.stack, 'PoolTemplate', {
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE),
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM),
      userData,
      role: new iam.Role(this.stack, 'PoolRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
      securityGroup: new ec2.SecurityGroup(this.stack, 'PoolGroup', { vpc: this.vpc }),
      httpTokens: ec2.LaunchTemplateHttpTokens.REQUIRED,
      httpPutResponseHopLimit: 1,
    });
    const autoScalingGroup = new autoscaling.AutoScalingGroup(this.stack, 'Pool', {
      vpc: this.vpc, launchTemplate: template, minCapacity: 2, maxCapacity: 8, newInstancesProtectedFromScaleIn: true,
    });
    const provider = new ecs.AsgCapacityProvider(this.stack, 'PoolProvider', {
      autoScalingGroup, targetCapacityPercent: 80, enableManagedDraining: true, instanceWarmupPeriod: 300,
    });
    this.cluster.addAsgCapacityProvider(provider);
    Tags.of(autoScalingGroup).add('AmazonECSManaged', '');
    const worker = new ecs.Ec2Service(this.stack, 'WorkerService', {
      ...this.rolling,
      desiredCount: undefined,
      cluster: this.cluster,
      taskDefinition: this.instanceTask('Worker', 2048),
      capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
      placementStrategies: [ecs.PlacementStrategy.packedByMemory()],
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.DISABLED,
    });
    worker.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 8 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
    const agent = new ecs.Ec2Service(this.stack, 'AgentService', {
      ...this.rolling,
      cluster: this.cluster,
      taskDefinition: this.instanceTask('Agent', 128),
      capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
      desiredCount: undefined,
      daemon: true,
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
    });
    this.withProviders.push(worker, agent);
  }

  /** A service on machines of the shop's own. */
  public onPremises(): void {
    new iam.Role(this.stack, 'MachineRole', {
      assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': this.stack.account } } }),
      managedPolicies: ['AmazonSSMManagedInstanceCore', 'service-role/AmazonEC2ContainerServiceforEC2Role']
        .map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    const task = new ecs.ExternalTaskDefinition(this.stack, 'TillTask', { ...this.roles('Till'), networkMode: ecs.NetworkMode.BRIDGE });
    this.container('Till', task, 256);
    const cluster = new ecs.Cluster(this.stack, 'Tills', { vpc: this.vpc, containerInsightsV2: ecs.ContainerInsights.ENHANCED });
    const service = new ecs.ExternalService(this.stack, 'TillService', { ...this.rolling, cluster, taskDefinition: task, circuitBreaker: undefined });
    (service.node.findChild('Service') as ecs.CfnService).availabilityZoneRebalancing = 'DISABLED';
  }

  /** A task that runs each night and ends. */
  public nightly(): void {
    const task = this.fargateTask('Nightly', 256, 512, { portMappings: undefined, healthCheck: undefined });
    new scheduler.Schedule(this.stack, 'Night', {
      schedule: scheduler.ScheduleExpression.cron({ hour: '3', minute: '0', timeZone: TimeZone.ETC_UTC }),
      target: new EcsRunFargateTask(this.cluster, { taskDefinition: task, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } }),
    });
  }

  /** Services wait for what their strategies name; logical ids are the names given here, without their hashes. */
  public finish(node: IConstruct): void {
    if (ecs.CfnClusterCapacityProviderAssociations.isCfnClusterCapacityProviderAssociations(node)) {
      this.withProviders.forEach((service) => service.node.addDependency(node));
    }
    if (CfnResource.isCfnResource(node)) {
      const names = node.node.scopes.slice(2).map(({ node: { id } }) => id);
      node.overrideLogicalId(names.filter((name) => !['Resource', 'Default', 'Service'].includes(name)).join('').replace(/[^A-Za-z0-9]/g, ''));
    }
  }

  private fargateService(id: string, taskDefinition: ecs.FargateTaskDefinition, props: Partial<ecs.FargateServiceProps>): ecs.FargateService {
    return new ecs.FargateService(this.stack, `${id}Service`, {
      ...this.rolling,
      cluster: this.cluster,
      taskDefinition,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      ...props,
    });
  }

  private fargateTask(id: string, cpu = 256, memoryLimitMiB = 512, props: Partial<ecs.ContainerDefinitionOptions> = {}): ecs.FargateTaskDefinition {
    const task = new ecs.FargateTaskDefinition(this.stack, `${id}Task`, { ...this.roles(id), cpu, memoryLimitMiB });
    this.container(id, task, undefined, {
      portMappings: [{ name: id.toLowerCase(), containerPort: 8080, appProtocol: ecs.AppProtocol.http }],
      healthCheck: { command: ['CMD-SHELL', 'wget -q -O- localhost:8080/health || exit 1'], startPeriod: Duration.seconds(20) },
      ...props,
    });
    return task;
  }

  private instanceTask(id: string, memory: number): ecs.Ec2TaskDefinition {
    const task = new ecs.Ec2TaskDefinition(this.stack, `${id}Task`, { ...this.roles(id), networkMode: ecs.NetworkMode.BRIDGE });
    this.container(id, task, memory);
    return task;
  }

  private container(id: string, task: ecs.TaskDefinition, memoryLimitMiB?: number, props: Partial<ecs.ContainerDefinitionOptions> = {}): void {
    const logGroup = new logs.LogGroup(this.stack, `${id}Logs`, { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    task.addContainer(id.toLowerCase(), {
      image: ecs.ContainerImage.fromEcrRepository(this.repository, `${id.toLowerCase()}-1.4.2`),
      cpu: 128,
      memoryLimitMiB,
      user: '1000:1000',
      readonlyRootFilesystem: true,
      stopTimeout: Duration.seconds(60),
      healthCheck: { command: ['CMD-SHELL', `pgrep ${id.toLowerCase()} || exit 1`] },
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: id.toLowerCase(), logGroup, mode: ecs.AwsLogDriverMode.NON_BLOCKING }),
      ...props,
    });
  }

  /** Roles that only tasks of this account can take. */
  private roles(id: string): { taskRole: iam.Role; executionRole: iam.Role } {
    const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': this.stack.account },
        ArnLike: { 'aws:SourceArn': this.stack.formatArn({ service: 'ecs', resource: '*' }) },
      },
    });
    return {
      taskRole: new iam.Role(this.stack, `${id}TaskRole`, { assumedBy }),
      executionRole: new iam.Role(this.stack, `${id}ExecutionRole`, { assumedBy }),
    };
  }

  private group(id: string, service?: ecs.FargateService): elbv2.ApplicationTargetGroup {
    return new elbv2.ApplicationTargetGroup(this.stack, `${id}Targets`, {
      vpc: this.vpc,
      port: 8080,
      protocol: elbv2.ApplicationProtocol.HTTP,
      targetType: elbv2.TargetType.IP,
      targets: service === undefined ? [] : [service],
      deregistrationDelay: Duration.seconds(30),
      healthCheck: { path: '/health', interval: Duration.seconds(10), timeout: Duration.seconds(5) },
    });
  }
}
