import { Duration, Token } from 'aws-cdk-lib/core';
import { isDynamic } from '../model/template-value';

/** The value if it is known at synth, `undefined` if it is absent, a token, or a text with a dynamic reference of CloudFormation. */
export function known<T>(value: T | undefined): T | undefined {
  return value === undefined || Token.isUnresolved(value) || isDynamic(value) ? undefined : value;
}

/** The duration if it is known at synth, `undefined` if it is absent or a token. */
export function knownDuration(duration: Duration | undefined): Duration | undefined {
  return duration?.isUnresolved() ? undefined : duration;
}

/** The seconds of a duration if they are known at synth; fractions are kept, so that a check can refuse them. */
export function knownSeconds(duration: Duration | undefined): number | undefined {
  return duration === undefined || duration.isUnresolved() ? undefined : duration.toMilliseconds() / 1000;
}

/** Minutes of a duration, whole or not. */
export function knownMinutes(duration: Duration | undefined): number | undefined {
  const seconds = knownSeconds(duration);
  return seconds === undefined ? undefined : seconds / 60;
}
