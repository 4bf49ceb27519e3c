import * as fc from 'fast-check';

/** Plain JavaScript, as Lambda runs it. */
const { answer, respond } = jest.requireActual('../../handlers/lattice/cloudformation');
const { prefixListNamed } = jest.requireActual('../../handlers/lattice/prefix-list');
const { liveWeights } = jest.requireActual('../../handlers/lattice/weights');

const ACCOUNT = 'arn:aws:vpc-lattice:eu-west-1:111122223333';
const PRIMARY = `${ACCOUNT}:targetgroup/tg-primary`;
const ALTERNATE = `${ACCOUNT}:targetgroup/tg-alternate`;
const SERVICE = `${ACCOUNT}:service/svc-1`;
const LISTENER = `${SERVICE}/listener/listener-1`;
const AT_PORT = { TargetGroupArns: [PRIMARY, ALTERNATE], Place: { ServiceArn: SERVICE, Port: '443' } };
const AT_RULE = { TargetGroupArns: [PRIMARY, ALTERNATE], Place: { ServiceArn: SERVICE, ListenerArn: LISTENER, Priority: '10' } };
const event = {
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Weights',
  ResponseURL: 'https://cloudformation.example.com',
  ResourceProperties: AT_PORT,
};

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'error').mockImplementation();
});

function forward(primary: number | undefined, alternate: number | undefined, name: (arn: string) => string = (arn) => arn) {
  const groups = [[PRIMARY, primary], [ALTERNATE, alternate]] as const;
  const named = groups.filter(([, weight]) => weight !== undefined);
  return { forward: { targetGroups: named.map(([arn, weight]) => ({ targetGroupIdentifier: name(arn), weight })) } };
}

/** What the handler reads of VPC Lattice, in memory: one listener with one rule. */
class Lattice {
  public defaultAction: any;
  public ruleAction: any;
  public targets: Record<string, string[]> = { [PRIMARY]: [], [ALTERNATE]: [] };
  public gone = false;

  public async listListeners({ nextToken }: any) {
    this.check();
    // The one that is asked for is on the second page.
    return nextToken === undefined ? { items: [{ arn: 'other', port: 80 }], nextToken: '2' } : { items: this.defaultAction ? [{ arn: LISTENER, port: 443 }] : [] };
  }

  public async listRules() {
    this.check();
    return { items: [{ arn: 'other', priority: 1 }, ...this.ruleAction ? [{ arn: 'rule', priority: 10 }] : []] };
  }

  public async listTargets({ targetGroupIdentifier }: any) {
    return { items: this.targets[targetGroupIdentifier].map((status) => ({ status })) };
  }

  public async getListener({ listenerIdentifier, serviceIdentifier }: any) {
    expect([listenerIdentifier, serviceIdentifier]).toEqual([LISTENER, SERVICE]);
    return { defaultAction: this.defaultAction };
  }

  public async getRule(input: any) {
    expect(input).toEqual({ serviceIdentifier: SERVICE, listenerIdentifier: LISTENER, ruleIdentifier: 'rule' });
    return { action: this.ruleAction };
  }

  private check(): void {
    if (this.gone) throw Object.assign(new Error('gone'), { name: 'ResourceNotFoundException' });
  }
}

