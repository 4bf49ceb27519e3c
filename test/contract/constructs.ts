import * as acmpca from 'aws-cdk-lib/aws-acmpca';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Duration, Size, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import * as blueprints from '../../src';

/** Builds one public construct with its id `Subject`. */
export type Build = (stack: Stack) => Construct;

/** What a construct's user writes: as little as possible, and as much as makes sense. */
export interface Usage { readonly minimal: Build; readonly full: Build }

/** Every public construct. A new one is missing here until it is added: test/contract/exports.test.ts says so. */
export const CONSTRUCTS: Record<string, Usage> = {
  FargateSpotCluster: {
    minimal: (stack) => new blueprints.FargateSpotCluster(stack, 'Subject', { vpc: vpcIn(stack) }),
    full: (stack) => new blueprints.FargateSpotCluster(stack, 'Subject', {
      vpc: vpcIn(stack),
      clusterName: 'production',
      containerInsights: ecs.ContainerInsights.ENABLED,
      defaultStrategy: { onDemandBase: 2, onDemandWeight: 1, spotWeight: 3 },
      execAudit: blueprints.ExecAudit.cloudWatch({ encryptionKey: new kms.Key(stack, 'AuditKey', { enableKeyRotation: true }) }),
    }),
  },
  BaseAndBurstService: {
    minimal: (stack) => burstService(stack, {}),
    full: (stack) => burstService(stack, {
      task: blueprints.TaskBlueprint.containers({
        size: blueprints.FargateSize.of(512, 1024),
        volumes: { spool: blueprints.TaskVolume.scratch() },
        containers: [
          { image: imageOf('orders:1.0'), port: 8080, readonlyRootFilesystem: false, mounts: [{ volume: 'spool', path: '/spool', readOnly: true }] },
          {
            image: imageOf('spooler:1.0'),
            name: 'spooler',
            essential: false,
            hardening: blueprints.Hardening.strict({
              user: '1000:1000', writable: blueprints.WritablePaths.prepared(['/tmp', '/var/cache']), keepCapabilities: [ecs.Capability.KILL],
            }),
            mounts: [{ volume: 'spool', path: '/spool' }],
          },
        ],
      }),
      rollout: blueprints.Rollout.rolling({
        earlySuccess: blueprints.EarlySuccess.afterCleanup(100),
        rollbackOn: blueprints.RollbackAlarms.standard({ targetLatency: { limit: Duration.seconds(2), percentile: 99 } }),
      }),
      exec: blueprints.ExecAccess.enabled(),
      shutdown: { drain: Duration.seconds(20) },
    }),
  },
  InstancePool: {
    minimal: (stack) => new blueprints.InstancePool(stack, 'Subject', { cluster: clusterIn(stack), instanceTypes: [new ec2.InstanceType('m7g.large')] }),
    full: (stack) => new blueprints.InstancePool(stack, 'Subject', {
      cluster: clusterIn(stack),
      instanceTypes: [new ec2.InstanceType('m7g.large')],
      instances: { min: 1, max: 20 },
      capacityProviderName: 'fleet',
      machineImage: blueprints.PoolImage.bottlerocket(),
      scaling: blueprints.PoolScaling.managed({ targetCapacityPercent: 100, maxStepSize: 5, terminationProtection: false }),
      agent: { reservedMemoryMiB: 256, tasksWithTrunking: 10, attributes: { stack: 'web' } },
      storage: { size: Size.gibibytes(100), encryptionKey: new kms.Key(stack, 'DiskKey', { enableKeyRotation: true }), iops: 6000, throughput: 500 },
      updates: { maxInstanceLifetime: Duration.days(30) },
      placement: { dedicated: true, capacityReservationId: 'cr-0123456789abcdef0' },
      sessionAccess: true,
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')],
      detailedMonitoring: true,
    }),
  },
  ZonalEc2Cluster: {
    minimal: (stack) => new blueprints.ZonalEc2Cluster(stack, 'Subject', { vpc: vpcIn(stack), instanceTypes: [new ec2.InstanceType('m7g.xlarge')] }),
    full: (stack) => new blueprints.ZonalEc2Cluster(stack, 'Subject', {
      vpc: vpcIn(stack),
      clusterName: 'production',
      containerInsights: ecs.ContainerInsights.ENABLED,
      instanceTypes: [new ec2.InstanceType('m7i.xlarge')],
      instancesPerZone: { min: 1, max: 4 },
      scaling: blueprints.PoolScaling.managed({ targetCapacityPercent: 90 }),
      agent: { reservedMemoryMiB: 256 },
      detailedMonitoring: true,
    }),
  },
  ManagedInstancesPool: {
    minimal: (stack) => new blueprints.ManagedInstancesPool(stack, 'Subject', { cluster: clusterIn(stack) }),
    full: (stack) => new blueprints.ManagedInstancesPool(stack, 'Subject', {
      cluster: clusterIn(stack),
      instanceTypes: blueprints.ManagedInstanceTypes.named(['m7g.*', 'c7g.xlarge']),
      purchase: blueprints.ManagedPurchase.reserved({ preference: blueprints.ReservationPreference.ONLY }),
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')],
      storage: Size.gibibytes(200),
      idleInstances: blueprints.IdleInstances.endAfter(Duration.minutes(10)),
      autoRepair: false,
      monitoring: ecs.InstanceMonitoring.DETAILED,
      propagateTags: false,
    }),
  },
  ManagedDaemon: {
    minimal: (stack) => new blueprints.ManagedDaemon(stack, 'Subject', {
      pools: [new blueprints.ManagedInstancesPool(stack, 'Pool', { cluster: clusterIn(stack) })],
      task: blueprints.TaskBlueprint.container({ image: imageOf('agent:1.0'), memoryMiB: 256 }),
    }),
    full: (stack) => new blueprints.ManagedDaemon(stack, 'Subject', {
      pools: [new blueprints.ManagedInstancesPool(stack, 'Pool', { cluster: clusterIn(stack) })],
      task: blueprints.TaskBlueprint.container({
        image: imageOf('agent:1.0'),
        size: blueprints.FargateSize.of(256, 512),
        readonlyRootFilesystem: false,
        pidMode: ecs.PidMode.HOST,
        hostMounts: [{ hostPath: '/var/log' }],
        healthCheck: blueprints.ContainerHealth.command(['/agent', 'health']),
        secrets: { KEY: ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Key', 'agent')) },
        retainRevisions: true,
      }),
      drainPercent: 10,
      bakeTime: Duration.minutes(5),
      rollbackOn: [cloudwatch.Alarm.fromAlarmName(stack, 'Alarm', 'agent-errors')],
      exec: blueprints.ExecAccess.enabled(),
      daemonName: 'agent',
    }),
  },
  FargateSpotService: {
    minimal: (stack) => new blueprints.FargateSpotService(stack, 'Subject', {
      cluster: clusterIn(stack),
      task: blueprints.TaskBlueprint.container({ image: imageOf('app:1.0') }),
    }),
    full: (stack) => fullService(stack),
  },
  PooledService: {
    minimal: (stack) => new blueprints.PooledService(stack, 'Subject', {
      capacity: blueprints.CapacityStrategy.pool(poolIn(stack)),
      task: blueprints.TaskBlueprint.container({ image: imageOf('app:1.0'), cpu: 512, memoryMiB: 1024 }),
    }),
    full: (stack) => fullPooledService(stack),
  },
  DaemonService: {
    minimal: (stack) => new blueprints.DaemonService(stack, 'Subject', {
      pool: poolIn(stack),
      task: blueprints.TaskBlueprint.container({ image: imageOf('agent:1.0'), cpu: 128, memoryMiB: 256 }),
    }),
    full: (stack) => new blueprints.DaemonService(stack, 'Subject', {
      pool: fleetIn(stack),
      task: blueprints.TaskBlueprint.container({
        image: imageOf('agent:1.0'),
        cpu: 128,
        memoryMiB: 256,
        readonlyRootFilesystem: false,
        networkMode: ecs.NetworkMode.AWS_VPC,
        hostMounts: [{ hostPath: '/var/log' }, { hostPath: '/var/lib/agent', containerPath: '/state', writable: true }],
      }),
      rollout: blueprints.Rollout.rolling({ minHealthyPercent: 50, maxHealthyPercent: 100 }),
      network: { securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')] },
      exec: blueprints.ExecAccess.enabled(),
      shutdown: { stop: Duration.seconds(60) },
      serviceName: 'agent',
    }),
  },
  DeployTask: {
    minimal: (stack) => new blueprints.DeployTask(stack, 'Subject', {
      cluster: clusterIn(stack), task: blueprints.TaskBlueprint.container({ image: imageOf('migrate:1.0') }),
    }),
    full: (stack) => {
      const web = webService(stack);
      return new blueprints.DeployTask(stack, 'Subject', {
        cluster: web.service.cluster,
        task: blueprints.TaskBlueprint.container({ image: imageOf('web:1.0'), readonlyRootFilesystem: false }),
        overrides: [{ command: ['migrate'], environment: { MODE: 'up' } }],
        timeout: Duration.minutes(55),
        runBefore: [web],
        inputs: { migrations: '3f2a' },
        logLines: 50,
        exec: blueprints.ExecAccess.enabled(),
      });
    },
  },
  QueueWorker: {
    minimal: (stack) => new blueprints.QueueWorker(stack, 'Subject', {
      cluster: clusterIn(stack),
      task: blueprints.TaskBlueprint.container({ image: imageOf('email:1.0') }),
      acceptableLatency: Duration.minutes(2),
      messageDuration: Duration.seconds(5),
    }),
    full: (stack) => fullWorker(stack),
  },
  PrivateEndpoints: {
    minimal: (stack) => new blueprints.PrivateEndpoints(stack, 'Subject', { vpc: vpcIn(stack), services: [ec2.InterfaceVpcEndpointAwsService.SQS] }),
    full: (stack) => {
      const cluster = clusterIn(stack);
      const task = blueprints.TaskBlueprint.container({ image: imageOf('app:1.0'), readonlyRootFilesystem: false });
      new blueprints.FargateSpotService(stack, 'Service', { cluster, task, exec: blueprints.ExecAccess.enabled() });
      return new blueprints.PrivateEndpoints(stack, 'Subject', {
        vpc: cluster.vpc,
        subnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
        services: [ec2.InterfaceVpcEndpointAwsService.SQS, ec2.InterfaceVpcEndpointAwsService.S3],
        existing: ['kms'],
        securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')],
      });
    },
  },
  EcsAnywhereFleet: {
    minimal: (stack) => edgeIn(stack, 'Subject'),
    full: (stack) => new blueprints.EcsAnywhereFleet(stack, 'Subject', {
      operatingSystem: blueprints.EdgeOs.RHEL_9,
      registrationLimit: 100,
      cluster: clusterIn(stack),
      architecture: ecs.CpuArchitecture.ARM64,
      gpu: true,
      attributes: { site: 'berlin' },
      proxy: { url: 'http://proxy.example.com:3128', directHosts: ['10.0.0.0/8'] },
      endpoints: { ecs: 'ecs-fips.us-east-1.amazonaws.com', ssm: 'ssm-fips.us-east-1.amazonaws.com' },
      activationExpiry: Duration.days(7),
      machineName: 'edge',
      machineTags: { team: 'edge' },
      encryptionKey: new kms.Key(stack, 'ActivationKey', { enableKeyRotation: true }),
      leaveMachines: true,
      lostAfter: Duration.minutes(30),
    }),
  },
  EdgeService: {
    minimal: (stack) => new blueprints.EdgeService(stack, 'Subject', {
      fleet: edgeIn(stackBeside(stack), 'Edge'), task: blueprints.TaskBlueprint.container({ image: imageOf('edge:1.0'), cpu: 512, memoryMiB: 1024 }),
    }),
    full: (stack) => new blueprints.EdgeService(stack, 'Subject', {
      fleet: edgeIn(stackBeside(stack), 'Edge'),
      task: blueprints.TaskBlueprint.container({
        image: imageOf('edge:1.0'),
        cpu: 512,
        memoryMiB: 1024,
        readonlyRootFilesystem: false,
        networkMode: ecs.NetworkMode.HOST,
        runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64 },
        gpuCount: 1,
        hostMounts: [{ hostPath: '/srv/data', writable: true }],
      }),
      desiredCount: 4,
      placement: { attributes: { site: ['berlin', 'bonn'] }, spreadOver: ['site'], distinctMachines: true },
      rollout: blueprints.Rollout.rolling({ minHealthyPercent: 50, withoutBreaker: true, rollbackOn: blueprints.RollbackAlarms.standard() }),
      exec: blueprints.ExecAccess.enabled(),
      stopTimeout: Duration.seconds(60),
      serviceName: 'edge',
    }),
  },
  ScheduledTask: {
    minimal: (stack) => new blueprints.ScheduledTask(stack, 'Subject', {
      cluster: clusterIn(stack),
      task: blueprints.TaskBlueprint.container({ image: imageOf('report:1.0') }),
      schedule: scheduler.ScheduleExpression.cron({ hour: '2', minute: '0' }),
    }),
    full: (stack) => new blueprints.ScheduledTask(stack, 'Subject', {
      cluster: clusterIn(stack),
      task: blueprints.TaskBlueprint.container({ image: imageOf('report:1.0'), readonlyRootFilesystem: false }),
      schedule: scheduler.ScheduleExpression.rate(Duration.days(1)),
      timing: { flexibleWindow: Duration.minutes(30), start: new Date('2130-01-01T00:00:00Z'), group: new scheduler.ScheduleGroup(stack, 'Group') },
      run: blueprints.TaskRun.supervised({ taskCount: 2, timeout: Duration.hours(1), retries: 1, overrides: [{ command: ['report'] }] }),
      timeVariable: 'SCHEDULED_TIME',
      delivery: { maxEventAge: Duration.minutes(10), retryAttempts: 10 },
      capacity: blueprints.CapacityStrategy.fargateSpot({ onDemandBase: 0, onDemandWeight: 0 }),
      exec: blueprints.ExecAccess.enabled(),
      failureAlarm: { failures: 2 },
    }),
  },
  JobTask: {
    minimal: (stack) => new blueprints.JobTask(stack, 'Subject', {
      cluster: clusterIn(stack), task: blueprints.TaskBlueprint.container({ image: imageOf('import:1.0') }),
    }),
    full: (stack) => new blueprints.JobTask(stack, 'Subject', {
      cluster: clusterIn(stack),
      task: blueprints.TaskBlueprint.container({ image: imageOf('import:1.0') }),
      run: blueprints.TaskRun.supervised({ overlap: blueprints.RunOverlap.ALLOW }),
      failureAlarm: { period: Duration.minutes(10) },
    }),
  },
  EventTask: {
    minimal: (stack) => new blueprints.EventTask(stack, 'Subject', {
      cluster: clusterIn(stack),
      task: blueprints.TaskBlueprint.container({ image: imageOf('thumbnails:1.0') }),
      trigger: blueprints.TaskTrigger.objectCreated(new s3.Bucket(stack, 'Uploads')),
    }),
    full: (stack) => new blueprints.EventTask(stack, 'Subject', {
      cluster: clusterIn(stack),
      capacity: blueprints.CapacityStrategy.fargateSpot(),
      task: blueprints.TaskBlueprint.container({ name: 'App', image: imageOf('audit:1.0'), readonlyRootFilesystem: false }),
      trigger: blueprints.TaskTrigger.dynamoDbStream(
        new dynamodb.Table(stack, 'Orders', {
          partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
          stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
          encryptionKey: new kms.Key(stack, 'TableKey', { enableKeyRotation: true }),
        }),
        { filters: [{ eventName: ['INSERT'] }], recordsAtOnce: 2, retryAttempts: 10 },
      ),
      taskCount: 2,
      overrides: [{ container: 'App', command: ['audit'], environment: { MODE: 'insert' } }],
      eventVariables: { ORDER_ID: '$.dynamodb.Keys.id.S' },
      exec: blueprints.ExecAccess.enabled(),
      failureAlarm: { failures: 3, period: Duration.minutes(15) },
    }),
  },
  ClusterWatch: {
    minimal: (stack) => new blueprints.ClusterWatch(stack, 'Subject', { cluster: clusterIn(stack) }),
    full: (stack) => new blueprints.ClusterWatch(stack, 'Subject', {
      cluster: clusterIn(stack),
      alarms: blueprints.AlarmDestination.newTopic({
        emails: ['on-call@example.com'],
        chat: { workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' },
      }),
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: new kms.Key(stack, 'LogKey', { enableKeyRotation: true }),
      pendingFor: Duration.minutes(30),
      startFailures: 3,
    }),
  },
  ServiceConnectMesh: {
    minimal: (stack) => new blueprints.ServiceConnectMesh(stack, 'Subject'),
    full: (stack) => {
      const web = webService(stack);
      const api = apiService(stack, web.service.cluster);
      const mesh = new blueprints.ServiceConnectMesh(stack, 'Subject', {
        namespace: blueprints.CloudMapNamespace.privateDns('production.local', vpcOf(stack)),
        proxyRoom: blueprints.ProxyRoom.grown({ requestsPerSecond: 800 }),
        proxyLogs: blueprints.ProxyLogs.cloudWatch({ retention: logs.RetentionDays.ONE_WEEK }),
        proxyLogLevel: blueprints.ProxyLogLevel.DEBUG,
        accessLogs: { format: ecs.ServiceConnectAccessLogFormat.JSON },
        tls: blueprints.MeshTls.privateCa(acmpca.CertificateAuthority.fromCertificateAuthorityArn(
          stack, 'Authority', stack.formatArn({ service: 'acm-pca', resource: 'certificate-authority', resourceName: '01234567-89ab-cdef-0123-456789abcdef' }))),
      });
      const endpoint = mesh.addServer('Api', {
        service: api,
        alias: 'api.production.local',
        aliasPort: 80,
        discoveryName: 'api',
        ingressPort: 15000,
        timeouts: { perRequest: Duration.seconds(30), idle: Duration.minutes(5) },
        rollbackOn: blueprints.MeshAlarms.standard({ averageLatency: Duration.seconds(1) }),
      });
      mesh.addClient('Web', { service: web });
      mesh.connect(web, endpoint, { environmentVariable: 'API_URL' });
      return mesh;
    },
  },
  LatticeNetwork: {
    minimal: (stack) => new blueprints.LatticeNetwork(stack, 'Subject', { vpcs: [vpcIn(stack)] }),
    full: (stack) => new blueprints.LatticeNetwork(stack, 'Subject', {
      vpcs: [vpcIn(stack)],
      callers: [ec2.Peer.securityGroupId('sg-0123456789abcdef0')],
      auth: blueprints.LatticeAuth.iam({ organizations: ['o-a1b2c3d4e5'] }),
      sharedWith: ['111122223333'],
      accessLogs: logs.LogGroup.fromLogGroupName(stack, 'Requests', '/aws/vendedlogs/lattice'),
    }),
  },
  LatticeRegistration: {
    minimal: (stack) => new blueprints.LatticeRegistration(stack, 'Subject', {
      service: webService(stack),
      route: blueprints.LatticeRoute.service({ networkArn: new blueprints.LatticeNetwork(stack, 'Network', { vpcs: [vpcOf(stack)] }).networkArn }),
    }),
    full: (stack) => new blueprints.LatticeRegistration(stack, 'Subject', {
      service: webService(stack, blueprints.Rollout.canary()),
      portName: 'http',
      route: blueprints.LatticeRoute.service({
        networkArn: new blueprints.LatticeNetwork(stack, 'Network', { vpcs: [vpcOf(stack)] }).networkArn,
        auth: blueprints.LatticeAuth.iam({ accounts: ['111122223333'] }),
        domainName: 'web.example.com',
        hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' }),
        accessLogs: logs.LogGroup.fromLogGroupName(stack, 'Requests', '/aws/vendedlogs/lattice'),
        sharedWith: ['111122223333'],
        externalPrincipals: true,
      }),
      health: { path: '/health', interval: Duration.seconds(15) },
      healthCheckGracePeriod: Duration.seconds(90),
      testTraffic: { priority: 1, headers: [{ name: 'x-release', exact: 'next' }] },
    }),
  },
  CloudMapRegistration: {
    minimal: (stack) => new blueprints.CloudMapRegistration(stack, 'Subject', { service: webService(stack), namespace: blueprints.CloudMapNamespace.http() }),
    full: (stack) => new blueprints.CloudMapRegistration(stack, 'Subject', {
      service: webService(stack),
      namespace: blueprints.CloudMapNamespace.privateDns('production.local', vpcOf(stack)),
      name: '_web._tcp',
      records: cloudmap.DnsRecordType.SRV,
      ttl: Duration.seconds(15),
      portName: 'http',
      containerName: 'app',
      containerPort: 8080,
    }),
  },
  SecretRotationDeployment: {
    minimal: (stack) => {
      const service = plainService(stack, { rollback: true });
      service.taskDefinition.defaultContainer!.addSecret('TOKEN', ecs.Secret.fromSsmParameter(parameterIn(stack)));
      return new blueprints.SecretRotationDeployment(stack, 'Subject', { service });
    },
    full: (stack) => new blueprints.SecretRotationDeployment(stack, 'Subject', {
      service: plainService(stack, { rollback: true }),
      secrets: [secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'shop/database')],
      parameters: [parameterIn(stack)],
    }),
  },
  CircuitBreakerDeployment: {
    minimal: (stack) => new blueprints.CircuitBreakerDeployment(stack, 'Subject', { service: plainService(stack) }),
    full: (stack) => new blueprints.CircuitBreakerDeployment(stack, 'Subject', {
      service: plainService(stack),
      breaker: blueprints.BreakerThreshold.count(5),
      resetOnHealthyTask: false,
      rollback: true,
      rollbackOn: blueprints.RollbackAlarms.standard({
        logErrors: {
          pattern: logs.FilterPattern.anyTerm('ERROR'), perMinute: 10, logGroups: [logs.LogGroup.fromLogGroupName(stack, 'LogGroup', 'shop')],
        },
      }),
    }),
  },
};

function parameterIn(stack: Stack): ssm.IParameter {
  return ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/shop/token' });
}

export function vpcIn(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    privateSubnetIds: ['subnet-11111111', 'subnet-22222222'],
    privateSubnetRouteTableIds: ['rtb-11111111', 'rtb-22222222'],
    publicSubnetIds: ['subnet-33333333', 'subnet-44444444'],
    publicSubnetRouteTableIds: ['rtb-33333333', 'rtb-44444444'],
  });
}

