import { Json } from '../kit';

/** One fault in the correct stack. */
export interface Fault {
  readonly name: string;
  /** Ids of the rules of the pack that see it, sorted; none where nobody does. */
  readonly found: readonly string[];
  /** Ids of the rules of the CDK's own validator that see it. */
  readonly validated?: readonly string[];
  /** Writes the fault into the resources of the template. */
  readonly make: (resources: Json, template: Json) => void;
}

const task = (resource: Json) => resource.Properties.ContainerDefinitions[0];
const sidecar = (name: string, beside: Json, patch: Json = {}) => ({
  ...beside, Name: name, Essential: false, Cpu: undefined, PortMappings: undefined, Secrets: undefined, ...patch,
});

const SIZES: readonly Fault[] = [
  {
    name: '256 CPU units with 4 GB on Fargate',
    found: ['FargateSize.NoSuchPair'],
    validated: ['E3047'],
    make: ({ CatalogTask }) => { CatalogTask.Properties.Memory = '4096'; },
  },
  {
    name: '300 CPU units on Fargate',
    found: ['FargateSize.NoSuchCpu'],
    validated: ['E3047'],
    make: ({ CatalogTask }) => { CatalogTask.Properties.Cpu = '300'; },
  },
  {
    name: 'a task without memory on Fargate',
    found: ['FargateSize.Missing'],
    make: ({ CatalogTask }) => { delete CatalogTask.Properties.Memory; },
  },
  {
    name: 'the smallest disk of Fargate, written out',
    found: ['FargateSize.EphemeralStorage'],
    make: ({ WebTask }) => { WebTask.Properties.EphemeralStorage = { SizeInGiB: 20 }; },
  },
  {
    name: 'a container with more CPU than its task',
    found: ['Containers.CpuSum', 'ProxyRoom.Cpu'],
    make: ({ WebTask }) => { task(WebTask).Cpu = 1024; },
  },
  {
    name: 'a container with more memory than its task',
    found: ['Containers.MemorySum'],
    make: ({ CatalogTask }) => { task(CatalogTask).Memory = 2048; },
  },
  {
    name: 'a container without memory on instances',
    found: ['Containers.NoHardLimit', 'Containers.NoMemory'],
    make: ({ WorkerTask }) => { delete task(WorkerTask).Memory; },
  },
];

const CONTAINERS: readonly Fault[] = [
  {
    name: 'no essential container',
    found: ['Containers.NoneEssential'],
    make: ({ WebTask }) => { task(WebTask).Essential = false; },
  },
  {
    name: 'eleven containers',
    found: ['Containers.TooMany'],
    make: ({ WebTask }) => {
      const others = [...Array(10).keys()].map((index) => sidecar(`helper-${index}`, task(WebTask)));
      WebTask.Properties.ContainerDefinitions.push(...others);
    },
  },
  {
    name: 'containers that wait for each other',
    found: ['ContainerDependency.Circle'],
    make: ({ WebTask }) => {
      WebTask.Properties.ContainerDefinitions.push(sidecar('proxy', task(WebTask), { DependsOn: [{ ContainerName: 'web', Condition: 'START' }] }));
      task(WebTask).DependsOn = [{ ContainerName: 'proxy', Condition: 'START' }];
    },
  },
  {
    name: 'waiting for the health of a container that has no check',
    found: ['ContainerDependency.NoHealthCheck'],
    make: ({ WebTask }) => {
      WebTask.Properties.ContainerDefinitions.push(sidecar('proxy', task(WebTask), { HealthCheck: undefined }));
      task(WebTask).DependsOn = [{ ContainerName: 'proxy', Condition: 'HEALTHY' }];
    },
  },
  {
    name: 'waiting for a container that was renamed',
    found: ['ContainerDependency.NoSuchContainer'],
    make: ({ WebTask }) => { task(WebTask).DependsOn = [{ ContainerName: 'migrations', Condition: 'SUCCESS' }]; },
  },
  {
    name: 'a health check without CMD',
    found: ['ContainerHealth.Command'],
    make: ({ WebTask }) => { task(WebTask).HealthCheck.Command = ['wget', '-q', '-O-', 'localhost:8080/health']; },
  },
  {
    name: 'a health check that may take 90 seconds',
    found: ['ContainerHealth.Timeout'],
    make: ({ WebTask }) => { task(WebTask).HealthCheck.Timeout = 90; },
  },
  {
    name: 'five minutes to stop on Fargate',
    found: ['Containers.StopTimeout'],
    make: ({ WebTask }) => { task(WebTask).StopTimeout = 300; },
  },
  {
    name: 'a privileged container on Fargate',
    found: ['Container.Privileged', 'FargateContainer.Unsupported'],
    make: ({ WebTask }) => { task(WebTask).Privileged = true; },
  },
  {
    name: 'an image by the tag latest',
    found: ['Image.Latest'],
    make: ({ WebTask }) => { task(WebTask).Image = 'public.ecr.aws/nginx/nginx:latest'; },
  },
  {
    name: 'a task for instances in a service on Fargate',
    found: ['Compatibility.NotOffered'],
    make: ({ WebTask }) => { WebTask.Properties.RequiresCompatibilities = ['EC2']; },
  },
];

