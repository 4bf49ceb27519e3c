/** Plain JavaScript, as Lambda runs it. */
const SOURCE = '../../handlers/redeploy';

interface Deployment { readonly createdAt?: Date; readonly rolloutState?: string }
interface Service { readonly status?: string; readonly deployments?: Deployment[] }
interface Api {
  describeServices(input: object): Promise<{ services?: Service[] }>;
  updateService(input: object): Promise<void>;
  sleep(milliseconds: number): Promise<void>;
  random(): number;
}
interface Handler {
  handler(event: { time: string }): Promise<void>;
  redeploy(api: Api, config: typeof CONFIG, changedAt: Date): Promise<void>;
}

const CONFIG = { cluster: 'shop', service: 'web' };
const CHANGED = new Date('2026-11-21T12:00:00Z');
const after = (milliseconds: number) => new Date(CHANGED.getTime() + milliseconds);

const { redeploy } = jest.requireActual<Handler>(SOURCE);

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  jest.spyOn(console, 'info').mockImplementation((line) => said.push(line));
  jest.spyOn(console, 'warn').mockImplementation((line) => said.push(line));
});

/** ECS in memory, and a clock that goes on only while somebody sleeps. */
class Ecs implements Api {
  public readonly updates: object[] = [];
  public readonly slept: number[] = [];

  constructor(public readonly services: Service[] | undefined, private readonly chance: number = 0) {}

  public async describeServices(input: object) {
    expect(input).toEqual({ cluster: 'shop', services: ['web'] });
    return { services: this.services };
  }

  public async updateService(input: object) {
    this.updates.push(input);
  }

  public async sleep(milliseconds: number) {
    this.slept.push(milliseconds);
  }

  public random() {
    return this.chance;
  }
}

const active = (...deployments: Deployment[]) => [{ status: 'ACTIVE', deployments }];

test('starts a deployment, of the same revision', async () => {
  const api = new Ecs(active({ createdAt: after(-3_600_000), rolloutState: 'COMPLETED' }));
  await redeploy(api, CONFIG, CHANGED);
  expect(api.updates).toEqual([{ cluster: 'shop', service: 'web', forceNewDeployment: true }]);
  expect(said).toEqual(['started a deployment: web, for the change at 2026-11-21T12:00:00.000Z']);
});

test.each([[0, 60_000], [0.5, 75_000], [1, 90_000]])('waits for other changes, with a chance of %p for %p milliseconds', async (chance, milliseconds) => {
  const api = new Ecs(active(), chance);
  await redeploy(api, CONFIG, CHANGED);
  expect(api.slept).toEqual([milliseconds]);
});

test.each<[string, Deployment[], number]>([
  ['no deployment that is known', [], 1],
  ['one that began before the change', [{ createdAt: after(-1) }], 1],
  ['one that began in the second that the event names', [{ createdAt: after(999), rolloutState: 'IN_PROGRESS' }], 1],
  ['one that began after it', [{ createdAt: after(1_000), rolloutState: 'IN_PROGRESS' }], 0],
  ['one that began after it and is through', [{ createdAt: after(30_000), rolloutState: 'COMPLETED' }], 0],
  ['one that began after it and failed', [{ createdAt: after(30_000), rolloutState: 'FAILED' }], 1],
  ['one of native blue/green, which has no rollout state', [{ createdAt: after(30_000) }], 0],
  ['an old one beside a new one', [{ createdAt: after(30_000) }, { createdAt: after(-1) }], 0],
  ['one without a time', [{}], 1],
])('with %s', async (_name, deployments, updates) => {
  const api = new Ecs(active(...deployments));
  await redeploy(api, CONFIG, CHANGED);
  expect(api.updates).toHaveLength(updates);
  if (updates === 0) expect(said).toEqual(['nothing to do: web has been deployed since 2026-11-21T12:00:00.000Z']);
});

test.each<[string, Service[] | undefined]>([
  ['is gone', undefined], ['is not found', []], ['is being deleted', [{ status: 'DRAINING' }]],
])('leaves a service alone that %s', async (_name, services) => {
  const api = new Ecs(services);
  await redeploy(api, CONFIG, CHANGED);
  expect(api.updates).toEqual([]);
  expect(said).toEqual(['left alone: web is not active']);
});

test('five secrets that change within seconds are one deployment', async () => {
  // A clock that they share: each sleeper wakes at its own time, the earliest first.
  let now = CHANGED.getTime();
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const deployments: Deployment[] = [];
  const run = (changedAt: Date, chance: number) => redeploy({
    describeServices: async () => ({ services: active(...deployments) }),
    updateService: async () => { deployments.push({ createdAt: new Date(now), rolloutState: 'IN_PROGRESS' }); },
    sleep: (milliseconds) => new Promise((wake) => { sleepers.push({ until: changedAt.getTime() + milliseconds, wake }); }),
    random: () => chance,
  }, CONFIG, changedAt);
  const runs = [[0, 0.3], [0, 0.9], [2_000, 0.5], [7_000, 0], [20_000, 0.1]].map(([milliseconds, chance]) => run(after(milliseconds), chance));
  for (const { until, wake } of sleepers.sort((one, other) => one.until - other.until)) {
    now = until;
    wake();
    await new Promise(setImmediate);
  }
  await Promise.all(runs);
  expect(deployments).toEqual([{ createdAt: after(67_000), rolloutState: 'IN_PROGRESS' }]);
});

describe('in Lambda', () => {
  test('is told the service by the environment and the time by the event, and fails with ECS', async () => {
    const describeServices = jest.fn().mockResolvedValueOnce({ services: active() });
    const updateService = jest.fn().mockRejectedValueOnce(new Error('throttled'));
    jest.doMock('@aws-sdk/client-ecs', () => ({ ECS: class { public describeServices = describeServices; public updateService = updateService; } }), { virtual: true });
    process.env.CLUSTER = 'shop';
    process.env.SERVICE = 'web';
    jest.useFakeTimers();
    const { handler } = jest.requireActual<Handler>(SOURCE);
    const failed = expect(handler({ time: '2026-11-21T12:00:00Z' })).rejects.toThrow('throttled');
    await jest.advanceTimersByTimeAsync(90_000);
    await failed;
    jest.useRealTimers();
    expect(describeServices.mock.calls).toEqual([[{ cluster: 'shop', services: ['web'] }]]);
    expect(updateService.mock.calls).toEqual([[{ cluster: 'shop', service: 'web', forceNewDeployment: true }]]);
  });
});
