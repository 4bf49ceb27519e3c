import { Finding, refuse } from '../finding';
import { entryIn, isWritten, Properties, textIn } from '../template-value';

const APP_MESH = 'APPMESH';
// App Mesh User Guide, "What Is AWS App Mesh?".
const END = '30 September 2026';

/** The type of the proxy of an `AWS::ECS::TaskDefinition`; absent where it has none, or when not known. */
export function readProxy(task: Properties): string | undefined {
  // CloudFormation reference, AWS::ECS::TaskDefinition ProxyConfiguration: the only type, which it is when left out.
  return isWritten(task.ProxyConfiguration) ? textIn(entryIn(task, 'ProxyConfiguration.Type', APP_MESH)) : undefined;
}

/** Refuses a proxy of AWS App Mesh, which AWS ended. */
export function checkAppMesh(proxy: string | undefined): Finding[] {
  return proxy === APP_MESH ? [refuse('AppMesh.Ended', 'proxyConfiguration',
    `is for AWS App Mesh, which ended on ${END}, got a proxy of the type ${APP_MESH}; take it out, and use Service Connect`)] : [];
}

/** Refuses a mesh, with all that is in it: AWS ended App Mesh. */
export function checkMesh(): Finding[] {
  return [refuse('AppMesh.Mesh', '',
    `is of AWS App Mesh, which ended on ${END}; take it out with its nodes, routers and gateways, and use Service Connect`)];
}
