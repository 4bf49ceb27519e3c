import { patternFindings, patternsTable } from '../kit/ecs-patterns';

const EVERYWHERE = [
  'warning ContainerInsights.Off', 'warning LogGroup.NoRetention', 'warning RootFilesystem.Writable', 'warning TaskRoles.OpenTrust', 'warning User.Root',
];
const ON_EC2 = [...EVERYWHERE, 'error MachineImage.AmazonLinux2', 'warning InstanceMetadata.TokensOptional'];
const BEHIND_A_BALANCER = ['warning CircuitBreaker.Off', 'warning Service.OneTask', 'warning TargetGroup.LongDrain'];

const FARGATE_BEHIND_A_BALANCER = [...EVERYWHERE, ...BEHIND_A_BALANCER, 'warning Shutdown.DrainOverStop'].sort();
const EC2_BEHIND_A_BALANCER = [...ON_EC2, ...BEHIND_A_BALANCER].sort();

const findings = patternFindings();

test('what the pack says of the constructs of aws-ecs-patterns', () => {
  expect(findings).toEqual({
    ApplicationLoadBalancedFargateService: FARGATE_BEHIND_A_BALANCER,
    ApplicationLoadBalancedEc2Service: EC2_BEHIND_A_BALANCER,
    NetworkLoadBalancedFargateService: FARGATE_BEHIND_A_BALANCER,
    NetworkLoadBalancedEc2Service: EC2_BEHIND_A_BALANCER,
    ApplicationMultipleTargetGroupsFargateService: FARGATE_BEHIND_A_BALANCER,
    ApplicationMultipleTargetGroupsEc2Service: EC2_BEHIND_A_BALANCER,
    NetworkMultipleTargetGroupsFargateService: FARGATE_BEHIND_A_BALANCER,
    NetworkMultipleTargetGroupsEc2Service: EC2_BEHIND_A_BALANCER,
    QueueProcessingFargateService: [...EVERYWHERE, 'warning CircuitBreaker.Off'].sort(),
    QueueProcessingEc2Service: [...ON_EC2, 'warning CircuitBreaker.Off'].sort(),
    ScheduledFargateTask: [...EVERYWHERE, 'warning EventTarget.CronByRule'].sort(),
    ScheduledEc2Task: [...ON_EC2, 'warning EventTarget.CronByRule'].sort(),
  });
});

test('the table for the docs', () => {
  expect(patternsTable(findings).split('\n')).toEqual([
    '| Level | Rule | Found in |',
    '|---|---|---|',
    '| error | `MachineImage.AmazonLinux2` | all on EC2 |',
    '| warning | `CircuitBreaker.Off` | all services |',
    '| warning | `ContainerInsights.Off` | all |',
    '| warning | `EventTarget.CronByRule` | both scheduled tasks |',
    '| warning | `InstanceMetadata.TokensOptional` | all on EC2 |',
    '| warning | `LogGroup.NoRetention` | all |',
    '| warning | `RootFilesystem.Writable` | all |',
    '| warning | `Service.OneTask` | all services behind a balancer |',
    '| warning | `Shutdown.DrainOverStop` | all services on Fargate behind a balancer |',
    '| warning | `TargetGroup.LongDrain` | all services behind a balancer |',
    '| warning | `TaskRoles.OpenTrust` | all |',
    '| warning | `User.Root` | all |',
  ]);
});
