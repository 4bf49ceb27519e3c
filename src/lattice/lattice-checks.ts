import { Stack } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { registeredPorts } from './lattice-configurations';
import { latticeHealthFacts } from './lattice-health';
import { latticePortFacts } from './lattice-port';
import type { LatticeRegistrationProps } from './lattice-registration';
import type { LatticeRoute } from './lattice-route';
import { latticeRuleFacts, prioritiesOf } from './lattice-rule';
import { factsAtSynth, factsNow } from '../deployment/existing-service';
import { ReachedService, reachedFacts } from '../discovery/reached-service';
import { advise, Finding, refuse, under } from '../model/finding';
import { checkLatticeHealth } from '../model/lattice/lattice-health';
import { checkLatticePort, reachedPortName } from '../model/lattice/lattice-port';
import { checkLatticeRule, checkTestPlace, LatticeRuleFacts } from '../model/lattice/lattice-rule';
import {
  checkAddresses, checkLatticeConfigurations, checkLatticeGrace, checkLatticeService, checkLatticeWeight, checkLateStrategy,
} from '../model/lattice/lattice-service';
import { targetTypeOf } from '../model/task/network-mode';
import { ipFamilyOf } from '../private/ip-addresses';
import { known, knownSeconds } from '../private/known';

/** What of the props alone is not valid. */
export function checkProps({ health, healthCheckGracePeriod, weight }: LatticeRegistrationProps): Finding[] {
  return [
    ...checkLatticeWeight({ weight: known(weight) }),
    ...checkLatticeGrace(knownSeconds(healthCheckGracePeriod)),
    ...under('health', health ? checkLatticeHealth(latticeHealthFacts(health)) : []),
  ];
}

/** What of the service, as it is now, cannot be registered. */
export function checkReached(scope: IConstruct, reached: ReachedService, { ipv6, portName }: LatticeRegistrationProps): Finding[] {
  const { resource, service } = reached;
  const { networkMode } = reachedFacts(reached).task;
  const inPlace = Stack.of(resource) === Stack.of(scope);
  return [
    ...(inPlace ? [] : [refuse('LatticeRegistration.OtherStack', 'service',
      `must be of the same stack, got one of ${Stack.of(resource).stackName}; make the LatticeRegistration where the service is made`)]),
    ...checkPort(reached, portName, factsNow(resource)),
    ...checkAddresses({ ipv6, ipFamily: ipFamilyOf(service), targetType: networkMode && targetTypeOf(networkMode) }),
    ...checkLatticeConfigurations({ registered: registeredPorts(resource), portName: reachedPortName(latticePortFacts(reached, portName)) }),
    ...(service.connections.securityGroups.length > 0 ? [] : [advise('LatticeRegistration.NoSecurityGroup', 'service',
      'is in no security group that is known here, so that nothing lets VPC Lattice in; add a rule for its prefix list to the group of the instances')]),
  ];
}

/** What of the finished service cannot be registered; a strategy that comes late finds no second target group, or one too many. */
export function checkAtSynth(reached: ReachedService, portName: string | undefined, shifts: boolean): Finding[] {
  const facts = factsAtSynth(reached.resource);
  return [...checkPort(reached, portName, facts), ...checkLateStrategy(facts.strategy, shifts)];
}

/** The rule that a deployment moves traffic with is of one service alone. */
export function checkShared(scope: IConstruct, { _beside: other }: LatticeRoute, shifts: boolean): Finding[] {
  if (other === undefined) return [];
  return [
    ...(Stack.of(other) === Stack.of(scope) ? [] : [refuse('LatticeRegistration.OtherStack', 'route',
      `must be of the same stack, got that of ${other.node.path}; make both in one stack`)]),
    ...(shifts || other._shifts ? [refuse('LatticeRegistration.SharedRoute', 'route',
      'is shared with a service whose deployments move traffic by it, which no other may do; let both be updated batch by batch')] : []),
  ];
}

/** What of the test traffic is not valid. */
export function checkTestTraffic(scope: IConstruct, { route: { _rule: rule }, testTraffic }: LatticeRegistrationProps, shifts: boolean): Finding[] {
  if (testTraffic === undefined) return [];
  if (!shifts) {
    return [refuse('LatticeRegistration.NoShift', 'testTraffic',
      'is for deployments that move traffic, got a service that is updated batch by batch; take a native blue/green deployment, or leave it out')];
  }
  const priorities = rule ? prioritiesOf(scope, rule.listenerArn) : new Map<number, string>();
  return under('testTraffic', [
    ...checkLatticeRule(latticeRuleFacts(testTraffic, priorities)),
    ...checkTestPlace(known(testTraffic.priority), known(rule?.priority)),
  ]);
}

/** Refuses one more rule that leads to a service, where ECS would leave it behind. */
export function checkMoreRules(rule: LatticeRuleFacts, shifts: boolean): Finding[] {
  return [
    // ECS API reference, VpcLatticeAdvancedConfiguration: one production listener rule, and one for test traffic.
    ...(shifts ? [refuse('LatticeRegistration.ShiftedRule', '', 'would stay as it is while deployments move the traffic of the route from one target group ' +
      'to the other, for ECS knows of one rule alone; take `testTraffic` to reach a new revision first, or a rolling deployment')] : []),
    ...checkLatticeRule(rule),
  ];
}

function checkPort(reached: ReachedService, portName: string | undefined, { controller, strategy }: Pick<ReturnType<typeof factsNow>, 'controller' | 'strategy'>): Finding[] {
  const { platform, task: { networkMode }, ...facts } = reachedFacts(reached);
  return [
    ...under('service', checkLatticeService({
      controller: controller ?? facts.controller, platform, strategy, targetType: networkMode && targetTypeOf(networkMode),
    })),
    ...checkLatticePort(latticePortFacts(reached, portName)),
  ];
}
