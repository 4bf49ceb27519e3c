import { createServer } from 'http';
import { AddressInfo } from 'net';
import * as fc from 'fast-check';
import { Aws, CLUSTER, error, HOUR, MINUTE, networkError, planOf, request, ROLE, SOURCE } from './anywhere-fleet';

let aws: Aws;
const logged: string[] = [];

beforeEach(() => {
  aws = new Aws();
  logged.length = 0;
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((...line: unknown[]) => { logged.push(line.map((part) => (part instanceof Error ? everythingOf(part) : String(part))).join(' ')); });
  }
});

/** Whatever a test does: neither the id nor the code of an activation, nor the address to answer at, is told to anybody. */
afterEach(() => {
  const told = [...logged, ...aws.told, JSON.stringify(aws.continued.map(({ ResponseURL, ...rest }) => rest))].join('\n');
  expect(aws.secrets.filter((secret) => told.includes(secret))).toEqual([]);
  expect(logged.join('\n')).not.toContain('X-Amz-Signature');
});

function everythingOf(thrown: unknown): string {
  const { cause, message, stack, ...rest } = thrown as Error & { cause?: unknown };
  return [message, stack, JSON.stringify(rest), cause === undefined ? '' : everythingOf(cause)].join(' ');
}

/** Runs to a failure that Lambda sees and logs. */
async function failureOf(running: Promise<void>): Promise<string> {
  const thrown = await running.then(() => undefined, (reason) => reason);
  logged.push(everythingOf(thrown));
  return thrown.message;
}

/** The one activation is the one in the secret. */
function expectOne(): void {
  expect(aws.ids).toEqual([aws.secret.activationId]);
}

/** What another run has put into the secret is left alone until it is certain that it is not current. */
async function expectOneAtNextLook(plan: object = planOf()): Promise<void> {
  expect(aws.ids).toContain(aws.secret.activationId);
  aws.time += 6 * HOUR;
  await aws.renew(plan);
  expectOne();
}

function hours(): number[] {
  return aws.metrics.map(({ ActivationHours }) => ActivationHours);
}

const answer = { StackId: 'arn:stack', LogicalResourceId: 'EdgeActivation', PhysicalResourceId: ROLE };
const SUCCESS = { ...answer, Status: 'SUCCESS' };