/** What has to be deployed before a stack is in one of its own. */
function stackBeside(stack: Stack): Stack {
  return new Stack(stack.node.scope, 'Beside', { env: { account: stack.account, region: stack.region } });
}

export function edgeIn(stack: Stack, id: string): blueprints.EcsAnywhereFleet {
  return new blueprints.EcsAnywhereFleet(stack, id, { registrationLimit: 10, operatingSystem: blueprints.EdgeOs.UBUNTU_24_04 });
}

function clusterIn(stack: Stack): ecs.Cluster {
  return new blueprints.FargateSpotCluster(stack, 'Platform', { vpc: vpcIn(stack) }).cluster;
}

function imageOf(reference: string): ecs.ContainerImage {
  return ecs.ContainerImage.fromRegistry(`public.ecr.aws/example/${reference}`);
}

/** A service that uses nearly every prop, behind its own public balancer. */
function fullService(stack: Stack): blueprints.FargateSpotService {
  const { ContainerHealth, ExecAccess, FargateSize, RollbackAlarms, Rollout, TaskBlueprint, TaskScaling, TaskVolume, TrafficSource } = blueprints;
  const cluster = clusterIn(stack);
  const hostedZone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
  return new blueprints.FargateSpotService(stack, 'Subject', {
    cluster,
    task: TaskBlueprint.container({
      image: imageOf('web:2.3.1'),
      size: FargateSize.of(1024, 2048, 40),
      port: 8080,
      user: '1000:1000',
      readonlyRootFilesystem: false,
      volumes: {
        uploads: TaskVolume.efs({ vpc: cluster.vpc, encryptionKey: new kms.Key(stack, 'UploadsKey', { enableKeyRotation: true }) }),
        cache: TaskVolume.ebs({ size: Size.gibibytes(100), encryptionKey: new kms.Key(stack, 'CacheKey', { enableKeyRotation: true }) }),
        assets: TaskVolume.s3Files({
          fileSystemArn: stack.formatArn({ service: 's3files', resource: 'file-system', resourceName: 'fs-0123456789abcdef0' }),
          bucket: s3.Bucket.fromBucketName(stack, 'Assets', 'assets-of-example'),
        }),
      },
      mounts: [{ volume: 'uploads', path: '/var/uploads' }, { volume: 'cache', path: '/var/cache/web' }, { volume: 'assets', path: '/assets', readOnly: true }],
      healthCheck: ContainerHealth.curl('/health', { startPeriod: Duration.seconds(30) }),
      environment: { APP_ENV: 'production' },
      secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Database', 'prod/db'), 'password') },
      runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
      sidecars: [
        blueprints.Sidecar.fireLens({ route: blueprints.LogRoute.s3(s3.Bucket.fromBucketName(stack, 'AppLogs', 'logs-of-example'), 'web') }),
        blueprints.Sidecar.openTelemetry({ serviceName: 'web', xrayDaemon: true }),
        blueprints.Sidecar.cloudWatchAgent({ metricsNamespace: 'Shop' }),
      ],
      retainRevisions: true,
    }),
    spot: { onDemandBase: 2, onDemandWeight: 1, spotWeight: 2 },
    scaling: TaskScaling.between(4, 20, { cpuPercent: 60, memoryPercent: 70, requestsPerTarget: 1000 }),
    traffic: TrafficSource.several([
      TrafficSource.loadBalancer({
        domainName: 'www.example.com',
        hostedZone,
        accessLogs: { bucket: s3.Bucket.fromBucketName(stack, 'Logs', 'access-logs-of-example') },
      }),
      TrafficSource.httpApi({
        domainName: 'api.example.com',
        hostedZone,
        routes: [{ path: '/orders/{proxy+}' }, { path: '/health', methods: [apigwv2.HttpMethod.GET] }],
        throttle: { rateLimit: 100, burstLimit: 200 },
        cors: { allowOrigins: ['https://www.example.com'] },
      }),
    ]),
    rollout: Rollout.rolling({ breaker: blueprints.BreakerThreshold.count(5), rollbackOn: RollbackAlarms.standard() }),
    exec: ExecAccess.enabled(),
    shutdown: { drain: Duration.seconds(20) },
    healthCheckGracePeriod: Duration.seconds(90),
  });
}

