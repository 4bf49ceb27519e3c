import { Finding, refuse } from '../finding';

/** What is known of how instances are told which cluster to join. */
export interface UserDataFacts {
  /** The script or the settings, empty where there are none; undefined where they are not known. */
  readonly text?: string;
  /** The image is one of AWS's for ECS, which know no cluster. */
  readonly optimizedImage?: boolean;
  /** The cluster has the name of the one that instances join by themselves. */
  readonly defaultCluster?: boolean;
}

/** What user data says of the ECS agent. */
export interface BootstrapFacts {
  /** Memory in MiB that the agent keeps from tasks. */
  readonly reservedMemoryMiB?: number;
  /** False where tasks in host mode that have a task role are not placed. */
  readonly hostModeTaskRoles?: boolean;
  /** Tasks in awsvpc mode do not reach the instance metadata service; absent when that is not known. */
  readonly blocksMetadata?: boolean;
}

// ECS Developer Guide, "Bootstrapping Amazon ECS Linux container instances to pass data"; Bottlerocket, "ecs" settings; Initialize-ECSAgent.
const CLUSTER = /\bECS_CLUSTER\b|^\s*cluster\s*=|-Cluster\b/im;
const BLOCKED = /\bECS_AWSVPC_BLOCK_IMDS['"]?\s*[=,]\s*['"]?true|^\s*awsvpc-block-imds\s*=\s*true|-AwsvpcBlockIMDS\b/im;
const NO_HOST_MODE_ROLES = /\bECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST['"]?\s*[=,]\s*['"]?false/i;
const RESERVED = /(?:\bECS_RESERVED_MEMORY['"]?\s*[=,]\s*['"]?|^\s*reserved-memory\s*=\s*)(\d+)/m;
// Programs that fetch, or run, what the text does not have: cfn-init of the metadata of the resource, scripts from elsewhere.
const RUNS_MORE = /\bcfn-init\b|\bcurl\b|\bwget\b|\baws\s+(s3|s3api|ssm)\b|\bansible|\bgit\s+clone\b|^#include|\bInvoke-WebRequest\b|\bRead-S3Object\b/im;
// A redirection of the shell, or of tee; two brackets and -a append.
const WRITES = /(>{1,2})\s*["']?\/etc\/ecs\/ecs\.config(?![\w.])|\btee\s+(-a\s+|--append\s+)?["']?\/etc\/ecs\/ecs\.config(?![\w.])/g;

/** Refuses user data with which instances join another cluster. */
export function checkUserData({ defaultCluster, optimizedImage, text }: UserDataFacts): Finding[] {
  if (text === undefined) return [];
  if (!CLUSTER.test(text)) {
    return optimizedImage && defaultCluster === false && !RUNS_MORE.test(text) ? [refuse('Bootstrap.NoCluster', '',
      'must name the cluster, which instances join in place of the one called default, got none; write ECS_CLUSTER to /etc/ecs/ecs.config')] : [];
  }
  return losesCluster(text) ? [refuse('Bootstrap.OverwritesConfig', '',
    'must append to /etc/ecs/ecs.config with >>, got a > after ECS_CLUSTER was written there, which removes it; use >> each time')] : [];
}

/** Reads what user data says of the agent. */
export function readBootstrap(text: string | undefined): BootstrapFacts {
  if (text === undefined) return {};
  const reserved = RESERVED.exec(text);
  return {
    reservedMemoryMiB: reserved === null ? undefined : Number(reserved[1]),
    hostModeTaskRoles: NO_HOST_MODE_ROLES.test(text) ? false : undefined,
    blocksMetadata: BLOCKED.test(text) || (RUNS_MORE.test(text) ? undefined : false),
  };
}

/** True where the file is written anew after the cluster's name, and the name does not come again. */
function losesCluster(text: string): boolean {
  const writes = [...text.matchAll(WRITES)];
  const overwriting = writes.slice(1).filter(([, brackets, append]) => (brackets === undefined ? append === undefined : brackets === '>'));
  const last = overwriting[overwriting.length - 1]?.index;
  if (last === undefined) return false;
  // What is written stands on the line of the redirection, or below it.
  const start = text.lastIndexOf('\n', last) + 1;
  return CLUSTER.test(text.slice(0, start)) && !CLUSTER.test(text.slice(start));
}
