import { container, networkOf, rolloutOf, Seen } from './seen';

/** Machines at two sites outside AWS, and then what runs on them. */
export async function edgeFleet(seen: Seen): Promise<void> {
  const processor = await seen.service('EdgeServices', 'Processor');
  const collector = await seen.service('EdgeServices', 'LogCollector');
  seen.same('both run outside AWS', [processor, collector].map(({ service }) => service.launchType), ['EXTERNAL', 'EXTERNAL']);
  seen.same(
    'both are in the cluster of the other stack',
    [processor, collector].map(({ service }) => service.clusterArn?.split('/')[1]),
    Array(2).fill(seen.id('EdgeFleet', 'Edge', 'AWS::ECS::Cluster')),
  );
  seen.same('two processors, at either site', [processor.service.desiredCount, processor.service.placementConstraints], [
    2, [{ type: 'memberOf', expression: 'attribute:site in [berlin, bonn]' }],
  ]);
  seen.same(
    'a log collector is on each machine',
    [collector.service.schedulingStrategy, rolloutOf(collector).tasks],
    ['DAEMON', '0 to 100 %'],
  );
  seen.same('no balancer leads there', [processor.service.loadBalancers ?? [], networkOf(processor)], [[], undefined]);
  seen.same('what a processor takes of its machine', [container(processor).cpu, container(processor).memory], [512, 1024]);
  seen.same(
    'a processor knows its queue',
    container(processor).environment?.map(({ name, value }) => [name, value?.includes('EdgeServices-Results')]),
    [['QUEUE_URL', true]],
  );
  seen.same(
    'a collector reads what its machine writes',
    container(collector).mountPoints?.some(({ containerPath, readOnly }) => containerPath === '/var/log' && readOnly),
    true,
  );
}
