import { AppMeshAlias, AppMeshConnection, AppMeshDrop, AppMeshEndpoint, AppMeshFate, AppMeshGap, AppMeshRollout, AppMeshRule } from './plan-parts';
import { report } from './report';

/** All that a plan tells. */
export interface AppMeshPlanParts {
  /** Names of virtual nodes. */
  readonly nodes: string[];
  /** Listeners of virtual nodes, as endpoints. */
  readonly endpoints: AppMeshEndpoint[];
  /** Virtual services, as names. */
  readonly aliases: AppMeshAlias[];
  /** Who calls whom. */
  readonly connections: AppMeshConnection[];
  /** Splits by weight. */
  readonly rollouts: AppMeshRollout[];
  /** Routes that look into requests. */
  readonly rules: AppMeshRule[];
  /** What the tasks lose. */
  readonly drops: AppMeshDrop[];
  /** What has no equivalent. */
  readonly noEquivalent: AppMeshGap[];
  /** What becomes of each resource. */
  readonly fates: AppMeshFate[];
  /** What could not be read, and so is not guessed. */
  readonly unread: string[];
}

/** What to do to leave App Mesh for Service Connect, as far as its description tells. */
export class AppMeshPlan {
  /** @internal */
  public static _of(parts: AppMeshPlanParts): AppMeshPlan {
    return new AppMeshPlan(parts);
  }

  /** Names of the virtual nodes that were read. */
  public readonly nodes: string[];
  /** Listeners of virtual nodes, as endpoints of Service Connect. */
  public readonly endpoints: AppMeshEndpoint[];
  /** Virtual services, as names that callers go on using; one entry a name and port. */
  public readonly aliases: AppMeshAlias[];
  /** Who calls whom: the backends of virtual nodes. */
  public readonly connections: AppMeshConnection[];
  /** Routes that split all requests by weight. */
  public readonly rollouts: AppMeshRollout[];
  /** Routes that look into requests, and all routes of gateways; those that come first are first. */
  public readonly rules: AppMeshRule[];
  /** Containers, properties and permissions that go. */
  public readonly drops: AppMeshDrop[];
  /** What Service Connect does not do, or not as it was, with the reason and a remedy. */
  public readonly noEquivalent: AppMeshGap[];
  /** What becomes of each resource of App Mesh: every one that was read is here. */
  public readonly fates: AppMeshFate[];
  /** What could not be read: parameters without values, exports of other stacks, conditions. Nothing of it is guessed. */
  public readonly unread: string[];

  private constructor(parts: AppMeshPlanParts) {
    this.nodes = parts.nodes;
    this.endpoints = parts.endpoints;
    this.aliases = parts.aliases;
    this.connections = parts.connections;
    this.rollouts = parts.rollouts;
    this.rules = parts.rules;
    this.drops = parts.drops;
    this.noEquivalent = parts.noEquivalent;
    this.fates = parts.fates;
    this.unread = parts.unread;
  }

  /** The plan as a page that people read. */
  public toMarkdown(): string {
    return report(this);
  }
}
