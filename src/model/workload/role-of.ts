import { RoleFacts, roleNamed } from '../roles/role-facts';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten } from '../template-value';

/** The role that a property of a resource names. */
export interface RoleOf {
  /** Some role is named; absent when not known. */
  readonly isNamed?: boolean;
  /** Absent where it is not of the templates. */
  readonly facts?: RoleFacts;
}

/** The role that a property of a resource names. */
export function roleOf(set: TemplateSet, owner: Resource, property: string): RoleOf {
  const facts = roleNamed(set, owner, owner.raw[property]);
  return { isNamed: facts === undefined ? isWritten(owner.properties[property]) : true, facts };
}
