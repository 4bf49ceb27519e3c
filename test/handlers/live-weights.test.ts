import * as fc from 'fast-check';
import { ALTERNATE, forward, GROUPS, Handler, healthy, Live, named, NETWORK_PLACE, Place, PLACE, PRIMARY, ShiftedBalancer, ShiftedNetworkBalancer, SOURCE, states, Target } from './shifted-balancer';

const { answer, liveWeights } = jest.requireActual<Handler>(SOURCE);

const LOGIN = { Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: { Issuer: 'https://login.example.com' } };
const STATES = ['healthy', 'initial', 'unhealthy', 'draining', 'unused', 'unavailable'];

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'error').mockImplementation();
});

/** A balancer with one rule, if any, and targets in either group. */
function balancerOf(actions: any[] | undefined, primary: Target[] = [], alternate: Target[] = []): ShiftedBalancer {
  const balancer = new ShiftedBalancer();
  if (actions) balancer.listeners['arn:listener'][10] = actions;
  Object.assign(balancer.targets, { [PRIMARY]: primary, [ALTERNATE]: alternate });
  return balancer;
}

function live(Primary: number, Alternate: number): Live {
  return { Primary, Alternate };
}

describe('a rule that there is keeps its weights', () => {
  test.each<[string, any[], Live]>([
    ['all on the first', [forward(100, 0)], live(100, 0)],
    ['all on the second', [forward(0, 100)], live(0, 100)],
    ['a canary in flight', [forward(90, 10)], live(90, 10)],
    ['a step back', [forward(999, 1)], live(999, 1)],
    ['behind a login', [LOGIN, { ...forward(0, 100), Order: 2 }], live(0, 100)],
    ['in the other order', [{ Type: 'forward', ForwardConfig: { TargetGroups: forward(0, 100).ForwardConfig.TargetGroups.reverse() } }], live(0, 100)],
    ['with others besides', [{
      Type: 'forward',
      ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'arn:other', Weight: 50 }, ...forward(30, 20).ForwardConfig.TargetGroups] },
    }], live(30, 20)],
    ['of a rolling update, with one group', [{ Type: 'forward', TargetGroupArn: PRIMARY }], live(100, 0)],
    ['the same as the service writes it', [{ Type: 'forward', TargetGroupArn: PRIMARY, ForwardConfig: { TargetGroups: [{ TargetGroupArn: PRIMARY, Weight: 1 }] } }], live(1, 0)],
    ['of one group without a weight', [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: ALTERNATE }] } }], live(0, 100)],
  ])('%s', async (_, actions, expected) => {
    expect(await liveWeights(balancerOf(actions, healthy(2), healthy(2)), PLACE)).toEqual(expected);
  });

  test('even if no task is left on either side', async () => {
    expect(await liveWeights(balancerOf([forward(0, 100)]), PLACE)).toEqual(live(0, 100));
  });

  test.each([
    ['one target group was replaced', 0, [0, 100], live(0, 100)],
    ['the one with all requests was replaced, and nobody has targets', 1, [0, 100], live(100, 0)],
  ])('as far as they are its groups: %s', async (_, replaced, [primary, alternate], expected) => {
    const arns = GROUPS.map((arn, index) => (index === replaced ? 'arn:new' : arn));
    const balancer = balancerOf([forward(primary, alternate)]);
    balancer.targets['arn:new'] = [];
    expect(await liveWeights(balancer, { ...PLACE, TargetGroupArns: arns })).toEqual(expected);
  });
});

