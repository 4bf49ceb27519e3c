import * as fc from 'fast-check';
import { Api, Balancer, CONFIG, forward, Handler, LOGIN, Side, SOURCE, TargetState } from './balancer';

const { reconcile } = jest.requireActual<Handler>(SOURCE);

beforeEach(() => { jest.spyOn(console, 'info').mockImplementation(); });

const states = fc.array(fc.oneof(
  { weight: 10, arbitrary: fc.constant<TargetState>('healthy') },
  { weight: 1, arbitrary: fc.constantFrom<TargetState>('initial', 'unhealthy', 'draining') },
), { maxLength: 5 });
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ side: fc.constantFrom<Side>('base', 'burst'), states }) },
  { weight: 1, arbitrary: fc.record({ reset: fc.record({ base: fc.integer({ min: 1, max: 5 }), burst: fc.nat(5) }) }) },
);
const weather = fc.array(fc.constantFrom('fine', 'fine', 'fine', 'fine', 'lost request', 'lost answer'), { maxLength: 20 });

/**
 * Every call takes its time on the way there and on the way back, and some are lost. Each change starts a run, as its event does, and
 * a run that fails starts again, as Lambda has it.
 */
class World {
  public readonly balancer = new Balancer();
  private readonly runs: Promise<void>[] = [];

  constructor(private readonly clock: fc.Scheduler, private readonly losses: string[]) {}

  public async unfold(changes: any[], duplicates: number): Promise<void> {
    for (let run = 0; run < duplicates; run += 1) this.start();
    for (const { side, states: given, reset } of changes) {
      await this.moment();
      if (reset) this.balancer.reset(reset);
      else this.balancer.targets[side as Side] = given;
      this.start();
    }
    await Promise.all(this.runs);
  }

  private start(): void {
    this.runs.push(this.run());
  }

  private async run(retries = 30): Promise<void> {
    await this.moment();
    try {
      await reconcile(this.api(), CONFIG);
    } catch (error) {
      if (retries === 0) throw error;
      await this.run(retries - 1);
    }
  }

  private api(): Api {
    return {
      describeTargetHealth: (input) => this.call(() => this.balancer.describeTargetHealth(input)),
      describeRules: (input) => this.call(() => this.balancer.describeRules(input)),
      modifyRule: (input) => this.call(() => this.balancer.modifyRule(input)),
      sleep: () => this.moment(),
    };
  }

  private async call<T>(effect: () => T): Promise<T> {
    await this.moment();
    const loss = this.losses.pop();
    if (loss === 'lost request') throw new Error(loss);
    const answer = effect();
    await this.moment();
    if (loss === 'lost answer') throw new Error(loss);
    return answer;
  }

  private moment(): Promise<void> {
    return this.clock.schedule(Promise.resolve());
  }
}

test('runs at once, however many, leave the weights that fit the targets, once these have come to rest', async () => {
  const property = fc.asyncProperty(
    fc.scheduler(), fc.array(change, { minLength: 1, maxLength: 5 }), fc.nat(2), weather,
    async (clock, changes, duplicates, losses) => {
      const world = new World(clock, [...losses]);
      await clock.waitFor(world.unfold(changes, duplicates));

      const { balancer } = world;
      const count = (side: Side, state: TargetState) => balancer.targets[side].filter((one) => one === state).length;
      const taking = count('base', 'healthy') + count('burst', 'healthy') > 0 ? 'healthy' : 'unhealthy';
      const fitting = { base: count('base', taking), burst: count('burst', taking) };
      if (fitting.base + fitting.burst > 0) expect(balancer.weights).toEqual(fitting);
      // Whatever happened to the weights, the rest of the rule is as it was.
      expect(balancer.actions).toEqual([LOGIN, forward(balancer.weights)]);
    });
  await fc.assert(property, { numRuns: 300 });
});