describe('creation', () => {
  test('makes an activation as it is planned, and puts it into the secret', async () => {
    expect(await aws.answerTo(request('Create'))).toEqual({ ...SUCCESS, RequestId: 'request-Create' });
    expect(aws.callsOf('CreateActivation')).toEqual([{
      IamRole: ROLE,
      RegistrationLimit: 10,
      ExpirationDate: new Date('2026-12-21T23:59:00.000Z'),
      Description: expect.stringMatching(/^EcsAnywhereFleet [0-9a-f]{32} [0-9a-f]{16}$/),
      DefaultInstanceName: 'edge',
      Tags: [{ Key: 'site', Value: 'berlin' }, { Key: 'EcsAnywhereFleet', Value: ROLE }],
    }]);
    const [{ ClientRequestToken, SecretString }] = aws.callsOf('PutSecretValue');
    expect(ClientRequestToken).toMatch(/^[0-9a-f]{32}$/);
    expect(SecretString).toBe(`{"activationId":"${aws.ids[0]}","activationCode":"Code/+1abcdefghijklm","expires":"2026-12-21T23:59:00.000Z"}`);
    expectOne();
  });

  test('tells for how long it is valid, and for how many machines', async () => {
    await aws.answerTo(request('Create'));
    expect(aws.metrics).toEqual([{
      _aws: {
        Timestamp: aws.time,
        CloudWatchMetrics: [{ Namespace: 'EcsAnywhereFleet', Dimensions: [['InstanceRole']], Metrics: [{ Name: 'ActivationHours' }, { Name: 'RegistrationsLeft' }] }],
      },
      InstanceRole: ROLE,
      ActivationHours: expect.closeTo(720, 1),
      RegistrationsLeft: 10,
    }]);
  });

  test.each([
    ['its role is not known yet', 'createActivation', error('ValidationException', 'Nonexistent role or missing ssm service principal in trust policy: arn:role')],
    ['what it may do is not known yet', 'createActivation', error('AccessDeniedException', 'not authorized to perform: ssm:CreateActivation')],
    ['its policy is not known yet', 'putSecretValue', error('AccessDeniedException')],
    ['too many ask', 'describeActivations', error('ThrottlingException', 'Rate exceeded')],
    ['too many write', 'putSecretValue', error('ThrottlingException', 'Rate exceeded')],
    ['no service answers', 'listSecretVersionIds', networkError()],
  ] as const)('tries again where %s', async (_, action, thrown) => {
    aws.errors[action] = [thrown, thrown, thrown];
    expect((await aws.answerTo(request('Create'))).Status).toBe('SUCCESS');
    expect(aws.slept).toHaveLength(3);
    [1_000, 2_000, 4_000].forEach((longest, index) => {
      expect(aws.slept[index]).toBeLessThanOrEqual(longest);
      expect(aws.slept[index]).toBeGreaterThanOrEqual(longest / 2);
    });
    expectOne();
  });

  test('gives up after two minutes', async () => {
    const started = aws.time;
    aws.before = (action) => { if (action === 'createActivation') throw error('ThrottlingException', 'Rate exceeded'); };
    expect(await aws.answerTo(request('Create'))).toEqual({
      ...answer, RequestId: 'request-Create', Status: 'FAILED', Reason: 'CreateActivation failed: ThrottlingException: Rate exceeded',
    });
    expect(aws.time - started).toBeGreaterThanOrEqual(2 * MINUTE);
    expect(aws.time - started).toBeLessThanOrEqual(2.5 * MINUTE);
  });

  test('says what AWS refuses', async () => {
    aws.errors.createActivation = [error('InvalidParameters', 'no such limit')];
    expect(await aws.answerTo(request('Create'))).toMatchObject({ Status: 'FAILED', Reason: 'CreateActivation failed: InvalidParameters: no such limit' });
    expect(aws.slept).toEqual([]);
  });

  test('says which text cannot be read, where one that only the deployment knows has a quote in it', async () => {
    const asked = request('Create');
    asked.ResourceProperties.Activation = '{"machineName":"19" rack"}';
    expect(await aws.answerTo(asked)).toEqual({
      ...answer, RequestId: 'request-Create', Status: 'FAILED', Reason: 'machineName and the values of machineTags take no quotes and no backslashes',
    });
    expect(aws.ids).toEqual([]);
  });

  test('leaves nothing where the secret cannot be written, and does not quote what was sent', async () => {
    aws.before = (action, input) => {
      if (action === 'putSecretValue') throw Object.assign(error('EncryptionFailure', `cannot encrypt ${input.SecretString}`), { request: input, cause: input });
    };
    expect(await aws.answerTo(request('Create'))).toMatchObject({ Status: 'FAILED', Reason: 'PutSecretValue failed: EncryptionFailure' });
    expect(aws.ids).toEqual([]);
  });

  test('quotes no answer that cannot be read, either', async () => {
    aws.before = (action) => {
      if (action === 'createActivation') throw new SyntaxError(`Unexpected token in "${aws.create({ IamRole: ROLE, ExpirationDate: new Date(aws.time) }).ActivationCode}"`);
    };
    expect((await aws.answerTo(request('Create'))).Reason).toBe('CreateActivation failed: SyntaxError');
  });

  test('leaves an activation that may be in the secret after all, where nobody answers', async () => {
    aws.before = (action) => { if (action === 'putSecretValue') throw networkError(); };
    expect((await aws.answerTo(request('Create'))).Reason).toBe('PutSecretValue failed: Error');
    expect(aws.ids).toHaveLength(1);
  });
});

describe('the same request again', () => {
  test('changes nothing once it was dealt with', async () => {
    await aws.answerTo(request('Create'));
    const { activationId } = aws.secret;
    expect((await aws.answerTo(request('Create'))).Status).toBe('SUCCESS');
    expect(aws.secret.activationId).toBe(activationId);
    expect(aws.callsOf('CreateActivation')).toHaveLength(1);
    expectOne();
  });

  test('does not bring back what came after it', async () => {
    await aws.answerTo(request('Create'));
    const update = request('Update', planOf({ registrationLimit: 20 }));
    await aws.answerTo(update);
    await aws.answerTo(request('Update', planOf(), { RequestId: 'back' }));
    await aws.answerTo(request('Update', planOf({ machineName: 'other' }), { RequestId: 'next' }));
    const { activationId } = aws.secret;
    await aws.answerTo(update);
    expect(aws.secret.activationId).toBe(activationId);
    expect(aws.callsOf('CreateActivation')).toHaveLength(4);
    expectOne();
  });

  test.each([2, 3])('leaves one activation, that in the secret, where %d runs deal with it at the same time', async (count) => {
    let waiting: (() => void)[] = [];
    // All of them have made their own before the first one writes it.
    aws.before = (action) => (action !== 'putSecretValue' || waiting.length >= count ? undefined : new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === count) waiting.forEach((go) => go());
    }));
    await Promise.all(Array.from({ length: count }, () => aws.runOnce(request('Create'))));
    expect(aws.callsOf('CreateActivation')).toHaveLength(count);
    expect(aws.answers.map(({ Status }) => Status)).toEqual(Array.from({ length: count }, () => 'SUCCESS'));
    expectOne();
  });

  test('deletes what a run left that ended between making and writing', async () => {
    aws.before = (action) => (action === 'putSecretValue' ? new Promise<void>(() => undefined) : undefined);
    void aws.runOnce(request('Create'));
    while (aws.ids.length === 0) await new Promise(setImmediate);
    aws.before = undefined;
    expect((await aws.answerTo(request('Create'))).Status).toBe('SUCCESS');
    expect(aws.callsOf('CreateActivation')).toHaveLength(2);
    expectOne();
  });
});

