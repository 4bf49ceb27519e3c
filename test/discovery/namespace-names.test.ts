import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { App, Stack } from 'aws-cdk-lib/core';
import { namesIn } from '../../src/discovery/namespace-names';

const ARN = 'arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-1';

function imported(stack: Stack, id: string, namespaceArn: string = ARN): cloudmap.INamespace {
  return cloudmap.HttpNamespace.fromHttpNamespaceAttributes(stack, id, { namespaceArn, namespaceId: 'ns-1', namespaceName: 'shop' });
}

test('a namespace has one list of names, whichever reference leads to it', () => {
  const stack = new Stack();
  const namespace = new cloudmap.HttpNamespace(stack, 'Namespace', { name: 'shop' });
  expect(namesIn(imported(stack, 'Again', namespace.namespaceArn), stack)).toBe(namesIn(namespace, stack));
  expect(namesIn(imported(stack, 'One'), stack)).toBe(namesIn(imported(stack, 'Two'), stack));
});

test('namespaces and apps do not share theirs', () => {
  const [stack, elsewhere] = [new Stack(new App(), 'Stack'), new Stack(new App(), 'Stack')];
  const [one, two] = ['One', 'Two'].map((name) => new cloudmap.HttpNamespace(stack, name, { name }));
  expect(namesIn(one, stack)).not.toBe(namesIn(two, stack));
  expect(namesIn(imported(stack, 'Given'), stack)).not.toBe(namesIn(imported(elsewhere, 'Given'), elsewhere));
});
