import { HealthCheckFacts } from './container-facts';
import { WrittenContainer } from './written-containers';
import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// CloudFormation reference, AWS::ECS::TaskDefinition HealthCheck.
const INTERVAL: Range = { min: 5, max: 300, unit: 'seconds' };
const TIMEOUT: Range = { min: 2, max: 60, unit: 'seconds' };
const RETRIES: Range = { min: 1, max: 10 };
const START_PERIOD: Range = { min: 0, max: 300, unit: 'seconds' };

/** Refuses a container health check that ECS does not take. */
export function checkContainerHealth(facts: HealthCheckFacts): Finding[] {
  return [
    ...checkCommand(facts.command),
    ...checkRange('ContainerHealth.Interval', 'interval', facts.intervalSeconds, INTERVAL),
    ...checkRange('ContainerHealth.Timeout', 'timeout', facts.timeoutSeconds, TIMEOUT),
    ...checkRange('ContainerHealth.Retries', 'retries', facts.retries, RETRIES),
    ...checkRange('ContainerHealth.StartPeriod', 'startPeriod', facts.startPeriodSeconds, START_PERIOD),
  ];
}

/** Advises a health check for every container: KICS d24389b4-b209-4ff0-8345-dc7a4569dcdd. */
export function checkHealthGiven(containers: readonly Pick<WrittenContainer, 'healthCheck' | 'path'>[]): Finding[] {
  return containers.filter(({ healthCheck }) => healthCheck === false).map(({ path }) => advise('ContainerHealth.None', `${path}.healthCheck`,
    'must say how ECS asks whether the container is well, got none; add a command that does'));
}

function checkCommand(command: HealthCheckFacts['command']): Finding[] {
  if (command === undefined || (command.length > 0 && command[0] === undefined)) return [];
  if ((command[0] === 'CMD' || command[0] === 'CMD-SHELL') && command.length > 1 && command[1]?.trim() !== '') return [];
  return [refuse('ContainerHealth.Command', 'command', `must start with CMD or CMD-SHELL and then say what to run, got ${describe(command)}`)];
}

/** The first word is enough: the others may hold a password. */
function describe([first, ...others]: readonly (string | undefined)[]): string {
  if (first === undefined) return 'an empty list';
  if (others[0]?.trim() === '') return `'${first}' and nothing to run`;
  const [word] = first.split(/\s/);
  return others.length === 0 && word === first ? `'${word}' alone` : `'${word}' first`;
}
