import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { recordTargetGroup } from './balancer-usage';
import { TargetPortOptions, Transport, checkTargetPort, findPort, portNumber } from './target-port';
import { BoundTraffic, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { Finding } from '../model/finding';
import { guard } from '../private/guard';

/** A target group that somebody else made: exactly one of the two kinds. */
export interface GivenTargetGroup {
  readonly application?: elbv2.IApplicationTargetGroup;
  readonly network?: elbv2.INetworkTargetGroup;
}

/** A target group that somebody else made and put behind a load balancer. */
export class ExistingTargetGroup implements TrafficStrategy {
  public readonly targetCount = 1;
  public readonly claims = [];
  /** An imported group has to say which load balancer it is behind. */
  public readonly countsRequests: boolean;
  private readonly transports: Transport[];

  constructor(private readonly given: GivenTargetGroup, private readonly options: TargetPortOptions) {
    this.countsRequests = given.application instanceof elbv2.ApplicationTargetGroup
      || (given.application !== undefined && given.application.loadBalancerArns !== Aws.NO_VALUE);
    this.transports = given.application ? ['tcp'] : ['tcp', 'udp'];
  }

  public findings(facts: TrafficFacts): Finding[] {
    return checkTargetPort(this.options, facts.ports, this.transports);
  }

  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const { application, network } = this.given;
    guard(scope, recordTargetGroup((application ?? network)!, scope));
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
