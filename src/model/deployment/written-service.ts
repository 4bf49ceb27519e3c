// Readers of how an `AWS::ECS::Service` is deployed: what is left out is what ECS does, and what is unknown is undefined.
import { BreakerThresholdFacts } from './breaker-threshold';
import { DeploymentKindFacts } from './circuit-breaker';
import { CodeDeployExtras } from './code-deploy';
import { EarlySuccessFacts } from './early-success';
import { EarlySuccessUseFacts } from './early-success-use';
import { SafetyNetFacts } from './safety-net';
import { StrategyFacts } from './strategy';
import { isDaemon } from '../scheduling';
import { entryIn, flagIn, isWritten, knownList, numberIn, Properties, textIn } from '../template-value';

// CloudFormation reference, AWS::ECS::Service DeploymentConfiguration.
const STRATEGIES = ['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'];
const REPLICA_PERCENT = { min: 100, max: 200 };
const DAEMON_PERCENT = { min: 0, max: 100 };
// Capacity providers take its place, and there are none outside of AWS.
const NO_LAUNCH_TYPE = '';
const BREAKER = 'DeploymentConfiguration.DeploymentCircuitBreaker';
// ECS Developer Guide, "Amazon ECS blue/green deployments": all of these; a listener for tests may be left out.
const PAIR = ['AlternateTargetGroupArn', 'ProductionListenerRule', 'RoleArn'];
const CRITERIA = 'DeploymentConfiguration.EarlySuccessCriteria';

/** What is known of how a service is deployed. */
export interface WrittenDeployment extends DeploymentKindFacts {
  readonly daemon?: boolean;
  readonly desiredCount?: number;
  readonly minHealthyPercent?: number;
  readonly maxHealthyPercent?: number;
  /** It is asked for: left out, ECS turns it on only where it can be. */
  readonly rebalancing: boolean;
}

/** Who deploys a service: `ECS` where nothing is written, undefined where it is not known. */
export function controllerOf(service: Properties): string | undefined {
  return textIn(entryIn(service, 'DeploymentController.Type', 'ECS'));
}

/** Who deploys the service, how, and how many of its tasks at once. */
export function readDeployment(service: Properties): WrittenDeployment {
  const daemon = isDaemon(service);
  const percent = daemon ? DAEMON_PERCENT : REPLICA_PERCENT;
  const read = (name: string, absent: number) => numberIn(entryIn(service, `DeploymentConfiguration.${name}`, daemon === undefined ? undefined : absent));
  return {
    ...readKind(service),
    daemon,
    desiredCount: numberIn(service.DesiredCount),
    minHealthyPercent: read('MinimumHealthyPercent', percent.min),
    maxHealthyPercent: read('MaximumPercent', percent.max),
    rebalancing: service.AvailabilityZoneRebalancing === 'ENABLED',
  };
}

/** What the strategy of the service has to work with. */
export function readStrategy(service: Properties): StrategyFacts {
  const balancers = knownList(service.LoadBalancers);
  return {
    strategy: readKind(service).strategy,
    breaker: flagIn(entryIn(service, `${BREAKER}.Enable`, false)),
    targetGroups: balancers?.length,
    // What may be one counts.
    pairs: balancers?.filter((balancer) => PAIR.every((part) => isWritten(entryIn(balancer, `AdvancedConfiguration.${part}`)) !== false)).length,
    connected: isConnected(service),
    daemon: isDaemon(service),
  };
}

/** True where it is known that deployments of the service move traffic between two target groups. */
export function shiftsTraffic(service: Properties): boolean {
  const { controller, strategy } = readKind(service);
  return controller === 'CODE_DEPLOY' || (strategy !== undefined && strategy !== 'ROLLING');
}

/** What stops a deployment that goes wrong. */
export function readSafetyNet(service: Properties): SafetyNetFacts {
  const launchType = textIn(entryIn(service, 'LaunchType', NO_LAUNCH_TYPE));
  return {
    ...readKind(service),
    external: launchType === undefined ? undefined : launchType === 'EXTERNAL',
    breaker: flagIn(entryIn(service, `${BREAKER}.Enable`, false)),
    rollback: flagIn(entryIn(service, `${BREAKER}.Rollback`, false)),
    alarms: isWatched(service),
  };
}

/** When the circuit breaker of the service trips. */
export function readBreakerThreshold(service: Properties): BreakerThresholdFacts {
  return {
    type: textIn(entryIn(service, `${BREAKER}.ThresholdConfiguration.Type`)),
    value: numberIn(entryIn(service, `${BREAKER}.ThresholdConfiguration.Value`)),
  };
}

/** When a deployment of the service succeeds early. */
export function readEarlySuccess(service: Properties): EarlySuccessFacts & EarlySuccessUseFacts {
  return {
    ...readKind(service),
    enabled: flagIn(entryIn(service, `${CRITERIA}.Enable`, false)),
    healthyPercent: numberIn(entryIn(service, `${CRITERIA}.HealthyPercent`)),
    minHealthyPercent: readDeployment(service).minHealthyPercent,
    cleanup: isWritten(entryIn(service, `${CRITERIA}.SourceServiceRevisionCleanup`)),
  };
}

/** What the service has that CodeDeploy does not go with. */
export function readCodeDeployExtras(service: Properties): CodeDeployExtras {
  return {
    launchType: textIn(service.LaunchType),
    scheduling: textIn(service.SchedulingStrategy),
    serviceConnect: flagIn(entryIn(service, 'ServiceConnectConfiguration.Enabled')),
    lattice: hasAny(service.VpcLatticeConfigurations),
    managedVolumes: hasAny(service.VolumeConfigurations),
    circuitBreaker: flagIn(entryIn(service, `${BREAKER}.Enable`, false)),
    alarms: hasAlarms(service),
    lifecycleHooks: hasAny(entryIn(service, 'DeploymentConfiguration.LifecycleHooks')),
    strategy: readKind(service).strategy,
    forceNewDeployment: flagIn(entryIn(service, 'ForceNewDeployment.EnableForceNewDeployment')),
    targets: knownList(service.LoadBalancers)?.length,
  };
}

function readKind(service: Properties): DeploymentKindFacts {
  return {
    controller: controllerOf(service),
    strategy: STRATEGIES.find((known) => known === entryIn(service, 'DeploymentConfiguration.Strategy', 'ROLLING')),
  };
}

function hasAlarms(service: Properties): boolean | undefined {
  return flagIn(entryIn(service, 'DeploymentConfiguration.Alarms.Enable', false));
}

/** Alarms without names watch nothing. */
function isWatched(service: Properties): boolean | undefined {
  const [enabled, named] = [hasAlarms(service), hasAny(entryIn(service, 'DeploymentConfiguration.Alarms.AlarmNames'))];
  return enabled === false || named === false ? false : enabled && named;
}

/** A service that only calls others is in Service Connect without services of its own. */
function isConnected(service: Properties): boolean | undefined {
  const ways = [hasAny(entryIn(service, 'ServiceConnectConfiguration.Services')), hasAny(service.VpcLatticeConfigurations)];
  return ways.includes(true) || (ways.includes(undefined) ? undefined : false);
}

function hasAny(list: unknown): boolean | undefined {
  const entries = knownList(list);
  return entries && entries.length > 0;
}
