import { refuse } from '../../../src/model/finding';
import { checkClassic } from '../../../src/model/traffic/classic-balancer';

const MODE = refuse('LoadBalancer.Classic', '', 'is a Classic Load Balancer, which has instances behind it and no tasks with the network mode awsvpc;' +
  ' take an Application or a Network Load Balancer');
const NAMES = refuse('LoadBalancer.Classic', '',
  'is a Classic Load Balancer, which does not go with service discovery; take an Application or a Network Load Balancer');

test.each([
  [{ mode: 'awsvpc' }, [MODE]], [{ registered: true }, [NAMES]], [{ mode: 'awsvpc', registered: true }, [MODE, NAMES]],
  [{ mode: 'bridge', registered: false }, []], [{}, []],
])('a Classic Load Balancer and %j', (facts, findings) => {
  expect(checkClassic({ classic: true, ...facts })).toEqual(findings);
  expect(checkClassic({ classic: false, ...facts })).toEqual([]);
  expect(checkClassic(facts)).toEqual([]);
});
