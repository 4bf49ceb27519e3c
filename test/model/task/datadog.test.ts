import { advise, Finding, refuse } from '../../../src/model/finding';
import { checkDatadog } from '../../../src/model/task/datadog';
import { LaunchPlatform } from '../../../src/model/task/network-mode';

const daemon = (construct: string) => advise('Datadog.Daemon', '', `sees its own task only, and takes memory in each; on instances run one agent on each of them, with ${construct}`);

test.each<[LaunchPlatform[], Finding[]]>([
  [['fargate'], []],
  [['managed-instances'], []],
  [['ec2'], [daemon('DaemonService')]],
  [['external'], [daemon('EdgeService and `everyMachine`')]],
  [['ec2', 'fargate'], [refuse('Datadog.Platforms', '',
    'is told whether it runs on Fargate, got tasks on ec2 and fargate; give each service a blueprint of its own')]],
])('an agent beside tasks on %s', (platforms, findings) => {
  expect(checkDatadog({ platforms })).toEqual(findings);
});
