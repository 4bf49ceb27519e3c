/** The part of Elastic Load Balancing that the live-weights handler reads, in memory: rules that share requests out between two target groups. */

/** Plain JavaScript, as Lambda runs it. */
export const SOURCE = '../../handlers/live-weights';

export const PRIMARY = 'arn:primary';
export const ALTERNATE = 'arn:alternate';
export const GROUPS = [PRIMARY, ALTERNATE];

export interface Place {
  readonly TargetGroupArns: string[];
  readonly ListenerArn?: string;
  readonly Priority?: string;
  readonly LoadBalancerArn?: string;
  readonly Port?: string;
}
export interface Live { readonly Primary: number; readonly Alternate: number }
export interface Target { readonly State: string; readonly Reason?: string }

export interface Api {
  describeTargetHealth(input: { TargetGroupArn: string }): Promise<any>;
  describeRules(input: { ListenerArn: string; Marker?: string }): Promise<any>;
  describeListeners(input: { LoadBalancerArn: string; Marker?: string }): Promise<any>;
}

export interface Handler {
  handler(event: any): Promise<void>;
  answer(api: Api, event: any): Promise<any>;
  liveWeights(api: Api, place: Place, before?: Place): Promise<Live>;
}

/** Where the rule is unless a test moves it. */
export const PLACE: Place = { TargetGroupArns: GROUPS, ListenerArn: 'arn:listener', Priority: '10' };

/** Where the listener of a network load balancer is. */
export const NETWORK_PLACE: Place = { TargetGroupArns: GROUPS, LoadBalancerArn: 'arn:balancer', Port: '5432' };

export class ShiftedBalancer implements Api {
  public readonly targets: Record<string, Target[]> = { [PRIMARY]: [], [ALTERNATE]: [] };
  /** Actions of the rules of each listener by priority. */
  public readonly listeners: Record<string, Record<string, any[]>> = { 'arn:listener': {} };
  public readonly asked: any[] = [];
  /** Rules on each page. */
  public pageSize = 100;

  public async describeTargetHealth({ TargetGroupArn }: { TargetGroupArn: string }) {
    return { TargetHealthDescriptions: this.targets[TargetGroupArn].map((TargetHealth) => ({ TargetHealth })) };
  }

  public async describeRules({ ListenerArn, Marker = '0' }: { ListenerArn: string; Marker?: string }) {
    this.asked.push({ ListenerArn, Marker });
    const rules = this.listeners[ListenerArn];
    if (rules === undefined) throw named('ListenerNotFoundException');
    const all = Object.entries(rules).map(([Priority, Actions]) => ({ Priority, Actions: structuredClone(Actions) }));
    const next = Number(Marker) + this.pageSize;
    return { Rules: all.slice(Number(Marker), next), NextMarker: next < all.length ? `${next}` : undefined };
  }

  public async describeListeners(_: { LoadBalancerArn: string; Marker?: string }): Promise<any> {
    throw new Error('a rule is not found by its load balancer');
  }
}

/** A network load balancer, of which each listener has the weights. */
export class ShiftedNetworkBalancer extends ShiftedBalancer {
  /** Actions of the listeners by port. */
  public readonly ports: Record<string, any[]> = {};

  public override async describeListeners({ LoadBalancerArn, Marker = '0' }: { LoadBalancerArn: string; Marker?: string }) {
    if (LoadBalancerArn !== NETWORK_PLACE.LoadBalancerArn) throw named('LoadBalancerNotFoundException');
    const all = Object.entries(this.ports).map(([port, DefaultActions]) => ({ Port: Number(port), DefaultActions }));
    const next = Number(Marker) + this.pageSize;
    return { Listeners: all.slice(Number(Marker), next), NextMarker: next < all.length ? `${next}` : undefined };
  }
}

export function named(name: string): Error {
  return Object.assign(new Error(`${name}: no`), { name });
}

/** A rule's action that shares requests out. */
export function forward(primary: number, alternate: number): any {
  return {
    Type: 'forward',
    ForwardConfig: { TargetGroups: [{ TargetGroupArn: PRIMARY, Weight: primary }, { TargetGroupArn: ALTERNATE, Weight: alternate }] },
  };
}

export function healthy(count: number): Target[] {
  return states('healthy', count);
}

export function states(State: string, count: number = 1): Target[] {
  return new Array(count).fill({ State });
}
