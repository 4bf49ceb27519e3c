import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnElement, CfnResource, Stack, Stage } from 'aws-cdk-lib/core';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { IConstruct, IDependable } from 'constructs';
import { serviceResourcesIn } from '../deployment/existing-service';
import { Finding } from '../model/finding';
import { checkWaiting } from '../model/job/deploy-task';
import { lazyDependency } from '../private/lazy-dependency';
import { readReferences } from '../private/references';
import { withParents } from '../private/stack-order';

/** What is wrong with the services that are to wait for a construct. */
export function waitingFindings(owner: IConstruct, refs: readonly ecsRefs.IServiceRef[]): Finding[] {
  return refs.flatMap((ref, index) => checkWaiting({
    // Languages without types let anything through.
    where: ref.node?.path ?? 'something else',
    services: ref.node === undefined ? 0 : serviceResourcesIn(ref).length,
    sameStage: Stage.of(ref) === Stage.of(owner),
    circle: isLater(topOf(owner), topOf(ref)),
  }, index));
}

/** The services wait for a resource, and nothing else of theirs does. */
export function haveWait(refs: readonly ecsRefs.IServiceRef[], resource: CfnResource): ecs.CfnService[] {
  const services = refs.flatMap((ref) => serviceResourcesIn(ref));
  services.forEach((service) => service.addResourceDependency(resource, 'the task is run before the service changes'));
  return services;
}

/**
 * The first of some resources that another one waits for, over however many others.
 *
 * To be asked while the app is validated, when all references are resolved.
 */
export function firstAwaited(resource: CfnResource, wanted: readonly CfnResource[]): CfnResource | undefined {
  const seen = new Set<IConstruct>([resource]);
  const pending: CfnElement[] = [resource];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const awaited: IConstruct[] = [...readReferences(next), ...(CfnResource.isCfnResource(next) ? next.obtainDependencies() : [])];
    for (const target of awaited.filter((each): each is CfnElement => CfnElement.isCfnElement(each) && !seen.has(each))) {
      const found = wanted.find((one) => one === target);
      if (found) return found;
      seen.add(target);
      pending.push(target);
    }
  }
  return undefined;
}

/** The rules of a stack that open the way from or to these groups, wherever in it they are made: without them a task knocks in vain. */
export function rulesOf({ securityGroups }: ec2.Connections, stack: Stack): IDependable {
  // The ids of two references to one resource are the same token.
  const ids: (string | undefined)[] = securityGroups.map(({ securityGroupId }) => securityGroupId);
  return lazyDependency(() => stack.node.findAll().filter((node) => Stack.of(node) === stack && (
    (ec2.CfnSecurityGroupIngress.isCfnSecurityGroupIngress(node) && (ids.includes(node.groupId) || ids.includes(node.sourceSecurityGroupId)))
    || (ec2.CfnSecurityGroupEgress.isCfnSecurityGroupEgress(node) && ids.includes(node.groupId)))));
}

function isLater(stack: Stack, other: Stack): boolean {
  const seen = new Set<Stack>();
  const pending = [...stack.dependencies];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next === other) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    pending.push(...next.dependencies);
  }
  return false;
}

function topOf(construct: IConstruct): Stack {
  return withParents(Stack.of(construct)).pop()!;
}
