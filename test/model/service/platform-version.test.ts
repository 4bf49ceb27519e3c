import { advise } from '../../../src/model/finding';
import { checkPlatformVersion } from '../../../src/model/service/platform-version';

test.each([
  ['1.0.0', false], ['1.1.0', undefined], ['1.2.0', true], ['1.3.0', false],
])('%s is old (windows %p)', (version, windows) => {
  expect(checkPlatformVersion({ fargate: true, version, windows })).toEqual([advise('PlatformVersion.Old', 'platformVersion',
    `should be LATEST or 1.4.0, got ${version}, which gets no new features and security fixes; leave it out`)]);
  expect([false, undefined].flatMap((fargate) => checkPlatformVersion({ fargate, version, windows }))).toEqual([]);
});

test.each([['1.4.0', false], ['LATEST', false], [undefined, false], ['1.0.0', true], ['1.0.0', undefined]])('%s is not (windows %p)', (version, windows) => {
  expect(checkPlatformVersion({ fargate: true, version, windows })).toEqual([]);
});
