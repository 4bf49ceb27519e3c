import { SOURCES } from './deployment-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const CODE_DEPLOY_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.codeDeploy,
  satisfiedBy: 'Rollout.codeDeploy is checked in the constructor and at synth',
}, [
  {
    id: 'CodeDeployRollout.Daemon',
    info: 'CodeDeploy is to deploy a daemon.',
    explanation: 'CodeDeploy starts a number of new tasks beside the old ones, and a daemon has one on each instance; ECS refuses the service.',
    remedy: 'Leave `DeploymentController` out, or set `SchedulingStrategy` to REPLICA.',
  },
  {
    id: 'CodeDeployRollout.External',
    info: 'CodeDeploy is to deploy to machines outside AWS.',
    explanation: 'External instances have no load balancer whose traffic CodeDeploy could move.',
    remedy: 'Leave `DeploymentController` out.',
  },
  {
    id: 'CodeDeployRollout.NoBalancer',
    info: 'CodeDeploy has no traffic to move.',
    explanation: 'CodeDeploy moves the traffic of a load balancer from one target group to another; ECS refuses a service without one.',
    remedy: 'Name one target group in `LoadBalancers`, or take the strategy BLUE_GREEN of ECS, which needs none.',
  },
  {
    id: 'CodeDeployRollout.SeveralTargetGroups',
    info: 'CodeDeploy is to move the traffic of several target groups.',
    explanation: 'CodeDeploy moves one target group of a service; ECS refuses more.',
    remedy: 'Leave one entry in `LoadBalancers`, or take the strategy BLUE_GREEN of ECS, which moves them all.',
  },
  {
    id: 'CodeDeployRollout.ServiceConnect',
    info: 'CodeDeploy is to deploy a service of Service Connect.',
    explanation: 'Service Connect works with the deployment controller ECS alone; ECS refuses the service.',
    remedy: 'Leave `DeploymentController` out and set `Strategy` to BLUE_GREEN, LINEAR or CANARY, which move the traffic of Service Connect.',
  },
  {
    id: 'CodeDeployRollout.Lattice',
    info: 'CodeDeploy is to deploy a service of VPC Lattice.',
    explanation: 'ECS registers tasks with VPC Lattice in its own deployments alone, and refuses the service.',
    remedy: 'Leave `DeploymentController` out and set `Strategy` to BLUE_GREEN, LINEAR or CANARY.',
  },
  {
    id: 'CodeDeployRollout.ManagedVolume',
    info: 'CodeDeploy is to deploy tasks with EBS volumes of their own.',
    explanation: 'ECS makes volumes for tasks of its own deployments alone, and refuses the service.',
    remedy: 'Leave `DeploymentController` out, or `VolumeConfigurations`.',
  },
  {
    id: 'CodeDeployRollout.CircuitBreaker',
    info: 'A circuit breaker of ECS is to watch deployments of CodeDeploy.',
    explanation: 'A circuit breaker counts the failed tasks of rolling updates, which ECS carries out itself; it refuses one with another controller.',
    remedy: 'Turn `DeploymentCircuitBreaker` off, and set `AutoRollbackConfiguration` of the deployment group.',
  },
  {
    id: 'CodeDeployRollout.DeploymentAlarms',
    info: 'Alarms of ECS are to watch deployments of CodeDeploy.',
    explanation: 'CodeDeploy heeds the alarms of its deployment group alone, so that those of the service stop no deployment.',
    remedy: 'Leave `Alarms` out, and set `AlarmConfiguration` of the deployment group.',
  },
  {
    id: 'CodeDeployRollout.LifecycleHooks',
    info: 'Hooks of ECS are to run in deployments of CodeDeploy.',
    explanation: 'CodeDeploy calls the functions that its AppSpec names, and none of the hooks of the service.',
    remedy: 'Leave `LifecycleHooks` out, and name functions in the AppSpec.',
  },
  {
    id: 'CodeDeployRollout.Strategy',
    info: 'A deployment strategy of ECS is asked of CodeDeploy.',
    explanation: 'How CodeDeploy moves traffic is for the configuration of its deployment group to say; ECS refuses a strategy beside it.',
    remedy: 'Leave `Strategy` out and set `DeploymentConfigName` of the deployment group, or leave `DeploymentController` out.',
  },
  {
    id: 'CodeDeployRollout.ForceNewDeployment',
    info: 'CloudFormation is to start a deployment that is for CodeDeploy to start.',
    explanation: 'Every deployment of the service is one of CodeDeploy; ECS refuses an update that forces one.',
    remedy: 'Leave `ForceNewDeployment` out, and start deployments in CodeDeploy.',
  },
  {
    id: 'CodeDeployRollout.NetworkBalancer',
    info: 'CodeDeploy is to move the traffic of a Network Load Balancer in steps.',
    explanation: 'CodeDeploy moves the traffic of a Network Load Balancer all at once; a deployment with another configuration fails.',
    remedy: 'Set `DeploymentConfigName` to CodeDeployDefault.ECSAllAtOnce, or take an Application Load Balancer.',
  },
  {
    id: 'CodeDeployRollout.TargetGroupPair',
    info: 'CodeDeploy is to move traffic between other than two target groups.',
    explanation: 'One target group has the tasks that run and the other those that take their place; without either a deployment has nowhere to move the traffic.',
    remedy: 'Name two target groups in `TargetGroups` of the pair.',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TargetGroupPairInfo.html',
    satisfiedBy: 'Rollout.codeDeploy makes and names both',
  },
  {
    id: 'CodeDeployRollout.NativePreferred',
    level: RuleLevel.WARNING,
    info: 'CodeDeploy deploys the service, for which AWS recommends ECS itself.',
    explanation: 'After the first deployment CloudFormation can change almost nothing of the service but its task definition. ECS has blue/green, linear and canary deployments of its own.',
    remedy: 'Leave `DeploymentController` out and set `Strategy` to BLUE_GREEN, LINEAR or CANARY.',
    satisfiedBy: 'The service constructs: Rollout.rolling',
  },
]);
