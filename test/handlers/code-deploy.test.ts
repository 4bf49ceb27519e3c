import { createHash } from 'crypto';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { Api, appSpec, Aws, error, Handler, MINUTE, primary, request, SOURCE } from './code-deployments';

const { run, runs } = jest.requireActual<Handler>(SOURCE);

const RUN = 15 * MINUTE;
const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  for (const level of ['log', 'info', 'warn', 'error'] as const) jest.spyOn(console, level).mockImplementation((line?: unknown, ...rest: unknown[]) => { said.push([line, ...rest].join(' ')); });
});
afterEach(() => {
  // The address is all that it takes to answer in the function's name.
  expect(said.join()).not.toMatch(/secret|response\.example/);
});

/** Runs until CloudFormation has its answer, as Lambda does. */
async function runThrough(aws: Aws, asked: any): Promise<any> {
  await run(aws.api, asked, RUN);
  for (let times = 1; times < 5 && aws.answers.length === 0; times += 1) await run(aws.api, aws.continued.at(-1), RUN);
  expect(aws.answers).toHaveLength(1);
  return aws.answers[0];
}

describe('a change', () => {
  test('is deployed, and waited for', async () => {
    const aws = new Aws('arn:task:1');
    aws.meanwhile = (sleeps) => {
      if (sleeps === 1) aws.deployments[0].status = 'InProgress';
      if (sleeps === 20) aws.end('d-1', 'Succeeded');
    };
    const asked = request('Update', 'arn:task:2');

    expect(await runThrough(aws, asked)).toEqual({
      Status: 'SUCCESS',
      Reason: 'The deployment d-1 succeeded',
      PhysicalResourceId: 'Shop/Web',
      StackId: 'arn:stack',
      RequestId: 'request-1',
      LogicalResourceId: 'Shipment',
    });
    const content = asked.ResourceProperties.AppSpec;
    expect(aws.created).toEqual([{
      applicationName: 'Shop',
      deploymentGroupName: 'Web',
      description: 'CloudFormation request request-1 of Shipment',
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content, sha256: createHash('sha256').update(content).digest('hex') } },
    }]);
    expect(said).toEqual(['started d-1: arn:task:2', 'SUCCESS: The deployment d-1 succeeded']);
  });

  test('is waited for by run after run, for as long as CloudFormation waits', async () => {
    const aws = new Aws('arn:task:1');
    const started = aws.time;
    aws.meanwhile = () => { if (aws.time >= started + 56 * MINUTE && aws.deployments[0].status === 'Created') aws.end('d-1', 'Succeeded'); };

    const answer = await runThrough(aws, request('Update', 'arn:task:2'));

    expect(answer.Status).toBe('SUCCESS');
    expect(aws.continued.map(({ deadline, deploymentId }) => [deadline - started, deploymentId])).toEqual(new Array(4).fill([57 * MINUTE, 'd-1']));
    expect(aws.created).toHaveLength(1);
  });

  test('ends each run a minute before its time', async () => {
    const aws = new Aws('arn:task:1');
    const started = aws.time;

    await run(aws.api, request('Update', 'arn:task:2'), RUN);

    expect(aws.continued).toHaveLength(1);
    expect(aws.time - started).toBe(14 * MINUTE);
  });

  test.each([
    ['Failed', { code: 'HEALTH_CONSTRAINTS', message: 'The new tasks were not healthy' }, 'The deployment d-1 ended as Failed. HEALTH_CONSTRAINTS: The new tasks were not healthy'],
    ['Stopped', { code: 'ALARM_ACTIVE', message: 'Alarms went off: errors' }, 'The deployment d-1 ended as Stopped. ALARM_ACTIVE: Alarms went off: errors'],
    ['Stopped', undefined, 'The deployment d-1 ended as Stopped. CodeDeploy says no reason'],
  ])('that %s fails with what CodeDeploy says: %p', async (status, errorInformation, reason) => {
    const aws = new Aws('arn:task:1');
    aws.meanwhile = () => aws.end('d-1', status, errorInformation);

    expect(await runThrough(aws, request('Update', 'arn:task:2'))).toMatchObject({ Status: 'FAILED', Reason: reason });
  });

  test('that outlasts CloudFormation is stopped and goes back', async () => {
    const aws = new Aws('arn:task:1');

    expect(await runThrough(aws, request('Update', 'arn:task:2'))).toMatchObject({
      Status: 'FAILED',
      Reason: 'The deployment d-1 was still Created after 57 minutes, and CloudFormation waits for an hour at the most; ' +
        'it has been stopped and is rolled back: shorten its waits, or see in CodeDeploy what it waited for',
    });
    expect(aws.stopped).toEqual([{ deploymentId: 'd-1', autoRollbackEnabled: true }]);
  });

  test('that ends at the last moment counts', async () => {
    const aws = new Aws('arn:task:1');
    const started = aws.time;
    // Between the last look and the end of the time.
    const { batchGetDeployments } = aws.api;
    aws.api.batchGetDeployments = async (input) => {
      const answer = await batchGetDeployments(input);
      if (aws.time >= started + 57 * MINUTE) aws.end('d-1', 'Succeeded');
      return answer;
    };

    expect(await runThrough(aws, request('Update', 'arn:task:2'))).toMatchObject({ Status: 'SUCCESS', Reason: 'The deployment d-1 succeeded' });
    expect(aws.stopped).toEqual([]);
  });

  test('says no more than CloudFormation takes', async () => {
    const aws = new Aws('arn:task:1');
    aws.meanwhile = () => aws.end('d-1', 'Failed', { code: 'INTERNAL_ERROR', message: 'x'.repeat(10_000) });

    expect((await runThrough(aws, request('Update', 'arn:task:2'))).Reason).toHaveLength(1_000);
  });
});

