import { checkDaemon, DaemonFacts } from '../../../src/model/capacity/daemon';
import { Finding, refuse } from '../../../src/model/finding';

test.each<[DaemonFacts, Finding]>([
  [{ platform: 'fargate' }, refuse('Daemon.Fargate', 'schedulingStrategy',
    'must not be DAEMON on Fargate, which has no instances to run a task on each; use REPLICA, or run it on instances')],
  [{ hasDesiredCount: true }, refuse('Daemon.DesiredCount', 'desiredCount',
    'must be left out for a daemon, which has as many tasks as there are instances; leave it out')],
  [{ maxHealthyPercent: 99 }, refuse('Daemon.MaximumPercent', 'deploymentConfiguration.maximumPercent', 'must be 100 for a daemon, got 99; leave it out')],
  [{ maxHealthyPercent: 101 }, refuse('Daemon.MaximumPercent', 'deploymentConfiguration.maximumPercent', 'must be 100 for a daemon, got 101; leave it out')],
  [{ controller: 'CODE_DEPLOY' }, refuse('Daemon.Controller', 'deploymentController.type', 'must be ECS for a daemon, got CODE_DEPLOY; leave it out')],
  [{ controller: 'EXTERNAL' }, refuse('Daemon.Controller', 'deploymentController.type', 'must be ECS for a daemon, got EXTERNAL; leave it out')],
])('a daemon with %j is refused, and nothing else', (facts, finding) => {
  expect(checkDaemon({ ...facts, daemon: true })).toEqual([finding]);
  expect(checkDaemon({ ...facts, daemon: false })).toEqual([]);
  expect(checkDaemon(facts)).toEqual([]);
});

test.each<DaemonFacts>([
  {}, { platform: 'ec2' }, { platform: 'managed-instances' }, { platform: 'external' }, { hasDesiredCount: false }, { maxHealthyPercent: 100 }, { controller: 'ECS' },
])('a daemon with %j is fine', (facts) => {
  expect(checkDaemon({ ...facts, daemon: true })).toEqual([]);
});
