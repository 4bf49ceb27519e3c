import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// CodeDeploy User Guide, quotas: at most 99 percent are shifted in one increment; CodeDeploy API reference, TimeBasedLinear: whole numbers.
const PERCENT: Range = { min: 1, max: 99, unit: 'percent' };
// CodeDeploy API reference, TimeBasedCanary and TimeBasedLinear.
const INTERVAL: Range = { min: 1, unit: 'minutes' };
// CodeDeploy API reference, BlueInstanceTerminationOption: two days.
const TERMINATION_WAIT: Range = { min: 0, max: 2880, unit: 'minutes' };
// CodeDeploy User Guide, quotas: five days from the new tasks to the shift of traffic to them.
const APPROVAL_WAIT: Range = { min: 1, max: 7200, unit: 'minutes' };
// CodeDeploy User Guide, quotas.
const MOST_ALARMS = 10;
// CodeDeploy API reference, TargetGroupPairInfo: one for each of two task sets.
const TARGET_GROUPS = 2;
// CloudFormation reference, AWS::CloudFormation::CustomResource ServiceTimeout: an hour at most, less what it takes to stop and to answer.
const LONGEST_MINUTES = 57;
// New tasks start, become healthy, and old ones stop, beside what the user asked for. Ours.
const TASK_MINUTES = 7;

/** How CodeDeploy moves the traffic. */
export type CodeDeployRouting = 'all-at-once' | 'canary' | 'linear';

/** What is known of how CodeDeploy moves the traffic; `undefined` is unknown. */
export interface CodeDeployConfigFacts {
  /** Absent where the configuration was made elsewhere. */
  readonly routing?: CodeDeployRouting;
  /** Percent of each step where it is linear, of the first one where it is a canary. */
  readonly percent?: number;
  /** Minutes between two steps. */
  readonly intervalMinutes?: number;
}

/** What is known of a rollout by CodeDeploy. */
export interface CodeDeployFacts {
  readonly config: CodeDeployConfigFacts;
  /** Time for somebody to approve; 0 where nobody is asked. */
  readonly approvalMinutes?: number;
  /** Time that the old tasks are kept. */
  readonly terminationMinutes?: number;
  /** Where test requests come in; absent where there are none. */
  readonly testTraffic?: 'header' | 'listener';
  /** A function waits for test traffic. */
  readonly testHook: boolean;
}

/** What is known of the service that CodeDeploy rolls out; absent where it is not known. */
export interface CodeDeployServiceFacts {
  readonly daemon?: boolean;
  /** Target groups in all. */
  readonly targets?: number;
  /** Target groups that others made. */
  readonly givenTargets?: number;
  /** Target groups behind listeners of a network load balancer. */
  readonly networkTargets?: number;
  /** A listener rule asks for a login before it forwards. */
  readonly login?: boolean;
}

/** Refuses what CodeDeploy does not take, and what CloudFormation does not wait for. */
export function checkCodeDeploy(facts: CodeDeployFacts): Finding[] {
  const { approvalMinutes, terminationMinutes, testHook, testTraffic } = facts;
  const findings = [
    ...checkConfig(facts.config),
    ...(approvalMinutes === 0 ? [] : checkRange('CodeDeployRollout.ApprovalWait', 'approvalWait', approvalMinutes, APPROVAL_WAIT)),
    ...checkRange('CodeDeployRollout.TerminationWait', 'terminationWait', terminationMinutes, TERMINATION_WAIT),
    ...(testTraffic === 'header' ? [refuse('CodeDeployRollout.TestHeader', 'testTraffic',
      'needs a listener of its own, which is all that CodeDeploy shifts, got a header; take TestTraffic.port or TestTraffic.listener')] : []),
    ...(testHook && testTraffic === undefined ? [refuse('CodeDeployRollout.HookWithoutTestTraffic', 'hooks.afterAllowTestTraffic',
      'runs once test traffic is shifted, got a rollout without; set `testTraffic` too')] : []),
  ];
  return findings.length > 0 ? findings : checkTime(facts);
}

