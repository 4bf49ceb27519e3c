import * as iam from 'aws-cdk-lib/aws-iam';
import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { CfnResource, CustomResource, Duration, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledgeLatticeListeners } from '../private/acknowledge';
import { handlerOfStack } from '../private/handler';
import { fingerprint, referencesIn } from '../private/written-value';

/** Where the weights are: in the default action of the listener at a port of a service, or in a rule of a listener. */
export interface LatticePlace {
  readonly serviceArn: string;
  readonly port?: number;
  readonly listenerArn?: string;
  readonly priority?: number;
}

/**
 * How requests are shared out between two target groups at the time of a stack update, for the same reason as behind a load balancer
 * (docs/decisions/0005-live-weights.md): each deployment changes it behind the template's back.
 *
 * The weights are read again whenever what they are written into changes, and in no other update.
 */
export class LatticeLiveWeights extends Construct {
  /** Weight of the primary target group. */
  public readonly primary: number;
  /** Weight of the alternate target group. */
  public readonly alternate: number;
  private readonly written: CfnResource[] = [];
  private place?: LatticePlace;

  constructor(scope: Construct, id: string, groups: vpclattice.CfnTargetGroup[]) {
    super(scope, id);

    const arns = groups.map(({ attrArn }) => attrArn);
    const handler = handlerOfStack(this, 'LatticeWeightsHandler', {
      folder: 'lattice',
      export: 'weights',
      description: 'Tells CloudFormation how VPC Lattice shares requests out between target groups now',
      timeout: Duration.minutes(2),
      // Service Authorization Reference: neither of them has a resource type.
      statements: [new iam.PolicyStatement({ actions: ['vpc-lattice:ListListeners', 'vpc-lattice:ListRules'], resources: ['*'] })],
    });
    // An update may lead to another service or listener: where the weights were before is read first, and nothing but the update knows it.
    const listeners = Stack.of(this).formatArn({ service: 'vpc-lattice', resource: 'service', resourceName: '*' });
    handler.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['vpc-lattice:GetListener', 'vpc-lattice:GetRule'], resources: [listeners] }));
    acknowledgeLatticeListeners(handler.role, listeners);
    handler.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['vpc-lattice:ListTargets'], resources: arns }));
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::EcsLatticeWeights',
      serviceToken: handler.function.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: {
        TargetGroupArns: arns,
        Place: Lazy.any({ produce: () => this.rendered() }),
        Written: Lazy.uncachedString({ produce: () => this.written.map(fingerprint).join(' ') }),
        References: Lazy.uncachedAny({ produce: () => this.referencesOf(resource) }, { omitEmptyArray: true }),
      },
    });
    this.primary = Token.asNumber(resource.getAtt('Primary'));
    this.alternate = Token.asNumber(resource.getAtt('Alternate'));
  }

  /** Reads the weights at this place, and again when one of the resources changes that they are part of. */
  public writtenInto(place: LatticePlace, ...resources: CfnResource[]): void {
    this.place = place;
    this.written.push(...resources);
  }

  private rendered(): Record<string, unknown> {
    const { listenerArn, port, priority, serviceArn } = this.place!;
    return { ServiceArn: serviceArn, Port: port, ListenerArn: listenerArn, Priority: priority };
  }

  /** What of the written resources only the deployment knows; without the weights themselves, and what waits for them. */
  private referencesOf(resource: CustomResource): unknown[] {
    const stack = Stack.of(this);
    const waiting = [stack.resolve(resource.ref).Ref, ...this.written.map(({ logicalId }) => stack.resolve(logicalId))];
    const references = this.written.flatMap(referencesIn).map((reference) => JSON.stringify(reference))
      .filter((text) => !waiting.some((id) => text.startsWith(`{"Fn::GetAtt":["${id}",`)));
    return [...new Set(references)].map((text) => JSON.parse(text));
  }
}