describe('without weights to keep, the side with targets gets everything', () => {
  test.each<[string, any[] | undefined]>([
    ['there is no rule yet', undefined],
    ['the rule leads elsewhere', [{ Type: 'forward', TargetGroupArn: 'arn:other' }]],
    ['the rule has a maintenance page', [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }]],
    ['the rule has no actions', []],
    ['both weights are 0', [forward(0, 0)]],
  ])('%s', async (_, actions) => {
    expect(await liveWeights(balancerOf(actions), PLACE)).toEqual(live(100, 0));
    expect(await liveWeights(balancerOf(actions, healthy(2)), PLACE)).toEqual(live(100, 0));
    expect(await liveWeights(balancerOf(actions, healthy(2), healthy(2)), PLACE)).toEqual(live(100, 0));
    expect(await liveWeights(balancerOf(actions, [], healthy(2)), PLACE)).toEqual(live(0, 100));
  });

  test.each([
    ['to the empty first', [forward(100, 0)], [], healthy(1), live(0, 100)],
    ['to the empty second', [forward(0, 100)], healthy(1), [], live(100, 0)],
    ['to one that is being emptied', [forward(100, 0)], states('draining', 3), healthy(1), live(0, 100)],
    ['to one whose targets are gone', [forward(100, 0)], [{ State: 'unused', Reason: 'Target.InvalidState' }], healthy(1), live(0, 100)],
  ])('somebody wrote weights that lead %s', async (_, actions, primary, alternate, expected) => {
    expect(await liveWeights(balancerOf(actions, primary, alternate), PLACE)).toEqual(expected);
  });

  test.each([
    ['have still to start', 'initial'],
    ['are unhealthy, which all tasks of a service may be for a while', 'unhealthy'],
  ])('targets count that %s', async (_, state) => {
    expect(await liveWeights(balancerOf(undefined, states('draining', 5), states(state)), PLACE)).toEqual(live(0, 100));
  });

  test('targets count that get nothing because no rule leads to them', async () => {
    const idle = [{ State: 'unused', Reason: 'Target.NotInUse' }];
    expect(await liveWeights(balancerOf([{ Type: 'fixed-response' }], [], idle), PLACE)).toEqual(live(0, 100));
  });

  test('a network load balancer has no rules to ask', async () => {
    const balancer = balancerOf([forward(100, 0)], [], healthy(1));
    expect(await liveWeights(balancer, { TargetGroupArns: GROUPS })).toEqual(live(0, 100));
    expect(balancer.asked).toEqual([]);
  });
});

describe('a rule that moves in this update', () => {
  const moved: Place = { ...PLACE, ListenerArn: 'arn:new', Priority: '20' };

  test.each<[string, Place]>([
    ['to another priority', { ...PLACE, Priority: '20' }],
    ['to another listener', { ...PLACE, ListenerArn: 'arn:new' }],
    ['to both', moved],
  ])('keeps what it had in its old place: %s', async (_, place) => {
    const balancer = balancerOf([forward(0, 100)], healthy(1), healthy(1));
    balancer.listeners['arn:new'] = {};
    expect(await liveWeights(balancer, place, PLACE)).toEqual(live(0, 100));
    expect(balancer.asked[0]).toEqual({ ListenerArn: 'arn:listener', Marker: '0' });
  });

  test('is not mistaken for the rule of another service that has its old place', async () => {
    const balancer = balancerOf([{ Type: 'forward', TargetGroupArn: 'arn:other' }], healthy(1), healthy(1));
    balancer.listeners['arn:new'] = { 20: [forward(0, 100)] };
    expect(await liveWeights(balancer, moved, PLACE)).toEqual(live(0, 100));
  });

  test('is found in its new place by an update that is repeated', async () => {
    const balancer = balancerOf(undefined, healthy(1), healthy(1));
    balancer.listeners['arn:new'] = { 20: [forward(10, 90)] };
    expect(await liveWeights(balancer, moved, PLACE)).toEqual(live(10, 90));
  });

  test('whose old listener is gone has no weights to keep there', async () => {
    const balancer = balancerOf(undefined, [], healthy(1));
    delete balancer.listeners['arn:listener'];
    balancer.listeners['arn:new'] = {};
    expect(await liveWeights(balancer, moved, PLACE)).toEqual(live(0, 100));
  });
});

test('rules are read page by page', async () => {
  const balancer = balancerOf(undefined, healthy(1), healthy(1));
  for (const priority of [1, 2, 3, 4]) balancer.listeners['arn:listener'][priority] = [{ Type: 'forward', TargetGroupArn: 'arn:other' }];
  balancer.listeners['arn:listener'][10] = [forward(0, 100)];
  balancer.pageSize = 2;
  expect(await liveWeights(balancer, PLACE)).toEqual(live(0, 100));
  expect(balancer.asked.map(({ Marker }) => Marker)).toEqual(['0', '2', '4']);
});