/** Refuses services that CodeDeploy cannot roll out, and advises against what nobody promises. ECS Developer Guide, "CodeDeploy blue/green deployments for Amazon ECS". */
export function checkCodeDeployService({ routing }: CodeDeployConfigFacts, service: CodeDeployServiceFacts): Finding[] {
  const { daemon, givenTargets = 0, login, networkTargets = 0, targets } = service;
  if (daemon) {
    return [refuse('CodeDeployRollout.Daemon', '', 'takes a service with a number of tasks, got a daemon; take Rollout.rolling')];
  }
  if (targets === 0) {
    return [refuse('CodeDeployRollout.NoBalancer', '',
      'shifts the traffic of a load balancer, got a service without one; take Rollout.blueGreen, which needs none, or set `traffic`')];
  }
  if (targets !== undefined && targets > 1) {
    return [refuse('CodeDeployRollout.SeveralTargetGroups', '',
      `shifts one target group, got ${targets}; take Rollout.blueGreen, which shifts them all`)];
  }
  if (givenTargets > 0) {
    return [refuse('CodeDeployRollout.TargetGroup', '',
      'needs a second target group behind the same listener, got one target group that was made elsewhere; ' +
      'take TrafficSource.loadBalancer or TrafficSource.listenerRule, which make both')];
  }
  if (networkTargets > 0 && routing !== undefined && routing !== 'all-at-once') {
    return [refuse('CodeDeployRollout.NetworkBalancer', 'config',
      `must be all at once behind a Network Load Balancer, got ${routing}; take CodeDeployConfig.allAtOnce() or an Application Load Balancer`)];
  }
  return [
    ...(networkTargets > 0 ? [advise('CodeDeployRollout.WeightedListener', '',
      'moves traffic by a listener that forwards to two weighted target groups, which Network Load Balancers take since November 2025 and the ' +
      'documentation of CodeDeploy does not mention; try it before you rely on it, or take Rollout.blueGreen')] : []),
    ...(login ? [advise('CodeDeployRollout.Login', '',
      'moves traffic by a listener rule that asks for a login first, of which the documentation of CodeDeploy says nothing; ' +
      'try it before you rely on it, or let the application ask')] : []),
  ];
}

/** Refuses a deployment group that has not both target groups between which the traffic of a service moves. */
export function checkTargetGroupPair(targetGroups: number | undefined): Finding[] {
  return targetGroups === undefined || targetGroups === TARGET_GROUPS ? [] : [refuse('CodeDeployRollout.TargetGroupPair', 'pair',
    `must name ${TARGET_GROUPS} target groups, one for the tasks that run and one for those that take their place, got ${targetGroups}; name both`)];
}

/** The one advice that every rollout by CodeDeploy gets. */
export function adviseNative(): Finding {
  return advise('CodeDeployRollout.NativePreferred', '',
    'leaves deployments to CodeDeploy, after which CloudFormation can change almost nothing of the service but its task; AWS recommends ECS itself: ' +
    'take Rollout.blueGreen, linear or canary, or acknowledge this');
}

/** Refuses more alarms than a deployment group takes. */
export function checkAlarmCount(count: number): Finding[] {
  return count <= MOST_ALARMS ? [] : [refuse('CodeDeployRollout.Alarms', 'rollbackOn',
    `takes at most ${MOST_ALARMS} alarms, got ${count}; put some of them into one composite alarm`)];
}

/** What is on a finished service that CodeDeploy does not go with; `undefined` is unknown. */
export interface CodeDeployExtras {
  readonly launchType?: string;
  readonly scheduling?: string;
  readonly serviceConnect?: boolean;
  readonly lattice?: boolean;
  readonly managedVolumes?: boolean;
  readonly circuitBreaker?: boolean;
  readonly alarms?: boolean;
  readonly lifecycleHooks?: boolean;
  readonly strategy?: string;
  readonly forceNewDeployment?: boolean;
  readonly targets?: number;
}

