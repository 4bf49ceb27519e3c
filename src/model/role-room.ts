import { advise, Finding, refuse } from './finding';

// IAM User Guide, "IAM and AWS STS quotas": all inline policies of a role together, white space not counted.
const ROLE_CHARACTERS = 10_240;

/** What is known of the policies that many constructs of a stack put on one role, in characters. */
export interface RoleRoomFacts {
  readonly policies: number;
  /** Without the names and ARNs that only the deployment knows. */
  readonly fewest: number;
  /** With such names and ARNs, as long as they commonly are. */
  readonly likely: number;
}

/** What shares such a role. */
export interface RoleSharers {
  readonly id: string;
  readonly path: string;
  /** What they are called: `services`. */
  readonly name: string;
}

/** Refuses more of them in a stack than their role has room for, and advises against as many as it is likely to have no room for. */
export function checkRoleRoom({ policies, fewest, likely }: RoleRoomFacts, { id, path, name }: RoleSharers): Finding[] {
  const isKnown = fewest > ROLE_CHARACTERS;
  if (!isKnown && likely <= ROLE_CHARACTERS) return [];
  return [(isKnown ? refuse : advise)(id, path,
    `adds a policy to the role that all ${name} of the stack share, which takes ${ROLE_CHARACTERS} characters, ` +
    `got ${isKnown ? `at least ${fewest}` : `about ${likely}`} for ${policies} ${name}; put some of them into another stack, which has a role of its own`)];
}
