import { refuse } from '../../../src/model/finding';
import { checkTargetContainer } from '../../../src/model/service/target-container';

const WEB = { name: 'web', ports: [{ containerPort: 80 }, { containerPort: 81 }] };
const LOGS = { name: 'logs', ports: [] };

test.each([
  [[WEB, LOGS], '\'web\' and \'logs\''], [[LOGS], '\'logs\''], [[], 'none'],
])('a container of %j is named', (containers, names) => {
  expect(checkTargetContainer({ container: 'api', port: 80 }, containers)).toEqual([refuse('LoadBalancer.Container', 'containerName',
    `must be a container of the task, got 'api', where it has ${names}; name one of them`)]);
});

test.each([['web', '80 and 81'], ['logs', 'none']])('a port that %s maps is named', (container, mapped) => {
  expect(checkTargetContainer({ container, port: 8080 }, [WEB, LOGS])).toEqual([refuse('LoadBalancer.Container', 'containerPort',
    `must be a port that the container maps, got 8080, where '${container}' maps ${mapped}; map it`)]);
});

test.each([
  [{ container: 'web', port: 81 }, [WEB, LOGS]],
  [{ container: 'web' }, [WEB]],
  [{ port: 8080 }, [WEB]],
  [{ container: 'api', port: 80 }, [WEB, { ports: [] }]],
  [{ container: 'web', port: 8080 }, [{ name: 'web' }]],
  [{ container: 'web', port: 8080 }, [{ name: 'web', ports: [{ containerPort: 80 }, {}] }]],
  [{ container: 'web', port: 8080 }, [WEB, WEB]],
])('%j of %j gets through', (target, containers) => {
  expect(checkTargetContainer(target, containers)).toEqual([]);
});
