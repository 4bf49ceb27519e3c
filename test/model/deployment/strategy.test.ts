import { checkStrategy, StrategyFacts } from '../../../src/model/deployment/strategy';
import { sentence } from '../../../src/model/finding';

const MOVING = ['BLUE_GREEN', 'LINEAR', 'CANARY'];

function problems(facts: StrategyFacts): string[] {
  return checkStrategy(facts).map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);
}

const daemon = (strategy: string) => `error Strategy.Daemon: \`strategy\` must be ROLLING for a daemon, got ${strategy}`;
const breaker = (strategy: string) =>
  `error Strategy.CircuitBreaker: \`deploymentCircuitBreaker\` watches rolling updates only, got the strategy ${strategy}; turn it off and let alarms guard the deployment`;
const alternate = (strategy: string, pairs: number, of: number) =>
  `error Strategy.NoAlternate: \`strategy\` needs an alternate target group, a listener rule and a role for each target group, got ${strategy} with ${pairs} for ${of}; ` +
  'name them as `alternateTarget` of the load balancer target, or take ROLLING';
const unmanaged = (strategy: string) =>
  `error TrafficShift.Unmanaged: \`strategy\` needs a load balancer, Service Connect or VPC Lattice to move traffic with, got ${strategy} and none of them; take BLUE_GREEN, Rollout.blueGreen(), which needs none`;

describe.each(MOVING)('%s', (strategy) => {
  test.each<[string, StrategyFacts, string[]]>([
    ['on a replica service with pairs', { targetGroups: 2, pairs: 2, connected: false, breaker: false, daemon: false }, []],
    ['over Service Connect', { targetGroups: 0, pairs: 0, connected: true }, []],
    ['over both', { targetGroups: 1, pairs: 1, connected: true }, []],
    ['of which nothing is known', {}, []],
    ['whose target groups only the deployment knows', { targetGroups: undefined, pairs: undefined, connected: false }, []],
    ['whose breaker only the deployment knows', { breaker: undefined, targetGroups: 1, pairs: 1 }, []],
    ['with a breaker', { breaker: true, targetGroups: 1, pairs: 1 }, [breaker(strategy)]],
    ['on a daemon', { daemon: true, targetGroups: 1, pairs: 1 }, [daemon(strategy)]],
    ['with a target group that is alone', { targetGroups: 1, pairs: 0 }, [alternate(strategy, 0, 1)]],
    ['with one pair of two', { targetGroups: 2, pairs: 1, connected: true }, [alternate(strategy, 1, 2)]],
    ['with everything wrong', { breaker: true, daemon: true, targetGroups: 1, pairs: 0 }, [daemon(strategy), breaker(strategy), alternate(strategy, 0, 1)]],
  ])('%s', (_, facts, expected) => {
    expect(problems({ strategy, ...facts })).toEqual(expected);
  });
});

test.each([['BLUE_GREEN', []], ['LINEAR', [unmanaged('LINEAR')]], ['CANARY', [unmanaged('CANARY')]]])('%s of a service that nobody calls', (strategy, expected) => {
  expect(problems({ strategy, targetGroups: 0, pairs: 0, connected: false })).toEqual(expected);
});

test.each(['ROLLING', undefined])('%s needs nothing', (strategy) => {
  expect(problems({ strategy, breaker: true, daemon: true, targetGroups: 1, pairs: 0, connected: false })).toEqual([]);
});
