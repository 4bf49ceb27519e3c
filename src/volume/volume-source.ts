import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IDependable } from 'constructs';
import { Finding } from '../model/finding';
import { VolumeFacts } from '../model/task/volume-facts';

/** What a volume is bound to. */
export interface VolumeContext {
  readonly name: string;
  /** What the ids of its constructs begin with. */
  readonly id: string;
  readonly taskRole: iam.IRole;
  /** Some container may write to it. */
  readonly writable: boolean;
}

/** A volume, ready for a task definition. */
export interface BoundVolume {
  readonly volume: Omit<ecs.Volume, 'name'>;
  /** What the L2 does not know, by its name in CloudFormation. */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** What a service has to say of it, since a task definition cannot. */
  readonly ebs?: ecs.CfnService.ServiceManagedEBSVolumeConfigurationProperty;
  /** What the tasks reach it at, over its default port. */
  readonly server?: ec2.Connections;
  /** What has to be there before a task starts. */
  readonly dependencies?: IDependable[];
}

/** One kind of volume. A new kind is a new file with one of these, and one factory of `TaskVolume`. */
export interface VolumeSource {
  readonly facts: Omit<VolumeFacts, 'name' | 'path'>;
  /** @param vpc where the tasks run, if it is known */
  findings(vpc: ec2.IVpc | undefined): Finding[];
  bind(scope: Construct, context: VolumeContext): BoundVolume;
}