describe('an update', () => {
  beforeEach(async () => { await aws.answerTo(request('Create')); });

  test.each([
    ['the limit', { registrationLimit: 20 }],
    ['the time', { validHours: 240, renewBelowHours: 126 }],
    ['the name', { machineName: 'other' }],
    ['the name, to none', { machineName: undefined }],
    ['a tag', { tags: { site: 'bonn', EcsAnywhereFleet: ROLE } }],
  ])('of %s makes another activation and deletes the one before', async (_, change) => {
    const [first] = aws.ids;
    expect(await aws.answerTo(request('Update', planOf(change)))).toEqual({ ...SUCCESS, RequestId: 'request-Update' });
    expect(aws.ids).toHaveLength(1);
    expect(aws.ids).not.toContain(first);
    expectOne();
  });

  test.each([
    ['nothing', planOf()],
    ['the time of renewal alone', planOf({ renewBelowHours: 300 })],
    ['how the limit is written', planOf({ registrationLimit: '10' })],
    ['the order of the tags', planOf({ tags: { EcsAnywhereFleet: ROLE, site: 'berlin' } })],
  ])('of %s keeps it', async (_, plan) => {
    const [first] = aws.ids;
    expect((await aws.answerTo(request('Update', plan))).Status).toBe('SUCCESS');
    expect(aws.ids).toEqual([first]);
  });

  test('of nothing makes one where the one before has expired, or was deleted', async () => {
    const [first] = aws.ids;
    aws.time += 721 * HOUR;
    await aws.answerTo(request('Update'));
    expect(aws.ids).not.toContain(first);
    expectOne();
    aws.activations = [];
    await aws.answerTo(request('Update', planOf(), { RequestId: 'again' }));
    expectOne();
  });

  test('that goes back makes one of what was before', async () => {
    await aws.answerTo(request('Update', planOf({ registrationLimit: 20 })));
    await aws.answerTo(request('Update', planOf(), { RequestId: 'back' }));
    expect(aws.activations).toMatchObject([{ RegistrationLimit: 10 }]);
    expectOne();
  });

  test('to another role is another resource, and the fleet before is deleted with its own', async () => {
    const other = planOf({ role: 'Other', tags: { EcsAnywhereFleet: 'Other' } });
    expect((await aws.answerTo(request('Update', other))).PhysicalResourceId).toBe('Other');
    await aws.answerTo(request('Delete'));
    expect(aws.activations).toMatchObject([{ IamRole: 'Other' }]);
    expectOne();
  });

  test('that fails is answered as what is there', async () => {
    aws.errors.createActivation = [error('InvalidParameters')];
    expect(await aws.answerTo(request('Update', planOf({ role: 'Other' })))).toMatchObject({ Status: 'FAILED', PhysicalResourceId: ROLE });
    expectOne();
  });

  test('does not fail for an old activation that cannot be deleted; the next look deletes it', async () => {
    aws.errors.deleteActivation = [Object.assign(error('AccessDeniedException', `not authorized: ${aws.ids[0]}`), { request: { ActivationId: aws.ids[0] } })];
    expect((await aws.answerTo(request('Update', planOf({ registrationLimit: 20 })))).Status).toBe('SUCCESS');
    expect(logged).toContain('not everything is tidied up: DeleteActivation failed: AccessDeniedException');
    expect(aws.ids).toHaveLength(2);
    aws.time += 6 * HOUR;
    await aws.renew(planOf({ registrationLimit: 20 }));
    expectOne();
  });

  test('tries again where another update of activations is going on, and takes for deleted what is gone', async () => {
    aws.errors.deleteActivation = [error('TooManyUpdates'), error('InvalidActivationId')];
    await aws.answerTo(request('Update', planOf({ registrationLimit: 20 })));
    expect(aws.slept).toHaveLength(1);
    expect(logged.filter((line) => line.includes('tidied'))).toEqual([]);
  });
});

