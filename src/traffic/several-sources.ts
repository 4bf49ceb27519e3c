import { Construct } from 'constructs';
import { listenerKey } from './listener-facts';
import { BoundTraffic, RuleClaim, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { RolledTraffic } from '../deployment/rollout-kind';
import { Finding, refuse, under } from '../model/finding';
import { known } from '../private/known';
import { PortFact } from '../private/service-facts';
import { AnyTargetGroup } from '../private/target-group-facts';

/** Traffic that reaches a service in several ways, or in none. */
export class SeveralSources implements TrafficStrategy {
  public readonly shape: RolledTraffic;
  public readonly claims: RuleClaim[];
  public readonly givenTargetGroups: AnyTargetGroup[];
  public readonly registers: boolean;

  constructor(private readonly sources: TrafficStrategy[]) {
    const sum = (of: (shape: RolledTraffic) => number) => sources.reduce((total, { shape }) => total + of(shape), 0);
    this.shape = {
      targets: sum(({ targets }) => targets),
      rules: sum(({ rules }) => rules),
      networkListeners: sum(({ networkListeners }) => networkListeners),
      login: sources.some(({ shape }) => shape.login),
      ownBalancer: sources.every(({ shape }) => shape.ownBalancer),
      health: sources.find(({ shape }) => shape.health)?.shape.health,
    };
    this.claims = sources.flatMap(({ claims }) => claims);
    this.registers = sources.some(({ registers }) => registers);
    this.givenTargetGroups = sources.flatMap(({ givenTargetGroups }) => givenTargetGroups);
  }

  public get countsRequests(): boolean {
    return this.sources.some((source) => source.countsRequests);
  }

  public listensOn(ports: PortFact[]): (number | undefined)[] {
    return this.sources.flatMap((source) => source.listensOn?.(ports) ?? []);
  }

  public findings(facts: TrafficFacts): Finding[] {
    return [
      ...this.sources.flatMap((source, index) => under(`sources[${index}]`, source.findings(facts))),
      ...this.checkClaims(),
      ...this.checkRegistries(),
    ];
  }

  /** The first source keeps its logical ids when others are added after it. */
  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const bound = this.sources.map((source, index) =>
      source.bind(index === 0 ? scope : new Construct(scope, `Traffic${index + 1}`), context));
    return boundTraffic(bound.flatMap(({ targets }) => targets), {
      networkListeners: bound.flatMap(({ networkListeners }) => networkListeners),
      loadBalancer: bound.find(({ loadBalancer }) => loadBalancer)?.loadBalancer,
      networkLoadBalancer: bound.find(({ networkLoadBalancer }) => networkLoadBalancer)?.networkLoadBalancer,
      listener: bound.find(({ listener }) => listener)?.listener,
      certificate: bound.find(({ certificate }) => certificate)?.certificate,
      httpApi: bound.find(({ httpApi }) => httpApi)?.httpApi,
      vpcLink: bound.find(({ vpcLink }) => vpcLink)?.vpcLink,
      apiDomain: bound.find(({ apiDomain }) => apiDomain)?.apiDomain,
      apiUrl: bound.find(({ apiUrl }) => apiUrl)?.apiUrl,
    });
  }

  private checkRegistries(): Finding[] {
    const count = this.sources.filter(({ registers }) => registers).length;
    return count < 2 ? [] : [refuse('HttpApi.SeveralApis', 'sources',
      `has one HTTP API, since ECS registers a service once in Cloud Map, got ${count}; give one of them the routes of all`)];
  }

  private checkClaims(): Finding[] {
    const places = new Map<string, RuleClaim[]>();
    for (const claim of this.claims.filter(({ priority }) => known(priority) !== undefined)) {
      const place = `${listenerKey(claim.listener)} ${claim.priority}`;
      places.set(place, [...places.get(place) ?? [], claim]);
    }
    return [...places.values()].filter(({ length }) => length > 1).map((rules) => refuse('ListenerRule.PriorityTaken', 'sources',
      `must have priorities that are unique on a listener, got ${rules[0].priority} for ${rules.length} rules; number them apart`));
  }
}
