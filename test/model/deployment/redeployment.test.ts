import { checkPattern } from '../../../src/model/deployment/redeployment';
import { advise, refuse } from '../../../src/model/finding';

const text = (got: string) => 'is watched with one event pattern of at most 2048 characters, EventBridge\'s adjustable quota "Event pattern size", '
  + `got ${got} for 30 secrets and parameters; share them out among several SecretRotationDeployments of the service, by \`secrets\` and \`parameters\``;

test.each([
  ['gets through', 2048, 2048, []],
  ['is advised against where it is only likely', 2048, 2049, [advise('SecretRotationDeployment.EventPattern', 'service', text('about 2049'))]],
  ['is refused', 2049, 3000, [refuse('SecretRotationDeployment.EventPattern', 'service', text('at least 2049'))]],
])('an event pattern %s: %d characters, likely %d', (_, fewest, likely, findings) => {
  expect(checkPattern({ watched: 30, fewest, likely })).toEqual(findings);
});
