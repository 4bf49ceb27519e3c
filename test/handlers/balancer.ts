/** The part of Elastic Load Balancing that the weights handler uses, in memory. */

export type Side = 'base' | 'burst';
export type TargetState = 'healthy' | 'initial' | 'unhealthy' | 'draining' | 'unused';
export interface Weights { readonly base: number; readonly burst: number }

/** Plain JavaScript, as Lambda runs it. */
export const SOURCE = '../../handlers/weights';

export interface Api {
  describeTargetHealth(input: { TargetGroupArn: string }): Promise<any>;
  describeRules(input: { RuleArns: string[] }): Promise<any>;
  modifyRule(input: { RuleArn: string; Actions: any[] }): Promise<any>;
  sleep(milliseconds: number): Promise<void>;
}

export interface Handler {
  handler(event: { source?: string }): Promise<void>;
  reconcile(api: Api, config: typeof CONFIG, options?: { leastWaits?: number }): Promise<void>;
  weightsFor(counts: Weights): Weights | undefined;
}

export const CONFIG = { baseTargetGroupArn: 'arn:base', burstTargetGroupArn: 'arn:burst', ruleArns: ['arn:rule'] };

export const LOGIN = {
  Type: 'authenticate-oidc',
  Order: 1,
  AuthenticateOidcConfig: { Issuer: 'https://login.example.com', ClientId: 'web', OnUnauthenticatedRequest: 'authenticate' },
};

export class Balancer {
  public readonly targets: Record<Side, TargetState[]> = { base: [], burst: [] };
  public actions: any[];
  public readonly writes: any[] = [];

  constructor(weights: Weights = { base: 1, burst: 1 }) {
    this.actions = [LOGIN, forward(weights)];
  }

  public get weights(): Weights {
    const [base, burst] = this.actions.at(-1).ForwardConfig.TargetGroups.map((group: any) => group.Weight);
    return { base, burst };
  }

  /** What CloudFormation does when it updates the rule. */
  public reset(weights: Weights): void {
    this.actions = [...this.actions.slice(0, -1), forward(weights)];
  }

  public describeTargetHealth({ TargetGroupArn }: { TargetGroupArn: string }) {
    const side = TargetGroupArn === CONFIG.baseTargetGroupArn ? 'base' : 'burst';
    return { TargetHealthDescriptions: this.targets[side].map((State) => ({ TargetHealth: { State } })) };
  }

  public describeRules({ RuleArns }: { RuleArns: string[] }) {
    return { Rules: RuleArns.map((RuleArn) => ({ RuleArn, Actions: structuredClone(this.actions) })) };
  }

  /** Refuses what Elastic Load Balancing refuses, and forgets what it never tells. */
  public modifyRule({ RuleArn, Actions }: { RuleArn: string; Actions: any[] }) {
    this.writes.push(structuredClone({ RuleArn, Actions }));
    for (const { ForwardConfig: forwards, TargetGroupArn: single, AuthenticateOidcConfig: login } of Actions) {
      if (login && login.UseExistingClientSecret !== true) throw new Error('a client secret must be specified');
      if (forwards && single) throw new Error('a target group may not stand beside several');
      if (forwards?.TargetGroups.some(({ Weight: weight }: any) => !Number.isInteger(weight) || weight < 0 || weight > 999)) {
        throw new Error('a weight must be between 0 and 999');
      }
    }
    this.actions = structuredClone(Actions).map((action: any) => {
      delete action.AuthenticateOidcConfig?.UseExistingClientSecret;
      return action;
    });
    return {};
  }
}

export function forward({ base, burst }: Weights) {
  return {
    Type: 'forward',
    Order: 2,
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn: 'arn:base', Weight: base }, { TargetGroupArn: 'arn:burst', Weight: burst }],
      TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 3600 },
    },
  };
}

export function healthy(count: number): TargetState[] {
  return new Array(count).fill('healthy');
}
