import { readListener } from '../../../src/model/traffic/written-listener';

const FORWARD = { Type: 'forward' };

test.each([
  [{ Protocol: 'HTTPS', DefaultActions: [FORWARD] }, { protocol: 'HTTPS', login: false }],
  [{ Protocol: 'HTTP', DefaultActions: [{ Type: 'authenticate-cognito' }, FORWARD] }, { protocol: 'HTTP', login: true }],
  [{ Actions: [{ Type: 'authenticate-oidc' }, FORWARD] }, { login: true }],
  [{ Actions: [FORWARD] }, { login: false }],
  [{ Protocol: { Ref: 'Parameter' }, DefaultActions: { Ref: 'Parameter' } }, { login: false }],
  [{ Actions: [{ Type: { Ref: 'Parameter' } }, { Ref: 'Parameter' }] }, { login: false }],
  [{}, { login: false }],
])('%j', (properties, facts) => {
  expect(readListener(properties)).toEqual(facts);
});