/** A worker that uses nearly every prop, from no task on. */
function fullWorker(stack: Stack): blueprints.QueueWorker {
  const fleet = fleetIn(stack);
  return new blueprints.QueueWorker(stack, 'Subject', {
    capacity: blueprints.CapacityStrategy.zonal(fleet),
    cluster: fleet.cluster,
    task: blueprints.TaskBlueprint.container({ image: imageOf('email:1.0'), cpu: 512, memoryMiB: 1024, networkMode: ecs.NetworkMode.BRIDGE, readonlyRootFilesystem: false }),
    acceptableLatency: Duration.minutes(10),
    messageDuration: Duration.minutes(1),
    concurrency: 4,
    tasks: { min: 0, max: 20 },
    queue: blueprints.WorkQueue.create({
      fifo: true,
      contentBasedDeduplication: true,
      visibilityTimeout: Duration.minutes(5),
      retention: Duration.days(7),
      maxReceiveCount: 3,
      deadLetterRetention: Duration.days(10),
      encryptionKey: new kms.Key(stack, 'QueueKey', { enableKeyRotation: true }),
      urlVariable: 'EMAIL_QUEUE_URL',
      subscriptions: [{ topic: sns.Topic.fromTopicArn(stack, 'Orders', stack.formatArn({ service: 'sns', resource: 'orders.fifo' })) }],
    }),
    placement: { strategies: [ecs.PlacementStrategy.packedByMemory()] },
    alarms: blueprints.QueueAlarms.standard({
      oldestMessage: Duration.hours(1),
      deadLetters: 5,
      destination: blueprints.AlarmDestination.topic(sns.Topic.fromTopicArn(stack, 'OnCall', stack.formatArn({ service: 'sns', resource: 'on-call' }))),
    }),
    rollout: blueprints.Rollout.rolling({ rollbackOn: blueprints.RollbackAlarms.standard() }),
    exec: blueprints.ExecAccess.enabled(),
    shutdown: { stop: Duration.seconds(90) },
    serviceName: 'email',
  });
}

