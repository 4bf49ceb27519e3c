import { mayUseKey } from './session-key';
import { allows } from '../roles/allows';
import { readStatements } from '../roles/policy-statement';
import { RoleFacts } from '../roles/role-facts';
import { AccessFacts } from '../roles/task-role-needs';
import { joined } from '../template/reference';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { entryIn, isWritten, knownList, knownProperties, listIn, Properties, textIn } from '../template-value';

// Types of Secrets Manager whose reference is the ARN of a secret.
const SECRETS = ['AWS::SecretsManager::Secret', 'AWS::SecretsManager::SecretTargetAttachment'];
// ECR User Guide, "Amazon ECR private registry": hosts of private registries.
const PRIVATE_REGISTRY = /\.dkr[.-]ecr[.-]/;
const GET_SECRET = 'secretsmanager:GetSecretValue';
const GET_PARAMETERS = 'ssm:GetParameters';
const GET_FILE = 's3:GetObject';
// ECS Developer Guide, "Amazon ECS task execution IAM role", on files in Amazon S3 and on secrets with a key of the customer.
const GET_LOCATION = 's3:GetBucketLocation';
const DECRYPT = 'kms:Decrypt';
// Secrets Manager adds six characters to the name of a secret.
const SUFFIX = '-abcdef';

/** What ECS starts the containers of a task with. */
export interface ExecutionNeeds {
  readonly needs: readonly string[];
  /** What the role of an instance may do in its place. */
  readonly needsOffInstances: readonly string[];
}

/** What ECS needs a role for to start the containers of a task. */
export function needsOf({ properties }: Resource): ExecutionNeeds {
  const containers = containersIn(properties).map(([container]) => container);
  const some = (path: string) => containers.some((container) => (knownList(entryIn(container, path)) ?? []).length > 0);
  return {
    needs: [
      ...(some('Secrets') || some('LogConfiguration.SecretOptions') ? ['secrets'] : []),
      ...(some('EnvironmentFiles') ? ['environment files'] : []),
      ...(containers.some((container) => isWritten(entryIn(container, 'RepositoryCredentials'))) ? ['credentials of a registry'] : []),
    ],
    needsOffInstances: [
      ...(containers.some(({ Image: image }) => PRIVATE_REGISTRY.test(textsOf(image))) ? ['images from ECR'] : []),
      ...(containers.some((container) => entryIn(container, 'LogConfiguration.LogDriver') === 'awslogs') ? ['logs to CloudWatch'] : []),
    ],
  };
}

/** What ECS fetches to start the containers of a task, and whether its role may. */
export function fetchesOf(set: TemplateSet, task: Resource, role: RoleFacts | undefined): AccessFacts[] {
  return containersIn(task.properties).flatMap(([container, path]) => [
    ...placesOf(container, 'Secrets', 'ValueFrom', `${path}.secrets`),
    ...placesOf(container, 'LogConfiguration.SecretOptions', 'ValueFrom', `${path}.logConfiguration.secretOptions`),
    ...placesOf(container, 'EnvironmentFiles', 'Value', `${path}.environmentFiles`),
    { value: entryIn(container, 'RepositoryCredentials.CredentialsParameter'), path: `${path}.repositoryCredentials.credentialsParameter` },
  ].flatMap((place) => accessOf(set, task, role, place)));
}

interface Place {
  readonly value: unknown;
  readonly path: string;
}

function placesOf(container: Properties, list: string, property: string, path: string): Place[] {
  return (knownList(entryIn(container, list)) ?? []).map((entry, index) => ({
    value: entryIn(entry, property), path: `${path}[${index}].${property.charAt(0).toLowerCase()}${property.slice(1)}`,
  }));
}

function accessOf(set: TemplateSet, task: Resource, role: RoleFacts | undefined, { path, value }: Place): AccessFacts[] {
  const may = (action: string, ...values: unknown[]): AccessFacts => {
    const verdicts = values.map((each) => allows(set, role, action, { owner: task, value: each }));
    const open = verdicts.includes(undefined) ? undefined : false;
    return { path, action, allowed: verdicts.includes(true) ? true : open };
  };
  const target = referredIn(set, task, value);
  if (path.includes('environmentFiles')) {
    if (target !== undefined && set.referrers(target, 'AWS::S3::BucketPolicy').some(mayAllow)) return [];
    const file = may(GET_FILE, value);
    return [file.allowed === false ? file : may(GET_LOCATION, textIn(value)?.split('/')[0] ?? value)];
  }
  const text = textsOf(value);
  if (SECRETS.includes(target?.type ?? '') || text.includes(':secretsmanager:')) {
    const isShared = target !== undefined && set.referrers(target, 'AWS::SecretsManager::ResourcePolicy').length > 0;
    // An ARN may go on with a key, a stage and a version.
    const arn = textIn(value)?.split(':').slice(0, 7).join(':');
    const open = target === undefined ? undefined : mayOpen(set, role, target);
    return isShared ? [] : [
      may(GET_SECRET, ...(arn === undefined ? [value] : [arn, `${arn}${SUFFIX}`])),
      ...(open === undefined ? [] : [{ path, action: DECRYPT, allowed: open }]),
    ];
  }
  const isParameter = target?.type === 'AWS::SSM::Parameter' || text.includes(':ssm:') || (textIn(value) !== undefined && !text.startsWith('arn:'));
  // A name alone says nothing of how a policy has its ARN.
  return isParameter ? [may(GET_PARAMETERS, text.startsWith('arn:') || target !== undefined ? value : {})] : [];
}

/** Whether the role may decrypt what a secret holds; absent for a secret with the key of AWS. */
function mayOpen(set: TemplateSet, role: RoleFacts | undefined, target: Resource): boolean | undefined {
  const secret = target.type === 'AWS::SecretsManager::Secret' ? target : set.target(target, target.properties.SecretId);
  return secret && mayUseKey(set, role, { owner: secret, value: secret.properties.KmsKeyId });
}

/** A policy that only denies lets nobody in. */
function mayAllow(policy: Resource): boolean {
  return readStatements(policy, policy.properties.PolicyDocument)?.some(({ effect }) => effect !== 'Deny') ?? true;
}

/** The first resource that a value names, alone or in a text. */
function referredIn(set: TemplateSet, from: Resource, value: unknown): Resource | undefined {
  const [resource] = (joined(value) ?? []).flatMap((part) => (typeof part === 'string' ? [] : set.target(from, { Ref: part.logicalId }) ?? []));
  return resource ?? set.target(from, value);
}

/** What is known of a text. */
function textsOf(value: unknown): string {
  return textIn(value) ?? (joined(value) ?? []).filter((part) => typeof part === 'string').join('');
}

/** The containers of which something is known, and where they are. */
function containersIn({ ContainerDefinitions: containers }: Properties): (readonly [Properties, string])[] {
  return listIn(containers).flatMap((container, index) => {
    const properties = knownProperties(container);
    return properties === undefined ? [] : [[properties, `containers[${index}]`] as const];
  });
}
