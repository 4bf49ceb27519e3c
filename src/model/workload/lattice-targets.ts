import { ReachedTask, reachedTaskOf } from './reached-task';
import { Workload, workloadsIn } from './workload';
import { readLatticeConfigurations, WrittenLattice } from '../lattice/written-lattice';
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
  readonly targetType?: string;
  readonly alternateType?: string;
}

/** The services that VPC Lattice is known to reach. */
export function latticeMembersIn(set: TemplateSet): readonly LatticeMember[] {
  return workloadsIn(set).flatMap((workload) => {
    const typeOf = (group: unknown) => {
      const target = set.target(workload.service, group);
      return target?.type === 'AWS::VpcLattice::TargetGroup' ? textIn(target.properties.Type) : undefined;
    };
    const configurations = readLatticeConfigurations(workload.service.properties).map((written) => ({
      written, targetType: typeOf(written.targetGroup), alternateType: typeOf(written.alternateTargetGroup),
    }));
    return configurations.length === 0 ? [] : [{ workload, task: reachedTaskOf(workload), configurations }];
  });
}
