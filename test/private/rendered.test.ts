import { App, CfnResource, Lazy, Stack } from 'aws-cdk-lib/core';
import { finalProperties, rendered } from '../../src/private/rendered';

function resourceWith(properties?: Record<string, unknown>): CfnResource {
  return new CfnResource(new Stack(new App(), 'Stack'), 'Resource', { type: 'Test::Resource', properties });
}

test('properties are those of the template: lazy values and overrides included', () => {
  const resource = resourceWith({ Count: Lazy.number({ produce: () => 2 }), Name: 'before', Self: Lazy.string({ produce: () => resource.ref }) });
  resource.addPropertyOverride('Name', 'after');

  expect(finalProperties(resource)).toEqual({ Count: 2, Name: 'after', Self: { Ref: 'Resource' } });
});

test('a resource without properties has none', () => {
  expect(finalProperties(resourceWith())).toEqual({});
});

test('an element is rendered as the core library does it', () => {
  expect(Object.keys(rendered(resourceWith()))).toEqual(['Resources']);
});
