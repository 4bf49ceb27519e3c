import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, InjectionContext, IPropertyInjector, PropertyInjectors, Stack } from 'aws-cdk-lib/core';
import { CONSTRUCTS } from './constructs';
import * as blueprints from '../../src';

/** Sets one prop of every construct of a kind, unless its user did. */
class Default implements IPropertyInjector {
  constructor(public readonly constructUniqueId: string, private readonly defaults: Record<string, unknown>) {}
  public inject(originalProps: any, _context: InjectionContext): any {
    return { ...this.defaults, ...originalProps };
  }
}

function stackWith(...injectors: IPropertyInjector[]): Stack {
  const stack = new Stack(new App(), 'Stack');
  PropertyInjectors.of(stack).add(...injectors);
  return stack;
}

test.each(Object.keys(CONSTRUCTS))('an organisation can see the props of %s before it is made', (name) => {
  const seen: any[] = [];
  const stack = stackWith({
    constructUniqueId: `cdk-ecs-blueprints.${name}`,
    inject: (props) => { seen.push(props); return props; },
  });
  CONSTRUCTS[name].minimal(stack);
  expect(seen.length).toBeGreaterThan(0);
});

test('an organisation changes the default number of tasks', () => {
  const stack = stackWith(new Default(blueprints.FargateSpotService.PROPERTY_INJECTION_ID, { scaling: blueprints.TaskScaling.exactly(5) }));
  CONSTRUCTS.FargateSpotService.minimal(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { DesiredCount: 5 });
});

test('an injector for the L2 inside cannot make a rollout that stalls', () => {
  const stack = stackWith({
    constructUniqueId: ecs.FargateService.PROPERTY_INJECTION_ID,
    inject: (props) => ({ ...props, minHealthyPercent: 100, maxHealthyPercent: 100, availabilityZoneRebalancing: undefined }),
  });
  CONSTRUCTS.FargateSpotService.minimal(stack);
  expect(() => Template.fromStack(stack)).toThrow(/RolloutPlan\.Stalls/);
});
