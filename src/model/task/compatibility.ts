import { LaunchPlatform } from './network-mode';
import { Finding, refuse } from '../finding';
import { oneOf } from '../range';

// CloudFormation reference, AWS::ECS::TaskDefinition RequiresCompatibilities.
const NAMES: Readonly<Record<LaunchPlatform, string>> = {
  'ec2': 'EC2', 'fargate': 'FARGATE', 'external': 'EXTERNAL', 'managed-instances': 'MANAGED_INSTANCES',
};

/** What is known of where a task is said to run, and of where it does. */
export interface CompatibilityFacts {
  /** As ECS calls them; empty where there are none, absent when not known. */
  readonly compatibilities?: readonly string[];
  /** Of a service that runs the task. */
  readonly platform?: LaunchPlatform;
}

/** Refuses names of no platform, and a service on a platform that the task is not said to run on. */
export function checkCompatibility({ compatibilities = [], platform }: CompatibilityFacts): Finding[] {
  const known = Object.values(NAMES);
  return [
    ...compatibilities.flatMap((name, index) => (known.includes(name) ? [] : [refuse('Compatibility.Unknown', `requiresCompatibilities[${index}]`,
      `takes ${oneOf(known)}, got '${name}'`)])),
    // ECS API reference, RegisterTaskDefinition: what is valid elsewhere is valid on EC2 too, whatever the list says.
    ...(platform === undefined || platform === 'ec2' || compatibilities.length === 0 || compatibilities.includes(NAMES[platform]) ? []
      : [refuse('Compatibility.NotOffered', 'requiresCompatibilities',
        `lists ${NAMES[platform]}, where a service runs the task, got ${oneOf(compatibilities)}; add it`)]),
  ];
}

/** The platforms that names stand for. */
export function platformsNamed(compatibilities: readonly string[] = []): readonly LaunchPlatform[] {
  return (Object.keys(NAMES) as LaunchPlatform[]).filter((platform) => compatibilities.includes(NAMES[platform]));
}
