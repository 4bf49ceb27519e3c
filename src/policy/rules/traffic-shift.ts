import { SOURCES } from './deployment-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const TRAFFIC_SHIFT_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.linear,
  satisfiedBy: 'Rollout.linear and canary are checked in the constructor',
}, [
  {
    id: 'TrafficShift.Percent',
    info: 'A step of traffic is no percentage that ECS takes.',
    explanation: 'Steps are multiples of 0.1 percent: from 3 for a linear deployment, from 0.1 for a canary. CloudFormation refuses others.',
    remedy: 'Set `StepPercent` or `CanaryPercent` within that range.',
  },
  {
    id: 'TrafficShift.StepBake',
    info: 'The wait between two steps of traffic is no time that ECS takes.',
    explanation: 'ECS waits up to a day after a step; CloudFormation refuses more.',
    remedy: 'Set `StepBakeTimeInMinutes` or `CanaryBakeTimeInMinutes` to whole minutes from 0 to 1440.',
  },
  {
    id: 'TrafficShift.Bake',
    info: 'The wait after the last step of traffic is no time that ECS takes.',
    explanation: 'Both revisions run on for at most a day once all traffic is on the new one.',
    remedy: 'Set `BakeTimeInMinutes` to whole minutes from 0 to 1440.',
    source: SOURCES.percentages,
  },
  {
    id: 'TrafficShift.Time',
    info: 'The waits of a deployment add up to more than CloudFormation takes.',
    explanation: 'CloudFormation computes the time of all steps and bakes, and rejects a deployment of more than 33 hours.',
    remedy: 'Shorten the bakes, or take larger steps.',
  },
  {
    id: 'TrafficShift.OutlastsCloudFormation',
    level: RuleLevel.WARNING,
    info: 'A deployment may still wait for somebody when CloudFormation has given up.',
    explanation: 'An operation of CloudFormation ends after 36 hours, whatever the deployment waits for, and the stack is rolled back.',
    remedy: 'Set shorter `TimeoutInMinutes` for the pauses.',
    satisfiedBy: 'Rollouts pause for nobody unless a DeploymentHook asks for it',
  },
  {
    id: 'TrafficShift.NetworkBalancer',
    level: RuleLevel.WARNING,
    info: 'Traffic of a Network Load Balancer is moved in many steps.',
    explanation: 'ECS waits ten minutes more at each shift of traffic behind a Network Load Balancer, and its documents disagree on whether steps are supported there.',
    remedy: 'Take fewer steps, or the strategy BLUE_GREEN.',
    source: SOURCES.networkBalancer,
    satisfiedBy: '-',
  },
  {
    id: 'TrafficShift.HookStage',
    info: 'A hook runs at no stage, or at one that does not take it.',
    explanation: 'ECS knows eight stages, and takes no pauses while traffic is being shifted; it refuses others.',
    remedy: 'Set `LifecycleStages` to stages that take the hook.',
    source: SOURCES.hooks,
    satisfiedBy: 'DeploymentHook is checked where a rollout takes it',
  },
  {
    id: 'TrafficShift.HookTimeout',
    info: 'A hook has no time that ECS takes.',
    explanation: 'A function has up to a day, a pause up to fourteen; ECS refuses more.',
    remedy: 'Set `TimeoutInMinutes` within that range.',
    source: SOURCES.hooks,
    satisfiedBy: 'DeploymentHook is checked where a rollout takes it',
  },
  {
    id: 'TrafficShift.HookRole',
    info: 'ECS has no role to call the function of a hook with.',
    explanation: 'ECS calls the function with a role that the hook names, and refuses a hook without one.',
    remedy: 'Set `RoleArn` of the hook to a role that ecs.amazonaws.com may assume, and that may invoke the function.',
    source: SOURCES.hooks,
    satisfiedBy: 'DeploymentHook.lambdaFunction makes the role',
  },
  {
    id: 'TrafficShift.Stalls',
    info: 'There are not instances enough for the old and the new tasks at once.',
    explanation: 'Each instance takes one task with a fixed host port, and all new tasks start before any old one stops; the deployment waits for instances that cannot come.',
    remedy: 'Raise `MaxSize` to twice the tasks, take host ports from 0 on, or the strategy ROLLING.',
    source: SOURCES.blueGreen,
    satisfiedBy: 'Services with pools are checked in the constructor',
  },
]);