describe('nothing is deployed', () => {
  test.each(['Create', 'Update'] as const)('at a %s where the service runs the task already', async (type) => {
    const aws = new Aws('arn:task:1');

    expect(await runThrough(aws, request(type, 'arn:task:1'))).toMatchObject({
      Status: 'SUCCESS', Reason: 'The service runs arn:task:1 already', PhysicalResourceId: 'Shop/Web',
    });
    expect([aws.created, aws.deployments]).toEqual([[], []]);
  });

  test('when CloudFormation goes back after a failure, once CodeDeploy is back', async () => {
    const aws = new Aws('arn:task:1');
    aws.meanwhile = () => aws.end('d-1', 'Failed');
    await runThrough(aws, request('Update', 'arn:task:2'));
    aws.answers.length = 0;
    aws.deploy({ creator: 'codeDeployRollback', description: 'CloudFormation request request-1 of Shipment', taskDefinition: 'arn:task:1' });
    aws.meanwhile = (sleeps) => { if (sleeps === 4) aws.end('d-2', 'Succeeded'); };

    const answer = await runThrough(aws, request('Update', 'arn:task:1', { RequestId: 'request-2' }));

    expect(answer).toMatchObject({ Status: 'SUCCESS', Reason: 'The service runs arn:task:1 already' });
    expect(aws.created).toHaveLength(1);
    expect(said).toContain('waits for d-2: InProgress');
  });

  test('a second time for the same request, while it goes on and when it is over', async () => {
    const aws = new Aws('arn:task:1');
    const asked = request('Update', 'arn:task:2');
    await run(aws.api, asked, RUN);
    aws.meanwhile = (sleeps) => { if (sleeps === 70) aws.end('d-1', 'Succeeded'); };
    await run(aws.api, asked, RUN);
    await run(aws.api, asked, RUN);

    expect(aws.created).toHaveLength(1);
    expect(aws.answers.map(({ Status: status }) => status)).toEqual(['SUCCESS', 'SUCCESS']);
  });

  test('by the slower one of two runs at once', async () => {
    const aws = new Aws('arn:task:1');
    const asked = request('Update', 'arn:task:2');
    const { createDeployment } = aws.api;
    // The other one gets in between the look and the start.
    aws.api.createDeployment = async (input) => {
      if (aws.deployments.length === 0) await createDeployment(input);
      return createDeployment(input);
    };
    aws.meanwhile = (sleeps) => { if (sleeps === 2) aws.end('d-1', 'Succeeded'); };

    expect(await runThrough(aws, asked)).toMatchObject({ Status: 'SUCCESS', Reason: 'The deployment d-1 succeeded' });
    expect(aws.deployments).toHaveLength(1);
  });

  test('again for a failed request that comes twice', async () => {
    const aws = new Aws('arn:task:1');
    aws.meanwhile = () => aws.end('d-1', 'Failed');
    const asked = request('Update', 'arn:task:2');
    await run(aws.api, asked, RUN);
    await run(aws.api, asked, RUN);

    expect(aws.created).toHaveLength(1);
    expect(aws.answers.map(({ Status: status }) => status)).toEqual(['FAILED', 'FAILED']);
  });
});

