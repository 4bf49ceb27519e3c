import { container, networkOf, rolloutOf, Seen, strategyOf } from './seen';

/** A web application and a worker, packed onto the instances of three zones, and a log collector on each instance. */
export async function zonalFleet(seen: Seen): Promise<void> {
  const { ecs, groups } = seen.clients;
  const providers = seen.ids('ZonalFleet', 'Fleet', 'AWS::ECS::CapacityProvider');
  const { capacityProviders = [] } = await ecs.describeCapacityProviders({ capacityProviders: providers });
  const pools = capacityProviders.map(({ autoScalingGroupProvider }) => autoScalingGroupProvider!);
  seen.same('the fleet has a provider in each of three zones', pools.length, 3);
  seen.same(
    'instances that run tasks are not taken away',
    pools.map((pool) => [pool.managedTerminationProtection, pool.managedDraining]),
    Array(3).fill(['ENABLED', 'ENABLED']),
  );
  seen.same(
    'ECS scales the instances, with a fifth to spare',
    pools.map(({ managedScaling }) => [managedScaling?.status, managedScaling?.targetCapacity]),
    Array(3).fill(['ENABLED', 80]),
  );

  const names = seen.ids('ZonalFleet', 'Fleet', 'AWS::AutoScaling::AutoScalingGroup');
  const { AutoScalingGroups = [] } = await groups.describeAutoScalingGroups({ AutoScalingGroupNames: names });
  seen.same('each zone has 1 to 10 instances', AutoScalingGroups.map(({ MinSize, MaxSize }) => [MinSize, MaxSize]), Array(3).fill([1, 10]));
  seen.same(
    'each group is in one subnet, and no two in the same',
    new Set(AutoScalingGroups.map(({ VPCZoneIdentifier }) => VPCZoneIdentifier)).size,
    3,
  );
  seen.same('no group is in two subnets', AutoScalingGroups.filter(({ VPCZoneIdentifier }) => VPCZoneIdentifier?.includes(',')).length, 0);

  const cluster = seen.id('ZonalFleet', 'Fleet', 'AWS::ECS::Cluster');
  const { clusters = [] } = await ecs.describeClusters({ clusters: [cluster], include: ['SETTINGS', 'CONFIGURATIONS'] });
  seen.same(
    'the cluster has the three providers, and Fargate',
    [...clusters[0].capacityProviders!].sort(),
    ['FARGATE', 'FARGATE_SPOT', ...providers].sort(),
  );
  seen.same('the cluster is watched container by container', clusters[0].settings, [{ name: 'containerInsights', value: 'enhanced' }]);

  const evenly = providers.map((provider) => `${provider} 1 of 3`);
  const web = await seen.service('ZonalFleet', 'Web');
  seen.same('Web is spread evenly over the zones', strategyOf(web), evenly);
  seen.same('Web is packed within a zone', web.service.placementStrategy, [{ type: 'binpack', field: 'CPU' }]);
  seen.same(
    'Web scales from 12 to 36 tasks by CPU',
    await seen.scaling(web),
    { min: 12, max: 36, held: { ECSServiceAverageCPUUtilization: 60 } },
  );
  seen.same('Web goes back by itself', rolloutOf(web), { strategy: 'ROLLING', tasks: '100 to 200 %', breaker: true, alarms: true });
  seen.same(
    'tasks of Web have a port of the instance each',
    [web.task.networkMode, container(web).portMappings?.[0].hostPort, networkOf(web)],
    ['bridge', 0, undefined],
  );
  seen.same('what a task of Web takes of its instance', [container(web).cpu, container(web).memory], [1024, 2048]);
  const [group] = await seen.targetGroups(web);
  seen.same('the balancer asks instances', [group.TargetType, group.HealthCheckPath], ['instance', '/health']);

  const worker = await seen.service('ZonalFleet', 'Worker');
  seen.same('Worker has six tasks, spread evenly', [worker.service.desiredCount, strategyOf(worker)], [6, evenly]);

  const collector = await seen.service('ZonalFleet', 'LogCollector');
  seen.same('a log collector is on each instance', [collector.service.schedulingStrategy, collector.service.launchType], ['DAEMON', 'EC2']);
  seen.same('a log collector makes room before its next one comes', rolloutOf(collector).tasks, '0 to 100 %');
  seen.same(
    'log collectors read what instances write',
    container(collector).mountPoints?.filter(({ readOnly }) => readOnly).map(({ containerPath }) => containerPath),
    ['/var/log'],
  );
}
