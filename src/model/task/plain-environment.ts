import { WrittenContainer } from './written-containers';
import { advise, Finding } from '../finding';

/** Advises against plain environment variables, whatever they hold: cdk-nag AwsSolutions-ECS2. */
export function checkPlainEnvironment(containers: readonly Pick<WrittenContainer, 'path' | 'variables'>[]): Finding[] {
  return containers.filter(({ variables }) => variables !== undefined && variables > 0).map(({ path, variables }) => advise('Environment.Plain', `${path}.environment`,
    `must be empty, since everyone who may read the task definition sees it, got ${variables === 1 ? 'a variable' : `${variables} variables`}; `
    + 'name parameters or secrets in its place'));
}
