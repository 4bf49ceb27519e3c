import { checkDependencies } from './container-dependencies';
import { at, ContainerFacts, pathOf, sharedPath, TaskFacts } from './container-facts';
import { checkContainerHealth } from './container-health';
import { checkContainerLimits } from './container-limits';
import { checkPortNames, checkPorts } from './container-ports';
import { checkContainerMemory, checkResourceSums } from './container-resources';
import { checkEnvironment, checkSecretNames } from './environment';
import { checkFargateContainer } from './fargate-container';
import { Finding, refuse, under } from '../finding';
import { checkImage } from './image';
import { checkName } from '../name';
import { checkWindowsContainer } from './windows';

// ECS Developer Guide, "Amazon ECS service quotas": fixed, containers that a tool adds count too.
const MOST_CONTAINERS = 10;
// CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition CredentialSpecs.
const MOST_CREDENTIAL_SPECS = 1;

/** Everything that ECS refuses, or a careful engineer would not do, about the containers of one task. */
export function checkContainers(containers: readonly ContainerFacts[], task: TaskFacts): Finding[] {
  // CloudFormation reference, AWS::ECS::TaskDefinition NetworkMode: on instances a task without one has none of its own.
  const mode = task.networkMode ?? (task.fargate ? 'awsvpc' : 'bridge');
  return [
    ...checkContainerCount(containers, task.injectedContainers),
    ...checkContainerNames(containers),
    ...checkEssential(containers),
    ...checkResourceSums(containers, task),
    ...checkDependencies(containers),
    ...checkPorts(containers, mode),
    ...checkPortNames(containers, mode),
    ...containers.flatMap((container, index) =>
      checkContainer(container, task).map((finding) => ({ ...finding, path: at(pathOf(container, index), finding.path) }))),
  ];
}

/** Refuses a task without containers, or with more than a task can hold. */
export function checkContainerCount(containers: readonly ContainerFacts[], injected: number = 0): Finding[] {
  const count = containers.length + injected;
  if (containers.length === 0) {
    return [refuse('Containers.None', 'containers', 'must list at least one container, got none')];
  }
  if (count <= MOST_CONTAINERS) return [];
  const added = injected > 0 ? `, ${injected} of them added for logs or metrics` : '';
  return [refuse('Containers.TooMany', 'containers', `must be at most ${MOST_CONTAINERS}, got ${count}${added}; move some to a task of their own`)];
}

/** Refuses names that ECS does not take, and a name that two containers share. */
export function checkContainerNames(containers: readonly ContainerFacts[]): Finding[] {
  return containers.flatMap((container, index) => {
    const { name } = container;
    const path = at(pathOf(container, index), 'name');
    const findings = checkName('Containers.Name', path, name);
    if (name === undefined || findings.length > 0) return findings;
    const first = containers.findIndex((other) => other.name === name);
    return first === index ? [] : [refuse('Containers.SameName', path, `is given to one container only, got '${name}' more than once`)];
  });
}

/** Refuses a task in which no container is essential. */
export function checkEssential(containers: readonly ContainerFacts[]): Finding[] {
  if (containers.length === 0 || containers.some(({ essential }) => essential !== false)) return [];
  return [refuse('Containers.NoneEssential', sharedPath(containers, 'essential'),
    'must leave at least one container of the task essential, got false for all; leave `essential` out of the main one')];
}

/** Refuses more credential specs than a container can have. */
export function checkCredentialSpecs(count: number): Finding[] {
  return count <= MOST_CREDENTIAL_SPECS ? []
    : [refuse('TaskBlueprint.CredentialSpecs', 'credentialSpecs', `must be at most ${MOST_CREDENTIAL_SPECS}, got ${count}; name the one of the container's domain`)];
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
    ...checkCredentialSpecs(container.credentialSpecs ?? 0),
  ];
}