const NETWORK: readonly Fault[] = [
  {
    name: 'the bridge on Fargate',
    found: ['NetworkMode.Platform'],
    make: ({ NightlyTask }) => { NightlyTask.Properties.NetworkMode = 'bridge'; },
  },
  {
    name: 'another host port than the container port in awsvpc mode',
    found: ['NetworkMode.HostPort'],
    validated: ['E3053'],
    make: ({ WebTask }) => { task(WebTask).PortMappings[0].HostPort = 80; },
  },
  {
    name: 'the port of ssh on instances',
    found: ['InstanceDemand.PeakAbovePool', 'NetworkMode.ReservedPort', 'RolloutPlan.Stalls'],
    make: ({ WorkerTask }) => { task(WorkerTask).PortMappings = [{ ContainerPort: 22, HostPort: 22 }]; },
  },
  {
    name: 'one container port twice',
    found: ['ContainerPort.SamePort'],
    make: ({ WebTask }) => { task(WebTask).PortMappings.push({ ContainerPort: 8080, Protocol: 'tcp', Name: 'admin' }); },
  },
  {
    name: 'a task that is started each night in no subnet',
    found: ['EventTarget.NoNetwork'],
    make: ({ Night }) => { delete Night.Properties.Target.EcsParameters.NetworkConfiguration; },
  },
  {
    name: 'links on Fargate',
    found: ['FargateContainer.Unsupported'],
    make: ({ WebTask }) => {
      WebTask.Properties.ContainerDefinitions.push(sidecar('cache', task(WebTask)));
      task(WebTask).Links = ['cache'];
    },
  },
  {
    name: 'no network configuration on Fargate',
    found: ['Awsvpc.Missing'],
    validated: ['E3052'],
    make: ({ CatalogService }) => { delete CatalogService.Properties.NetworkConfiguration; },
  },
  {
    name: 'subnets for a service on the bridge',
    found: ['ServiceNetwork.NoInterface'],
    make: ({ CatalogService, WorkerService }) => { WorkerService.Properties.NetworkConfiguration = CatalogService.Properties.NetworkConfiguration; },
  },
  {
    name: 'a public address for a task on instances',
    found: ['NetworkMode.PublicIp'],
    make: ({ CatalogService, WorkerService, WorkerTask }) => {
      WorkerTask.Properties.NetworkMode = 'awsvpc';
      WorkerService.Properties.NetworkConfiguration = structuredClone(CatalogService.Properties.NetworkConfiguration);
      WorkerService.Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp = 'ENABLED';
    },
  },
  {
    name: 'a public address for a task on Fargate',
    found: ['ServiceNetwork.PublicIp'],
    make: ({ WebService }) => { WebService.Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp = 'ENABLED'; },
  },
  {
    name: 'private subnets without a way out',
    found: ['PrivateEndpoints.Missing'],
    make: (resources) => {
      delete resources.VpcPrivateSubnet1DefaultRoute;
      delete resources.VpcPrivateSubnet2DefaultRoute;
    },
  },
];

