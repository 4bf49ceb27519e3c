import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

/** What is left of AWS App Mesh beside the proxies of tasks. */
export const APP_MESH_RULES = rules({ concerns: [RuleConcern.DEPLOYABILITY], level: RuleLevel.ERROR }, [
  {
    id: 'AppMesh.Mesh',
    info: 'A stack has a mesh of AWS App Mesh.',
    explanation: 'AWS ended App Mesh on 30 September 2026: its resources can be reached no more, so that no stack makes or changes them.',
    remedy: 'Take the mesh out with all that names it, and let services call each other by Service Connect.',
    source: 'https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html',
    satisfiedBy: 'no construct writes it; AppMeshMigration reads one and writes Service Connect',
  },
]);