/** Refuses, on the finished service, what works with the deployment controller ECS alone. The same page, and CloudFormation reference, AWS::ECS::Service. */
export function checkCodeDeployExtras(facts: CodeDeployExtras): Finding[] {
  const { launchType, scheduling, strategy, targets } = facts;
  return [
    ...only(scheduling === 'DAEMON', 'Daemon', 'schedulingStrategy', 'must be REPLICA with CodeDeploy, got DAEMON; take Rollout.rolling'),
    ...only(launchType === 'EXTERNAL', 'External', 'launchType', 'must not be EXTERNAL with CodeDeploy, since external instances have no load balancer; take Rollout.rolling'),
    ...only(targets === 0, 'NoBalancer', 'loadBalancers', 'must name one target group with CodeDeploy, got none; put the service behind a load balancer'),
    ...only(targets !== undefined && targets > 1, 'SeveralTargetGroups', 'loadBalancers', `must name one target group with CodeDeploy, got ${targets}; leave the others out`),
    ...only(facts.serviceConnect, 'ServiceConnect', 'serviceConnectConfiguration', 'does not go with CodeDeploy; take Rollout.blueGreen, linear or canary'),
    ...only(facts.lattice, 'Lattice', 'vpcLatticeConfigurations', 'does not go with CodeDeploy; take Rollout.blueGreen, linear or canary'),
    ...only(facts.managedVolumes, 'ManagedVolume', 'volumeConfigurations', 'does not go with CodeDeploy, which gives new tasks no EBS volumes; take Rollout.rolling'),
    ...only(facts.circuitBreaker, 'CircuitBreaker', 'deploymentConfiguration.deploymentCircuitBreaker', 'is for rolling deployments of ECS, got CodeDeploy; let `rollbackOn` guard it'),
    ...only(facts.alarms, 'DeploymentAlarms', 'deploymentConfiguration.alarms', 'are for deployments of ECS, got CodeDeploy; name them in `rollbackOn`'),
    ...only(facts.lifecycleHooks, 'LifecycleHooks', 'deploymentConfiguration.lifecycleHooks', 'are for deployments of ECS, got CodeDeploy; set the `hooks` of Rollout.codeDeploy'),
    ...only(strategy !== undefined && strategy !== 'ROLLING', 'Strategy', 'deploymentConfiguration.strategy', `is for deployments of ECS, got ${strategy}; set the \`config\` of Rollout.codeDeploy`),
    ...only(facts.forceNewDeployment, 'ForceNewDeployment', 'forceNewDeployment', 'is for deployments of ECS, got CodeDeploy; change the task definition, or start a deployment in CodeDeploy'),
  ];
}

/** Minutes from the first to the last shift of traffic; `undefined` where a number is unknown. */
export function shiftMinutes({ routing, percent, intervalMinutes }: CodeDeployConfigFacts): number | undefined {
  switch (routing) {
    case 'all-at-once': return 0;
    case 'canary': return intervalMinutes;
    case 'linear': return percent === undefined || intervalMinutes === undefined ? undefined : (Math.ceil(100 / percent) - 1) * intervalMinutes;
    default: return undefined;
  }
}

function checkConfig({ percent, intervalMinutes }: CodeDeployConfigFacts): Finding[] {
  return [
    ...checkRange('CodeDeployRollout.Percent', 'config.percent', percent, PERCENT),
    ...checkRange('CodeDeployRollout.Interval', 'config.interval', intervalMinutes, INTERVAL),
  ];
}

/** What is not known is left out: the sum is the least that the deployment takes. */
function checkTime({ approvalMinutes = 0, config, terminationMinutes = 0 }: CodeDeployFacts): Finding[] {
  const shift = shiftMinutes(config) ?? 0;
  const minutes = shift + approvalMinutes + terminationMinutes;
  const parts = `${shift} to shift traffic, up to ${approvalMinutes} for an approval and ${terminationMinutes} until the old tasks end`;
  const remedy = 'shorten the waits, take larger steps, or take Rollout.linear or canary, which have more than a day';
  if (minutes > LONGEST_MINUTES) {
    return [refuse('CodeDeployRollout.Time', '',
      `takes ${minutes} minutes, ${parts}, but CloudFormation waits for an hour, of which ${LONGEST_MINUTES} minutes are left; ${remedy}`)];
  }
  return minutes + TASK_MINUTES <= LONGEST_MINUTES ? [] : [advise('CodeDeployRollout.LittleTime', '',
    `takes ${minutes} minutes, ${parts}, which leaves ${LONGEST_MINUTES - minutes} of CloudFormation's hour for tasks to start and for hooks; ${remedy}`)];
}

function only(found: boolean | undefined, problem: string, path: string, text: string): Finding[] {
  return found ? [refuse(`CodeDeployRollout.${problem}`, path, text)] : [];
}
