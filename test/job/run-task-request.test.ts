import { Lazy, Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { requestText, runTaskParameters, runTaskRequest } from '../../src/job/run-task-request';
import { TaskLaunch } from '../../src/job/task-launch';

const FARGATE: TaskLaunch = {
  clusterArn: 'arn:cluster',
  taskDefinitionArn: 'arn:definition',
  capacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: undefined, weight: 1 }],
  awsvpc: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
  placementStrategy: [],
  placementConstraints: undefined,
  enableExecuteCommand: false,
};
const INSTANCES: TaskLaunch = {
  clusterArn: 'arn:cluster',
  taskDefinitionArn: 'arn:definition',
  placementStrategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }],
  placementConstraints: [{ type: 'distinctInstance' }],
  enableExecuteCommand: true,
};

describe('a request', () => {
  test('is what the API takes, without what is absent or empty', () => {
    const request = runTaskRequest(FARGATE, {});
    expect(request).toStrictEqual({
      cluster: 'arn:cluster',
      taskDefinition: 'arn:definition',
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' } },
      enableExecuteCommand: false,
      enableECSManagedTags: true,
      propagateTags: 'TASK_DEFINITION',
    });
  });

  test('tells how many, where among instances, and what is changed', () => {
    const overrides = [{ name: 'app', command: [], environment: [{ name: 'MODE', value: '' }], cpu: 0, memory: undefined }];
    expect(runTaskRequest(INSTANCES, { taskCount: 3, overrides })).toStrictEqual({
      cluster: 'arn:cluster',
      taskDefinition: 'arn:definition',
      count: 3,
      placementStrategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }],
      placementConstraints: [{ type: 'distinctInstance' }],
      overrides: { containerOverrides: [{ name: 'app', environment: [{ name: 'MODE', value: '' }], cpu: 0 }] },
      enableExecuteCommand: true,
      enableECSManagedTags: true,
      propagateTags: 'TASK_DEFINITION',
    });
  });
});

describe('its text', () => {
  test('is the request in JSON', () => {
    const texts = fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.array(fc.string())));
    fc.assert(fc.property(texts, (request) => {
      expect(JSON.parse(requestText(request))).toEqual(JSON.parse(JSON.stringify(request)));
    }));
  });

  test('has numbers that only the deployment knows as numbers, and texts as texts', () => {
    const stack = new Stack();
    const request = { count: Lazy.number({ produce: () => 3 }), cluster: Lazy.string({ produce: () => 'shop' }), overrides: [{ cpu: Lazy.number({ produce: () => 256 }) }] };
    expect(stack.resolve(requestText(request))).toBe('{"count":3,"cluster":"shop","overrides":[{"cpu":256}]}');
  });

  test('shows the tokens in it, so that it can be quoted', () => {
    const text = requestText({ cluster: Lazy.string({ produce: () => 'shop' }) });
    expect(text).toMatch(/^\{"cluster":"\$\{Token\[[^\]]+\]\}"\}$/);
  });

  test('keeps a text with a token in it a text, whatever stands around the token', () => {
    const stack = new Stack();
    fc.assert(fc.property(fc.constantFrom('', '#', '"', '"#', '<', '$'), (sign) => {
      const text = requestText({ command: [`${sign}${Lazy.string({ produce: () => 'shop' })}${sign}`] });
      expect(JSON.parse(stack.resolve(text))).toEqual({ command: [`${sign}shop${sign}`] });
    }));
  });
});

describe('for Step Functions', () => {
  const small = (value: any): any => {
    if (Array.isArray(value)) return value.map(small);
    if (typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key[0].toLowerCase() + key.slice(1), small(part)]));
  };

  test.each([['on Fargate', FARGATE], ['on instances', INSTANCES]])('it is the same %s with capital letters, without the tags that its integration does not take', (_where, launch) => {
    const overrides = [{ name: 'app', environment: [{ 'name': 'AT', 'value.$': '$.time' }], memoryReservation: 64 }];
    const { enableECSManagedTags, ...request } = runTaskRequest(launch, { overrides });
    expect(enableECSManagedTags).toBe(true);
    expect(small(runTaskParameters(launch, overrides))).toEqual(request);
  });

  test('names begin large, and values stay what they are', () => {
    expect(runTaskParameters(INSTANCES, [{ name: 'app', command: ['import'], environment: [{ 'name': 'AT', 'value.$': '$.time' }] }])).toStrictEqual({
      Cluster: 'arn:cluster',
      TaskDefinition: 'arn:definition',
      PlacementStrategy: [{ Type: 'spread', Field: 'attribute:ecs.availability-zone' }],
      PlacementConstraints: [{ Type: 'distinctInstance' }],
      Overrides: { ContainerOverrides: [{ Name: 'app', Command: ['import'], Environment: [{ 'Name': 'AT', 'Value.$': '$.time' }] }] },
      EnableExecuteCommand: true,
      PropagateTags: 'TASK_DEFINITION',
    });
  });
});