describe('whatever there is', () => {
  const weight = fc.oneof(fc.constantFrom(0, 100, 999), fc.integer({ min: 0, max: 999 }));
  const group = fc.record({ TargetGroupArn: fc.constantFrom(PRIMARY, ALTERNATE, 'arn:other'), Weight: fc.option(weight, { nil: undefined }) }, { requiredKeys: ['TargetGroupArn'] });
  const groups = fc.uniqueArray(group, { selector: ({ TargetGroupArn }) => TargetGroupArn, maxLength: 3 });
  const actions = fc.option(groups.map((TargetGroups) => [{ Type: 'forward', ForwardConfig: { TargetGroups } }]), { nil: undefined });
  const targets = fc.array(fc.record({ State: fc.constantFrom(...STATES) }), { maxLength: 3 });

  test('the weights are in the range of Elastic Load Balancing, lead somewhere, and are the same when asked again', async () => {
    await fc.assert(fc.asyncProperty(actions, targets, targets, async (rule, primary, alternate) => {
      const balancer = balancerOf(rule, primary, alternate);
      const found = await liveWeights(balancer, PLACE);
      for (const value of [found.Primary, found.Alternate]) expect(Number.isInteger(value) && value >= 0 && value <= 999).toBe(true);
      expect(found.Primary + found.Alternate).toBeGreaterThan(0);
      expect(await liveWeights(balancer, PLACE, PLACE)).toEqual(found);
    }), { numRuns: 500 });
  });

  test('what was written is read again', async () => {
    await fc.assert(fc.asyncProperty(actions, targets, targets, async (rule, primary, alternate) => {
      const found = await liveWeights(balancerOf(rule, primary, alternate), PLACE);
      expect(await liveWeights(balancerOf([forward(found.Primary, found.Alternate)], primary, alternate), PLACE)).toEqual(found);
    }), { numRuns: 500 });
  });

  test('requests get to a side with targets, where there is one', async () => {
    const taking = (side: Target[]) => side.some(({ State }) => !['draining', 'unused'].includes(State));
    await fc.assert(fc.asyncProperty(actions, targets, targets, async (rule, primary, alternate) => {
      fc.pre(taking(primary) || taking(alternate));
      const { Primary, Alternate } = await liveWeights(balancerOf(rule, primary, alternate), PLACE);
      expect((Primary > 0 && taking(primary)) || (Alternate > 0 && taking(alternate))).toBe(true);
    }), { numRuns: 500 });
  });
});

