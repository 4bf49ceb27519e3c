// What runs
export { TaskBlueprint } from './task/task-blueprint';
export type { MultiContainerOptions, SingleContainerOptions, TaskOptions } from './task/task-options';
export type { ContainerOptions } from './task/container-options';
export type { ContainerStorageOptions } from './task/container-storage-options';
export type { ContainerDependency } from './task/container-dependency';
export type { CapabilityOptions } from './task/capability-options';
export type { HostMount } from './task/host-mount';
export { TaskVolume } from './volume/task-volume';
export type { VolumeMount } from './task/volume-mount';
export type { EfsAccessOptions, EfsVolumeOptions, ExistingEfsVolumeOptions } from './volume/efs-volume';
export type { EbsVolumeOptions } from './volume/ebs-volume';
export type { DockerVolumeOptions } from './volume/local-volume';
export type { S3FilesVolumeOptions } from './volume/s3-files-volume';
export { Hardening } from './task/hardening';
export type { StrictHardeningOptions } from './task/hardening';
export { WritablePaths } from './task/writable-paths';
export type { PortOptions } from './task/port-options';
export type { RestartOptions } from './task/restart-options';
export { ContainerHealth } from './task/container-health';
export type { ContainerHealthOptions, HttpHealthOptions } from './task/container-health';
export { TaskRoles } from './task/task-roles';
export type { TaskRolesOptions } from './task/task-roles';
export { TaskLogging } from './task/task-logging';
export type { CloudWatchLoggingOptions } from './task/task-logging';
export type { LogGroupOptions } from './task/task-log-group';
export { LogRoute } from './task/log-route';
export type { CloudWatchRouteOptions, CustomRouteOptions, OpenSearchServerlessRouteOptions } from './task/log-route-options';
export { DeployedImage } from './task/deployed-image';
export { ExecAccess } from './task/exec-access';
export type { ExecAccessOptions } from './task/exec-access';
export { Sidecar } from './sidecar/sidecar';
export type { ISidecar, LocalPort, SidecarDescription, SidecarTask } from './task/sidecar';
export type { SidecarOptions } from './sidecar/sidecar-options';
export type { PlainSidecarOptions } from './sidecar/plain-sidecar';
export { FireLensConfig } from './sidecar/fire-lens-config';
export type { FireLensOptions } from './sidecar/fire-lens';
export { TelemetryMetrics } from './sidecar/telemetry-metrics';
export type { CloudWatchMetricsOptions, PrometheusWorkspace } from './sidecar/telemetry-metrics';
export type { OpenTelemetryOptions } from './sidecar/open-telemetry';
export type { CloudWatchAgentOptions } from './sidecar/cloud-watch-agent';
export type { DatadogOptions } from './sidecar/datadog';

// Where it runs
export { CapacityStrategy } from './cluster/capacity-strategy';
export type { SpotSplit } from './cluster/spot-split';
export type { ManagedInstancesShare, PoolShare, PoolWeight } from './cluster/pool-share';
export { FargateSpotCluster } from './cluster/fargate-spot-cluster';
export type { FargateSpotClusterProps } from './cluster/fargate-spot-cluster';
export type { ClusterOptions } from './cluster/cluster-options';
export { ExecAudit } from './cluster/exec-audit';
export type { BucketExecAuditOptions, CloudWatchExecAuditOptions } from './cluster/exec-audit';
export { InstancePool } from './pool/instance-pool';
export type { InstanceCount, InstancePoolProps } from './pool/instance-pool';
export type { InstancePoolOptions } from './pool/instance-pool-options';
export type { IInstancePools } from './pool/instance-pools';
export { PoolBootstrap, PoolImage, PoolImageVariant } from './pool/pool-image';
export type { BottlerocketImageOptions, CustomImageOptions, OptimizedImageOptions, WindowsImageOptions } from './pool/pool-image';
export { PurchaseOption } from './pool/purchase-option';
export type { MixedPurchaseOptions } from './pool/purchase-option';
export { PoolScaling } from './pool/pool-scaling';
export type { ManagedPoolScalingOptions } from './pool/pool-scaling';
export type { AgentOptions } from './pool/agent-options';
export type { PoolStorage } from './pool/pool-storage';
export type { PoolUpdates } from './pool/pool-updates';
export type { PoolPlacement } from './pool/pool-placement';
export { ZonalEc2Cluster } from './cluster/zonal-ec2-cluster';
export type { ZonalEc2ClusterProps } from './cluster/zonal-ec2-cluster';
export { ManagedInstancesPool } from './pool/managed-instances-pool';
export type { ManagedInstancesPoolProps } from './pool/managed-instances-pool';
export { ManagedInstanceTypes } from './pool/managed-instance-types';
export { ManagedPurchase, ReservationPreference } from './pool/managed-purchase';
export type { ReservedPurchaseOptions } from './pool/managed-purchase';
export { IdleInstances } from './pool/idle-instances';