describe('the renewal', () => {
  beforeEach(async () => { await aws.answerTo(request('Create')); });

  test('waits as long as there is time, and tells how much', async () => {
    const [first] = aws.ids;
    aws.time += 353 * HOUR;
    await aws.renew();
    expect(aws.ids).toEqual([first]);
    expect(hours()).toEqual([expect.closeTo(720, 1), expect.closeTo(367, 1)]);
  });

  test('comes before half of the time is over, and deletes the one before; machines stay', async () => {
    aws.register(3);
    const [first] = aws.ids;
    aws.time += 355 * HOUR;
    await aws.renew();
    expect(aws.ids).not.toContain(first);
    expectOne();
    expect(aws.nodes).toHaveLength(3);
    expect(hours()[1]).toBeCloseTo(720, 1);
    expect(aws.activations[0].ExpirationDate.toISOString()).toBe(aws.secret.expires);
  });

  test('makes one where the one before is gone', async () => {
    aws.activations = [];
    await aws.renew(planOf({ registrationLimit: '10' }));
    expectOne();
    expect(aws.activations).toMatchObject([{ RegistrationLimit: 10 }]);
  });

  test('does not change it back where the stack has just changed it', async () => {
    await aws.answerTo(request('Update', planOf({ registrationLimit: 20 })));
    await aws.renew(planOf(), 'before the change', aws.time - MINUTE);
    expect(aws.activations).toMatchObject([{ RegistrationLimit: 20 }]);
  });

  test('does not change a short time back to a longer one, either', async () => {
    const strict = planOf({ registrationLimit: 1, validHours: 24, renewBelowHours: 18 });
    await aws.answerTo(request('Update', strict));
    await aws.renew(planOf(), 'before the change', aws.time - MINUTE);
    expect(aws.activations).toMatchObject([{ RegistrationLimit: 1 }]);
  });

  test('puts right what was made under an old plan', async () => {
    const strict = planOf({ registrationLimit: 1, validHours: 24, renewBelowHours: 18 });
    aws.time += MINUTE;
    await aws.renew(strict);
    expect(aws.activations).toMatchObject([{ RegistrationLimit: 1 }]);
    expectOne();
  });

  test('keeps one that is used up, so that the limit is one, and tells of it', async () => {
    const [first] = aws.ids;
    aws.activations[0].RegistrationsCount = 10;
    await aws.renew();
    expect(aws.ids).toEqual([first]);
    expect(aws.metrics[1]).toMatchObject({ ActivationHours: expect.closeTo(720, 1), RegistrationsLeft: 0 });
    expect(logged).toContain(`the activation of ${ROLE} is used up: no machine can register until there is another`);
  });

  test('does not delete what it has put into the secret, where Secrets Manager lists it late', async () => {
    const [{ VersionId }] = aws.versions;
    aws.time += 400 * HOUR;
    aws.versionsListed = () => aws.versions.map((version) => ({ ...version, stages: version.VersionId === VersionId ? ['AWSCURRENT'] : [] }));
    await aws.renew();
    expect(aws.ids).toContain(aws.secret.activationId);
  });

  test('does not delete what another run has just put into the secret, where Secrets Manager lists it late', async () => {
    aws.time += 400 * HOUR;
    const [{ VersionId }] = aws.versions;
    await aws.renew(planOf(), 'other');
    aws.versionsListed = () => aws.versions.map((version) => ({ ...version, stages: version.VersionId === VersionId ? ['AWSCURRENT'] : [] }));
    await aws.renew(planOf(), 'other');
    expect(aws.ids).toContain(aws.secret.activationId);
  });

  test.each(['createActivation', 'putSecretValue'] as const)('that fails at %s leaves the one before as it is, tells its hours, and fails', async (action) => {
    const { secret } = aws;
    aws.time += 400 * HOUR;
    aws.before = (doing, input) => { if (doing === action) throw Object.assign(error('InternalFailure', JSON.stringify(input)), { request: input }); };
    expect(await failureOf(aws.renew())).toMatch(/^(CreateActivation|PutSecretValue) failed: InternalFailure/);
    expect(aws.secret).toEqual(secret);
    expectOne();
    expect(hours()[1]).toBeCloseTo(320, 1);
    expect(logged.some((line) => line.startsWith(`the activation of ${ROLE} is not renewed:`))).toBe(true);
  });

  test('that cannot see anything tells no number', async () => {
    aws.before = (action) => { if (action === 'describeActivations') throw error('InternalFailure', 'broken'); };
    expect(await failureOf(aws.renew())).toBe('DescribeActivations failed: InternalFailure: broken');
    expect(aws.metrics).toHaveLength(1);
  });

  test.each([['one after the other', 'same', 'same'], ['with other ids', 'one', 'other']])('that comes twice leaves one: %s', async (_, one, other) => {
    aws.time += 400 * HOUR;
    await aws.renew(planOf(), one);
    await aws.renew(planOf(), other);
    expect(aws.callsOf('CreateActivation')).toHaveLength(2);
    expectOne();
  });

  test.each([['the same event', 'same', 'same'], ['other events', 'one', 'other']])('that comes twice at the same time leaves one: %s', async (_, one, other) => {
    aws.time += 400 * HOUR;
    await Promise.all([aws.renew(planOf(), one), aws.renew(planOf(), other)]);
    await expectOneAtNextLook();
  });

  test('at the same time as an update leaves one', async () => {
    aws.time += 400 * HOUR;
    await Promise.all([aws.renew(), aws.runOnce(request('Update', planOf({ registrationLimit: 20 })))]);
    await expectOneAtNextLook(planOf({ registrationLimit: 20 }));
  });

  test('leaves alone what another run has just made, and deletes it when that run must have ended', async () => {
    aws.create({ IamRole: ROLE, Description: `EcsAnywhereFleet ${'0'.repeat(32)} ${'0'.repeat(16)}`, ExpirationDate: new Date(aws.time + 700 * HOUR) });
    await aws.renew();
    expect(aws.ids).toHaveLength(2);
    aws.time += 21 * MINUTE;
    await aws.renew();
    expectOne();
  });

  test('leaves alone what somebody has made by hand', async () => {
    aws.create({ IamRole: ROLE, Description: 'for a test', ExpirationDate: new Date(aws.time + 700 * HOUR) });
    aws.time += 400 * HOUR;
    await aws.renew();
    expect(aws.activations.map(({ Description }) => Description)).toEqual(['for a test', expect.stringMatching(/^EcsAnywhereFleet /)]);
  });

  test('goes on and on, with half of the time left or more', async () => {
    for (let looks = 0; looks < 4 * 90; looks += 1) {
      aws.time += 6 * HOUR;
      await aws.renew();
    }
    expectOne();
    expect(Math.min(...hours())).toBeGreaterThanOrEqual(366);
    expect(aws.callsOf('CreateActivation').length).toBe(7);
  });
});

