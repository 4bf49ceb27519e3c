import * as fc from 'fast-check';
import { Api, Balancer, CONFIG, forward, Handler, healthy, LOGIN, SOURCE, Weights } from './balancer';

const { reconcile, weightsFor } = jest.requireActual<Handler>(SOURCE);

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  jest.spyOn(console, 'info').mockImplementation((line) => said.push(line));
  jest.spyOn(console, 'warn').mockImplementation((line) => said.push(line));
});

describe('weights', () => {
  test.each([
    [{ base: 6, burst: 1 }, { base: 6, burst: 1 }],
    [{ base: 6, burst: 0 }, { base: 6, burst: 0 }],
    [{ base: 0, burst: 1 }, { base: 0, burst: 1 }],
    [{ base: 999, burst: 1 }, { base: 999, burst: 1 }],
    [{ base: 1000, burst: 500 }, { base: 999, burst: 500 }],
    [{ base: 5000, burst: 1 }, { base: 999, burst: 1 }],
    [{ base: 0, burst: 5000 }, { base: 0, burst: 999 }],
    [{ base: 0, burst: 0 }, undefined],
  ])('for %p are %p', (counts, expected) => {
    expect(weightsFor(counts)).toEqual(expected);
  });

  const counts = fc.record({ base: fc.nat(20_000), burst: fc.nat(20_000) }).filter(({ base, burst }) => base + burst > 0);

  test('are in the range of Elastic Load Balancing, and nothing for an empty side alone', () => {
    fc.assert(fc.property(counts, (given) => {
      const weights = weightsFor(given)!;
      for (const side of ['base', 'burst'] as const) {
        expect(Number.isInteger(weights[side])).toBe(true);
        expect(weights[side]).toBeLessThanOrEqual(999);
        expect(weights[side] > 0).toBe(given[side] > 0);
      }
    }));
  });

  test('give a side its share of the targets, to a thousandth', () => {
    fc.assert(fc.property(counts, (given) => {
      const weights = weightsFor(given)!;
      expect(Math.abs(share(weights) - share(given))).toBeLessThan(0.001);
    }));
  });

  test('are the numbers of targets as long as these are weights', () => {
    fc.assert(fc.property(fc.nat(999), fc.nat(999), (base, burst) => {
      fc.pre(base + burst > 0);
      expect(weightsFor({ base, burst })).toEqual({ base, burst });
    }));
  });

  function share({ base, burst }: Weights): number {
    return base / (base + burst);
  }
});