const SECRETS_AND_LOGS: readonly Fault[] = [
  {
    name: 'AWS keys in the environment',
    found: ['Environment.Credentials'],
    make: ({ WebTask }) => { task(WebTask).Environment.push({ Name: 'AWS_SECRET_ACCESS_KEY', Value: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }); },
  },
  {
    name: 'a password in plain text',
    found: ['Environment.LooksSecret'],
    make: ({ WebTask }) => { task(WebTask).Environment.push({ Name: 'DB_PASSWORD', Value: 'hunter2' }); },
  },
  {
    name: 'one variable both plain and secret',
    found: ['Environment.AlsoSecret', 'Environment.LooksSecret'],
    make: ({ OrdersTask }) => { task(OrdersTask).Environment = [{ Name: 'DB_PASSWORD', Value: 'to be replaced' }]; },
  },
  {
    name: 'a secret that the execution role may not read',
    found: ['ExecutionRole.NoSecretAccess'],
    make: ({ OrdersExecutionRoleDefaultPolicy: { Properties: { PolicyDocument: document } } }) => {
      document.Statement = document.Statement.filter((statement: Json) => !JSON.stringify(statement).includes('secretsmanager:'));
    },
  },
  {
    name: 'no execution role for a task with secrets',
    found: ['TaskRoles.NoExecutionRole'],
    make: ({ OrdersTask }) => { delete OrdersTask.Properties.ExecutionRoleArn; },
  },
  {
    name: 'a task role that trusts instances instead of tasks',
    found: ['TaskRoles.NotTrusted'],
    make: ({ WebTaskRole }) => {
      WebTaskRole.Properties.AssumeRolePolicyDocument.Statement[0].Principal.Service = 'ec2.amazonaws.com';
    },
  },
  {
    name: 'a trust policy with the ARN of a cluster',
    found: ['TaskRoles.ClusterInTrust'],
    make: ({ WebTaskRole }) => {
      WebTaskRole.Properties.AssumeRolePolicyDocument.Statement[0].Condition.ArnLike['aws:SourceArn'] = 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop';
    },
  },
  {
    name: 'one role for the agent and for the application',
    found: ['TaskRoles.SameRole'],
    make: ({ WebTask }) => { WebTask.Properties.TaskRoleArn = WebTask.Properties.ExecutionRoleArn; },
  },
  {
    name: 'a task role that may do everything',
    found: ['TaskRoles.Administrator'],
    make: ({ WebTaskRole }) => { WebTaskRole.Properties.ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess']; },
  },
  {
    name: 'awslogs without a stream prefix on Fargate',
    found: ['Logging.NoStreamPrefix'],
    make: ({ WebTask }) => { delete task(WebTask).LogConfiguration.Options['awslogs-stream-prefix']; },
  },
  {
    name: 'awslogs without a Region on Fargate',
    found: ['Logging.NoRegion'],
    make: ({ WebTask }) => { delete task(WebTask).LogConfiguration.Options['awslogs-region']; },
  },
  {
    name: 'an environment file by its URL',
    found: ['EnvironmentFiles.Arn', 'ExecutionRole.NoEnvironmentFileAccess'],
    make: ({ WebTask }) => { task(WebTask).EnvironmentFiles = [{ Type: 's3', Value: 's3://settings/web.env' }]; },
  },
  {
    name: 'no logs',
    found: ['Logging.None'],
    make: ({ WebTask }) => { delete task(WebTask).LogConfiguration; },
  },
  {
    name: 'a log driver that Fargate does not have',
    found: ['FargateContainer.LogDriver'],
    make: ({ WebTask }) => { task(WebTask).LogConfiguration = { LogDriver: 'json-file' }; },
  },
  {
    name: 'logs through a router that is not there',
    found: ['FireLens.NoRouter'],
    make: ({ WebTask }) => { task(WebTask).LogConfiguration = { LogDriver: 'awsfirelens', Options: { Name: 'firehose', delivery_stream: 'shop' } }; },
  },
  {
    name: 'logs that are kept forever',
    found: ['LogGroup.NoRetention'],
    make: ({ WebLogs }) => { delete WebLogs.Properties.RetentionInDays; },
  },
  {
    name: 'a container that runs as root',
    found: ['User.Root'],
    make: ({ WebTask }) => { task(WebTask).User = 'root'; },
  },
  {
    name: 'a root file system that can be written',
    found: ['RootFilesystem.Writable'],
    make: ({ WebTask }) => { delete task(WebTask).ReadonlyRootFilesystem; },
  },
  {
    name: 'shells in tasks whose root cannot be written',
    found: ['ExecAccess.NoInitProcess', 'ExecAccess.NoPermission', 'ExecAccess.ReadonlyRoot'],
    make: ({ WebService }) => { WebService.Properties.EnableExecuteCommand = true; },
  },
  {
    name: 'no Container Insights',
    found: ['ContainerInsights.Off'],
    make: ({ Tills }) => { delete Tills.Properties.ClusterSettings; },
  },
  {
    name: 'image tags that can be moved',
    found: ['Repository.MutableTags'],
    make: ({ Repository }) => { Repository.Properties.ImageTagMutability = 'MUTABLE'; },
  },
  {
    name: 'images that nobody scans',
    found: ['Repository.NoScan'],
    make: ({ Repository }) => { delete Repository.Properties.ImageScanningConfiguration; },
  },
  {
    name: 'a schedule that may not pass the roles of its task',
    found: ['EventTarget.NoPassRole'],
    make: ({ SchedulerRoleForTarget0173fdDefaultPolicy: { Properties: { PolicyDocument: document } } }) => {
      document.Statement = document.Statement.filter(({ Action }: Json) => Action !== 'iam:PassRole');
    },
  },
];

const VOLUMES: readonly Fault[] = [
  {
    name: 'a mount of a volume that is not there',
    found: ['Mount.NoSuchVolume'],
    make: ({ WebTask }) => { task(WebTask).MountPoints = [{ SourceVolume: 'cache', ContainerPath: '/cache', ReadOnly: false }]; },
  },
  {
    name: 'the volumes of a container that was renamed',
    found: ['Mount.NoSuchContainer'],
    make: ({ WebTask }) => { task(WebTask).VolumesFrom = [{ SourceContainer: 'assets' }]; },
  },
  {
    name: 'a folder beside an access point',
    found: ['Volume.AccessPointRoot'],
    make: ({ OrdersTask }) => { OrdersTask.Properties.Volumes[0].EFSVolumeConfiguration.RootDirectory = '/orders'; },
  },
  {
    name: 'IAM for EFS without TLS',
    found: ['Volume.TransitEncryption'],
    make: ({ OrdersTask }) => { delete OrdersTask.Properties.Volumes[0].EFSVolumeConfiguration.TransitEncryption; },
  },
  {
    name: 'two disks of a task',
    found: ['Volume.TwoEbs'],
    make: ({ CatalogService, CatalogTask }) => {
      CatalogTask.Properties.Volumes.push({ Name: 'scratch', ConfiguredAtLaunch: true });
      task(CatalogTask).MountPoints.push({ SourceVolume: 'scratch', ContainerPath: '/scratch', ReadOnly: false });
      CatalogService.Properties.VolumeConfigurations.push({ ...CatalogService.Properties.VolumeConfigurations[0], Name: 'scratch' });
    },
  },
  {
    name: 'a disk that the service says nothing of',
    found: ['Volume.NotConfigured'],
    make: ({ CatalogService }) => { delete CatalogService.Properties.VolumeConfigurations; },
  },
  {
    name: 'a disk under another name than in the task',
    found: ['Volume.NotConfigured', 'Volume.NotInTask'],
    make: ({ CatalogService }) => { CatalogService.Properties.VolumeConfigurations[0].Name = 'indexes'; },
  },
  {
    name: 'a new disk without a size',
    found: ['EbsVolume.NoSize'],
    make: ({ CatalogService }) => { delete CatalogService.Properties.VolumeConfigurations[0].ManagedEBSVolume.SizeInGiB; },
  },
];

const ROLLOUTS: readonly Fault[] = [
  {
    name: 'at least and at most 100 percent',
    found: ['RolloutPlan.Stalls'],
    make: ({ OrdersService }) => { OrdersService.Properties.DeploymentConfiguration.MaximumPercent = 100; },
  },
  {
    name: '75 percent of two tasks, and no more than two',
    found: ['RolloutPlan.Stalls'],
    make: ({ CatalogService: { Properties: { DeploymentConfiguration: rollout } } }) => {
      Object.assign(rollout, { MinimumHealthyPercent: 75, MaximumPercent: 100 });
    },
  },
  {
    name: 'rebalancing without room for one more task',
    found: ['RolloutPlan.BelowDesired', 'RolloutPlan.Rebalancing'],
    make: ({ CatalogService }) => {
      Object.assign(CatalogService.Properties.DeploymentConfiguration, { MinimumHealthyPercent: 50, MaximumPercent: 100 });
      CatalogService.Properties.AvailabilityZoneRebalancing = 'ENABLED';
    },
  },
  {
    name: 'a static host port, and as many tasks as instances',
    found: ['InstanceDemand.PeakAbovePool', 'RolloutPlan.Stalls'],
    make: ({ WorkerTask }) => { task(WorkerTask).PortMappings = [{ ContainerPort: 9100, HostPort: 9100, Protocol: 'tcp' }]; },
  },
  {
    name: 'no circuit breaker',
    found: ['CircuitBreaker.Off'],
    make: ({ WebService }) => { delete WebService.Properties.DeploymentConfiguration.DeploymentCircuitBreaker; },
  },
  {
    name: 'a circuit breaker with blue/green',
    found: ['Strategy.CircuitBreaker'],
    make: ({ CheckoutService: { Properties: { DeploymentConfiguration: rollout } } }) => {
      rollout.DeploymentCircuitBreaker = { Enable: true, Rollback: true };
    },
  },
  {
    name: 'traffic in steps without a balancer',
    found: ['TrafficShift.Unmanaged'],
    make: ({ CatalogService }) => {
      CatalogService.Properties.DeploymentConfiguration = {
        MinimumHealthyPercent: 100,
        MaximumPercent: 200,
        Strategy: 'LINEAR',
        BakeTimeInMinutes: 10,
        LinearConfiguration: { StepPercent: 20, StepBakeTimeInMinutes: 5 },
      };
    },
  },
  {
    name: 'blue/green with one target group',
    found: ['Strategy.NoAlternate'],
    make: ({ CheckoutService }) => { delete CheckoutService.Properties.LoadBalancers[0].AdvancedConfiguration; },
  },
  {
    name: 'one task behind a balancer',
    found: ['Service.OneTask'],
    make: ({ CheckoutService }) => { CheckoutService.Properties.DesiredCount = 1; },
  },
];

const TRAFFIC: readonly Fault[] = [
  {
    name: 'a service that does not wait for its listener',
    found: ['Listener.NotAwaited'],
    make: ({ WebService }) => { WebService.DependsOn = WebService.DependsOn.filter((id: string) => !id.startsWith('Balancer')); },
  },
  {
    name: 'a target group that no listener forwards to',
    found: ['TargetGroup.NoListener'],
    make: ({ BalancerHttpsWebRule }) => { BalancerHttpsWebRule.Properties.Actions[0].TargetGroupArn = { Ref: 'CheckoutBlueTargets' }; },
  },
  {
    name: 'targets by instance in awsvpc mode',
    found: ['NetworkMode.TargetType'],
    make: ({ WebTargets }) => { WebTargets.Properties.TargetType = 'instance'; },
  },
  {
    name: 'targets on a port that the container does not have',
    found: ['LoadBalancer.Container'],
    make: ({ WebService }) => { WebService.Properties.LoadBalancers[0].ContainerPort = 80; },
  },
  {
    name: 'six target groups',
    found: ['TargetGroup.TooMany'],
    make: ({ WebService }) => {
      const [entry] = WebService.Properties.LoadBalancers;
      const arns = [...Array(5).keys()].map((index) => `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web-${index}/6d0ecf831eec9f09`);
      WebService.Properties.LoadBalancers.push(...arns.map((TargetGroupArn) => ({ ...entry, TargetGroupArn })));
    },
  },
  {
    name: 'a health check by a path without a slash',
    found: ['TargetHealth.Path'],
    make: ({ WebTargets }) => { WebTargets.Properties.HealthCheckPath = 'health'; },
  },
  {
    name: 'a health check that takes longer than its interval',
    found: ['TargetHealth.TimeoutAboveInterval'],
    make: ({ WebTargets }) => { WebTargets.Properties.HealthCheckTimeoutSeconds = 15; },
  },
  {
    name: 'a grace period that ends before the container may have started',
    found: ['HealthGrace.EndsEarly'],
    make: ({ WebService }) => { WebService.Properties.HealthCheckGracePeriodSeconds = 10; },
  },
  {
    name: 'connections that drain longer than the container may stop',
    found: ['Shutdown.DrainOverStop', 'TargetGroup.LongDrain'],
    make: ({ WebTargets }) => { WebTargets.Properties.TargetGroupAttributes[0].Value = '300'; },
  },
];

const SCALING: readonly Fault[] = [
  {
    name: 'a desired count beside scaling',
    found: ['TaskScaling.DesiredCount'],
    make: ({ WebService }) => { WebService.Properties.DesiredCount = 2; },
  },
  {
    name: 'scaling by requests without a label',
    found: ['TaskScaling.NoLabel'],
    make: ({ WebServiceTaskCountTargetRequests: { Properties: policy } }) => {
      delete policy.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel;
    },
  },
  {
    name: 'scaling by requests of another service',
    found: ['TaskScaling.OtherLabel'],
    make: ({ WebServiceTaskCountTargetRequests: { Properties: policy } }) => {
      const { ResourceLabel: label } = policy.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification;
      label['Fn::Join'][1][6] = { 'Fn::GetAtt': ['CheckoutBlueTargets', 'TargetGroupFullName'] };
    },
  },
  {
    name: 'a minimum above the maximum',
    found: ['TaskScaling.MinAboveMax'],
    make: ({ WebServiceTaskCountTarget }) => { WebServiceTaskCountTarget.Properties.MinCapacity = 20; },
  },
  {
    name: 'a range without a policy',
    found: ['TaskScaling.NoPolicy'],
    make: (resources) => { delete resources.WorkerServiceTaskCountTargetCpu; },
  },
];

const STRATEGIES: readonly Fault[] = [
  {
    name: 'Fargate and instances in one strategy',
    found: ['CapacitySplit.MixedKinds', 'PlacementOrder.SpreadFirst'],
    make: ({ OrdersService }) => {
      OrdersService.Properties.CapacityProviderStrategy[1] = { CapacityProvider: { Ref: 'PoolProviderPoolProvider' }, Weight: 1 };
    },
  },
  {
    name: 'two bases',
    found: ['CapacitySplit.TwoBases'],
    make: ({ OrdersService }) => { OrdersService.Properties.CapacityProviderStrategy[1].Base = 1; },
  },
  {
    name: 'weights of zero',
    found: ['CapacitySplit.NoWeight'],
    make: ({ OrdersService }) => { OrdersService.Properties.CapacityProviderStrategy.forEach((share: Json) => { share.Weight = 0; }); },
  },
  {
    name: 'all tasks on Spot',
    found: ['CapacitySplit.SpotOnly'],
    make: ({ OrdersService }) => { OrdersService.Properties.CapacityProviderStrategy.shift(); },
  },
  {
    name: 'a provider that the cluster does not have',
    found: ['CapacityStrategy.NotAssociated'],
    make: ({ ClusterCluster }) => { ClusterCluster.Properties.CapacityProviders.splice(2); },
  },
  {
    name: 'a service that does not wait for the providers of its cluster',
    found: ['CapacityStrategy.NotAwaited'],
    make: ({ WorkerService }) => { WorkerService.DependsOn = ['WorkerTaskRole']; },
  },
  {
    name: 'a launch type beside a strategy',
    found: ['CapacityStrategy.LaunchType'],
    make: ({ OrdersService }) => { OrdersService.Properties.LaunchType = 'FARGATE'; },
  },
  {
    name: 'a daemon on Fargate',
    found: ['Awsvpc.Missing', 'Compatibility.NotOffered', 'Daemon.Fargate', 'FargateSize.Missing', 'NetworkMode.Platform'],
    make: ({ AgentService }) => { AgentService.Properties.CapacityProviderStrategy = [{ CapacityProvider: 'FARGATE', Weight: 1 }]; },
  },
  {
    name: 'a count of daemons',
    found: ['Daemon.DesiredCount'],
    make: ({ AgentService }) => { AgentService.Properties.DesiredCount = 2; },
  },
  {
    name: 'Windows on Fargate Spot',
    found: ['FargateSize.Windows', 'FargateSpot.Windows', 'ServiceConnect.Windows', 'Volume.Windows', 'Windows.ReadonlyRoot'],
    make: ({ OrdersTask }) => {
      OrdersTask.Properties.RuntimePlatform = { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', CpuArchitecture: 'X86_64' };
    },
  },
  {
    name: 'a placement strategy on Fargate',
    found: ['PlacementOrder.Fargate'],
    make: ({ CatalogService }) => { CatalogService.Properties.PlacementStrategies = [{ Type: 'spread', Field: 'attribute:ecs.availability-zone' }]; },
  },
  {
    name: 'an old version of the Fargate platform',
    found: ['PlatformVersion.Old', 'ServiceConnect.PlatformVersion'],
    make: ({ WebService }) => { WebService.Properties.PlatformVersion = '1.3.0'; },
  },
];

const POOLS: readonly Fault[] = [
  {
    name: 'a task larger than any instance of the pool',
    found: ['InstanceDemand.TaskTooLarge'],
    make: ({ WorkerTask }) => { task(WorkerTask).Memory = 16384; },
  },
  {
    name: 'more tasks than the pool can hold',
    found: ['InstanceDemand.MaximumAbovePool'],
    make: ({ WorkerServiceTaskCountTarget }) => { WorkerServiceTaskCountTarget.Properties.MaxCapacity = 200; },
  },
  {
    name: 'a scaled service on a pool that does not scale',
    found: ['InstanceDemand.PoolDoesNotScale', 'ManagedScaling.NoTerminationProtection'],
    make: ({ PoolProviderPoolProvider: { Properties: { AutoScalingGroupProvider: provider } } }) => {
      provider.ManagedScaling = { Status: 'DISABLED' };
      provider.ManagedTerminationProtection = 'DISABLED';
    },
  },
  {
    name: 'protection of instances that scale in as they like',
    found: ['ManagedScaling.ProtectionWithoutScaleInProtection'],
    make: ({ PoolASG }) => { delete PoolASG.Properties.NewInstancesProtectedFromScaleIn; },
  },
  {
    name: 'tasks spread over zones before they are packed, with spare instances',
    found: ['PlacementOrder.SpreadFirst'],
    make: ({ WorkerService }) => {
      WorkerService.Properties.PlacementStrategies.unshift({ Type: 'spread', Field: 'attribute:ecs.availability-zone' });
    },
  },
  {
    name: 'rebalancing of tasks that are packed',
    found: ['PlacementOrder.Rebalancing'],
    make: ({ WorkerService }) => { WorkerService.Properties.AvailabilityZoneRebalancing = 'ENABLED'; },
  },
  {
    name: 'Amazon Linux 2 on the instances',
    found: ['MachineImage.AmazonLinux2'],
    make: (_resources, { Parameters: parameters }) => {
      imageParameter(parameters).Default = '/aws/service/ecs/optimized-ami/amazon-linux-2/arm64/recommended/image_id';
    },
  },
  {
    name: 'the first Bottlerocket on the instances',
    found: ['MachineImage.Ended'],
    make: (_resources, { Parameters: parameters }) => {
      imageParameter(parameters).Default = '/aws/service/bottlerocket/aws-ecs-1/arm64/latest/image_id';
    },
  },
  {
    name: 'an image for Intel on instances with Graviton',
    found: ['MachineImage.Architecture'],
    make: (_resources, { Parameters: parameters }) => {
      imageParameter(parameters).Default = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';
    },
  },
  {
    name: 'instances that join no cluster',
    found: ['Bootstrap.NoCluster'],
    make: ({ PoolTemplate: { Properties: { LaunchTemplateData: data } } }) => { data.UserData = { 'Fn::Base64': '#!/bin/bash\nyum update -y' }; },
  },
  {
    name: 'metadata of instances without a session',
    found: ['InstanceMetadata.TokensOptional'],
    make: ({ PoolTemplate: { Properties: { LaunchTemplateData: data } } }) => { data.MetadataOptions.HttpTokens = 'optional'; },
  },
];

const CONNECT: readonly Fault[] = [
  {
    name: 'no room for the proxy of Service Connect',
    found: ['ProxyRoom.Cpu'],
    make: ({ OrdersTask }) => {
      Object.assign(OrdersTask.Properties, { Cpu: '256', Memory: '512' });
      task(OrdersTask).Cpu = 256;
    },
  },
  {
    name: 'Service Connect for a port without a name',
    found: ['ServiceConnect.PortName', 'TaskBlueprint.UnnamedProtocol'],
    make: ({ OrdersTask }) => { delete task(OrdersTask).PortMappings[0].Name; },
  },
  {
    name: 'two aliases of one port',
    found: ['ServiceConnect.TwoAliases'],
    make: ({ OrdersService }) => { OrdersService.Properties.ServiceConnectConfiguration.Services[0].ClientAliases.push({ DnsName: 'orders.shop.local', Port: 80 }); },
  },
  {
    name: 'one discovery name for two services',
    found: ['ServiceConnect.SameDiscoveryName'],
    make: ({ WebService }) => { WebService.Properties.ServiceConnectConfiguration.Services = [{ PortName: 'web', DiscoveryName: 'orders' }]; },
  },
  {
    name: 'Service Connect with CodeDeploy',
    found: ['CodeDeployRollout.CircuitBreaker', 'CodeDeployRollout.NativePreferred', 'CodeDeployRollout.NoBalancer', 'CodeDeployRollout.ServiceConnect', 'ServiceConnect.Controller'],
    make: ({ OrdersService }) => { OrdersService.Properties.DeploymentController = { Type: 'CODE_DEPLOY' }; },
  },
  {
    name: 'Service Connect without a namespace',
    found: ['ServiceConnect.NoNamespace'],
    make: ({ Cluster, OrdersService }) => {
      delete Cluster.Properties.ServiceConnectDefaults;
      delete OrdersService.Properties.ServiceConnectConfiguration.Namespace;
    },
  },
  {
    name: 'a caller that is deployed before the service that it calls',
    found: ['ServiceConnect.ClientFirst'],
    make: ({ WebService }) => { WebService.DependsOn = WebService.DependsOn.filter((id: string) => !id.startsWith('Orders')); },
  },
  {
    name: 'a called service that lets nobody in',
    found: ['ServiceConnect.NoWayIn'],
    make: (resources) => {
      Object.keys(resources).filter((id) => id.startsWith('OrdersServiceSecurityGroupfrom')).forEach((id) => { delete resources[id]; });
    },
  },
  {
    name: 'a proxy of App Mesh',
    found: ['AppMesh.Ended'],
    make: ({ CatalogTask }) => {
      CatalogTask.Properties.ProxyConfiguration = {
        Type: 'APPMESH',
        ContainerName: 'envoy',
        ProxyConfigurationProperties: [{ Name: 'AppPorts', Value: '8080' }, { Name: 'ProxyIngressPort', Value: '15000' }, { Name: 'ProxyEgressPort', Value: '15001' }],
      };
      CatalogTask.Properties.ContainerDefinitions.push(sidecar('envoy', task(CatalogTask), { MountPoints: undefined, User: '1337' }));
    },
  },
  {
    name: 'a mesh of App Mesh',
    found: ['AppMesh.Mesh'],
    make: (resources) => {
      resources.Mesh = { Type: 'AWS::AppMesh::Mesh', Properties: { MeshName: 'shop' } };
      resources.Node = {
        Type: 'AWS::AppMesh::VirtualNode', Properties: { MeshName: { 'Fn::GetAtt': ['Mesh', 'MeshName'] }, VirtualNodeName: 'web', Spec: {} },
      };
    },
  },
  {
    name: 'an A record of tasks on the bridge',
    found: ['NetworkMode.DnsRecord'],
    make: ({ CatalogService, WorkerService }) => { WorkerService.Properties.ServiceRegistries = CatalogService.Properties.ServiceRegistries; },
  },
  {
    name: 'a target group for machines outside AWS',
    found: ['ExternalService.LoadBalancer', 'HealthGrace.None', 'Listener.NotAwaited', 'NetworkMode.TargetType', 'TargetGroup.Shared'],
    make: ({ TillService, TillTask, WebService }) => {
      task(TillTask).PortMappings = [{ ContainerPort: 8080 }];
      TillService.Properties.LoadBalancers = [{ ...WebService.Properties.LoadBalancers[0], ContainerName: 'till' }];
    },
  },
];

/** What no template tells: it is in an image, in an account, or in what an application does. */
const UNSEEN: readonly Fault[] = [
  {
    name: 'a health check by a program that is not in the image',
    found: [],
    make: ({ WebTask }) => { task(WebTask).HealthCheck.Command = ['CMD-SHELL', 'curl -f localhost:8080/health || exit 1']; },
  },
  {
    name: 'another port than the program in the image listens on',
    found: [],
    make: ({ CatalogTask }) => { task(CatalogTask).PortMappings[0].ContainerPort = 8081; },
  },
  {
    name: 'a health check by a path that the program does not have',
    found: [],
    make: ({ WebTargets }) => { WebTargets.Properties.HealthCheckPath = '/healthy'; },
  },
  {
    name: 'a tag that the repository does not have',
    found: [],
    make: ({ WebTask }) => { task(WebTask).Image['Fn::Join'][1][7] = ':web-1.4.3'; },
  },
  {
    name: 'a field that the secret does not have',
    found: [],
    make: ({ OrdersTask }) => { task(OrdersTask).Secrets[0].ValueFrom = { 'Fn::Join': ['', [{ Ref: 'Password' }, ':passwort::']] }; },
  },
  {
    name: 'an image for another processor than the task asks for',
    found: [],
    make: ({ WebTask }) => { WebTask.Properties.RuntimePlatform = { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' }; },
  },
];

/** Copies of the correct stack, each with one fault. */
export const FAULTS: readonly Fault[] = [
  ...SIZES,
  ...CONTAINERS,
  ...NETWORK,
  ...SECRETS_AND_LOGS,
  ...VOLUMES,
  ...ROLLOUTS,
  ...TRAFFIC,
  ...SCALING,
  ...STRATEGIES,
  ...POOLS,
  ...CONNECT,
  ...UNSEEN,
];

function imageParameter(parameters: Json): Json {
  return Object.values<Json>(parameters).find(({ Default: path }) => path?.startsWith('/aws/service/ecs/'));
}
