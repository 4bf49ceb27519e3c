import { conditionsOf, rolloutOf, Seen } from './seen';

/** The parts of a shop, each with the rollout that fits what a bad release of it would cost. */
export async function progressiveDelivery(seen: Seen): Promise<void> {
  const { balancing, codeDeploy } = seen.clients;
  const of = (name: string) => seen.service('ProgressiveDelivery', name);
  const [pages, orders, search, recommendations, invoices] = await Promise.all(['Pages', 'Orders', 'Search', 'Recommendations', 'Invoices'].map(of));
  for (const [name, seenService] of Object.entries({ pages, orders, search, recommendations, invoices })) {
    seen.same(`${name} has four tasks`, seenService.service.desiredCount, 4);
  }

  seen.same('pages change batch by batch', rolloutOf(pages), { strategy: 'ROLLING', tasks: '100 to 150 %', breaker: true, alarms: true });
  seen.same(
    'orders change at once, and alarms take them back',
    rolloutOf(orders),
    { strategy: 'BLUE_GREEN', tasks: '100 to 200 %', breaker: false, alarms: true },
  );
  const [test, pause] = orders.service.deploymentConfiguration!.lifecycleHooks!;
  seen.same(
    'orders are tested on the new tasks',
    [test.lifecycleStages, test.hookTargetArn?.split(':')[2]],
    [['POST_TEST_TRAFFIC_SHIFT'], 'lambda'],
  );
  seen.same('a person releases orders', pause.lifecycleStages, ['PRE_PRODUCTION_TRAFFIC_SHIFT']);
  seen.same(
    'one customer in twenty finds out first about search',
    search.service.deploymentConfiguration?.canaryConfiguration,
    { canaryPercent: 5, canaryBakeTimeInMinutes: 10 },
  );
  seen.same(
    'recommendations get their traffic in quarters',
    recommendations.service.deploymentConfiguration?.linearConfiguration,
    { stepPercent: 25, stepBakeTimeInMinutes: 10 },
  );
  seen.same('strategies of the two', [search, recommendations].map((service) => rolloutOf(service).strategy), ['CANARY', 'LINEAR']);
  seen.same('CodeDeploy changes invoices', invoices.service.deploymentController, { type: 'CODE_DEPLOY' });

  const shifting = [
    ['orders', orders, '/orders/*', '10'], ['search', search, '/search/*', '20'], ['recommendations', recommendations, '/recommendations/*', '30'],
  ] as const;
  for (const [name, seenService, path, priority] of shifting) {
    const { targetGroupArn, advancedConfiguration } = seenService.service.loadBalancers![0];
    const { Rules = [] } = await balancing.describeRules({ RuleArns: [advancedConfiguration!.productionListenerRule!] });
    const targets = Rules[0].Actions![0].ForwardConfig!.TargetGroups!.map(({ TargetGroupArn, Weight }) => [TargetGroupArn, Weight]);
    seen.same(
      `all traffic of ${name} goes to its first target group`,
      targets,
      [[targetGroupArn, 100], [advancedConfiguration!.alternateTargetGroupArn, 0]],
    );
    seen.same(
      `the rule of ${name} is its own`,
      [conditionsOf(Rules[0]), Rules[0].Priority],
      [{ 'host-header': ['www.example.com'], 'path-pattern': [path] }, priority],
    );
  }
  const { testListenerRule } = orders.service.loadBalancers![0].advancedConfiguration!;
  const { Rules: [testRule] = [] } = await balancing.describeRules({ RuleArns: [testListenerRule!] });
  seen.same(
    'a header leads to the new tasks of orders, before all others',
    [conditionsOf(testRule)['http-header'], testRule.Priority],
    [['next'], '9'],
  );

  const { deploymentGroupInfo: group } = await codeDeploy.getDeploymentGroup({
    applicationName: seen.id('ProgressiveDelivery', 'Invoices', 'AWS::CodeDeploy::Application'),
    deploymentGroupName: seen.id('ProgressiveDelivery', 'Invoices', 'AWS::CodeDeploy::DeploymentGroup'),
  });
  seen.same(
    'the deployment group is of invoices',
    group?.ecsServices,
    [{ clusterName: invoices.service.clusterArn?.split('/')[1], serviceName: invoices.service.serviceName }],
  );
  seen.same(
    'CodeDeploy takes invoices back',
    [group?.autoRollbackConfiguration?.enabled, group?.alarmConfiguration?.alarms?.length],
    [true, 5],
  );
}
