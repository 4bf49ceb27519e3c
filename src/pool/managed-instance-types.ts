import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Size } from 'aws-cdk-lib/core';
import { checkAllowedTypes } from '../model/capacity/managed-instances';
import { Finding } from '../model/finding';
import { known } from '../private/known';

/**
 * Which EC2 instance types ECS may start for a `ManagedInstancesPool`.
 *
 * Of all that are allowed, ECS takes what the waiting tasks need.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-types.html
 */
export class ManagedInstanceTypes {
  /** The general-purpose types that cost least for the tasks, which are for ECS to choose. */
  public static any(): ManagedInstanceTypes {
    return new ManagedInstanceTypes();
  }

  /**
   * These types and no others.
   *
   * A pool refuses an empty list with `ManagedInstances.NoTypes`.
   *
   * @param names names of types, or patterns with `*`: `m7g.xlarge`, `m7g.*`; bare metal and burstable types are only taken by names that say so
   *
   * @example
   * ManagedInstanceTypes.named(['m7g.large', 'm7g.xlarge', 'r7g.*']);
   */
  public static named(names: string[]): ManagedInstanceTypes {
    return new ManagedInstanceTypes({
      vCpuCountMin: 0,
      memoryMin: Size.mebibytes(0),
      allowedInstanceTypes: names,
      // EC2 leaves both out, even of a list that names them.
      bareMetal: names.some((name) => /metal/.test(name)) ? ec2.BareMetal.INCLUDED : undefined,
      burstablePerformance: names.some((name) => /^t\d/.test(name)) ? ec2.BurstablePerformance.INCLUDED : undefined,
    }, names);
  }

  /**
   * Every type with these attributes.
   *
   * @example
   * ManagedInstanceTypes.matching({
   *   vCpuCountMin: 4,
   *   memoryMin: Size.gibibytes(16),
   *   cpuManufacturers: [ec2.CpuManufacturer.AWS],
   * });
   */
  public static matching(requirements: ec2.InstanceRequirementsConfig): ManagedInstanceTypes {
    return new ManagedInstanceTypes(requirements, requirements.allowedInstanceTypes);
  }

  private constructor(private readonly requirements?: ec2.InstanceRequirementsConfig, private readonly names?: string[]) {}

  /** @internal */
  public _findings(): Finding[] {
    return checkAllowedTypes(known(this.names));
  }

  /** @internal */
  public _bind(): ec2.InstanceRequirementsConfig | undefined {
    return this.requirements;
  }

  /**
   * The names, if each is that of one type.
   *
   * @internal
   */
  public _knownNames(): string[] | undefined {
    const names = known(this.names);
    return names?.every((name) => known(name) !== undefined && !name.includes('*')) ? names : undefined;
  }
}