// How many, and how it changes
export { TaskScaling } from './scaling/task-scaling';
export type { TaskScalingOptions } from './scaling/task-scaling-options';
export type { MetricScalingOptions } from './scaling/metric-scaling';
export type { ScheduleScalingOptions } from './scaling/schedule-scaling';
export type { StepScalingOptions } from './scaling/step-scaling';
export { ForecastMetric } from './scaling/forecast-metric';
export type { CustomForecastOptions } from './scaling/forecast-metric';
export type { ForecastScalingOptions } from './scaling/forecast-scaling';
export type { SuspendedScalingOptions } from './scaling/suspended-scaling';
export { Rollout } from './deployment/rollout';
export type { RollingOptions } from './deployment/rolling-update';
export type { CanaryOptions, LinearOptions, ShiftOptions } from './deployment/native-shift';
export { DeploymentHook, DeploymentStage, HookTimeoutAction } from './deployment/deployment-hook';
export type { FunctionHookOptions, HookOptions } from './deployment/deployment-hook';
export { TestTraffic } from './deployment/test-traffic';
export type { TestHeaderOptions, TestListenerOptions, TestPortOptions } from './deployment/test-traffic';
export { CodeDeployConfig } from './deployment/code-deploy-config';
export type { CodeDeployHooks, CodeDeployOptions } from './deployment/code-deploy-options';
export { RollbackAlarms } from './deployment/rollback-alarms';
export type { RollbackAlarmsOptions } from './deployment/rollback-alarms';
export type { LogErrors } from './deployment/log-errors';
export type { TargetLatency } from './deployment/target-latency';
export { CircuitBreakerDeployment } from './deployment/circuit-breaker-deployment';
export type { CircuitBreakerDeploymentProps } from './deployment/circuit-breaker-deployment';
export { SecretRotationDeployment } from './deployment/secret-rotation-deployment';
export type { SecretRotationDeploymentProps } from './deployment/secret-rotation-deployment';

// Who reaches it
export { TrafficSource } from './traffic/traffic-source';
export type { LoadBalancerOptions } from './traffic/load-balancer-options';
export type { NetworkLoadBalancerOptions } from './traffic/new-network-load-balancer';
export type { NetworkListenerOptions } from './traffic/network-target';
export type { ListenerRuleOptions } from './traffic/existing-listener';
export type { HttpApiAccessLogs, HttpApiOptions, HttpApiRoute, HttpApiRoutesOptions, HttpApiTargetOptions } from './traffic/http-api-options';
export type { Stickiness, TargetOptions } from './traffic/application-target';
export type { TargetPortOptions } from './traffic/target-port';
export type { TargetHealth } from './traffic/target-health';
export type { BalancerAccessLogs } from './traffic/access-logs';
export { ListenerLogin } from './traffic/listener-login';
export type { CognitoLoginOptions, LoginSessionOptions, OidcLoginOptions } from './traffic/listener-login';
export { MutualTls } from './traffic/mutual-tls';
export type { MutualTlsOptions } from './traffic/mutual-tls';
export { WebAcl } from './traffic/web-acl';

