import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { changeServiceConnect, hasServiceConnect, provideServiceConnect, ServiceConnectConfig } from '../../src/private/service-connect';

function setUp(serviceConnectConfiguration?: ServiceConnectConfig) {
  const stack = new Stack();
  const resource = new ecs.CfnService(stack, 'Service', { serviceConnectConfiguration });
  return { resource, written: () => Template.fromStack(stack).toJSON().Resources.Service.Properties?.ServiceConnectConfiguration };
}

test('what is provided is asked for as late as possible', () => {
  const { resource, written } = setUp();
  let namespace = 'early';
  provideServiceConnect(resource, () => ({ enabled: true, namespace }));
  namespace = 'late';
  expect(written()).toEqual({ Enabled: true, Namespace: 'late' });
});

test('changes apply in their order to what is provided after them', () => {
  const { resource, written } = setUp();
  changeServiceConnect(resource, (config) => ({ ...config, namespace: `${config.namespace}-1` }));
  changeServiceConnect(resource, (config) => ({ ...config, namespace: `${config.namespace}-2` }));
  provideServiceConnect(resource, () => ({ enabled: true, namespace: 'mesh' }));
  expect(written()).toEqual({ Enabled: true, Namespace: 'mesh-1-2' });
});

test('changes apply to what the user gave', () => {
  const { resource, written } = setUp({ enabled: true, namespace: 'own' });
  changeServiceConnect(resource, (config) => ({ ...config, enabled: false }));
  expect(written()).toEqual({ Enabled: false, Namespace: 'own' });
});

test('without a configuration there is nothing to change', () => {
  const { resource, written } = setUp();
  changeServiceConnect(resource, () => { throw new Error('not called'); });
  expect(written()).toBeUndefined();
});

test('only what the user gave counts as there', () => {
  expect(hasServiceConnect(setUp({ enabled: true }).resource)).toBe(true);
  const { resource } = setUp();
  expect(hasServiceConnect(resource)).toBe(false);
  provideServiceConnect(resource, () => ({ enabled: true }));
  expect(hasServiceConnect(resource)).toBe(false);
});
