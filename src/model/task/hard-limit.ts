import { at, ContainerFacts, pathOf } from './container-facts';
import { advise, Finding } from '../finding';

// Names of images with a Java virtual machine, and variables that it, or the script that starts it, reads.
const JVM_IMAGE = /(^|[/_-])(openjdk|eclipse-temurin|temurin|amazoncorretto|corretto|ibmjava|sapmachine|tomcat|jetty|wildfly|jboss|liberty|j(dk|re)\d*)([:@_-]|$)/i;
const JVM_VARIABLES = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', 'JAVA_OPTS'];

/** What is known of the memory of a task. */
export interface TaskMemoryFacts {
  /** The task has a memory of its own; absent when not known. */
  readonly namesMemory?: boolean;
}

/** Advises against containers that may take all the memory of their instance: neither they nor their task have a limit. */
export function checkHardLimit(
  containers: readonly Pick<ContainerFacts, 'namesHardLimit' | 'path'>[], { namesMemory }: TaskMemoryFacts,
): Finding[] {
  if (namesMemory !== false) return [];
  return containers.flatMap((container, index) => (container.namesHardLimit === false ? [advise('Containers.NoHardLimit', at(pathOf(container, index), 'memoryMiB'),
    'limits what the container takes of its instance, got none, so that one leak stops the tasks beside it; set it, or a memory for the task')] : []));
}

/**
 * Advises against containers with a Java virtual machine that only their task has a memory for.
 *
 * With cgroup v2 it sizes itself by the limit of its own container, and by the memory of the instance where there is none. ECS Developer Guide,
 * "Migrating from an Amazon Linux 2 to an Amazon Linux 2023 Amazon ECS-optimized AMI".
 */
export function checkJvmLimit(
  containers: readonly Pick<ContainerFacts, 'environment' | 'image' | 'namesHardLimit' | 'path'>[], { namesMemory }: TaskMemoryFacts,
): Finding[] {
  if (!namesMemory) return [];
  return containers.flatMap((container, index) => (container.namesHardLimit === false && runsJvm(container)
    ? [advise('Containers.JvmWithoutLimit', at(pathOf(container, index), 'memoryMiB'),
      'is what a Java virtual machine sizes itself by, got none, with which it sees all the memory of the instance; set it')] : []));
}

function runsJvm({ environment = [], image }: Pick<ContainerFacts, 'environment' | 'image'>): boolean {
  return (image !== undefined && JVM_IMAGE.test(image)) || environment.some(({ name }) => JVM_VARIABLES.includes(name));
}
