import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { IResolvable, Lazy } from 'aws-cdk-lib/core';

/** A target group, and the weight with which it gets requests. */
export interface LatticeTargetShare {
  readonly targetGroup: vpclattice.CfnTargetGroup;
  readonly weight: number;
}

/** Where the requests of a listener, or of a rule of it, are led; others may join until synthesis. */
export class LatticeForward {
  private readonly shares: LatticeTargetShare[];

  constructor(shares: LatticeTargetShare[]) {
    this.shares = [...shares];
  }

  /** Target groups that share the requests. */
  public get size(): number {
    return this.shares.length;
  }

  public add(shares: LatticeTargetShare[]): void {
    this.shares.push(...shares);
  }

  /** As the template has it, in a listener and in a rule alike. */
  public render(): { forward: { targetGroups: IResolvable } } {
    const produce = () => this.shares.map(({ targetGroup, weight }) => ({ targetGroupIdentifier: targetGroup.attrArn, weight }));
    return { forward: { targetGroups: Lazy.uncachedAny({ produce }) } };
  }
}
