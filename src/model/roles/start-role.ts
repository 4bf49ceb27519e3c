import { advise, Finding, refuse } from '../finding';

/** What is known of the role with which something starts tasks. */
export interface StartRoleFacts {
  /** Where it is named. */
  readonly path: string;
  /** Who assumes it. */
  readonly service: string;
  /** That is allowed; absent when not known. */
  readonly isTrusted?: boolean;
  /** It may run the task; absent when not known. */
  readonly runs?: boolean;
  /** Roles of the task, and whether it may hand over each. */
  readonly passes: readonly PassedRole[];
  /** It may tag what it starts; absent when not known, or when it tags nothing. */
  readonly tags?: boolean;
}

/** A role of a task. */
export interface PassedRole {
  readonly name: string;
  readonly allowed?: boolean;
}

/** Refuses a role that starts nothing: ECS Developer Guide, "Amazon ECS EventBridge IAM role". */
export function checkStartRole({ isTrusted, passes, path, runs, service, tags }: StartRoleFacts): Finding[] {
  return [
    ...(isTrusted === false ? [refuse('EventTarget.RoleTrust', path, `must name a role that ${service} may assume, got one that does not trust it; let it \`sts:AssumeRole\``)] : []),
    ...(runs === false ? [refuse('EventTarget.NoRunTask', path, 'must name a role that may start the task, got one without ecs:RunTask on it; allow it')] : []),
    ...passes.filter(({ allowed }) => allowed === false).map(({ name }) => refuse('EventTarget.NoPassRole', path,
      `must name a role that may hand the task its roles, got one without iam:PassRole on ${name}; allow it on both roles of the task`)),
    ...(tags === false ? [advise('EventTarget.NoTagResource', path, 'must name a role that may tag the tasks it starts, got one without ecs:TagResource; allow it')] : []),
  ];
}
