import { advise } from '../../../src/model/finding';
import { checkPlainEnvironment } from '../../../src/model/task/plain-environment';

const plain = (got: string) => advise('Environment.Plain', 'containers[0].environment',
  `must be empty, since everyone who may read the task definition sees it, got ${got}; name parameters or secrets in its place`);

test.each([[0, []], [undefined, []], [1, [plain('a variable')]], [2, [plain('2 variables')]]])('%p plain variables', (variables, findings) => {
  expect(checkPlainEnvironment([{ path: 'containers[0]', variables }])).toEqual(findings);
});