test('whatever runs at the same time, and wherever one of them ends: what is in the secret is valid all the time, and the next looks leave nothing else', async () => {
  const limit = fc.constantFrom(10, 20);
  const work = fc.oneof(
    fc.record({ kind: fc.constant('renew' as const), id: fc.constantFrom('a', 'b'), limit }),
    fc.record({ kind: fc.constant('update' as const), id: fc.constantFrom('c', 'd'), limit }),
  );
  const several = fc.array(work, { minLength: 2, maxLength: 4 });
  await fc.assert(fc.asyncProperty(fc.scheduler(), several, fc.option(fc.nat(30)), async (scheduler, jobs, crash) => {
    aws = new Aws();
    await aws.answerTo(request('Create'));
    aws.time += 400 * HOUR;
    let calls = 0;
    let broken = 0;
    aws.before = async () => {
      await scheduler.schedule(Promise.resolve());
      if (!aws.ids.includes(aws.secret.activationId)) broken += 1;
      calls += 1;
      // Lambda takes this run away.
      if (calls - 1 === crash) await new Promise(() => undefined);
    };
    const running = jobs.map(({ id, kind, limit: registrationLimit }) => {
      const plan = planOf({ registrationLimit });
      return kind === 'renew' ? aws.renew(plan, id) : aws.runOnce(request('Update', plan, { RequestId: id }));
    });
    await scheduler.waitIdle();
    if (crash === null || calls <= crash) await Promise.all(running);
    aws.before = undefined;
    expect(broken).toBe(0);
    const { activationId } = aws.secret;
    aws.time += 21 * MINUTE;
    await aws.renew(planOf(), 'later');
    expect(aws.ids.filter((id) => id === aws.secret.activationId)).toHaveLength(1);
    if (crash === null) expectOne();
    // Of two for one request, one of whose runs was taken away, nobody knows which the secret has, until it has another.
    aws.time += 400 * HOUR;
    await aws.renew(planOf(), 'much later');
    expect(aws.secret.activationId).not.toBe(activationId);
    expectOne();
  }), { numRuns: 200 });
});