describe('a run', () => {
  /** An api that answers at once, and what happens while it sleeps. */
  function immediate(balancer: Balancer, asleep: (times: number) => void = () => {}) {
    const slept: number[] = [];
    const api: Api = {
      describeTargetHealth: async (input) => balancer.describeTargetHealth(input),
      describeRules: async (input) => balancer.describeRules(input),
      modifyRule: async (input) => balancer.modifyRule(input),
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
        asleep(slept.length);
      },
    };
    return { api, slept };
  }

  test('writes the weights and nothing else', async () => {
    const balancer = new Balancer();
    balancer.targets.base = healthy(6);
    balancer.targets.burst = healthy(2);

    await reconcile(immediate(balancer).api, CONFIG);

    expect(balancer.writes).toEqual([{
      RuleArn: 'arn:rule',
      Actions: [
        { ...LOGIN, AuthenticateOidcConfig: { ...LOGIN.AuthenticateOidcConfig, UseExistingClientSecret: true } },
        forward({ base: 6, burst: 2 }),
      ],
    }]);
    expect(said).toEqual(['wrote: base 6, burst 2 for 6 and 2 targets: arn:rule']);
  });

  test('keeps a login with Cognito as it is', async () => {
    const login = { Type: 'authenticate-cognito', Order: 1, AuthenticateCognitoConfig: { UserPoolArn: 'arn:pool', UserPoolClientId: 'web' } };
    const balancer = new Balancer();
    balancer.actions[0] = login;
    balancer.targets.base = healthy(2);

    await reconcile(immediate(balancer).api, CONFIG);

    expect(balancer.actions).toEqual([login, forward({ base: 2, burst: 0 })]);
  });

  test('finds its groups in any order, and leaves out the field for a single one', async () => {
    const balancer = new Balancer();
    balancer.actions[1].ForwardConfig.TargetGroups.reverse();
    balancer.actions[1].TargetGroupArn = 'arn:base';
    balancer.targets.base = healthy(3);

    await reconcile(immediate(balancer).api, CONFIG);

    const { Actions: [, action] } = balancer.writes[0];
    expect(action.ForwardConfig.TargetGroups).toEqual([{ TargetGroupArn: 'arn:burst', Weight: 0 }, { TargetGroupArn: 'arn:base', Weight: 3 }]);
    expect(action).not.toHaveProperty('TargetGroupArn');
  });

  test('writes nothing where everything fits, and does not wait', async () => {
    const balancer = new Balancer({ base: 2, burst: 1 });
    balancer.targets.base = [...healthy(2), 'draining', 'unused', 'unhealthy'];
    balancer.targets.burst = healthy(1);
    const { api, slept } = immediate(balancer);

    await reconcile(api, CONFIG);

    expect([balancer.writes, slept, said]).toEqual([[], [], []]);
  });

  test('leaves the weights of two empty sides', async () => {
    const balancer = new Balancer({ base: 5, burst: 3 });
    balancer.targets.base = ['draining'];

    await reconcile(immediate(balancer).api, CONFIG);

    expect(balancer.weights).toEqual({ base: 5, burst: 3 });
    expect(balancer.writes).toEqual([]);
  });

  test('shares the load among unhealthy targets when there are no others, as the balancer does', async () => {
    const balancer = new Balancer({ base: 0, burst: 1 });
    balancer.targets.base = new Array(6).fill('unhealthy');
    balancer.targets.burst = ['unhealthy', 'draining'];

    await reconcile(immediate(balancer).api, CONFIG);

    expect(balancer.weights).toEqual({ base: 6, burst: 1 });
  });

  test.each([
    ['a maintenance page', [{ Type: 'fixed-response', Order: 1, FixedResponseConfig: { StatusCode: '503' } }]],
    ['one side alone', [{ Type: 'forward', Order: 1, ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'arn:base', Weight: 1 }] } }]],
    ['somewhere else besides', [{
      Type: 'forward',
      Order: 1,
      ForwardConfig: { TargetGroups: [...forward({ base: 1, burst: 1 }).ForwardConfig.TargetGroups, { TargetGroupArn: 'arn:other', Weight: 1 }] },
    }]],
  ])('leaves a rule alone that somebody led to %s', async (_, actions) => {
    const balancer = new Balancer();
    balancer.actions = actions;
    balancer.targets.base = healthy(6);

    await reconcile(immediate(balancer).api, CONFIG);

    expect(balancer.writes).toEqual([]);
    expect(said).toEqual(['left alone: arn:rule does not forward to the base and the burst']);
  });

  test('writes each rule that needs it', async () => {
    const balancer = new Balancer();
    balancer.targets.base = healthy(2);
    const { api } = immediate(balancer);
    const ruleArns = ['arn:one', 'arn:two'];
    const fitting = { RuleArn: 'arn:two', Actions: [forward({ base: 2, burst: 0 })] };
    const describe = async () => ({ Rules: [...balancer.describeRules({ RuleArns: ['arn:one'] }).Rules, fitting] });

    await reconcile({ ...api, describeRules: describe }, { ...CONFIG, ruleArns });

    expect(balancer.writes.map(({ RuleArn }) => RuleArn)).toEqual(['arn:one']);
  });

  test('waits for targets on their way in', async () => {
    const balancer = new Balancer({ base: 2, burst: 0 });
    balancer.targets.base = healthy(2);
    balancer.targets.burst = ['initial'];
    const { api, slept } = immediate(balancer, (times) => { if (times === 2) balancer.targets.burst = healthy(1); });

    await reconcile(api, CONFIG);

    expect(balancer.weights).toEqual({ base: 2, burst: 1 });
    expect(slept).toEqual([2_000, 4_000, 1_000]);
  });

  test('waits for no longer than a minute', async () => {
    const balancer = new Balancer({ base: 2, burst: 0 });
    balancer.targets.base = [...healthy(2), 'initial'];
    const { api, slept } = immediate(balancer);

    await reconcile(api, CONFIG);

    expect(slept).toEqual([2_000, 4_000, 8_000, 16_000, 30_000]);
  });

  test('looks again a while after a task has been announced as stopping', async () => {
    const balancer = new Balancer({ base: 2, burst: 1 });
    balancer.targets.base = healthy(2);
    balancer.targets.burst = healthy(1);
    const { api, slept } = immediate(balancer, (times) => { if (times === 2) balancer.targets.burst = ['draining']; });

    await reconcile(api, CONFIG, { leastWaits: 2 });

    expect(balancer.weights).toEqual({ base: 2, burst: 0 });
    expect(slept).toEqual([2_000, 4_000, 1_000]);
  });

  test('gives up, for Lambda to start again, while what it wrote never stays true', async () => {
    const balancer = new Balancer();
    balancer.targets.base = healthy(1);
    balancer.targets.burst = ['initial'];
    const { api, slept } = immediate(balancer, (times) => { balancer.targets.base = healthy(times + 1); });

    await expect(reconcile(api, CONFIG)).rejects.toThrow('The weights were still changing after 20 looks');

    expect(slept.reduce((sum, one) => sum + one)).toBeLessThan(90_000);
  });

  test('throws what Elastic Load Balancing answers', async () => {
    const { api } = immediate(new Balancer());
    const gone = async () => { throw new Error('TargetGroupNotFound'); };

    await expect(reconcile({ ...api, describeTargetHealth: gone }, CONFIG)).rejects.toThrow('TargetGroupNotFound');
  });
});

