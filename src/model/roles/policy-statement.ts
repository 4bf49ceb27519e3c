import { Resource } from '../template/template-file';
import { isWritten, knownList, knownProperties, Properties, textIn } from '../template-value';

/** A statement of a policy; absent is what is not known. */
export interface PolicyStatement {
  /** What it is written in, to which its references belong. */
  readonly owner: Resource;
  readonly effect?: string;
  /** Actions as they are written, with their wildcards. */
  readonly actions?: readonly string[];
  /** Resources as they are written. */
  readonly resources?: readonly unknown[];
  /** Services and others who may assume the role: `*` is everybody. */
  readonly principals?: Principals;
  /** Conditions by operator. */
  readonly conditions?: Properties;
}

/** Whom a statement is about; absent is what is not known. */
export interface Principals {
  readonly anyone: boolean;
  readonly services?: readonly string[];
  /** Accounts, roles and users, as they are written. */
  readonly accounts?: readonly unknown[];
}

/** Reads the statements of a policy document; absent where it is not known how many there are. */
export function readStatements(owner: Resource, document: unknown): readonly PolicyStatement[] | undefined {
  const known = knownProperties(document);
  return known && onesIn(known.Statement)?.map((each) => readStatement(owner, knownProperties(each)));
}

/** What is one or a list of them, as a list; absent where it is not known how many there are. */
function onesIn(value: unknown): readonly unknown[] | undefined {
  return knownList([value].flat());
}

function readStatement(owner: Resource, statement: Properties | undefined): PolicyStatement {
  if (statement === undefined) return { owner };
  return {
    owner,
    effect: textIn(statement.Effect),
    actions: isWritten(statement.NotAction) === false ? textsIn(statement.Action) : undefined,
    resources: isWritten(statement.NotResource) === false ? onesIn(statement.Resource) : undefined,
    principals: readPrincipals(statement.Principal),
    conditions: knownProperties(statement.Condition),
  };
}

function readPrincipals(principal: unknown): Principals | undefined {
  if (principal === '*') return { anyone: true };
  const named = knownProperties(principal);
  return named === undefined ? undefined : { anyone: named.AWS === '*', services: textsIn(named.Service), accounts: onesIn(named.AWS) };
}

function textsIn(value: unknown): readonly string[] | undefined {
  const texts = onesIn(value)?.map(textIn);
  return texts?.every((text): text is string => text !== undefined) ? texts : undefined;
}
