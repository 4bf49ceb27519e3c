import { checkMesh } from '../../model/mesh/ended';
import { TemplateSet } from '../../model/template/template-set';
import { Located, told } from '../check';

/** Meshes of a service that AWS ended: each once, whatever is in it. */
export function meshes(set: TemplateSet): readonly Located[] {
  return set.resources('AWS::AppMesh::Mesh').flatMap((mesh) => told(mesh, checkMesh()));
}