describe('deletion', () => {
  beforeEach(async () => { await aws.answerTo(request('Create')); });

  test('deletes all activations of the role, page by page, and no others', async () => {
    for (let index = 0; index < 120; index += 1) aws.create({ IamRole: ROLE, ExpirationDate: new Date(aws.time) });
    aws.create({ IamRole: 'Other', ExpirationDate: new Date(aws.time) });
    expect(await aws.answerTo(request('Delete'))).toEqual({ ...SUCCESS, RequestId: 'request-Delete' });
    expect(aws.activations).toMatchObject([{ IamRole: 'Other' }]);
  });

  test('deregisters the machines of the fleet, page by page, from the cluster first, and no others', async () => {
    aws.register(230);
    const order: string[] = [];
    aws.before = (action, { InstanceId, containerInstance }) => { if (/^deregister/.test(action)) order.push(InstanceId ?? containerInstance); };
    const others = [
      { containerInstanceArn: 'arn:ec2', ec2InstanceId: 'i-0123456789abcdef0', agentConnected: true },
      { containerInstanceArn: 'arn:other', ec2InstanceId: 'mi-other', agentConnected: true },
    ];
    aws.instances.push(...others);
    aws.nodes.push({ InstanceId: 'mi-other', IamRole: 'Other' });
    expect((await aws.answerTo(request('Delete'))).Status).toBe('SUCCESS');
    expect(aws.instances).toEqual(others);
    expect(aws.nodes).toEqual([{ InstanceId: 'mi-other', IamRole: 'Other' }]);
    expect(order.slice(0, 230).every((id) => id.startsWith('arn:'))).toBe(true);
    expect(order).toHaveLength(460);
  });

  test('takes machines along that Systems Manager does not know any more, so that the cluster is empty', async () => {
    aws.register(2);
    aws.nodes = [];
    await aws.answerTo(request('Delete'));
    expect(aws.instances).toEqual([]);
  });

  test('takes machines along that come while it goes on', async () => {
    aws.register(1);
    let late = false;
    aws.before = (action) => {
      if (action !== 'deregisterManagedInstance' || late) return;
      late = true;
      aws.register(1);
    };
    await aws.answerTo(request('Delete'));
    expect([aws.instances, aws.nodes]).toEqual([[], []]);
  });

  test('does not wait for what is listed longer than it is there', async () => {
    aws.register(2);
    const [listed] = aws.nodes;
    aws.before = (action) => { if (action === 'describeInstanceInformation' && !aws.nodes.includes(listed)) aws.nodes.push(listed); };
    expect((await aws.answerTo(request('Delete'))).Status).toBe('SUCCESS');
    expect([aws.continued, aws.nodes]).toEqual([[], [listed]]);
  });

  test('leaves the machines where it is told to', async () => {
    aws.register(2);
    const asked = request('Delete');
    asked.ResourceProperties.Machines = JSON.stringify({ role: ROLE, cluster: CLUSTER, leave: true });
    expect((await aws.answerTo(asked)).Status).toBe('SUCCESS');
    expect([aws.ids.length, aws.instances.length, aws.nodes.length]).toEqual([0, 2, 2]);
  });

  test('takes for done what is gone: the cluster, instances, nodes and activations', async () => {
    aws.register(2);
    const gone = error('ClusterNotFoundException', 'Cluster not found.');
    aws.errors.deregisterContainerInstance = [gone, error('InvalidParameterException', 'Referenced container instance was not found.')];
    aws.errors.deregisterManagedInstance = [error('InvalidInstanceId'), error('InvalidInstanceId')];
    aws.errors.deleteActivation = [error('InvalidActivation')];
    expect((await aws.answerTo(request('Delete'))).Status).toBe('SUCCESS');
    aws.errors.listContainerInstances = [gone];
    expect((await aws.answerTo(request('Delete', planOf(), { RequestId: 'again' }))).Status).toBe('SUCCESS');
  });

  test('that comes again finds nothing, and succeeds', async () => {
    aws.register(2);
    await aws.answerTo(request('Delete'));
    expect((await aws.answerTo(request('Delete'))).Status).toBe('SUCCESS');
    expect(aws.callsOf('DeregisterContainerInstance')).toHaveLength(2);
  });

  test('tries again where it is turned away', async () => {
    aws.register(1);
    const actions = ['deregisterContainerInstance', 'deregisterManagedInstance', 'deleteActivation', 'listContainerInstances', 'describeInstanceInformation'] as const;
    for (const action of actions) {
      aws.errors[action] = [error('ThrottlingException'), error('ThrottlingException')];
    }
    expect((await aws.answerTo(request('Delete'))).Status).toBe('SUCCESS');
    expect([aws.ids, aws.instances, aws.nodes]).toEqual([[], [], []]);
  });

  test('goes on in further runs where one is not enough, and deregisters each machine once', async () => {
    aws.register(200);
    aws.before = (action) => { if (/^deregister/.test(action)) aws.time += 5_000; };
    expect((await aws.answerTo(request('Delete'))).Status).toBe('SUCCESS');
    expect(aws.continued.length).toBeGreaterThan(1);
    expect(aws.callsOf('DeregisterContainerInstance')).toHaveLength(200);
    expect([aws.instances, aws.nodes]).toEqual([[], []]);
  });

  test('says what to do where an hour is not enough', async () => {
    aws.register(200);
    aws.before = (action) => { if (/^deregister/.test(action)) aws.time += MINUTE; };
    expect(await aws.answerTo(request('Delete'))).toMatchObject({
      Status: 'FAILED', Reason: 'There are still machines registered: delete the stack again, and the others follow', PhysicalResourceId: ROLE,
    });
  });

  test('names the machine that it may not deregister', async () => {
    aws.register(1);
    aws.errors.deregisterManagedInstance = [error('AccessDeniedException', 'not authorized to perform: ssm:DeregisterManagedInstance')];
    expect((await aws.answerTo(request('Delete'))).Reason).toBe(
      'DeregisterManagedInstance of mi-00000000000000000 failed: AccessDeniedException: not authorized to perform: ssm:DeregisterManagedInstance');
  });

  test('waits for what it may do to be known, where the policy has just been made', async () => {
    aws.register(1);
    const denied = error('AccessDeniedException', 'not authorized');
    for (const action of ['listContainerInstances', 'describeContainerInstances', 'describeInstanceInformation'] as const) aws.errors[action] = [denied, denied];
    expect((await aws.answerTo(request('Delete'))).Status).toBe('SUCCESS');
    expect([aws.ids, aws.instances, aws.nodes]).toEqual([[], [], []]);
  });

  test('deletes an activation, too, that a renewal makes meanwhile', async () => {
    aws.register(1);
    aws.before = (action) => { if (action === 'deregisterManagedInstance') aws.create({ IamRole: ROLE, ExpirationDate: new Date(aws.time) }); };
    expect((await aws.answerTo(request('Delete'))).Status).toBe('SUCCESS');
    expect(aws.ids).toEqual([]);
  });

  test('deletes no activation of another role, whatever is listed', async () => {
    aws.create({ IamRole: `${ROLE}-2`, ExpirationDate: new Date(aws.time) });
    aws.listsByPrefix = true;
    expect((await aws.answerTo(request('Delete'))).Status).toBe('SUCCESS');
    expect(aws.activations).toMatchObject([{ IamRole: `${ROLE}-2` }]);
  });

  test('hands over with three minutes left of a run, in which AWS may be tried again', async () => {
    aws.register(200);
    aws.before = (action) => { if (/^deregister/.test(action)) aws.time += 5_000; };
    const started = aws.time;
    await aws.runOnce(request('Delete'));
    expect(aws.continued).toHaveLength(1);
    expect(aws.time - started).toBeGreaterThan(11 * MINUTE);
    expect(aws.time - started).toBeLessThan(12.2 * MINUTE);
  });

  test('of what has a plan that cannot be read deregisters the machines all the same', async () => {
    aws.register(1);
    const asked = request('Delete');
    asked.ResourceProperties.Activation = '{"machineName":"19" rack"}';
    expect(await aws.answerTo(asked)).toEqual({ ...SUCCESS, RequestId: 'request-Delete' });
    expect([aws.ids, aws.instances, aws.nodes]).toEqual([[], [], []]);
  });

  test('of what could not be made succeeds', async () => {
    expect((await new Aws().answerTo(request('Delete', planOf(), { PhysicalResourceId: 'EdgeActivation' }))).Status).toBe('SUCCESS');
  });
});