describe('a deployment of its own', () => {
  test('is found again where lists are behind', async () => {
    const aws = new Aws('arn:task:1');
    aws.api.listDeployments = async () => ({});
    aws.meanwhile = (sleeps) => { if (sleeps === 2) aws.end('d-1', 'Succeeded'); };

    expect(await runThrough(aws, request('Update', 'arn:task:2'))).toMatchObject({ Status: 'SUCCESS', Reason: 'The deployment d-1 succeeded' });
    expect(aws.created).toHaveLength(1);
  });

  test('is not the way back that CodeDeploy makes of it', async () => {
    const aws = new Aws('arn:task:1');
    const description = 'CloudFormation request request-1 of Shipment';
    aws.deploy({ creator: 'codeDeployRollback', status: 'Succeeded', description });
    aws.deploy({ status: 'Failed', description });

    expect((await runThrough(aws, request('Update', 'arn:task:2'))).Reason).toContain('The deployment d-2 ended as Failed');
  });
});

describe('a deployment that was started elsewhere', () => {
  test('is waited for, and then what it left is looked at', async () => {
    const aws = new Aws('arn:task:1');
    aws.deploy({ taskDefinition: 'arn:task:7' });
    aws.meanwhile = (sleeps) => {
      if (sleeps === 3) aws.end('d-1', 'Succeeded');
      if (sleeps === 9) aws.end('d-2', 'Succeeded');
    };

    expect(await runThrough(aws, request('Update', 'arn:task:2'))).toMatchObject({ Status: 'SUCCESS', Reason: 'The deployment d-2 succeeded' });
    expect(aws.created).toHaveLength(1);
  });

  test('is left alone, and named, where it takes too long', async () => {
    const aws = new Aws('arn:task:1');
    aws.deploy({ status: 'Ready' });

    expect(await runThrough(aws, request('Update', 'arn:task:2'))).toMatchObject({
      Status: 'FAILED',
      Reason: 'The deployment d-1 was still Ready after 57 minutes, and CloudFormation waits for an hour at the most; ' +
        'it was started elsewhere: wait for it or stop it, and deploy again',
    });
    expect([aws.created, aws.stopped]).toEqual([[], []]);
  });
});

describe('what goes wrong', () => {
  test.each(['describeServices', 'listDeployments', 'batchGetDeployments', 'createDeployment'] as const)('%s is tried again when it is throttled, any number of times', async (action) => {
    const aws = new Aws('arn:task:1');
    aws.errors[action] = new Array(30).fill(error('ThrottlingException', 'Rate exceeded'));
    aws.meanwhile = () => { if (aws.deployments[0]) aws.end('d-1', 'Succeeded'); };

    expect((await runThrough(aws, request('Update', 'arn:task:2'))).Status).toBe('SUCCESS');
    expect(aws.created).toHaveLength(1);
    expect(said).toContain('trying again after ThrottlingException');
  });

  test('permissions that are still on their way are waited for, and not for long', async () => {
    const aws = new Aws('arn:task:1');
    const denied = error('AccessDeniedException', 'not authorized to perform: ecs:DescribeServices');
    aws.errors.describeServices = [denied, denied];
    expect((await runThrough(aws, request('Create', 'arn:task:1'))).Status).toBe('SUCCESS');

    const forever = new Aws('arn:task:1');
    const started = forever.time;
    forever.errors.describeServices = new Array(100).fill(denied);
    expect(await runThrough(forever, request('Create', 'arn:task:1'))).toMatchObject({
      Status: 'FAILED', Reason: 'AccessDeniedException: not authorized to perform: ecs:DescribeServices', PhysicalResourceId: 'Shop/Web',
    });
    expect(forever.time - started).toBe(2 * MINUTE);
  });

  test('a service without a primary task set is named', async () => {
    const aws = new Aws();
    aws.taskSets = [];

    expect(await runThrough(aws, request('Update', 'arn:task:2'))).toMatchObject({ Status: 'FAILED', Reason: 'NotYetThere: The service web has no primary task set' });
  });

  test('what CodeDeploy refuses is what CloudFormation is told', async () => {
    const aws = new Aws('arn:task:1');
    aws.errors.createDeployment = [error('InvalidRevisionException', 'The AppSpec is not valid')];

    expect(await runThrough(aws, request('Update', 'arn:task:2'))).toMatchObject({ Status: 'FAILED', Reason: 'InvalidRevisionException: The AppSpec is not valid' });
  });

  test('an answer that does not arrive is thrown, for Lambda to run again', async () => {
    const aws = new Aws('arn:task:1');
    const asked = request('Update', 'arn:task:1');
    aws.errors.respond = [error('TypeError', 'fetch failed')];

    await expect(run(aws.api, asked, RUN)).rejects.toThrow('fetch failed');
    expect((await runThrough(aws, asked)).Status).toBe('SUCCESS');
  });

  test('time that runs out before anything could start is said', async () => {
    const aws = new Aws('arn:task:1');
    aws.errors.listDeployments = new Array(1_000).fill(error('ThrottlingException'));

    expect(await runThrough(aws, request('Update', 'arn:task:2'))).toMatchObject({ Status: 'FAILED', Reason: 'Nothing could be deployed within 57 minutes' });
  });
});

