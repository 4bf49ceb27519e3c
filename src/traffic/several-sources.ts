import { Construct } from 'constructs';
import { listenerKey } from './listener-facts';
import { BoundTraffic, RuleClaim, TrafficContext, TrafficFacts, TrafficStrategy } from './traffic-strategy';
import { Finding, refuse, under } from '../model/finding';
import { known } from '../private/known';

/** Traffic that reaches a service in several ways, or in none. */
export class SeveralSources implements TrafficStrategy {
  public readonly targetCount: number;
  public readonly claims: RuleClaim[];

  constructor(private readonly sources: TrafficStrategy[]) {
    this.targetCount = sources.reduce((sum, source) => sum + source.targetCount, 0);
    this.claims = sources.flatMap((source) => source.claims);
  }

  public get countsRequests(): boolean {
    return this.sources.some((source) => source.countsRequests);
  }

  public findings(facts: TrafficFacts): Finding[] {
    return [
      ...this.sources.flatMap((source, index) => under(`sources[${index}]`, source.findings(facts))),
      ...this.checkClaims(),
    ];
  }

  /** The first source keeps its logical ids when others are added after it. */
  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const bound = this.sources.map((source, index) =>
      source.bind(index === 0 ? scope : new Construct(scope, `Traffic${index + 1}`), context));
    return {
      targets: bound.flatMap(({ targets }) => targets),
      applicationTargetGroups: bound.flatMap(({ applicationTargetGroups }) => applicationTargetGroups),
      networkListeners: bound.flatMap(({ networkListeners }) => networkListeners),
      loadBalancer: bound.find(({ loadBalancer }) => loadBalancer)?.loadBalancer,
      networkLoadBalancer: bound.find(({ networkLoadBalancer }) => networkLoadBalancer)?.networkLoadBalancer,
      listener: bound.find(({ listener }) => listener)?.listener,
    };
  }

  private checkClaims(): Finding[] {
    const seen = new Set<string>();
    return this.claims.flatMap(({ listener, priority }) => {
      if (known(priority) === undefined) return [];
      const claim = `${listenerKey(listener)} ${priority}`;
      if (seen.has(claim)) {
        return [refuse('ListenerRule.PriorityTaken', 'sources',
          `must have priorities that are unique on a listener, got ${priority} twice; number them apart`)];
      }
      seen.add(claim);
      return [];
    });
  }
}
