import { conditionsOf, rolloutOf, Seen, sizeOf, strategyOf } from './seen';

/** An order service whose usual load runs on instances and whose peaks run on Fargate Spot. */
export async function baseAndBurst(seen: Seen): Promise<void> {
  const providers = seen.ids('BaseAndBurst', 'Fleet', 'AWS::ECS::CapacityProvider');
  const base = await seen.service('BaseAndBurst', 'Orders/Base');
  const burst = await seen.service('BaseAndBurst', 'Orders/Burst');
  seen.same(
    'the base has six tasks on the instances of three zones',
    [base.service.desiredCount, strategyOf(base)],
    [6, providers.map((provider) => `${provider} 1 of 3`)],
  );
  seen.same('the base does not scale', await seen.scaling(base), undefined);
  seen.same('the burst runs on Spot', strategyOf(burst), ['FARGATE 0 of 1', 'FARGATE_SPOT 1 of 1']);
  seen.same(
    'the burst scales from 1 to 30 tasks by CPU',
    await seen.scaling(burst),
    { min: 1, max: 30, held: { ECSServiceAverageCPUUtilization: 60 } },
  );
  seen.same('both run one task definition', base.service.taskDefinition, burst.service.taskDefinition);
  seen.same(
    'that task definition runs on both',
    [[...base.task.requiresCompatibilities!].sort(), sizeOf(base)],
    [['EC2', 'FARGATE'], '512 CPU, 1024 MiB'],
  );
  for (const [name, side] of Object.entries({ base, burst })) {
    seen.same(
      `the ${name} goes back by itself`,
      rolloutOf(side),
      { strategy: 'ROLLING', tasks: '100 to 200 %', breaker: true, alarms: true },
    );
  }

  const groups = (await Promise.all([base, burst].map((side) => seen.targetGroups(side)))).flat();
  const rules = (await Promise.all(groups.map((group) => seen.rulesTo(group)))).flat();
  seen.same('one rule leads to both', new Set(rules.map(({ RuleArn }) => RuleArn)).size, 1);
  seen.same('that rule is for the host', conditionsOf(rules[0]), { 'host-header': ['orders.example.com'] });
  const targets = rules[0].Actions![0].ForwardConfig?.TargetGroups?.map(({ TargetGroupArn, Weight }) => [TargetGroupArn, Weight]);
  seen.same('the weights at first are the tasks at first', targets, [[groups[0].TargetGroupArn, 6], [groups[1].TargetGroupArn, 1]]);
}