describe('a deletion', () => {
  test('does nothing where nothing is in progress', async () => {
    const aws = new Aws('arn:task:1');
    aws.deploy({ status: 'Succeeded' });

    expect(await runThrough(aws, request('Delete', 'arn:task:2', { PhysicalResourceId: 'Old/Name' }))).toMatchObject({
      Status: 'SUCCESS', Reason: 'No deployment is in progress', PhysicalResourceId: 'Old/Name',
    });
    expect([aws.created, aws.stopped]).toEqual([[], []]);
  });

  test('stops a deployment, with no way back, and waits for its end', async () => {
    const aws = new Aws('arn:task:1');
    aws.deploy();
    aws.api.stopDeployment = async (input) => { aws.stopped.push(input); };
    aws.meanwhile = (sleeps) => { if (sleeps === 3) aws.end('d-1', 'Stopped'); };

    expect(await runThrough(aws, request('Delete', 'arn:task:2'))).toMatchObject({ Status: 'SUCCESS', Reason: 'No deployment is in progress' });
    expect(aws.stopped).toEqual([{ deploymentId: 'd-1', autoRollbackEnabled: false }]);
    expect(said).toContain('stops d-1');
  });

  test('takes a deployment for stopped that ends by itself', async () => {
    const aws = new Aws('arn:task:1');
    aws.deploy();
    aws.errors.stopDeployment = [error('DeploymentAlreadyCompletedException')];
    aws.meanwhile = () => aws.end('d-1', 'Failed');

    expect((await runThrough(aws, request('Delete', 'arn:task:2'))).Status).toBe('SUCCESS');
  });

  test.each(['ApplicationDoesNotExistException', 'DeploymentGroupDoesNotExistException'])('succeeds where all is gone: %s', async (name) => {
    const aws = new Aws('arn:task:1');
    aws.errors.listDeployments = [error(name)];

    expect((await runThrough(aws, request('Delete', 'arn:task:2'))).Status).toBe('SUCCESS');
  });

  test('is the only one that succeeds there', async () => {
    const aws = new Aws('arn:task:1');
    aws.errors.listDeployments = [error('ApplicationDoesNotExistException', 'No application')];

    expect(await runThrough(aws, request('Update', 'arn:task:2'))).toMatchObject({ Status: 'FAILED', Reason: 'ApplicationDoesNotExistException: No application' });
  });
});

