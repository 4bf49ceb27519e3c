import { SOURCES } from './deployment-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const STRATEGY_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.blueGreen,
  satisfiedBy: 'Rollout.blueGreen, linear and canary are checked against the service',
}, [
  {
    id: 'Strategy.Daemon',
    info: 'A daemon is to be replaced by moving traffic.',
    explanation: 'There is no room for a second task of a daemon on an instance; ECS replaces daemons by rolling updates only.',
    remedy: 'Set `Strategy` to ROLLING, or leave it out.',
    source: SOURCES.service,
  },
  {
    id: 'Strategy.CircuitBreaker',
    info: 'A circuit breaker is on for a deployment that moves traffic.',
    explanation: 'The circuit breaker watches rolling updates only, and ECS refuses it with other strategies.',
    remedy: 'Turn `DeploymentCircuitBreaker` off, and let `Alarms` fail deployments.',
    source: SOURCES.breaker,
    satisfiedBy: 'Rollout.blueGreen, linear and canary write the circuit breaker off',
  },
  {
    id: 'Strategy.NoAlternate',
    info: 'A target group has no other one to move its traffic to, or ECS nothing to move it with.',
    explanation: 'ECS registers the new tasks with an alternate target group and changes the weights of a listener rule, with a role; without all three it refuses the service.',
    remedy: 'Give each of `LoadBalancers` an `AdvancedConfiguration` with `AlternateTargetGroupArn`, `ProductionListenerRule` and `RoleArn`.',
    satisfiedBy: 'TrafficSource makes both target groups and the listener rule',
  },
  {
    id: 'Strategy.Controller',
    info: 'A deployment strategy of ECS is asked of another deployment controller.',
    explanation: 'Blue/green, linear and canary deployments are made by the deployment controller ECS; ECS refuses them with another one.',
    remedy: 'Leave `DeploymentController` out, or set `Strategy` to ROLLING.',
    satisfiedBy: 'Only Rollout.codeDeploy changes the deployment controller',
  },
  {
    id: 'Strategy.NoBake',
    level: RuleLevel.WARNING,
    info: 'It is left to AWS how long both revisions run once all traffic is on the new one.',
    explanation: 'The documents of AWS disagree about the default: three hours, or a day and a half, for which both revisions are paid and the stack is not done.',
    remedy: 'Write `BakeTimeInMinutes`: as long as your alarms need to go off.',
    source: SOURCES.percentages,
    satisfiedBy: 'Rollout.blueGreen, linear and canary always write it, 5 minutes unless asked',
  },
  {
    id: 'TrafficShift.Unmanaged',
    info: 'Traffic is to be moved in steps, and nothing leads traffic to the service.',
    explanation: 'Linear and canary deployments change the weights of a load balancer, Service Connect or VPC Lattice; ECS refuses them without any of these.',
    remedy: 'Put the service behind one of them, or set `Strategy` to BLUE_GREEN or ROLLING.',
  },
]);