describe('the roll call', () => {
  test('counts machines, and those that are lost, by either sign', async () => {
    aws.register(5);
    aws.instances[1].agentConnected = false;
    aws.nodes[1].PingStatus = 'ConnectionLost';
    aws.nodes[2].PingStatus = 'ConnectionLost';
    aws.nodes[3].PingStatus = 'Inactive';
    aws.instances.push({ containerInstanceArn: 'arn:ec2', ec2InstanceId: 'i-0123456789abcdef0', agentConnected: false });
    aws.instances.push({ containerInstanceArn: 'arn:gone', ec2InstanceId: 'mi-gone', agentConnected: false });
    aws.instances.push({ containerInstanceArn: 'arn:other', ec2InstanceId: 'mi-other', agentConnected: false });
    aws.nodes.push({ InstanceId: 'mi-other', IamRole: 'Other', PingStatus: 'ConnectionLost' });
    await aws.callRoll();
    expect(aws.metrics).toEqual([{
      _aws: {
        Timestamp: aws.time,
        CloudWatchMetrics: [{ Namespace: 'EcsAnywhereFleet', Dimensions: [['InstanceRole']], Metrics: [{ Name: 'Machines' }, { Name: 'LostMachines' }] }],
      },
      InstanceRole: ROLE,
      Machines: 6,
      LostMachines: 4,
    }]);
    expect(logged).toEqual([`lost of ${ROLE}: mi-00000000000000001, mi-00000000000000002, mi-00000000000000003, mi-gone`]);
  });

  test('looks again after a minute, and does not count a machine that is connected again by then', async () => {
    aws.register(3);
    aws.instances[0].agentConnected = false;
    aws.instances[1].agentConnected = false;
    aws.before = (action) => {
      if (action !== 'listContainerInstances' || aws.slept.length === 0) return;
      aws.instances[0].agentConnected = true;
      aws.instances[2].agentConnected = false;
    };
    await aws.callRoll();
    expect(aws.slept).toEqual([MINUTE]);
    expect(aws.metrics).toMatchObject([{ Machines: 3, LostMachines: 1 }]);
    expect(logged).toEqual([`lost of ${ROLE}: mi-00000000000000001`]);
  });

  test('looks once where all machines are there', async () => {
    aws.register(3);
    await aws.callRoll();
    expect(aws.slept).toEqual([]);
    expect(aws.metrics).toMatchObject([{ Machines: 3, LostMachines: 0 }]);
  });

  test('counts a machine as lost that is not in the cluster', async () => {
    aws.register(3);
    aws.instances.splice(1, 1);
    await aws.callRoll();
    expect(aws.metrics).toMatchObject([{ Machines: 3, LostMachines: 1 }]);
    expect(logged).toEqual([`lost of ${ROLE}: mi-00000000000000001`]);
  });

  test('sees a fleet without machines', async () => {
    await aws.callRoll();
    expect(aws.metrics).toMatchObject([{ Machines: 0, LostMachines: 0 }]);
    expect(logged).toEqual([]);
  });

  test('goes through all pages', async () => {
    aws.register(230, { agentConnected: false });
    await aws.callRoll();
    expect(aws.metrics).toMatchObject([{ Machines: 230, LostMachines: 230 }]);
  });

  test.each(['listContainerInstances', 'describeContainerInstances', 'describeInstanceInformation'] as const)('tells no number where %s fails', async (action) => {
    aws.register(1);
    aws.before = (doing) => { if (doing === action) throw error('AccessDeniedException', 'no'); };
    expect(await failureOf(aws.callRoll())).toMatch(/ failed: AccessDeniedException: no$/);
    expect(aws.metrics).toEqual([]);
  });
});

