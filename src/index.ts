// What runs
export { TaskBlueprint } from './task/task-blueprint';
export type { MultiContainerOptions, SingleContainerOptions, TaskOptions } from './task/task-options';
export type { ContainerOptions } from './task/container-options';
export type { ContainerDependency } from './task/container-dependency';
export type { CapabilityOptions } from './task/capability-options';
export type { PortOptions } from './task/port-options';
export type { RestartOptions } from './task/restart-options';
export { ContainerHealth } from './task/container-health';
export type { ContainerHealthOptions, HttpHealthOptions } from './task/container-health';
export { TaskRoles } from './task/task-roles';
export type { TaskRolesOptions } from './task/task-roles';
export { TaskLogging } from './task/task-logging';
export type { CloudWatchLoggingOptions } from './task/task-logging';
export { ExecAccess } from './task/exec-access';
export type { ExecAccessOptions } from './task/exec-access';

// Where it runs
export { CapacityStrategy } from './cluster/capacity-strategy';
export type { SpotSplit } from './cluster/spot-split';
export { FargateSpotCluster } from './cluster/fargate-spot-cluster';
export type { FargateSpotClusterProps } from './cluster/fargate-spot-cluster';
export { ExecAudit } from './cluster/exec-audit';
export type { BucketExecAuditOptions, CloudWatchExecAuditOptions } from './cluster/exec-audit';

// How many, and how it changes
export { TaskScaling } from './deployment/task-scaling';
export type { TaskScalingOptions } from './deployment/task-scaling';
export type { MetricScalingOptions } from './deployment/metric-scaling';
export type { ScheduleScalingOptions } from './deployment/schedule-scaling';
export type { StepScalingOptions } from './deployment/step-scaling';
export { Rollout } from './deployment/rollout';
export type { RollingOptions } from './deployment/rolling-update';
export { RollbackAlarms } from './deployment/rollback-alarms';
export type { RollbackAlarmsOptions } from './deployment/rollback-alarms';
export { CircuitBreakerDeployment } from './deployment/circuit-breaker-deployment';
export type { CircuitBreakerDeploymentProps } from './deployment/circuit-breaker-deployment';

// Who reaches it
export { TrafficSource } from './traffic/traffic-source';
export type { LoadBalancerOptions } from './traffic/load-balancer-options';
export type { NetworkLoadBalancerOptions } from './traffic/new-network-load-balancer';
export type { NetworkListenerOptions } from './traffic/network-target';
export type { ListenerRuleOptions } from './traffic/existing-listener';
export type { Stickiness, TargetOptions } from './traffic/application-target';
export type { TargetPortOptions } from './traffic/target-port';
export type { TargetHealth } from './traffic/target-health';
export type { BalancerAccessLogs } from './traffic/access-logs';
export { ListenerLogin } from './traffic/listener-login';
export type { CognitoLoginOptions, LoginSessionOptions, OidcLoginOptions } from './traffic/listener-login';
export { MutualTls } from './traffic/mutual-tls';
export type { MutualTlsOptions } from './traffic/mutual-tls';
export { WebAcl } from './traffic/web-acl';

// The five choices put together
export { FargateSpotService } from './service/fargate-spot-service';
export type { FargateSpotServiceProps } from './service/fargate-spot-service';
export { IpFamily } from './service/ip-family';
export type { ServiceNetwork } from './service/service-network';
export type { Shutdown } from './service/shutdown';

// The arithmetic behind them
export { BreakerThreshold } from './model/deployment/breaker-threshold';
export { CapacitySplit } from './model/capacity/capacity-split';
export type { ProviderShare, ProviderTasks } from './model/capacity/capacity-split';
export { FargateSize } from './model/task/fargate-size';
export { RolloutPlan } from './model/deployment/rollout-plan';
export type { RolloutPlanOptions } from './model/deployment/rollout-plan';
