import { refuse } from '../../../src/model/finding';
import { checkHealthPort, HealthPortFacts } from '../../../src/model/network/health-port';

const FACTS: HealthPortFacts = { mode: 'bridge', healthPort: 8080, target: { hostPort: 0 }, ports: [{ hostPort: 0 }, { hostPort: 8081 }] };

test.each(['bridge', 'default'] as const)('a port of the instance that leads to no container is refused with the mode %s', (mode) => {
  expect(checkHealthPort({ ...FACTS, mode })).toEqual([refuse('TargetHealth.FixedPort', 'port',
    'must be traffic-port where the instance chooses the port of the task, got 8080, which leads to no container; leave it out')]);
});

test.each<Partial<HealthPortFacts>>([
  { mode: 'awsvpc' }, { mode: 'host' }, { mode: undefined },
  { healthPort: undefined }, { healthPort: 8081 },
  { target: { hostPort: 80 } }, { target: {} }, { target: undefined },
  { ports: [{ hostPort: 0 }, {}] },
])('%j gets through', (facts) => {
  expect(checkHealthPort({ ...FACTS, ...facts })).toEqual([]);
});
