import { allows, NamedResource } from '../roles/allows';
import { readStatements } from '../roles/policy-statement';
import { RoleFacts } from '../roles/role-facts';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten } from '../template-value';

const ROOT = ':root';

/** Whether a role may decrypt with a key; undefined where the policy of the key may let it, or where it is not known. */
export function mayUseKey(set: TemplateSet, role: RoleFacts | undefined, key: NamedResource): boolean | undefined {
  const resource = set.target(key.owner, key.value);
  return resource?.type === 'AWS::KMS::Key' && isLeftToRoles(resource) ? allows(set, role, 'kms:Decrypt', key) : undefined;
}

/** True for a key whose policy names nobody of the account: what its roles may do is theirs to say. */
function isLeftToRoles(key: Resource): boolean {
  const { KeyPolicy: policy } = key.properties;
  if (isWritten(policy) === false) return true;
  const statements = readStatements(key, policy);
  return statements?.every(({ principals }) => principals?.accounts?.every((account) => JSON.stringify(account).includes(ROOT)) ?? false) ?? false;
}