function poolIn(stack: Stack): blueprints.InstancePool {
  return new blueprints.InstancePool(stack, 'Pool', { cluster: clusterIn(stack), instanceTypes: [new ec2.InstanceType('m7i.large')] });
}

function fleetIn(stack: Stack): blueprints.ZonalEc2Cluster {
  return new blueprints.ZonalEc2Cluster(stack, 'Fleet', { vpc: vpcIn(stack), instanceTypes: [new ec2.InstanceType('m7i.xlarge')] });
}

/** A service on instances that uses nearly every prop, on ports that they choose, behind its own public balancer. */
function fullPooledService(stack: Stack): blueprints.PooledService {
  const fleet = fleetIn(stack);
  return new blueprints.PooledService(stack, 'Subject', {
    capacity: blueprints.CapacityStrategy.zonal(fleet),
    cluster: fleet.cluster,
    task: blueprints.TaskBlueprint.container({
      image: imageOf('web:2.3.1'),
      cpu: 512,
      memoryMiB: 1024,
      port: 8080,
      networkMode: ecs.NetworkMode.BRIDGE,
      readonlyRootFilesystem: false,
      healthCheck: blueprints.ContainerHealth.curl('/health'),
      sharedMemoryMiB: 128,
    }),
    scaling: blueprints.TaskScaling.between(4, 20, { cpuPercent: 60, requestsPerTarget: 1000 }),
    traffic: blueprints.TrafficSource.loadBalancer({
      domainName: 'www.example.com',
      hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' }),
    }),
    rollout: blueprints.Rollout.rolling({ rollbackOn: blueprints.RollbackAlarms.standard() }),
    placement: {
      strategies: [ecs.PlacementStrategy.packedByMemory()],
      constraints: [ecs.PlacementConstraint.memberOf('attribute:ecs.os-type == linux')],
    },
    exec: blueprints.ExecAccess.enabled(),
    shutdown: { drain: Duration.seconds(20) },
    healthCheckGracePeriod: Duration.seconds(90),
    serviceName: 'web',
  });
}

