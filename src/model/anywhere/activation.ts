import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// Systems Manager API reference, CreateActivation RegistrationLimit.
const REGISTRATION_LIMIT: Range = { min: 1, max: 1000 };
// Systems Manager API reference, CreateActivation ExpirationDate: 30 days at the most. A day is ours: with less, a renewal that fails leaves nobody time.
const EXPIRY: Range = { min: 24, max: 720, unit: 'hours' };
// Systems Manager API reference, CreateActivation DefaultInstanceName and Tag.
const NAME_LENGTH = 256;
const KEY_LENGTH = 128;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const CHARACTERS_IN_WORDS = 'letters, digits, spaces and _ . : / = + - @';
// Systems Manager User Guide, "Tagging Systems Manager resources": 50 of a resource, of which one says which fleet a machine is of.
const MOST_TAGS = 49;
// EventBridge API reference, InputTransformer: 8192 of a template, which the tags are a part of. The others are names and ARNs.
const TAG_CHARACTERS = 6000;

/** The tag of activations and machines that holds the name of their fleet's role. */
export const FLEET_TAG = 'EcsAnywhereFleet';
/** How often the activation is looked at. */
export const LOOK_HOURS = 6;

/** What is known of an activation; `undefined` is unknown, so that defaults are filled in before. */
export interface ActivationFacts {
  readonly registrationLimit?: number;
  /** Has to be known. */
  readonly validHours?: number;
  readonly machineName?: string;
  /** Keys and values; a value that is not known is absent. */
  readonly machineTags: readonly (readonly [string, string | undefined])[];
}

/** Refuses what Systems Manager does not take for an activation, and what could not be renewed in time. */
export function checkActivation({ machineName, machineTags, registrationLimit, validHours }: ActivationFacts): Finding[] {
  return [
    ...checkRange('Activation.RegistrationLimit', 'registrationLimit', registrationLimit, REGISTRATION_LIMIT),
    ...(validHours === undefined
      ? [refuse('Activation.Expiry', 'activationExpiry', 'has to be known at synth, since the renewal follows from it, got a token; write the number')]
      : checkRange('Activation.Expiry', 'activationExpiry', validHours, EXPIRY)),
    ...(machineName === undefined || isText(machineName, NAME_LENGTH) ? [] : [refuse('Activation.MachineName', 'machineName',
      `takes up to ${NAME_LENGTH} ${CHARACTERS_IN_WORDS}, got '${machineName}'`)]),
    ...(machineTags.length > MOST_TAGS ? [refuse('Activation.MachineTags', 'machineTags',
      `takes up to ${MOST_TAGS} tags, since one of the 50 names the fleet, got ${machineTags.length}`)] : []),
    ...checkSize(machineTags),
    ...machineTags.flatMap(([key, value]) => checkTag(key, value)),
  ];
}

/** Refuses a role in a path: an activation takes `path/name`, and all else knows the role by its name. */
export function checkRolePath(path: string | undefined): Finding[] {
  return path === undefined || path === '/' ? [] : [refuse('Activation.RolePath', 'instanceRole',
    `takes no path, since Systems Manager would not find it by its name, got '${path}'; leave it out for this role`)];
}

/** Hours before its end below which an activation is renewed at the next look, so that no look finds less than half of its time left. */
export function renewBelowHours(validHours: number): number {
  return validHours / 2 + LOOK_HOURS;
}

function checkSize(tags: ActivationFacts['machineTags']): Finding[] {
  const size = JSON.stringify(Object.fromEntries(tags)).length;
  return size <= TAG_CHARACTERS ? [] : [refuse('Activation.MachineTags', 'machineTags',
    `takes up to ${TAG_CHARACTERS} characters of JSON in all, got ${size}; shorten some of them`)];
}

function checkTag(key: string, value: string | undefined): Finding[] {
  const path = `machineTags.${key}`;
  if (key === FLEET_TAG) return [refuse('Activation.MachineTags', path, 'is taken: it says which fleet a machine is of; take another key')];
  if (/^aws:/i.test(key)) return [refuse('Activation.MachineTags', path, 'is a key of AWS; take one that does not begin with aws:')];
  if (key === '' || !isText(key, KEY_LENGTH)) {
    return [refuse('Activation.MachineTags', path, `takes a key of 1 to ${KEY_LENGTH} ${CHARACTERS_IN_WORDS}, got '${key}'`)];
  }
  return value === undefined || isText(value, NAME_LENGTH) ? []
    : [refuse('Activation.MachineTags', path, `takes up to ${NAME_LENGTH} ${CHARACTERS_IN_WORDS}, got '${value}'`)];
}

function isText(text: string, longest: number): boolean {
  return text.length <= longest && CHARACTERS.test(text);
}
