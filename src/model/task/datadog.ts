import { advise, Finding, refuse } from '../finding';
import { LaunchPlatform } from './network-mode';

// Datadog documentation, "Amazon ECS": one agent for each instance.
const WITH_DAEMONS: readonly LaunchPlatform[] = ['ec2', 'external'];

/** Refuses a Datadog agent beside tasks that run on Fargate and elsewhere, and advises against one in each task of an instance. */
export function checkDatadog({ platforms }: { readonly platforms: readonly LaunchPlatform[] }): Finding[] {
  // Datadog documentation, "Amazon ECS on AWS Fargate": the agent has to be told with ECS_FARGATE, and works on nothing else then.
  if (platforms.includes('fargate') && platforms.some((platform) => platform !== 'fargate')) {
    return [refuse('Datadog.Platforms', '', `is told whether it runs on Fargate, got tasks on ${platforms.join(' and ')}; give each service a blueprint of its own`)];
  }
  const daemon = platforms.includes('external') ? 'EdgeService and `everyMachine`' : 'DaemonService';
  return platforms.some((platform) => WITH_DAEMONS.includes(platform)) ? [advise('Datadog.Daemon', '',
    `sees its own task only, and takes memory in each; on instances run one agent on each of them, with ${daemon}`)] : [];
}
