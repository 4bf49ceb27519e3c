import { Match, Template } from 'aws-cdk-lib/assertions';
import { App, Aspects, CfnResource, Stack } from 'aws-cdk-lib/core';
import { lazyDependency } from '../../src/private/lazy-dependency';

test('waits for a resource that an aspect makes', () => {
  const stack = new Stack(new App(), 'Stack');
  const waiting = new CfnResource(stack, 'Waiting', { type: 'Test::Waiting' });
  waiting.node.addDependency(lazyDependency(() => stack.node.children.filter((child) => child.node.id === 'Late')));
  Aspects.of(stack).add({
    visit: (node) => {
      if (node === stack && !stack.node.tryFindChild('Late')) {
        new CfnResource(stack, 'Late', { type: 'Test::Late' });
      }
    },
  });

  Template.fromStack(stack).hasResource('Test::Waiting', { DependsOn: ['Late'] });
});

test('waits for nothing when nothing is found', () => {
  const stack = new Stack(new App(), 'Stack');
  new CfnResource(stack, 'Waiting', { type: 'Test::Waiting' }).node.addDependency(lazyDependency(() => []));

  Template.fromStack(stack).hasResource('Test::Waiting', { DependsOn: Match.absent() });
});
