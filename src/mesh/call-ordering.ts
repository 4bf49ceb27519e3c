import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnElement, CfnResource, Stack } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { Call, orderCalls } from '../model/mesh/call-order';
import { readReferences } from '../private/references';
import { withParents } from '../private/stack-order';

/** A service that calls another one of this app. */
export type ServiceCall = Call<ecs.CfnService>;

interface PlacedCall<Node> extends Call<Node> {
  readonly call: ServiceCall;
}

/**
 * Has servers deployed before their clients, whose tasks only know the endpoints that were there when they started; returns the calls for which that
 * cannot be, since the server waits for its client.
 *
 * To be called while the app is validated: all references are resolved by then, and templates not written yet.
 */
export function orderDeployments(calls: readonly ServiceCall[]): ServiceCall[] {
  const inStack: PlacedCall<CfnElement>[] = [];
  const betweenStacks: PlacedCall<Stack>[] = [];
  for (const call of calls) {
    const common = commonStack(call.client.stack, call.server.stack);
    if (common === undefined) {
      betweenStacks.push({ client: topOf(call.client.stack), server: topOf(call.server.stack), call });
    } else {
      inStack.push({ client: resourceIn(common, call.client), server: resourceIn(common, call.server), call });
    }
  }

  const resources = orderCalls<CfnElement, PlacedCall<CfnElement>>(inStack, waitsFor());
  resources.ordered.forEach(({ client, server }) => (client as CfnResource).addResourceDependency(server as CfnResource));
  const stacks = orderCalls<Stack, PlacedCall<Stack>>(betweenStacks, ({ dependencies }) => dependencies);
  stacks.ordered.forEach(({ client, server }) => client.addStackDependency(server, 'Service Connect: servers first'));
  const unordered = new Set([...resources.unordered, ...stacks.unordered].map(({ call }) => call));
  return calls.filter((call) => unordered.has(call));
}

/** What a resource of a template waits for; each is read once. */
function waitsFor(): (element: CfnElement) => CfnElement[] {
  const known = new Map<CfnElement, CfnElement[]>();
  return (element) => {
    const found = known.get(element) ?? readWaits(element);
    known.set(element, found);
    return found;
  };
}

function readWaits(element: CfnElement): CfnElement[] {
  const dependencies: IConstruct[] = CfnResource.isCfnResource(element) ? element.obtainDependencies() : [];
  const targets = [...readReferences(element), ...dependencies].filter((target): target is CfnElement => CfnElement.isCfnElement(target));
  // What is inside of a nested stack comes with the stack.
  return targets.filter(({ stack }) => withParents(stack).includes(element.stack)).map((target) => resourceIn(element.stack, target));
}

/** The nearest stack whose template, nested stacks included, holds both. */
function commonStack(one: Stack, other: Stack): Stack | undefined {
  const others = withParents(other);
  return withParents(one).find((stack) => others.includes(stack));
}

function topOf(stack: Stack): Stack {
  return withParents(stack).pop()!;
}

/** The resource itself, or the nested stack that it is in. */
function resourceIn(stack: Stack, resource: CfnElement): CfnElement {
  return resource.stack === stack ? resource : resourceIn(stack, resource.stack.nestedStackResource as CfnResource);
}
