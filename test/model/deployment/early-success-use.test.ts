import { checkEarlySuccessUse, EarlySuccessUseFacts } from '../../../src/model/deployment/early-success-use';
import { refuse } from '../../../src/model/finding';

const early: EarlySuccessUseFacts = { enabled: true, controller: 'ECS', strategy: 'ROLLING', cleanup: true };
const notRolling = (other: string) =>
  refuse('EarlySuccess.NotRolling', 'enable', `is for rolling updates of ECS, got ${other}; leave the criteria out, or take ROLLING`);
const noCleanup = refuse('EarlySuccess.NoCleanup', 'sourceServiceRevisionCleanup', 'must be BLOCKING or DEFERRED, got nothing; write one of them');

test.each<[Partial<EarlySuccessUseFacts>, object[]]>([
  [{}, []],
  [{ controller: undefined, strategy: undefined, cleanup: undefined }, []],
  [{ strategy: 'CANARY' }, [notRolling('CANARY')]],
  [{ controller: 'CODE_DEPLOY' }, [notRolling('CODE_DEPLOY')]],
  [{ controller: 'EXTERNAL', strategy: 'LINEAR' }, [notRolling('EXTERNAL')]],
  [{ cleanup: false }, [noCleanup]],
  [{ strategy: 'LINEAR', cleanup: false }, [notRolling('LINEAR'), noCleanup]],
  [{ enabled: false, strategy: 'LINEAR', cleanup: false }, []],
  [{ enabled: undefined, strategy: 'LINEAR', cleanup: false }, []],
])('of early success with %j', (patch, findings) => {
  expect(checkEarlySuccessUse({ ...early, ...patch })).toEqual(findings);
});
