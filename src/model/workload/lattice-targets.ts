import { ReachedTask, reachedTaskOf } from './reached-task';
import { Workload, workloadsIn } from './workload';
import { readLatticeConfigurations, WrittenLattice } from '../lattice/written-lattice';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { textIn } from '../template-value';

/** A service that VPC Lattice reaches, with what it is registered in. */
export interface LatticeMember {
  readonly workload: Workload;
  readonly task: ReachedTask;
  readonly configurations: readonly LatticeTargets[];
}

/** One configuration, with the types of its target groups; absent is what is not in the set, or not known. */
export interface LatticeTargets {
  readonly written: WrittenLattice;
  /** The same text for all configurations of the service with that target group. */
  readonly target: string;
  readonly targetType?: string;
  readonly alternateType?: string;
}

/** The services that VPC Lattice is known to reach. */
export function latticeMembersIn(set: TemplateSet): readonly LatticeMember[] {
  return workloadsIn(set).flatMap((workload) => {
    const groupOf = (value: unknown) => set.target(workload.service, value);
    const configurations = readLatticeConfigurations(workload.service.properties).map((written) => ({
      written,
      target: keyOf(groupOf(written.targetGroup)) ?? JSON.stringify(written.targetGroup ?? ''),
      targetType: typeOf(groupOf(written.targetGroup)),
      alternateType: typeOf(groupOf(written.alternateTargetGroup)),
    }));
    return configurations.length === 0 ? [] : [{ workload, task: reachedTaskOf(workload), configurations }];
  });
}

function keyOf(group: Resource | undefined): string | undefined {
  return group && `${group.template} ${group.logicalId}`;
}

function typeOf(group: Resource | undefined): string | undefined {
  return group?.type === 'AWS::VpcLattice::TargetGroup' ? textIn(group.properties.Type) : undefined;
}
