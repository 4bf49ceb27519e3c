import { parseImage } from '../task/image';
import { LaunchPlatform } from '../task/network-mode';
import { listIn, Properties, propertiesIn, textIn } from '../template-value';

/** What ECS calls for a task, before and while its containers run; what the application calls itself is not in it. */
export interface TaskReach extends DefinitionReach {
  readonly platform: LaunchPlatform;
  /** Absent where ECS Exec is off. */
  readonly exec?: ExecReach;
}

/** The part of it that the task definition says. */
export interface DefinitionReach {
  readonly images: readonly ImageSource[];
  /** Log drivers, and the output plugins behind log routers. */
  readonly logs: readonly string[];
  readonly secrets: readonly SecretStore[];
  /** Environment files, or the configuration of a log router. */
  readonly filesInS3: boolean;
}

/** What a session of ECS Exec, its record and its key need besides the session itself. */
export interface ExecReach {
  readonly customerKey: boolean;
  readonly logGroup: boolean;
  readonly bucket: boolean;
}

/** The registry of an image: the two names of ECR, a host, or a token that does not tell. */
export interface ImageSource {
  readonly kind: 'ecr' | 'ecr-dual-stack' | 'host' | 'unknown';
  /** Of a registry that is not ECR. */
  readonly host?: string;
}

/** Where a secret is kept, by the name of its endpoint. */
export type SecretStore = 'secretsmanager' | 'ssm';

const FIRELENS = 'awsfirelens';
const DOCKER_HUB = 'docker.io';
// ECR User Guide, "Making requests to Amazon ECR registries".
const ECR_HOST = '.dkr.ecr.';
const ECR_DUAL_STACK_HOST = '.dkr-ecr.';

/** Reads what ECS will call from the properties of an `AWS::ECS::TaskDefinition`. */
export function readTaskReach(task: Properties): DefinitionReach {
  const containers = listIn(task.ContainerDefinitions).map(propertiesIn);
  const logs = containers.map(({ LogConfiguration: configuration }) => propertiesIn(configuration));
  const routers = containers.map(({ FirelensConfiguration: router }) => router).filter((router) => router !== undefined).map(propertiesIn);
  // The core library adds a router from AWS's own registry, which logs to CloudWatch, when the template is written.
  const routerToCome = routers.length === 0 && logs.some(({ LogDriver: driver }) => driver === FIRELENS);
  return {
    images: [...containers.map(({ Image: image }) => sourceOf(image)), ...(routerToCome ? [{ kind: 'ecr' } as const] : [])],
    logs: [...logs.flatMap(outputOf), ...(routerToCome ? ['awslogs'] : [])],
    secrets: [
      ...[...containers, ...logs].flatMap(({ Secrets: secrets, SecretOptions: options }) => [...listIn(secrets), ...listIn(options)])
        .map((secret) => storeOf(propertiesIn(secret).ValueFrom)),
      ...containers.flatMap(({ RepositoryCredentials: credentials }) => (credentials === undefined ? [] : ['secretsmanager' as const])),
    ],
    filesInS3: containers.some(({ EnvironmentFiles: files }) => listIn(files).length > 0)
      || routers.some(({ Options: options }) => propertiesIn(options)['config-file-type'] === 's3'),
  };
}

/** An intrinsic function counts by the text in it: CDK names ECR's host in the clear, and leaves account and region open. */
function sourceOf(image: unknown): ImageSource {
  const text = JSON.stringify(image ?? '');
  if (text.includes(ECR_DUAL_STACK_HOST)) return { kind: 'ecr-dual-stack' };
  if (text.includes(ECR_HOST)) return { kind: 'ecr' };
  const reference = textIn(image);
  return reference === undefined ? { kind: 'unknown' } : { kind: 'host', host: hostOf(reference) };
}

/** As Docker reads it: what stands before the first slash is a host if it looks like one. */
function hostOf(reference: string): string {
  const [first, ...path] = parseImage(reference).repository.split('/');
  return path.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : DOCKER_HUB;
}

function outputOf({ LogDriver: driver, Options: options }: Properties): string[] {
  return [textIn(driver === FIRELENS ? propertiesIn(options).Name : driver)].filter((output) => output !== undefined);
}

/**
 * A parameter is a name, or an ARN that says `ssm` wherever CDK writes it; what is left is an ARN of Secrets Manager, or stands for one.
 *
 * ECS API reference, Secret, `valueFrom`.
 */
function storeOf(valueFrom: unknown): SecretStore {
  const isName = textIn(valueFrom)?.startsWith('arn:') === false;
  return isName || JSON.stringify(valueFrom ?? '').includes(':ssm:') ? 'ssm' : 'secretsmanager';
}