describe('the function', () => {
  const calls: [string, unknown][] = [];
  const balancer = new Balancer({ base: 2, burst: 0 });
  let handler: Handler['handler'];

  beforeAll(() => {
    class ElasticLoadBalancingV2 {
      public describeTargetHealth = this.record('describeTargetHealth', (input: any) => balancer.describeTargetHealth(input));
      public describeRules = this.record('describeRules', (input: any) => balancer.describeRules(input));
      public modifyRule = this.record('modifyRule', (input: any) => balancer.modifyRule(input));

      private record(name: string, answer: (input: any) => unknown) {
        return async (input: unknown) => {
          calls.push([name, input]);
          return answer(input);
        };
      }
    }
    // Not installed here: it comes with the runtime.
    jest.doMock('@aws-sdk/client-elastic-load-balancing-v2', () => ({ ElasticLoadBalancingV2 }), { virtual: true });
    ({ handler } = jest.requireActual<Handler>(SOURCE));
  });

  beforeEach(() => {
    calls.length = 0;
    jest.useFakeTimers();
    jest.replaceProperty(process, 'env', { BASE_TARGET_GROUP_ARN: 'arn:base', BURST_TARGET_GROUP_ARN: 'arn:burst', RULE_ARNS: 'arn:one,arn:two' });
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  test('works on what its environment names', async () => {
    balancer.targets.base = healthy(3);

    await finished(handler({ source: 'aws.events' }));

    expect(calls.slice(0, 4)).toEqual([
      ['describeTargetHealth', { TargetGroupArn: 'arn:base' }],
      ['describeTargetHealth', { TargetGroupArn: 'arn:burst' }],
      ['describeRules', { RuleArns: ['arn:one', 'arn:two'] }],
      ['modifyRule', { RuleArn: 'arn:one', Actions: expect.any(Array) }],
    ]);
  });

  test.each([
    ['a minute has passed', 'aws.events', 1],
    ['CloudFormation updated the rule', 'aws.cloudformation', 1],
    ['a task came or went', 'aws.ecs', 3],
  ])('when %s (%s), looks %d time(s) where everything fits', async (_, source, looks) => {
    await finished(handler({ source }));

    expect(calls.filter(([name]) => name === 'describeRules')).toHaveLength(looks);
  });

  async function finished(run: Promise<void>): Promise<void> {
    await jest.runAllTimersAsync();
    await run;
  }
});
