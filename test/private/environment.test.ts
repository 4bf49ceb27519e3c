import { App, Stack } from 'aws-cdk-lib/core';
import { knownEnvironment } from '../../src/private/environment';

test('is what is known of it', () => {
  expect(knownEnvironment(new Stack(new App(), 'Stack'))).toEqual({});
  expect(knownEnvironment(new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } }))).toEqual({ region: 'eu-west-1' });
  expect(knownEnvironment({ region: 'eu-west-1', account: '111122223333' })).toEqual({ region: 'eu-west-1', account: '111122223333' });
});
