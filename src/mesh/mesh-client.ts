import { Construct } from 'constructs';
import { MeshRoster } from './mesh-roster';
import { MeshClientOptions } from './service-connect-options';
import { reach, reachedFacts } from '../discovery/reached-service';
import { under } from '../model/finding';
import { guard } from '../private/guard';

/** A service that calls others of a mesh. */
export class MeshClient extends Construct {
  constructor(scope: Construct, id: string, roster: MeshRoster, { service }: MeshClientOptions) {
    super(scope, id);
    const { reached, findings } = reach('ServiceConnectMesh', 'service', service);
    guard(this, [...findings, ...reached ? under('service', roster.joinFindings(reached, reachedFacts(reached))) : []]);
    roster.join(id, reached!);
  }
}
