import { at, ContainerFacts, DependencyFacts, pathOf } from './container-facts';
import { Finding, refuse } from '../finding';
import { oneOf } from '../range';

/**
 * Refuses waits that never end: for an unknown container, for the health of one without a check, for the end of an essential one, in a circle.
 *
 * CloudFormation reference, AWS::ECS::TaskDefinition ContainerDependency.
 */
export function checkDependencies(containers: readonly ContainerFacts[]): Finding[] {
  return [
    ...containers.flatMap((container, index) =>
      (container.dependsOn ?? []).flatMap((dependency) => checkDependency(dependency, at(pathOf(container, index), 'dependsOn'), containers))),
    ...checkCircles(containers),
  ];
}

function checkDependency({ container: name, condition }: DependencyFacts, path: string, containers: readonly ContainerFacts[]): Finding[] {
  if (name === undefined) return [];
  const target = containers.find((container) => container.name === name);
  if (!target) {
    const names = containers.map((container) => container.name);
    return names.includes(undefined) ? []
      : [refuse('ContainerDependency.NoSuchContainer', path, `must name a container of the same task: ${oneOf(names as string[])}, got ${name}`)];
  }
  return checkWait(target, condition, path);
}

/** Refuses a wait for what the container that is waited for never comes to. */
export function checkWait(
  target: Pick<ContainerFacts, 'essential' | 'healthCheck' | 'name'>, condition: DependencyFacts['condition'], path: string,
): Finding[] {
  const { name } = target;
  if (condition === 'HEALTHY' && target.healthCheck === undefined) {
    return [refuse('ContainerDependency.NoHealthCheck', path, `waits for ${name} to be HEALTHY, but ${name} has no health check; give it one or wait for START`)];
  }
  if ((condition === 'COMPLETE' || condition === 'SUCCESS') && target.essential === true) {
    return [refuse('ContainerDependency.Essential', path,
      `waits for ${condition} of ${name}, but ${name} is essential, and its end stops the task; set its \`essential\` to false`)];
  }
  return [];
}

function checkCircles(containers: readonly ContainerFacts[]): Finding[] {
  const waits = new Map(containers.flatMap(({ name, dependsOn }) =>
    (name === undefined ? [] : [[name, (dependsOn ?? []).flatMap(({ container }) => container ?? [])] as const])));
  const done = new Set<string>();
  const findings: Finding[] = [];

  const walk = (name: string, way: string[]) => {
    const start = way.indexOf(name);
    if (start >= 0) {
      findings.push(circle([...way.slice(start), name], containers));
    } else if (!done.has(name)) {
      (waits.get(name) ?? []).forEach((next) => walk(next, [...way, name]));
      done.add(name);
    }
  };
  [...waits.keys()].forEach((name) => walk(name, []));
  return findings;
}

function circle(names: string[], containers: readonly ContainerFacts[]): Finding {
  const index = containers.findIndex(({ name }) => name === names[0]);
  return refuse('ContainerDependency.Circle', at(pathOf(containers[index], index), 'dependsOn'),
    `waits in a circle: ${names.join(' -> ')}; take one of these waits out`);
}
