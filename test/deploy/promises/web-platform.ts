import { conditionsOf, container, networkOf, rolloutOf, Seen, sizeOf, strategyOf } from './seen';

/** A web application behind HTTPS and a worker without callers, on Fargate and Fargate Spot. */
export async function webPlatform(seen: Seen): Promise<void> {
  const web = await seen.service('WebPlatform', 'Web');
  seen.same(
    'Web keeps two tasks on demand, and two of three of the others on Spot',
    strategyOf(web),
    ['FARGATE 1 of 3, base 2', 'FARGATE_SPOT 2 of 3'],
  );
  seen.same('Web has the size that its user chose', sizeOf(web), '1024 CPU, 2048 MiB');
  seen.same('Web scales from 4 to 20 tasks by CPU and by requests', await seen.scaling(web), {
    min: 4, max: 20, held: { ECSServiceAverageCPUUtilization: 60, ALBRequestCountPerTarget: 1000 },
  });
  seen.same('Web never has fewer tasks in a rollout, and goes back by itself', rolloutOf(web), {
    strategy: 'ROLLING', tasks: '100 to 200 %', breaker: true, alarms: true,
  });
  const alarms = await seen.rollbackAlarms(web);
  const watched = alarms.map(({ MetricName, Metrics }) => MetricName ?? Metrics![0].Label).sort();
  seen.same('Web is taken back by errors, unhealthy targets and CPU', watched, [
    '5xx answers in percent of the requests', 'CPUUtilization', 'UnHealthyHostCount',
  ]);
  seen.same('Web has no public address', networkOf(web), 'DISABLED');
  seen.same('Web spreads over the zones again when one was lost', web.service.availabilityZoneRebalancing, 'ENABLED');

  const app = container(web);
  seen.same('the image of Web', app.image, '123456789012.dkr.ecr.us-east-1.amazonaws.com/web-app:v2.3.1');
  seen.same('the port of Web has a name', app.portMappings?.map(({ name, containerPort }) => [name, containerPort]), [['http', 8080]]);
  seen.same('passwords of Web come from where they are kept', app.secrets?.map(({ name }) => name), ['DB_PASSWORD', 'API_KEY']);
  seen.same(
    'Web writes to nothing but its own folders',
    [app.readonlyRootFilesystem, app.mountPoints?.map(({ containerPath }) => containerPath)],
    [true, ['/tmp']],
  );
  seen.same(
    'Web is asked for its health after a minute',
    [app.healthCheck?.command?.at(-1), app.healthCheck?.startPeriod],
    ['http://localhost:8080/health', 60],
  );
  seen.same('a log that stops does not stop Web', app.logConfiguration?.options?.mode, 'non-blocking');

  const [group] = await seen.targetGroups(web);
  const [rule] = await seen.rulesTo(group);
  const { Listeners = [] } = await seen.clients.balancing.describeListeners({ LoadBalancerArn: group.LoadBalancerArns![0] });
  seen.same('the balancer asks the tasks of Web by their address', [group.TargetType, group.HealthCheckPath], ['ip', '/health']);
  seen.same('requests for its host go to Web', conditionsOf(rule), { 'host-header': ['www.example.com'] });
  seen.same('HTTP leads to HTTPS', Listeners.map(({ Port, Protocol, DefaultActions }) => [Port, Protocol, DefaultActions?.[0].Type]).sort(), [
    [443, 'HTTPS', 'fixed-response'], [80, 'HTTP', 'redirect'],
  ]);

  const worker = await seen.service('WebPlatform', 'Worker');
  seen.same('Worker runs on Spot alone', strategyOf(worker), ['FARGATE 0 of 1', 'FARGATE_SPOT 1 of 1']);
  seen.same('Worker has three tasks', [worker.service.desiredCount, await seen.scaling(worker)], [3, undefined]);
  seen.same('Worker has the size that its user chose', sizeOf(worker), '256 CPU, 512 MiB');
  seen.same('nobody calls Worker', [worker.service.loadBalancers ?? [], container(worker).portMappings ?? []], [[], []]);
  seen.same('Worker has two minutes to stop, which is what Spot gives', container(worker).stopTimeout, 120);
}
