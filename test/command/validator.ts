import { cdkValidator, Validator } from '../../src/command/cdk-validator';

// It takes many seconds on a machine that has other things to do.
jest.setTimeout(300_000);

let loaded: Validator | undefined;

/** The CDK's own validator, loaded once for all tests of the room. */
export const validate: Validator = (texts) => {
  loaded ??= cdkValidator();
  return loaded(texts);
};
