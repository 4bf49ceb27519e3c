import { checkDependencies } from './container-dependencies';
import { at, ContainerFacts, pathOf, sharedPath, TaskFacts } from './container-facts';
import { checkContainerHealth } from './container-health';
import { checkContainerLimits } from './container-limits';
import { checkPortNames, checkPorts } from './container-ports';
import { checkContainerMemory, checkResourceSums } from './container-resources';
import { checkEnvironment, checkSecretNames } from './environment';
import { checkFargateContainer } from './fargate-container';
import { Finding, refuse, under } from './finding';
import { checkImage } from './image';
import { checkWindowsContainer } from './windows';

// ECS Developer Guide, "Amazon ECS service quotas": fixed, containers that a tool adds count too.
const MOST_CONTAINERS = 10;
// CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition Name.
const CONTAINER_NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** Everything that ECS refuses, or a careful engineer would not do, about the containers of one task. */
export function checkContainers(containers: readonly ContainerFacts[], task: TaskFacts): Finding[] {
  return [
    ...checkContainerCount(containers, task.injectedContainers),
    ...checkContainerNames(containers),
    ...checkEssential(containers),
    ...checkResourceSums(containers, task),
    ...checkDependencies(containers),
    ...checkPorts(containers),
    ...checkPortNames(containers),
    ...containers.flatMap((container, index) =>
      checkContainer(container, task).map((finding) => ({ ...finding, path: at(pathOf(container, index), finding.path) }))),
  ];
}

/** Refuses a task without containers, or with more than a task can hold. */
export function checkContainerCount(containers: readonly ContainerFacts[], injected: number = 0): Finding[] {
  const count = containers.length + injected;
  if (containers.length === 0) {
    return [refuse('Containers.None', 'containers', 'needs at least one container, got none')];
  }
  if (count <= MOST_CONTAINERS) return [];
  const added = injected > 0 ? `, ${injected} of them added for logs or metrics` : '';
  return [refuse('Containers.TooMany', 'containers', `holds at most ${MOST_CONTAINERS}, got ${count}${added}; move some to a task of their own`)];
}

/** Refuses names that ECS does not take, and a name that two containers share. */
export function checkContainerNames(containers: readonly ContainerFacts[]): Finding[] {
  return containers.flatMap((container, index) => {
    const { name } = container;
    if (name === undefined) return [];
    const path = at(pathOf(container, index), 'name');
    if (!CONTAINER_NAME.test(name)) {
      return [refuse('Containers.Name', path, `takes up to 255 letters, digits, hyphens and underscores, got '${name}'`)];
    }
    const first = containers.findIndex((other) => other.name === name);
    return first === index ? [] : [refuse('Containers.SameName', path, `is given to one container only, got '${name}' more than once`)];
  });
}

/** Refuses a task in which no container is essential. */
export function checkEssential(containers: readonly ContainerFacts[]): Finding[] {
  if (containers.length === 0 || containers.some(({ essential }) => essential !== false)) return [];
  return [refuse('Containers.NoneEssential', sharedPath(containers, 'essential'), 'is true for at least one container of a task, got false for all; leave it out of the main one')];
}

function checkContainer(container: ContainerFacts, task: TaskFacts): Finding[] {
  return [
    ...checkContainerMemory(container),
    ...(container.healthCheck ? under('healthCheck', checkContainerHealth(container.healthCheck)) : []),
    ...checkContainerLimits(container, task),
    ...(task.fargate ? checkFargateContainer(container) : []),
    ...(task.windows ? checkWindowsContainer(container) : []),
    ...under('environment', checkEnvironment(container.environment ?? [])),
    ...checkSecretNames(container.environment ?? [], container.secrets ?? []),
    ...under('image', checkImage(container.image)),
  ];
}
