import { Finding, refuse } from '../finding';
import { at, ContainerFacts } from '../task/container-facts';

const SUCCESS = 0;

/**
 * Refuses a task that is run to its end and has none: an essential container that is started again whenever it is done.
 *
 * ECS Developer Guide, "Restart individual containers in Amazon ECS tasks with container restart policies".
 */
export function checkEnds(containers: readonly ContainerFacts[]): Finding[] {
  return containers.flatMap(({ essential, path, restart }, index) => {
    const restarts = restart?.enabled === true && restart.ignoredExitCodes?.every((code) => code !== undefined && code !== SUCCESS) !== false;
    return restarts && essential !== false
      ? [refuse('StandaloneTask.NeverEnds', at(path ?? `containers[${index}]`, 'restart'),
        'starts the container again when it has done its work, so that the task never ends; give `ignoredExitCodes: [0]`, or leave `restart` out')] : [];
  });
}
