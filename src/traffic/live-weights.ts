import { createHash } from 'crypto';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnResource, CustomResource, Duration, Lazy, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import { Construct, IConstruct } from 'constructs';
import { handlerOfStack } from '../private/handler';
import { finalProperties } from '../private/rendered';
import { AnyTargetGroup } from '../private/target-group-facts';

/** What a `LiveWeights` reads. */
export interface LiveWeightsProps {
  readonly primary: AnyTargetGroup;
  readonly alternate: AnyTargetGroup;
  /** Where the rule is that has the weights. */
  readonly rule?: { readonly listener: elbv2.IApplicationListener; readonly priority: number };
  /** Where the listener is that has the weights, which knows no rules. */
  readonly networkListener?: { readonly loadBalancer: elbv2.INetworkLoadBalancer; readonly port: number };
}

/**
 * How requests are shared out between two target groups at the time of a stack update.
 *
 * Each deployment changes it behind the template's back, and a template that wrote its own weights into a listener rule would lead the
 * requests to a group without tasks (aws/aws-cdk#36649). The weights are read again whenever the resource that they are written into
 * changes, and in no other update, so that CloudFormation leaves an unchanged rule alone.
 */
export class LiveWeights extends Construct {
  /** Weight of the primary target group. */
  public readonly primary: number;
  /** Weight of the alternate target group. */
  public readonly alternate: number;
  private readonly written: CfnResource[] = [];

  constructor(scope: Construct, id: string, { alternate, networkListener, primary, rule }: LiveWeightsProps) {
    super(scope, id);

    const handler = handlerOfStack(this, 'LiveWeightsHandler', {
      folder: 'live-weights',
      description: 'Tells CloudFormation how listeners share requests out between target groups now',
      timeout: Duration.minutes(2),
      // Service Authorization Reference: none of them has a resource type.
      statements: [new iam.PolicyStatement({
        actions: ['DescribeListeners', 'DescribeRules', 'DescribeTargetHealth'].map((action) => `elasticloadbalancing:${action}`),
        resources: ['*'],
      })],
    });
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::EcsLiveWeights',
      serviceToken: handler.function.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: {
        TargetGroupArns: [primary.targetGroupArn, alternate.targetGroupArn],
        ListenerArn: rule?.listener.listenerArn,
        Priority: rule && Tokenization.stringifyNumber(rule.priority),
        LoadBalancerArn: networkListener?.loadBalancer.loadBalancerArn,
        Port: networkListener && Tokenization.stringifyNumber(networkListener.port),
        Written: Lazy.uncachedString({ produce: () => this.written.map(fingerprint).join(' ') }),
        References: Lazy.uncachedAny({ produce: () => this.referencesOf(resource) }, { omitEmptyArray: true }),
      },
    });
    this.primary = Token.asNumber(resource.getAtt('Primary'));
    this.alternate = Token.asNumber(resource.getAtt('Alternate'));
  }

  /** Reads the weights again when one of these constructs changes, which they are part of. */
  public writtenInto(...constructs: IConstruct[]): void {
    this.written.push(...constructs.map(({ node }) => node.defaultChild as CfnResource));
  }

  /** What of the written resources only the deployment knows, such as the value of a parameter; without the weights themselves. */
  private referencesOf(resource: CustomResource): unknown[] {
    const own = Stack.of(this).resolve(resource.ref).Ref;
    const references = this.written.flatMap((written) => referencesIn(finalProperties(written)))
      .map((reference) => JSON.stringify(reference))
      .filter((text) => !text.startsWith(`{"Fn::GetAtt":["${own}",`));
    return [...new Set(references)].map((text) => JSON.parse(text));
  }
}

/** References and functions, the outermost ones; of one with a secret what the secret is found by, and never the secret. */
function referencesIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const names = Object.keys(value);
  const isFunction = names.length === 1 && /^(Ref|Fn::.*)$/.test(names[0]);
  return isFunction && !JSON.stringify(value).includes('{{resolve:') ? [value] : Object.values(value).flatMap(referencesIn);
}

/** Of everything that is known before the deployment. */
function fingerprint(resource: CfnResource): string {
  return createHash('sha256').update(JSON.stringify(finalProperties(resource))).digest('hex').slice(0, 16);
}