describe('CloudFormation', () => {
  const ids = { StackId: 'arn:stack', RequestId: 'request-1', LogicalResourceId: 'WebLiveWeights' };
  const event = (RequestType: string, rest: object = {}) => ({ ...ids, RequestType, ResponseURL: 'https://s3/answer', ResourceProperties: PLACE, ...rest });

  test('gets the weights as it makes the resource, which is called by its logical id from then on', async () => {
    expect(await answer(balancerOf(undefined, [], healthy(1)), event('Create'))).toEqual({
      ...ids, PhysicalResourceId: 'WebLiveWeights', Status: 'SUCCESS', Data: live(0, 100),
    });
  });

  test('gets them again as it updates the resource, which is not replaced', async () => {
    const balancer = balancerOf(undefined, healthy(1), healthy(1));
    balancer.listeners['arn:old'] = { 10: [forward(0, 100)] };
    const update = event('Update', { PhysicalResourceId: 'given', OldResourceProperties: { ...PLACE, ListenerArn: 'arn:old' } });
    expect(await answer(balancer, update)).toEqual({ ...ids, PhysicalResourceId: 'given', Status: 'SUCCESS', Data: live(0, 100) });
  });

  test('is not kept from deleting it, whatever is left of the listener', async () => {
    const gone = { describeListeners: jest.fn(), describeRules: jest.fn(), describeTargetHealth: jest.fn() };
    expect(await answer(gone, event('Delete', { PhysicalResourceId: 'given' }))).toEqual({ ...ids, PhysicalResourceId: 'given', Status: 'SUCCESS' });
    expect([gone.describeListeners, gone.describeRules, gone.describeTargetHealth].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  test.each([
    ['rules', 'describeRules', 'Throttling'],
    ['rules', 'describeRules', 'AccessDenied'],
    ['targets', 'describeTargetHealth', 'Throttling'],
    ['targets', 'describeTargetHealth', 'TargetGroupNotFound'],
  ])('hears why, where the %s cannot be read (%s, %s): a guess could lead nowhere', async (_, operation, name) => {
    const balancer = Object.assign(balancerOf([forward(0, 100)], [], healthy(1)), { [operation]: async () => { throw named(name); } });
    expect(await answer(balancer, event('Update', { PhysicalResourceId: 'given' }))).toEqual({
      ...ids, PhysicalResourceId: 'given', Status: 'FAILED', Reason: `The weights of the listener rule could not be read: ${name}: no`,
    });
  });

  describe('is answered', () => {
    const calls: [string, any][] = [];
    let made: any[];
    let handler: Handler['handler'];

    beforeEach(() => {
      calls.length = 0;
      made = [];
      const balancer = balancerOf([forward(0, 100)], [], healthy(1));
      class ElasticLoadBalancingV2 {
        constructor(options: any) { made.push(options); }

        public async describeRules(input: any) {
          calls.push(['describeRules', input]);
          return balancer.describeRules(input);
        }

        public async describeTargetHealth(input: any) {
          calls.push(['describeTargetHealth', input]);
          return balancer.describeTargetHealth(input);
        }
      }
      // Not installed here: it comes with the runtime.
      jest.doMock('@aws-sdk/client-elastic-load-balancing-v2', () => ({ ElasticLoadBalancingV2 }), { virtual: true });
      jest.isolateModules(() => { ({ handler } = jest.requireActual<Handler>(SOURCE)); });
    });
    afterEach(() => { jest.restoreAllMocks(); });

    test('at the address that it signed, without a content type', async () => {
      const put = jest.spyOn(global, 'fetch').mockResolvedValue({ ok: true, status: 200 } as Response);
      await handler(event('Create'));
      const [[url, { body, ...request }]] = put.mock.calls as any;
      expect([url, request]).toEqual(['https://s3/answer', { method: 'PUT', headers: { 'content-type': '' } }]);
      expect(JSON.parse(body)).toEqual({ ...ids, PhysicalResourceId: 'WebLiveWeights', Status: 'SUCCESS', Data: live(0, 100) });
    });

    test('with what one client, which is patient, has read', async () => {
      jest.spyOn(global, 'fetch').mockResolvedValue({ ok: true, status: 200 } as Response);
      await handler(event('Create'));
      await handler(event('Update'));
      expect(made).toEqual([{ maxAttempts: 8 }]);
      expect(calls.slice(0, 3)).toEqual([
        ['describeRules', { ListenerArn: 'arn:listener', Marker: undefined }],
        ['describeTargetHealth', { TargetGroupArn: PRIMARY }],
        ['describeTargetHealth', { TargetGroupArn: ALTERNATE }],
      ]);
    });

    test('again by Lambda, where it did not take the answer', async () => {
      jest.spyOn(global, 'fetch').mockResolvedValue({ ok: false, status: 503 } as Response);
      await expect(handler(event('Create'))).rejects.toThrow('CloudFormation did not take the answer: status 503');
    });
  });
});

describe('the listener of a network load balancer', () => {
  function networkBalancer(ports: Record<string, any[]>): ShiftedNetworkBalancer {
    const balancer = new ShiftedNetworkBalancer();
    Object.assign(balancer.ports, ports);
    Object.assign(balancer.targets, { [PRIMARY]: healthy(2), [ALTERNATE]: healthy(2) });
    return balancer;
  }

  test.each<[string, Record<string, any[]>, Live]>([
    ['keeps its weights while a deployment has tasks on both sides', { 5432: [forward(0, 100)] }, live(0, 100)],
    ['is the one on its port', { 80: [forward(100, 0)], 5432: [forward(0, 100)] }, live(0, 100)],
    ['begins with the first group', {}, live(100, 0)],
  ])('%s', async (_, ports, expected) => {
    expect(await liveWeights(networkBalancer(ports), NETWORK_PLACE)).toEqual(expected);
  });

  test('is found on any page', async () => {
    const balancer = networkBalancer({ 80: [forward(100, 0)], 443: [forward(100, 0)], 5432: [forward(0, 100)] });
    balancer.pageSize = 1;
    expect(await liveWeights(balancer, NETWORK_PLACE)).toEqual(live(0, 100));
  });

  test('is asked on its old port first', async () => {
    const balancer = networkBalancer({ 5432: [forward(0, 100)] });
    expect(await liveWeights(balancer, { ...NETWORK_PLACE, Port: '5433' }, NETWORK_PLACE)).toEqual(live(0, 100));
  });

  test('has no weights once its balancer is gone', async () => {
    expect(await liveWeights(networkBalancer({ 5432: [forward(0, 100)] }), { ...NETWORK_PLACE, LoadBalancerArn: 'arn:gone' })).toEqual(live(100, 0));
  });
});
