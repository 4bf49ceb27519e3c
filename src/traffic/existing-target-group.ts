import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { recordTargetGroup } from './balancer-usage';
import { TargetPortOptions, Transport, checkTargetPort, findPort, portNumber } from './target-port';
import { BoundTraffic, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { Finding, under } from '../model/finding';
import { checkNetwork } from '../model/task/network-mode';
import { guard } from '../private/guard';
import { known } from '../private/known';
import { AnyTargetGroup, knowsItsBalancer, resourceOf } from '../private/target-group-facts';

/** A target group that somebody else made: exactly one of the two kinds. */
export interface GivenTargetGroup {
  readonly application?: elbv2.IApplicationTargetGroup;
  readonly network?: elbv2.INetworkTargetGroup;
}

/** A target group that somebody else made and put behind a load balancer. */
export class ExistingTargetGroup implements TrafficStrategy {
  public readonly shape = { targets: 1, rules: 0, networkListeners: 0, login: false, ownBalancer: false };
  public readonly claims = [];
  public readonly givenTargetGroups: AnyTargetGroup[];
  private readonly transports: Transport[];

  constructor(private readonly given: GivenTargetGroup, private readonly options: TargetPortOptions) {
    this.givenTargetGroups = [groupOf(given)];
    this.transports = transportsOf(given);
  }

  /** Asked for when the service is made: until then the group may be put behind a listener. */
  public get countsRequests(): boolean {
    return this.given.application !== undefined && knowsItsBalancer(this.given.application);
  }

  public findings(facts: TrafficFacts): Finding[] {
    const targetType = targetTypeOf(this.given);
    return [
      ...checkTargetPort(this.options, facts.ports, this.transports),
      ...under('targetGroup', checkNetwork({ mode: facts.networkMode ?? 'awsvpc', targetType })),
    ];
  }

  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const { application, network } = this.given;
    guard(scope, recordTargetGroup(groupOf(this.given), scope));
    const fact = findPort(this.options, context.ports, this.transports)!;
    return boundTraffic([{
      applicationTargetGroup: application,
      networkTargetGroup: network,
      containerName: fact.container,
      containerPort: fact.port,
      protocol: fact.protocol,
      attach(service) {
        const target = service.loadBalancerTarget({
          containerName: fact.container,
          containerPort: portNumber(fact, service.taskDefinition),
          protocol: fact.protocol === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP,
        });
        // The group's own way in: only it knows the load balancers that it is behind, now and later.
        application?.addTarget(target);
        network?.addTarget(target);
      },
    }]);
  }
}

function groupOf({ application, network }: GivenTargetGroup): AnyTargetGroup {
  return (application ?? network)!;
}

/** Absent too where the first target decides. */
function targetTypeOf(given: GivenTargetGroup): 'ip' | 'instance' | undefined {
  const resource = resourceOf(groupOf(given));
  const targetType = resource?.stack.resolve(resource.targetType);
  return targetType === 'ip' || targetType === 'instance' ? targetType : undefined;
}

/** What the targets of a group listen to, as far as it is known. */
function transportsOf(given: GivenTargetGroup): Transport[] {
  if (given.application) return ['tcp'];
  const protocol = known(resourceOf(groupOf(given))?.protocol);
  if (protocol === undefined) return ['tcp', 'udp'];
  return protocol === elbv2.Protocol.UDP ? ['udp'] : ['tcp'];
}
