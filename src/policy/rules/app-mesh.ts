import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

/** What is left of AWS App Mesh. */
export const APP_MESH_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: 'https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html',
  satisfiedBy: 'no construct writes it; AppMeshMigration reads it and says what takes its place',
}, [
  {
    id: 'AppMesh.Ended',
    info: 'A task has a proxy of AWS App Mesh.',
    explanation: 'AWS ended App Mesh on 30 September 2026: the proxy gets no configuration, and the task does not become healthy.',
    remedy: 'Take `ProxyConfiguration` and the container of the proxy out, and use Service Connect.',
  },
  {
    id: 'AppMesh.Mesh',
    info: 'A stack has a mesh of AWS App Mesh.',
    explanation: 'AWS ended App Mesh on 30 September 2026: its resources can be reached no more, so that no stack makes or changes them.',
    remedy: 'Take the mesh out with all that names it, and let services call each other by Service Connect.',
  },
]);
