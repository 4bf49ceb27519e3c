import { checkContainerCount, checkEssential } from './container-count';
import { checkDependencies } from './container-dependencies';
import { at, ContainerFacts, pathOf, TaskFacts } from './container-facts';
import { checkContainerHealth } from './container-health';
import { checkContainerLimits } from './container-limits';
import { checkPortNames, checkPorts } from './container-ports';
import { checkContainerMemory, checkResourceSums } from './container-resources';
import { checkEnvironment, checkSecretNames } from './environment';
import { checkFargateContainer } from './fargate-container';
import { checkFireLens } from './fire-lens';
import { Finding, refuse, under } from '../finding';
import { checkImage } from './image';
import { checkName } from '../name';
import { checkLocalPorts } from './sidecars';
import { checkWindowsContainer } from './windows';

// CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition CredentialSpecs.
const MOST_CREDENTIAL_SPECS = 1;

/** Everything that ECS refuses, or a careful engineer would not do, about the containers of one task. */
export function checkContainers(containers: readonly ContainerFacts[], task: TaskFacts): Finding[] {
  // CloudFormation reference, AWS::ECS::TaskDefinition NetworkMode: on instances a task without one has none of its own.
  const mode = task.networkMode ?? (task.fargate ? 'awsvpc' : 'bridge');
  return [
    ...checkContainerCount(containers),
    ...checkContainerNames(containers),
    ...checkEssential(containers),
    ...checkResourceSums(containers, task),
    ...checkDependencies(containers),
    ...checkPorts(containers, mode),
    ...checkPortNames(containers, mode),
    ...checkFireLens(containers, { ...task, networkMode: mode }),
    ...checkLocalPorts(containers, task),
    ...containers.flatMap((container, index) =>
      checkContainer(container, task).map((finding) => ({ ...finding, path: at(pathOf(container, index), finding.path) }))),
  ];
}

/** Refuses names that ECS does not take, and a name that two containers share. */
export function checkContainerNames(containers: readonly ContainerFacts[]): Finding[] {
  return containers.flatMap((container, index) => {
    const { name } = container;
    const path = at(pathOf(container, index), 'name');
    const findings = checkName('Containers.Name', path, name);
    if (name === undefined || findings.length > 0) return findings;
    const first = containers.findIndex((other) => other.name === name);
    return first === index ? [] : [refuse('Containers.SameName', path, `must be given to one container only, got '${name}' more than once`)];
  });
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
