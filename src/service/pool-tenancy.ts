import { Construct } from 'constructs';
import { ServiceChoices } from './service-choices';
import { checkInstances, ServiceLoad } from '../model/capacity/instance-checks';
import { taskNeeds } from '../model/capacity/task-needs';
import { Finding } from '../model/finding';
import { guardAtSynth } from '../private/guard';
import { known } from '../private/known';
import { ServiceFacts } from '../private/service-facts';

/** A service that its pools are to hold. */
type Tenancy = Pick<ServiceChoices, 'capacity' | 'cluster' | 'rollout' | 'scaling' | 'task'>;

/**
 * Tells the pools of a service what it takes of them, and checks at synth whether they still hold it: daemons may have come after it.
 *
 * What the guard has said is not said again.
 *
 * @param seenBy the finding as the user of a construct of several services sees it
 */
export function moveIn(
  scope: Construct,
  { capacity, cluster, rollout, scaling, task }: Tenancy,
  service: ServiceFacts,
  seenBy: (finding: Finding) => Finding = (finding) => finding,
): void {
  const facts = task._facts(service);
  const load: ServiceLoad = {
    minTasks: known(scaling?._min()),
    maxTasks: known(scaling?._max()),
    minHealthyPercent: known(rollout._healthyPercent.min),
    maxHealthyPercent: known(rollout._healthyPercent.max),
  };
  const check = () => checkInstances(facts, capacity._facts(cluster), load);
  const said = check().map(({ id }) => id);
  guardAtSynth(scope, () => check().filter(({ id }) => !said.includes(id)).map(seenBy));
  capacity._place({ name: scope.node.path, task: taskNeeds(facts), ...load });
}
