import { Finding, refuse } from '../finding';
import { entryIn, isWritten, Properties, textIn } from '../template-value';

const APP_MESH = 'APPMESH';

/** The type of the proxy of an `AWS::ECS::TaskDefinition`; absent where it has none, or when not known. */
export function readProxy(task: Properties): string | undefined {
  // CloudFormation reference, AWS::ECS::TaskDefinition ProxyConfiguration: the only type, which it is when left out.
  return isWritten(task.ProxyConfiguration) ? textIn(entryIn(task, 'ProxyConfiguration.Type', APP_MESH)) : undefined;
}

/** Refuses a proxy of AWS App Mesh: AWS ended the service on 30 September 2026. */
export function checkAppMesh(proxy: string | undefined): Finding[] {
  return proxy === APP_MESH ? [refuse('AppMesh.Ended', 'proxyConfiguration',
    'is for AWS App Mesh, which ended on 30 September 2026, got a proxy of the type APPMESH; take it out, and use Service Connect')] : [];
}
