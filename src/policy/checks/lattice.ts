import { controllerOf } from '../../model/deployment/written-service';
import { under } from '../../model/finding';
import { checkLatticePort } from '../../model/lattice/lattice-port';
import { checkLatticeCount, checkLatticeService, checkRegisteredOnce } from '../../model/lattice/lattice-service';
import { checkLatticeTarget } from '../../model/lattice/lattice-target';
import { checkLatticeWayIn } from '../../model/lattice/lattice-way-in';
import { targetTypeOf } from '../../model/task/network-mode';
import { TemplateSet } from '../../model/template/template-set';
import { knownProperties, textIn } from '../../model/template-value';
import { LatticeMember, latticeMembersIn } from '../../model/workload/lattice-targets';
import { isAdmitted } from '../../model/workload/way-in';
import { Located, told } from '../check';

const LIST = 'vpcLatticeConfigurations';

/** Services that VPC Lattice reaches. */
export function latticeRegistrations(set: TemplateSet): readonly Located[] {
  // What is outside of the VPC is reached by no VPC Lattice: external-service.ts.
  return latticeMembersIn(set).filter(({ workload }) => workload.platform !== 'external').flatMap((member) => {
    const { configurations, task: { mode }, workload: { platform, service } } = member;
    const strategy = textIn(knownProperties(service.properties.DeploymentConfiguration)?.Strategy);
    const registered = { platform, controller: controllerOf(service.properties), strategy, targetType: mode && targetTypeOf(mode) };
    return [
      ...told(service, under(LIST, [...checkLatticeService(registered), ...checkLatticeCount(configurations.length)]), { service: '' }),
      ...configurations.flatMap(({ alternateType, target, targetType, written }, index) => told(service, under(`${LIST}[${index}]`, [
        // Another target group has the same port for other clients.
        ...checkRegisteredOnce({
          portName: written.portName,
          registered: configurations.slice(0, index).filter((other) => other.target === target).map((other) => other.written.portName),
        }),
        ...portFindings(member, written.portName),
        ...checkLatticeTarget({ ...written, mode, strategy, targetType, alternateType }),
      ]), { alternateTargetGroupArn: 'AdvancedConfiguration.AlternateTargetGroupArn', service: '' })),
      ...told(service, wayIn(set, member)),
    ];
  });
}

function portFindings({ task: { mode, ports } }: LatticeMember, portName: string | undefined) {
  return checkLatticePort({ ports: ports ?? [], networkMode: mode, portName: ports && portName, isNamed: true });
}

/** In other modes the instance chooses the port. */
function wayIn(set: TemplateSet, { configurations, task: { mode, ports }, workload: { service } }: LatticeMember) {
  const names = configurations.flatMap(({ written: { portName } }) => portName ?? []);
  const reached = (ports ?? []).filter(({ name }) => name !== undefined && names.includes(name));
  return mode !== 'awsvpc' ? [] : reached.flatMap(({ port }) => (
    checkLatticeWayIn({ port, admitted: port === undefined ? undefined : isAdmitted(set, service, port) })));
}
