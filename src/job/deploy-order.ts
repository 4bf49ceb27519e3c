import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnElement, CfnResource, Stack, Stage } from 'aws-cdk-lib/core';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { IConstruct, IDependable } from 'constructs';
import { StandaloneTask } from './standalone-task';
import { serviceResourcesIn } from '../deployment/existing-service';
import { Finding } from '../model/finding';
import { checkCircle, checkWaiting } from '../model/job/deploy-task';
import { lazyDependency } from '../private/lazy-dependency';
import { readReferences } from '../private/references';
import { withParents } from '../private/stack-order';

/** What is wrong with the services that are to wait for a construct, which runs a task. */
export function waitingFindings(owner: IConstruct, refs: readonly ecsRefs.IServiceRef[], { cluster, options: { task } }: StandaloneTask): Finding[] {
  const own = topOf(Stack.of(owner));
  // Imported ones are named, which makes no stack wait.
  const needed = [ecs.Cluster.isCluster(cluster) ? Stack.of(cluster) : own, task._stack ?? own].map(topOf).filter((stack) => stack !== own);
  return refs.flatMap((ref, index) => {
    // Languages without types let anything through.
    const services = ref.node === undefined ? 0 : serviceResourcesIn(ref).length;
    if (services === 0) return checkWaiting({ where: ref.node?.path ?? 'something else', services, sameStage: true, circle: false }, index);
    const top = topOf(Stack.of(ref));
    return checkWaiting({
      where: ref.node.path,
      services,
      sameStage: Stage.of(ref) === Stage.of(owner),
      circle: needed.includes(top) || [own, ...needed].some((stack) => isLater(stack, top)),
    }, index);
  });
}

/** The services wait for a resource, and nothing else of theirs does. */
export function haveWait(refs: readonly ecsRefs.IServiceRef[], resource: CfnResource): ecs.CfnService[] {
  const services = refs.flatMap((ref) => serviceResourcesIn(ref));
  services.forEach((service) => service.addResourceDependency(resource, 'the task is run before the service changes'));
  return services;
}

/**
 * What is wrong where a resource waits, over however many others, for a service that waits for it.
 *
 * To be asked while the app is validated, when all references are resolved.
 */
export function circleFindings(resource: CfnResource, services: readonly ecs.CfnService[]): Finding[] {
  const service = services.find((each) => awaits([resource, ...nestedAround(resource, each)], [each, ...nestedAround(each, resource)]));
  return service ? checkCircle({ where: service.node.path, nested: Stack.of(service) !== Stack.of(resource) }) : [];
}

/** The nested stacks around one resource and not around another: they wait, and are waited for, as a whole. */
function nestedAround(one: CfnElement, other: CfnElement): CfnResource[] {
  const shared = withParents(Stack.of(other));
  return withParents(Stack.of(one)).filter((stack) => !shared.includes(stack)).flatMap(({ nestedStackResource }) => nestedStackResource ?? []);
}

function awaits(resources: readonly CfnResource[], wanted: readonly CfnElement[]): boolean {
  const seen = new Set<IConstruct>(resources);
  const pending: CfnElement[] = [...resources];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const named: IConstruct[] = [...readReferences(next), ...(CfnResource.isCfnResource(next) ? next.obtainDependencies() : [])];
    const awaited = named.filter((each): each is CfnElement => CfnElement.isCfnElement(each)).flatMap((each) => [each, ...nestedAround(each, next!)]);
    for (const target of awaited.filter((each) => !seen.has(each))) {
      if (wanted.includes(target)) return true;
      seen.add(target);
      pending.push(target);
    }
  }
  return false;
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

function topOf(stack: Stack): Stack {
  return withParents(stack).pop()!;
}
