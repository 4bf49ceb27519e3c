import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { CapacityFacts } from '../cluster/capacity-kind';
import { checkInstances } from '../model/capacity/instance-checks';
import { TaskNeeds } from '../model/capacity/instance-room';
import { checkDaemonRollout } from '../model/deployment/daemon-rollout';
import { Finding, refuse, under } from '../model/finding';
import { checkDaemonTask } from '../model/task/daemon-task';
import { checkTask } from '../model/task/task';
import { readTaskDefinition } from '../model/task/task-definition';
import { flagIn, numberIn, propertiesIn } from '../model/template-value';
import { ManagedInstancesPool } from '../pool/managed-instances-pool';
import { nameOfGiven, poolKindOf } from '../pool/pool-kind';
import { errorsIn, guardAtSynth } from '../private/guard';
import { finalProperties } from '../private/rendered';

// CloudFormation reference, AWS::ECS::DaemonTaskDefinition PidMode: what task definitions call `host`.
const PID_MODES: Readonly<Record<string, string>> = { shared: 'host' };

/** Refuses what is no pool of Managed Instances, before anything else is asked of it. */
export function checkDaemonPools(pools: ManagedInstancesPool[] | undefined): Finding[] {
  if (pools === undefined || pools.length === 0) {
    return [refuse('ManagedDaemon.NoPool', 'pools', 'lists at least one pool of Managed Instances, got none')];
  }
  const others: unknown[] = pools.filter((pool) => poolKindOf(pool) !== 'ManagedInstancesPool');
  return others.slice(0, 1).map((other) => refuse('ManagedDaemon.NoPool', 'pools',
    `lists pools of Managed Instances, got ${nameOfGiven(other)}${poolKindOf(other) ? '; make a DaemonService for it' : ''}`));
}

/** A managed daemon, and what is known of the pools it runs on. */
export interface ManagedDaemonParts {
  readonly daemon: ecs.CfnDaemon;
  readonly daemonTaskDefinition: ecs.CfnDaemonTaskDefinition;
  readonly needs: TaskNeeds;
  /** Asked for at synth, when all daemons are there. */
  readonly capacity: () => CapacityFacts;
}

/** Checks again at synth what property injectors, aspects and overrides may have changed since the guard. */
export function addDaemonChecks(scope: IConstruct, parts: ManagedDaemonParts): void {
  guardAtSynth(scope, () => errorsIn(findingsOf(parts)));
}

function findingsOf({ capacity, daemon, daemonTaskDefinition, needs }: ManagedDaemonParts): Finding[] {
  const service = finalProperties(daemon);
  const deployment = propertiesIn(service.DeploymentConfiguration);
  const task = readTaskDefinition(finalProperties(daemonTaskDefinition));
  const { pidMode } = task;
  return [
    ...under('deploymentConfiguration', checkDaemonRollout({
      drainPercent: numberIn(deployment.DrainPercent), bakeMinutes: numberIn(deployment.BakeTimeInMinutes),
    })),
    ...under('daemonTaskDefinition', [
      ...checkTask(task, { platforms: ['managed-instances'], spot: false, exec: flagIn(service.EnableExecuteCommand) ?? false }),
      ...checkDaemonTask({
        uses: [],
        volumes: task.volumes?.map((volume, index) => ({ ...volume, path: `volumes[${index}]` })),
        pidMode: pidMode && (PID_MODES[pidMode] ?? pidMode),
        containers: task.containers.map(({ path, logDriver }) => ({ path, logDriver, uses: [] })),
      }),
    ]),
    ...checkInstances(task, beside(needs, capacity()), { daemon: true }).map((finding) => (
      { ...finding, path: finding.path.replace(/^task/, 'daemonTaskDefinition') })),
  ];
}

/** The instances as a daemon finds them: with all other daemons. */
function beside(own: TaskNeeds, capacity: CapacityFacts): CapacityFacts {
  return { ...capacity, pools: capacity.pools.map((pool) => ({ ...pool, daemons: pool.daemons?.filter((daemon) => daemon !== own) })) };
}