describe('in Lambda', () => {
  const context = { invokedFunctionArn: 'arn:function', getRemainingTimeInMillis: () => 15 * MINUTE };
  const { activation, rollCall } = jest.requireActual(SOURCE);

  test('CloudFormation is answered at the address that it signed, and numbers go to standard output as they are', async () => {
    const heard: any[] = [];
    const server = createServer((message, response) => {
      message.on('data', (data) => heard.push({ method: message.method, type: message.headers['content-type'], body: JSON.parse(String(data)) }));
      message.on('end', () => response.end());
    });
    await new Promise<void>((resolve) => { server.listen(0, resolve); });
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    aws.time = Date.now();
    await activation({ ...request('Create'), ResponseURL: `http://localhost:${(server.address() as AddressInfo).port}/` }, context);
    const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)));
    written.mockRestore();
    server.close();
    expect(heard).toEqual([{ method: 'PUT', type: '', body: { ...SUCCESS, RequestId: 'request-Create' } }]);
    expect(lines).toMatchObject([{ InstanceRole: ROLE, ActivationHours: expect.closeTo(720, 1) }]);
  });

  test('the schedules are told apart from CloudFormation', async () => {
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    aws.time = Date.now();
    await activation({ id: 'event', time: '2026-11-22T00:00:00Z', activation: planOf() }, context);
    await rollCall({ role: ROLE, cluster: CLUSTER }, context);
    const names = written.mock.calls.map(([line]) => Object.keys(JSON.parse(String(line))).pop());
    written.mockRestore();
    expect(names).toEqual(['RegistrationsLeft', 'LostMachines']);
    expectOne();
  });

  test('an answer that CloudFormation does not take fails the run, so that it is tried again', async () => {
    const fetched = jest.spyOn(global, 'fetch').mockResolvedValue({ ok: false, status: 403 } as Response);
    jest.spyOn(process.stdout, 'write').mockReturnValueOnce(true);
    aws.time = Date.now();
    expect(await failureOf(activation(request('Create'), context))).toBe('CloudFormation took no answer: 403');
    fetched.mockRestore();
  });

  test('a run that is not enough invokes the function again', async () => {
    const invoke = jest.fn().mockResolvedValue({});
    await jest.isolateModulesAsync(async () => {
      jest.doMock('@aws-sdk/client-lambda', () => ({ Lambda: class { public invoke = invoke; } }), { virtual: true });
      const { aws: adapter } = jest.requireActual(`${SOURCE}/aws`);
      await adapter('arn:function').goOn({ RequestId: 'again' });
    });
    expect(invoke).toHaveBeenCalledWith({ FunctionName: 'arn:function', InvocationType: 'Event', Payload: '{"RequestId":"again"}' });
  });
});
