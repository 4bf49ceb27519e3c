import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct, IDependable } from 'constructs';
import { BoundTask } from './task-source';
import { ClientRules } from '../private/client-rules';
import { lazyDependency } from '../private/lazy-dependency';

/**
 * Lets tasks reach the file systems that they mount, over NFS and from their security groups alone.
 *
 * @param owner the construct that the tasks belong to
 * @returns what has to be there before a task starts
 */
export function openReach(owner: IConstruct, tasks: ec2.IConnectable, { servers }: Pick<BoundTask, 'servers'>): IDependable[] {
  if (servers.length === 0) return [];
  const rules = new ClientRules(owner, 'Tasks to file system');
  servers.forEach((server) => rules.open(tasks, server));
  return [lazyDependency(() => rules.written)];
}
