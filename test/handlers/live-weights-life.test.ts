import * as fc from 'fast-check';
import { ALTERNATE, forward, Handler, healthy, Live, Place, PLACE, PRIMARY, ShiftedBalancer, SOURCE, states } from './shifted-balancer';

const { answer } = jest.requireActual<Handler>(SOURCE);

beforeEach(() => { jest.spyOn(console, 'info').mockImplementation(); });

/** What happens to a service. */
const EVENTS = [
  'deployment goes on', 'deployment goes on', 'deployment goes on', 'deployment fails',
  'conditions change', 'priority changes', 'listener changes', 'something else changes', 'somebody writes over the weights', 'tasks are replaced',
] as const;
type Event = typeof EVENTS[number];

/** Steps of a deployment that moves traffic in two steps, in percent on the new revision. */
const STEPS = ['start', 10, 100, 'end'] as const;

/**
 * A service from its first deployment on, and what CloudFormation and ECS do to its rule.
 *
 * CloudFormation reads the weights where the template says that the rule changes, and writes those of its last reading; ECS fills the
 * group that is empty, moves the weights, and empties the other one.
 */
class Life {
  public readonly balancer = new ShiftedBalancer();
  private place: Place = PLACE;
  private written: Live = { Primary: 100, Alternate: 0 };
  private step = 0;
  private from = PRIMARY;

  /** Created with a rolling update, which has one target group. */
  public async rolling(): Promise<void> {
    this.rules[this.place.Priority!] = [{ Type: 'forward', TargetGroupArn: PRIMARY }];
    this.balancer.targets[PRIMARY] = healthy(2);
    await this.update(undefined);
  }

  /** Created with a second target group from the beginning. */
  public async shifting(): Promise<void> {
    await this.update(undefined);
    this.balancer.targets[PRIMARY] = healthy(2);
  }

  public async live(event: Event): Promise<void> {
    switch (event) {
      case 'deployment goes on': return this.deploy();
      case 'deployment fails': return this.rollBack();
      case 'conditions change': return this.update(this.place);
      case 'priority changes': return this.update({ ...this.place, Priority: this.place.Priority === '10' ? '20' : '10' });
      case 'listener changes': return this.update({ ...this.place, ListenerArn: this.place.ListenerArn === 'arn:listener' ? 'arn:other-listener' : 'arn:listener' });
      case 'something else changes': return undefined;
      case 'somebody writes over the weights': return this.mend(forward(100, 0));
      case 'tasks are replaced': return this.replaceTasks();
    }
  }

  /** Everything that requests are led to has tasks. */
  public isServed(): boolean {
    const [action] = this.rules[this.place.Priority!];
    return action.ForwardConfig.TargetGroups.every(({ TargetGroupArn, Weight }: any) =>
      Weight === 0 || this.balancer.targets[TargetGroupArn].some(({ State }) => State === 'healthy'));
  }

  private get rules(): Record<string, any[]> {
    return this.balancer.listeners[this.place.ListenerArn!] ??= {};
  }

  private get to(): string {
    return this.from === PRIMARY ? ALTERNATE : PRIMARY;
  }

  private deploy(): void {
    const step = STEPS[this.step];
    this.step = (this.step + 1) % STEPS.length;
    if (step === 'start') this.balancer.targets[this.to] = healthy(2);
    else if (step === 'end') this.retire(this.from, this.to);
    else this.shift(step);
  }

  /** Back to the revision that it came from. */
  private rollBack(): void {
    if (this.step === 0) return;
    this.step = 0;
    this.shift(0);
    this.retire(this.to, this.from);
  }

  private retire(leaving: string, staying: string): void {
    this.balancer.targets[leaving] = states('draining', 2);
    this.from = staying;
  }

  private shift(percent: number): void {
    this.rules[this.place.Priority!] = [this.from === PRIMARY ? forward(100 - percent, percent) : forward(percent, 100 - percent)];
  }

  /** The custom resource first, since the rule refers to it; a rule on another listener is a new one, before the old one goes. */
  private async update(place: Place | undefined): Promise<void> {
    const before = place && this.place;
    const { Data } = await answer(this.balancer, {
      RequestType: before ? 'Update' : 'Create', ResourceProperties: place ?? this.place, OldResourceProperties: before,
    });
    this.written = Data;
    const old = this.rules;
    if (before) delete old[before.Priority!];
    this.place = place ?? this.place;
    this.rules[this.place.Priority!] = [forward(this.written.Primary, this.written.Alternate)];
  }

  /** A console, or a template that does not know better: the next update of the rule finds out, between deployments. */
  private async mend(action: any): Promise<void> {
    if (this.step !== 0) return;
    this.rules[this.place.Priority!] = [action];
    await this.update(this.place);
  }

  private replaceTasks(): void {
    this.balancer.targets[this.from] = [...states('draining', 2), ...healthy(2)];
  }
}

describe.each(['rolling', 'shifting'] as const)('a service that began %s', (beginning) => {
  test('always leads its requests to tasks, whatever deployments and stack updates come in whatever order', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...EVENTS), { minLength: 1, maxLength: 30 }), async (events) => {
      const life = new Life();
      await life[beginning]();
      expect(life.isServed()).toBe(true);
      for (const event of events) {
        await life.live(event);
        expect({ after: event, isServed: life.isServed() }).toEqual({ after: event, isServed: true });
      }
    }), { numRuns: 300 });
  });

  test('is led to its second target group after one deployment, and stays there as its rule changes', async () => {
    const life = new Life();
    await life[beginning]();
    for (const event of ['deployment goes on', 'deployment goes on', 'deployment goes on', 'deployment goes on', 'conditions change', 'listener changes'] as const) {
      await life.live(event);
    }
    expect(life.balancer.listeners['arn:other-listener']).toEqual({ 10: [forward(0, 100)] });
    expect(life.balancer.listeners['arn:listener']).toEqual({});
  });
});
