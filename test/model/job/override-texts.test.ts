import { refuse } from '../../../src/model/finding';
import { checkOverrideTexts, OverrideText, RunFilling } from '../../../src/model/job/override-texts';

const ATTRIBUTE: OverrideText = { path: '[0].environment.AT', text: 'at <aws.scheduler.scheduled-time>' };
const FIELD: OverrideText = { path: '[0].command[1]', field: '$.scheduledTime' };

function notFilled({ path }: OverrideText, got: string) {
  return refuse('ContainerOverrides.NotFilled', path, `is passed on as it is, got ${got}, which nothing fills in here; do without`);
}

test.each<[RunFilling['by'], ReturnType<typeof notFilled>[]]>([
  [undefined, [notFilled(ATTRIBUTE, '<aws.scheduler.scheduled-time>'), notFilled(FIELD, '$.scheduledTime')]],
  ['scheduler', [notFilled(FIELD, '$.scheduledTime')]],
  ['states', [notFilled(ATTRIBUTE, '<aws.scheduler.scheduled-time>')]],
])('where %s fills in values', (by, findings) => {
  expect(checkOverrideTexts([ATTRIBUTE, FIELD], { by, remedy: 'do without' })).toEqual(findings);
});

test('other texts are fine, and those that nobody knows', () => {
  expect(checkOverrideTexts([{ path: 'a', text: '$.key' }, { path: 'b', text: '<b>' }, { path: 'c' }], { remedy: 'do without' })).toEqual([]);
});