// Who calls whom inside
export { ServiceConnectMesh } from './mesh/service-connect-mesh';
export type { ServiceConnectMeshProps } from './mesh/service-connect-mesh';
export { ProxyLogLevel } from './mesh/service-connect-options';
export type { MeshClientOptions, MeshConnectOptions, MeshServerOptions, MeshTimeouts } from './mesh/service-connect-options';
export { ExternalEndpoint } from './mesh/mesh-endpoint';
export type { ExternalEndpointOptions, IMeshEndpoint, IMeshServer } from './mesh/mesh-endpoint';
export { CloudMapNamespace } from './discovery/cloud-map-namespace';
export { ProxyLogs } from './mesh/proxy-logs';
export { ProxyRoom } from './mesh/proxy-room';
export type { ProxyLoad } from './mesh/proxy-room';
export { MeshTls } from './mesh/mesh-tls';
export type { MeshTlsOptions } from './mesh/mesh-tls';
export { MeshAlarms } from './mesh/mesh-alarms';
export type { MeshAlarmsOptions } from './mesh/mesh-alarms';

// Who reaches it by VPC Lattice
export { LatticeRegistration } from './lattice/lattice-registration';
export type { LatticeRegistrationProps } from './lattice/lattice-registration';
export { LatticeRoute } from './lattice/lattice-route';
export type { LatticeServiceOptions } from './lattice/lattice-route';
export type { LatticeHeaderMatch, LatticeRuleOptions } from './lattice/lattice-rule';
export { LatticeNetwork } from './lattice/lattice-network';
export type { LatticeNetworkProps } from './lattice/lattice-network';
export { LatticeAuth } from './lattice/lattice-auth';
export type { LatticeCallers } from './lattice/lattice-auth';
export type { LatticeShare } from './lattice/lattice-share';
export type { LatticeHealth } from './lattice/lattice-health';

// Who finds it by name
export { CloudMapRegistration } from './discovery/cloud-map-registration';
export type { CloudMapRegistrationProps } from './discovery/cloud-map-registration';

// The way from App Mesh
export { AppMeshMigration } from './mesh/app-mesh-migration';
export type { AppMeshTemplateOptions } from './mesh/app-mesh-migration';
export type { AppMeshServices, MigratedEndpoints } from './mesh/app-mesh-application';
export { AppMeshPlan } from './model/mesh/app-mesh/app-mesh-plan';
export type {
  AppMeshAlias, AppMeshConnection, AppMeshDrop, AppMeshEndpoint, AppMeshFate, AppMeshGap, AppMeshHealthCheck, AppMeshRollout, AppMeshRule,
  AppMeshShare,
} from './model/mesh/app-mesh/plan-parts';

// How private subnets reach AWS
export { PrivateEndpoints } from './network/private-endpoints';
export type { PrivateEndpointsProps } from './network/private-endpoints';

// What goes wrong, and who is told
export { ClusterWatch } from './watch/cluster-watch';
export type { ClusterWatchProps } from './watch/cluster-watch';
export { AlarmDestination } from './watch/alarm-destination';
export type { AlarmTopicOptions } from './watch/alarm-topic';
export type { SlackChannel } from './watch/slack-channel';

// The five choices put together
export type { CommonServiceOptions } from './service/common-service-options';
export type { ServiceOptions } from './service/service-options';
export { FargateSpotService } from './service/fargate-spot-service';
export type { FargateSpotServiceProps } from './service/fargate-spot-service';
export { PooledService } from './service/pooled-service';
export type { PooledServiceProps } from './service/pooled-service';
export { DaemonService } from './service/daemon-service';
export type { DaemonServiceProps } from './service/daemon-service';
export { ManagedDaemon } from './service/managed-daemon';
export type { ManagedDaemonProps } from './service/managed-daemon';
export { BaseAndBurstService } from './service/base-and-burst-service';
export type { BaseAndBurstServiceProps } from './service/base-and-burst-service';
export type { BaseOptions, BurstOptions, TaskRange } from './service/base-and-burst';
export type { TaskPlacement } from './service/task-placement';
export { IpFamily } from './service/ip-family';
export type { ServiceNetwork } from './service/service-network';
export type { Shutdown } from './service/shutdown';

