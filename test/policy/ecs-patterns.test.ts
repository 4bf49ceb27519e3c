import { readFileSync } from 'fs';
import { join } from 'path';
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

test('the page on the pack has them as a table', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs', 'ecs-policy-pack.md'), 'utf8')).toContain(patternsTable(findings));
});