describe('tasks are as they should be', () => {
  const network = { AwsvpcConfiguration: { Subnets: ['subnet-2', 'subnet-1'], SecurityGroups: ['sg-1'], AssignPublicIp: 'DISABLED' } };
  const split = [{ CapacityProvider: 'FARGATE_SPOT', Weight: 3 }, { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }];

  test.each<[string, boolean, object]>([
    ['the task definition alone', true, {}],
    ['the network, in any order', true, { NetworkConfiguration: network }],
    ['the providers, in any order', true, { CapacityProviderStrategy: split }],
    ['the platform version', true, { PlatformVersion: '1.4.0' }],
    ['the newest platform version', true, { PlatformVersion: 'LATEST' }],
    ['another container', false, { LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 } }],
    ['another port', false, { LoadBalancerInfo: { ContainerName: 'app', ContainerPort: 81 } }],
    ['another platform version', false, { PlatformVersion: '1.3.0' }],
    ['another subnet', false, { NetworkConfiguration: { AwsvpcConfiguration: { ...network.AwsvpcConfiguration, Subnets: ['subnet-1'] } } }],
    ['another security group', false, { NetworkConfiguration: { AwsvpcConfiguration: { ...network.AwsvpcConfiguration, SecurityGroups: ['sg-2'] } } }],
    ['public addresses', false, { NetworkConfiguration: { AwsvpcConfiguration: { ...network.AwsvpcConfiguration, AssignPublicIp: 'ENABLED' } } }],
    ['another share', false, { CapacityProviderStrategy: [split[0], { CapacityProvider: 'FARGATE', Base: 2, Weight: 1 }] }],
    ['one provider less', false, { CapacityProviderStrategy: [split[1]] }],
  ])('%s: %p', (_, expected, properties) => {
    expect(runs(primary('arn:task:1'), appSpec('arn:task:1', properties).Resources[0].TargetService.Properties)).toBe(expected);
  });

  test('on instances without addresses of their own', () => {
    const wanted = appSpec('arn:task:1').Resources[0].TargetService.Properties;
    expect(runs({ taskDefinition: 'arn:task:1', loadBalancers: [{ containerName: 'app', containerPort: 80 }] }, wanted)).toBe(true);
    expect(runs({}, wanted)).toBe(false);
  });
});

describe('the function', () => {
  test('asks AWS, answers CloudFormation and starts itself again', async () => {
    const calls: [string, any][] = [];
    const client = (answers: Partial<Record<keyof Api | 'invoke', object>>) => class {
      constructor() {
        for (const [name, answer] of Object.entries(answers)) {
          (this as any)[name] = async (input: any) => {
            calls.push([name, input]);
            return answer;
          };
        }
      }
    };
    const busy = { deploymentId: 'd-1', status: 'InProgress' };
    // Not installed here: they come with the runtime.
    jest.doMock('@aws-sdk/client-codedeploy', () => ({
      CodeDeploy: client({ listDeployments: { deployments: ['d-1'] }, batchGetDeployments: { deploymentsInfo: [busy] }, createDeployment: {}, stopDeployment: {} }),
    }), { virtual: true });
    jest.doMock('@aws-sdk/client-ecs', () => ({ ECS: client({ describeServices: {} }) }), { virtual: true });
    jest.doMock('@aws-sdk/client-lambda', () => ({ Lambda: client({ invoke: {} }) }), { virtual: true });
    const { handler } = jest.requireActual<Handler>(SOURCE);
    const context = { invokedFunctionArn: 'arn:function', getRemainingTimeInMillis: () => MINUTE + 10 };
    jest.useFakeTimers();
    const done = handler(request('Update', 'arn:task:2'), context);
    await jest.runAllTimersAsync();
    await done;
    jest.useRealTimers();

    const [, invoked] = calls.find(([name]) => name === 'invoke')!;
    expect(invoked).toMatchObject({ FunctionName: 'arn:function', InvocationType: 'Event' });
    expect(JSON.parse(invoked.Payload)).toMatchObject({ RequestId: 'request-1', deploymentId: 'd-1', deadline: expect.any(Number) });

    Object.assign(busy, { status: 'Failed', description: 'CloudFormation request request-1 of Shipment' });
    const received = await answerOf((ResponseURL) => handler({ ...JSON.parse(invoked.Payload), ResponseURL }, context));
    expect(received).toEqual({ method: 'PUT', type: '', body: expect.stringContaining('"Status":"FAILED"') });
    await expect(answerOf((ResponseURL) => handler({ ...JSON.parse(invoked.Payload), ResponseURL }, context), 403))
      .rejects.toThrow('CloudFormation took no answer: 403');
  });

  /** What CloudFormation would get. */
  async function answerOf(act: (url: string) => Promise<void>, status: number = 200): Promise<unknown> {
    let received: unknown;
    const server = createServer(async (incoming, response) => {
      let body = '';
      for await (const chunk of incoming) body += chunk;
      received = { method: incoming.method, type: incoming.headers['content-type'], body };
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => { server.listen(0, resolve); });
    try {
      await act(`http://localhost:${(server.address() as AddressInfo).port}/`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    return received;
  }
});