// Work without callers
export { QueueWorker } from './worker/queue-worker';
export type { QueueWorkerProps } from './worker/queue-worker';
export { WorkQueue } from './worker/work-queue';
export type { ExistingQueueOptions, QueueUseOptions, WorkQueueOptions } from './worker/work-queue';
export type { QueueSubscription } from './worker/queue-subscription';
export { QueueAlarms } from './worker/queue-alarms';
export type { QueueAlarmsOptions } from './worker/queue-alarms';
export { DeployTask } from './job/deploy-task';
export type { DeployTaskProps } from './job/deploy-task';
export { ScheduledTask } from './job/scheduled-task';
export type { ScheduledTaskProps } from './job/scheduled-task';
export type { ScheduleDeliveryOptions } from './job/scheduled-task-delivery';
export type { ScheduleTiming } from './job/scheduled-task-timing';
export { JobTask } from './job/job-task';
export type { JobTaskProps } from './job/job-task';
export type { JobTaskStateOptions } from './job/job-task-state';
export { RunOverlap, TaskRun } from './job/task-run';
export type { SupervisedRunOptions, TaskRunOptions } from './job/task-run';
export { EventTask } from './event/event-task';
export type { EventTaskProps } from './event/event-task';
export { TaskTrigger } from './event/task-trigger';
export { ObjectEvent, StreamStart } from './event/event-trigger-options';
export type { EventPatternTriggerOptions, ObjectTriggerOptions, QueueTriggerOptions, StreamTriggerOptions } from './event/event-trigger-options';
export type { EventDeliveryOptions } from './event/event-delivery';
export type { TaskFailureAlarmOptions } from './job/task-failure-alarm';
export type { StandaloneTaskOptions } from './job/standalone-task-options';
export type { ContainerOverrides } from './job/container-overrides';

// Machines outside AWS
export { EcsAnywhereFleet } from './anywhere/ecs-anywhere-fleet';
export type { EcsAnywhereFleetProps } from './anywhere/ecs-anywhere-fleet';
export type { FleetClusterOptions } from './anywhere/fleet-cluster';
export { EdgeOs } from './anywhere/edge-os';
export { EdgeService } from './anywhere/edge-service';
export type { EdgeServiceProps } from './anywhere/edge-service';
export type { EdgePlacement } from './anywhere/edge-placement';
export { MachineRegistration } from './anywhere/machine-registration';
export type { MachineEndpoints, MachineOptions, MachineProxy, MachineRegistrationOptions } from './anywhere/machine-options';

// Rules for anyone's templates
export * as policy from './policy';

// The arithmetic behind them
export { BreakerThreshold } from './model/deployment/breaker-threshold';
export { EarlySuccess } from './model/deployment/early-success';
export { CapacitySplit } from './model/capacity/capacity-split';
export type { ProviderShare, ProviderTasks } from './model/capacity/capacity-split';
export { FargateSize } from './model/task/fargate-size';
export { Interconnect } from './model/mesh/interconnect';
export type { InterconnectReason } from './model/mesh/interconnect';
export { CallProtocol, InterconnectMethod, TaskNetworkMode } from './model/mesh/interconnect-options';
export type { InterconnectOptions } from './model/mesh/interconnect-options';
export { InstanceDemand } from './model/capacity/instance-demand';
export type { DaemonDemand, InstanceDemandOptions } from './model/capacity/instance-demand';
export { InstanceLimit } from './model/capacity/instance-room';
export { ZoneSpread } from './model/capacity/zone-spread';
export type { ZoneSpreadOptions } from './model/capacity/zone-spread';
export { RolloutPlan } from './model/deployment/rollout-plan';
export type { RolloutPlanOptions } from './model/deployment/rolling-plan';
export type { PlannedHook, RolloutStep, RolloutTimes } from './model/deployment/rollout-time';
export type {
  BlueGreenPlanOptions, CanaryPlanOptions, CodeDeployPlanOptions, LinearPlanOptions, ShiftPlanOptions,
} from './model/deployment/shift-plan';