describe('the weights', () => {
  test('of the default action of the listener at a port, as they are', async () => {
    const lattice = new Lattice();
    lattice.defaultAction = forward(30, 70);
    lattice.targets = { [PRIMARY]: ['HEALTHY'], [ALTERNATE]: ['HEALTHY', 'HEALTHY'] };
    expect(await liveWeights(lattice, AT_PORT)).toEqual({ Primary: 30, Alternate: 70 });
  });

  test('of a rule, in the middle of a deployment', async () => {
    const lattice = new Lattice();
    lattice.ruleAction = forward(90, 10);
    lattice.targets = { [PRIMARY]: ['HEALTHY'], [ALTERNATE]: ['HEALTHY'] };
    expect(await liveWeights(lattice, AT_RULE)).toEqual({ Primary: 90, Alternate: 10 });
  });

  test('of target groups that are told by their ids', async () => {
    const lattice = new Lattice();
    lattice.ruleAction = forward(5, 95, (arn) => arn.split('/')[1]);
    lattice.targets = { [PRIMARY]: ['HEALTHY'], [ALTERNATE]: ['HEALTHY'] };
    expect(await liveWeights(lattice, AT_RULE)).toEqual({ Primary: 5, Alternate: 95 });
  });

  test('where a rolling update had one target group, it keeps everything', async () => {
    const lattice = new Lattice();
    lattice.defaultAction = forward(100, undefined);
    lattice.targets[PRIMARY] = ['HEALTHY'];
    expect(await liveWeights(lattice, AT_PORT)).toEqual({ Primary: 100, Alternate: 0 });
  });

  test.each<[string, (lattice: Lattice) => void]>([
    ['there is no listener yet', () => undefined],
    ['there is no service any more', (lattice) => { lattice.gone = true; }],
    ['it answers by itself', (lattice) => { lattice.defaultAction = { fixedResponse: { statusCode: 404 } }; }],
    ['it leads elsewhere', (lattice) => { lattice.defaultAction = { forward: { targetGroups: [{ targetGroupIdentifier: 'tg-other', weight: 100 }] } }; }],
  ])('where %s, all requests go where the tasks are', async (_name, change) => {
    const lattice = new Lattice();
    change(lattice);
    expect(await liveWeights(lattice, AT_PORT)).toEqual({ Primary: 100, Alternate: 0 });
    lattice.targets[ALTERNATE] = ['INITIAL'];
    expect(await liveWeights(lattice, AT_PORT)).toEqual({ Primary: 0, Alternate: 100 });
  });

  test('move with the rule to another place', async () => {
    const lattice = new Lattice();
    lattice.ruleAction = forward(20, 80);
    lattice.targets = { [PRIMARY]: ['HEALTHY'], [ALTERNATE]: ['HEALTHY'] };
    expect(await liveWeights(lattice, AT_PORT, AT_RULE)).toEqual({ Primary: 20, Alternate: 80 });
  });

  test.each([['DRAINING', 'UNUSED'], ['DRAINING', 'UNAVAILABLE']])('go to nobody who is leaving: %s, and %s is not', async (leaving, status) => {
    const lattice = new Lattice();
    lattice.targets = { [PRIMARY]: [leaving], [ALTERNATE]: [status] };
    expect(await liveWeights(lattice, AT_PORT)).toEqual({ Primary: 0, Alternate: 100 });
  });

  test('stay with tasks that nobody checks, as those of gRPC', async () => {
    const lattice = new Lattice();
    lattice.defaultAction = forward(0, 100);
    lattice.targets = { [PRIMARY]: ['DRAINING'], [ALTERNATE]: ['UNAVAILABLE'] };
    expect(await liveWeights(lattice, AT_PORT)).toEqual({ Primary: 0, Alternate: 100 });
  });

  test.each(['getListener', 'listTargets'] as const)('of what goes while it is read are those of where the tasks are: %s', async (read) => {
    const lattice = new Lattice();
    lattice.defaultAction = forward(30, 70);
    jest.spyOn(lattice, read).mockRejectedValue(Object.assign(new Error('gone'), { name: 'ResourceNotFoundException' }));
    expect(await liveWeights(lattice, AT_PORT)).toEqual(read === 'getListener' ? { Primary: 100, Alternate: 0 } : { Primary: 30, Alternate: 70 });
  });

  test('are not read by guess', async () => {
    const lattice = new Lattice();
    lattice.listListeners = async () => { throw new Error('slow down'); };
    await expect(liveWeights(lattice, AT_PORT)).rejects.toThrow('slow down');
  });

  test('never lead all requests to a group without tasks, where the other has some', async () => {
    const count = fc.integer({ min: 0, max: 2 });
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 100 }), count, count, async (primary, own, other) => {
      const lattice = new Lattice();
      lattice.defaultAction = forward(primary, 100 - primary);
      lattice.targets = { [PRIMARY]: new Array(own).fill('HEALTHY'), [ALTERNATE]: new Array(other).fill('UNHEALTHY') };
      const weights = await liveWeights(lattice, AT_PORT);
      expect(weights.Primary + weights.Alternate).toBe(100);
      if (own === 0 && other > 0) expect(weights.Alternate).toBeGreaterThan(0);
      if (other === 0 && own > 0) expect(weights.Primary).toBeGreaterThan(0);
    }));
  });
});

