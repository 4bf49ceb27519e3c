import { Construct } from 'constructs';
import { CONSTRUCTS } from './constructs';
import * as blueprints from '../../src';

const publicConstructs = Object.entries<any>(blueprints)
  .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct);

test('every public construct is under the contract', () => {
  expect(publicConstructs.map(([name]) => name).sort()).toEqual(Object.keys(CONSTRUCTS).sort());
});

test.each(publicConstructs)('%s is found by property injectors under its own name', (name, construct) => {
  expect(construct.PROPERTY_INJECTION_ID).toBe(`cdk-ecs-blueprints.${name}`);
});

test.each(publicConstructs)('%s extends Construct and nothing else', (_name, construct) => {
  const written = Object.getPrototypeOf(construct);
  expect(Object.getPrototypeOf(written)).toBe(Construct);
});
