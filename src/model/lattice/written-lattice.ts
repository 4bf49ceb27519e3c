import { isFunction, isWritten, knownList, Properties, propertiesIn, textIn } from '../template-value';

/** One VPC Lattice configuration of a service; `has…` tells what is written, whether it is known or not. */
export interface WrittenLattice {
  readonly portName?: string;
  readonly hasRole?: boolean;
  /** As they are written. */
  readonly targetGroup: unknown;
  readonly alternateTargetGroup: unknown;
  readonly hasAlternate?: boolean;
}

/** Reads the facts from an `AWS::ECS::Service`; none where they are not known. */
export function readLatticeConfigurations({ VpcLatticeConfigurations: configurations }: Properties): readonly WrittenLattice[] {
  const known = knownList(configurations) ?? [];
  return known.some(isFunction) ? [] : known.map(propertiesIn).map((configuration) => {
    const { AlternateTargetGroupArn: alternate } = propertiesIn(configuration.AdvancedConfiguration);
    return {
      portName: textIn(configuration.PortName),
      hasRole: isWritten(configuration.RoleArn),
      targetGroup: configuration.TargetGroupArn,
      alternateTargetGroup: alternate,
      hasAlternate: isFunction(configuration.AdvancedConfiguration) ? undefined : isWritten(alternate),
    };
  });
}