describe('the prefix list', () => {
  test('of AWS with the name', async () => {
    const describeManagedPrefixLists = jest.fn().mockResolvedValue({ PrefixLists: [{ PrefixListId: 'pl-1' }] });
    expect(await prefixListNamed({ describeManagedPrefixLists }, { Name: 'com.amazonaws.eu-west-1.vpc-lattice' })).toEqual({ Id: 'pl-1' });
    expect(describeManagedPrefixLists).toHaveBeenCalledWith({
      Filters: [{ Name: 'prefix-list-name', Values: ['com.amazonaws.eu-west-1.vpc-lattice'] }, { Name: 'owner-id', Values: ['AWS'] }],
    });
  });

  test('that is not there fails the deployment', async () => {
    const api = { describeManagedPrefixLists: async () => ({}) };
    await expect(prefixListNamed(api, { Name: 'com.amazonaws.eu-west-1.vpc-lattice' })).rejects.toThrow(
      'There is no prefix list com.amazonaws.eu-west-1.vpc-lattice: this region has no VPC Lattice, or not over these addresses');
  });
});

describe('what CloudFormation hears', () => {
  const reply = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Weights', PhysicalResourceId: 'Weights' };

  test('what was read, by the properties of now and before', async () => {
    const read = jest.fn().mockResolvedValue({ Primary: 100 });
    const update = { ...event, RequestType: 'Update', PhysicalResourceId: 'Weights', OldResourceProperties: AT_RULE };
    expect(await answer(update, read)).toEqual({ ...reply, Status: 'SUCCESS', Data: { Primary: 100 } });
    expect(read).toHaveBeenCalledWith(AT_PORT, AT_RULE);
  });

  test('why nothing was', async () => {
    expect(await answer({ ...event, RequestType: 'Create' }, async () => { throw new Error('slow down'); })).toEqual({ ...reply, Status: 'FAILED', Reason: 'slow down' });
  });

  test('that nothing is taken back', async () => {
    const read = jest.fn();
    expect(await answer({ ...event, RequestType: 'Delete' }, read)).toEqual({ ...reply, Status: 'SUCCESS' });
    expect(read).not.toHaveBeenCalled();
  });

  test('at the address that it signed', async () => {
    const fetched = jest.spyOn(global, 'fetch').mockResolvedValue({ ok: true, status: 200 } as Response);
    await respond({ ...event, RequestType: 'Delete' }, jest.fn());
    expect(fetched).toHaveBeenCalledWith(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body: JSON.stringify({ ...reply, Status: 'SUCCESS' }) });
    fetched.mockResolvedValue({ ok: false, status: 403 } as Response);
    await expect(respond({ ...event, RequestType: 'Delete' }, jest.fn())).rejects.toThrow('CloudFormation did not take the answer: status 403');
  });
});

test('each handler asks the service that knows, in the SDK of the runtime', async () => {
  const fetched = jest.spyOn(global, 'fetch').mockResolvedValue({ ok: true, status: 200 } as Response);
  const lattice = new Lattice();
  const described = { PrefixLists: [{ PrefixListId: 'pl-1' }] };
  await jest.isolateModulesAsync(async () => {
    jest.doMock('@aws-sdk/client-ec2', () => ({ EC2: class { public describeManagedPrefixLists = async () => described; } }), { virtual: true });
    jest.doMock('@aws-sdk/client-vpc-lattice', () => ({
      VPCLattice: class {
        public listListeners = lattice.listListeners.bind(lattice);
        public listTargets = lattice.listTargets.bind(lattice);
      },
    }), { virtual: true });
    const handlers = jest.requireActual('../../handlers/lattice');
    await handlers.prefixList({ ...event, RequestType: 'Create', ResourceProperties: { Name: 'com.amazonaws.eu-west-1.vpc-lattice' } });
    await handlers.weights({ ...event, RequestType: 'Create' });
  });
  const answers = fetched.mock.calls.map(([, init]) => JSON.parse(init!.body as string).Data);
  expect(answers).toEqual([{ Id: 'pl-1' }, { Primary: 100, Alternate: 0 }]);
});