/** A service with two sides, behind a listener that is there already. */
function burstService(stack: Stack, props: Partial<blueprints.BaseAndBurstServiceProps>): blueprints.BaseAndBurstService {
  const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
    listenerArn: stack.formatArn({ service: 'elasticloadbalancing', resource: 'listener', resourceName: 'app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2' }),
    securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'BalancerGroup', 'sg-0123456789abcdef1'),
  });
  return new blueprints.BaseAndBurstService(stack, 'Subject', {
    base: { capacity: blueprints.CapacityStrategy.pool(poolIn(stack)), tasks: 4 },
    burst: { tasks: { min: 1, max: 10 } },
    task: blueprints.TaskBlueprint.container({
      image: imageOf('orders:1.0'), size: blueprints.FargateSize.of(512, 1024), port: 8080, readonlyRootFilesystem: props.exec ? false : undefined,
    }),
    traffic: blueprints.TrafficSource.listenerRule({ listener, priority: 10, pathPatterns: ['/orders*'] }),
    ...props,
  });
}

/** A service that takes requests, for constructs that lead them to it. */
function webService(stack: Stack, rollout?: blueprints.Rollout): blueprints.FargateSpotService {
  return new blueprints.FargateSpotService(stack, 'Web', {
    cluster: clusterIn(stack), task: blueprints.TaskBlueprint.container({ image: imageOf('web:1.0'), port: 8080 }), rollout,
  });
}

/** A service beside another one, with a named port. */
function apiService(stack: Stack, cluster: ecs.ICluster): ecs.FargateService {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'ApiTask');
  taskDefinition.addContainer('app', {
    image: imageOf('api:1.0'),
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app' }),
    portMappings: [{ containerPort: 9090, name: 'api', appProtocol: ecs.AppProtocol.http }],
  });
  return new ecs.FargateService(stack, 'Api', { cluster, taskDefinition, minHealthyPercent: 100, circuitBreaker: { rollback: true } });
}

/** The VPC that a stack has already. */
function vpcOf(stack: Stack): ec2.IVpc {
  return stack.node.findChild('Vpc') as unknown as ec2.IVpc;
}

/** A service as the L2 makes it, for constructs that improve existing ones. */
function plainService(stack: Stack, circuitBreaker?: ecs.DeploymentCircuitBreaker): ecs.FargateService {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDefinition');
  taskDefinition.addContainer('app', { image: imageOf('app:1.0'), logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app' }) });
  return new ecs.FargateService(stack, 'Service', { cluster: clusterIn(stack), taskDefinition, minHealthyPercent: 100, circuitBreaker });
}
