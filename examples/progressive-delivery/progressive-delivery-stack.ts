import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, Stack, StackProps, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  AlarmDestination, ClusterWatch, CodeDeployConfig, ContainerHealth, DeploymentHook, DeploymentStage, EarlySuccess, FargateSize, FargateSpotCluster,
  FargateSpotService, RollbackAlarms, Rollout, TaskBlueprint, TaskScaling, TestTraffic, TrafficSource,
} from '../../src';

export interface ProgressiveDeliveryStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
  readonly accessLogs: s3.IBucket;
}

/** The parts of a shop, each with the rollout that fits what a bad release of it would cost. */
export class ProgressiveDeliveryStack extends Stack {
  constructor(scope: Construct, id: string, props: ProgressiveDeliveryStackProps) {
    super(scope, id, props);

    const { cluster } = new FargateSpotCluster(this, 'Platform', { vpc: props.vpc });
    const hostedZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
    const rollbackOn = RollbackAlarms.standard();

    // Every alarm below goes to one topic, those of services that are made later included.
    const onCall = AlarmDestination.newTopic({ emails: ['on-call@example.com'] });
    new ClusterWatch(this, 'Watch', { cluster, alarms: onCall });
    onCall.receiveFrom(this);

    // Pages that are the same for everybody: batch by batch, and done before the old tasks are gone.
    const pages = new FargateSpotService(this, 'Pages', {
      cluster,
      task: this.task('Pages'),
      scaling: TaskScaling.exactly(4),
      traffic: TrafficSource.loadBalancer({ domainName: 'www.example.com', hostedZone, accessLogs: { bucket: props.accessLogs } }),
      rollout: Rollout.rolling({ maxHealthyPercent: 150, earlySuccess: EarlySuccess.beforeCleanup(100), rollbackOn }),
    });
    const path = (pattern: string, priority: number) =>
      TrafficSource.listenerRule({ listener: pages.listener!, hostHeaders: ['www.example.com'], pathPatterns: [pattern], priority });

    // Orders: tested on the new tasks and released by a person, then all traffic at once, and back in a moment.
    const orders = new FargateSpotService(this, 'Orders', {
      cluster,
      task: this.task('Orders'),
      scaling: TaskScaling.exactly(4),
      traffic: path('/orders/*', 10),
      rollout: Rollout.blueGreen({
        testTraffic: TestTraffic.header('x-release', 'next'),
        hooks: [
          DeploymentHook.lambdaFunction(this.smokeTest(), { stages: [DeploymentStage.POST_TEST_TRAFFIC_SHIFT] }),
          DeploymentHook.pause({ stages: [DeploymentStage.PRE_PRODUCTION_TRAFFIC_SHIFT], timeout: Duration.hours(4) }),
        ],
        rollbackOn,
      }),
    });

    // The smoke test asks by a name that Pages makes, at the first deployment too.
    orders.node.addDependency(pages);

    // Search: one customer in twenty finds out first.
    new FargateSpotService(this, 'Search', {
      cluster,
      task: this.task('Search'),
      scaling: TaskScaling.exactly(4),
      traffic: path('/search/*', 20),
      rollout: Rollout.canary({ percent: 5, canaryBakeTime: Duration.minutes(10), rollbackOn }),
    });

    // Recommendations: caches fill while the traffic comes in equal steps.
    new FargateSpotService(this, 'Recommendations', {
      cluster,
      task: this.task('Recommendations'),
      scaling: TaskScaling.exactly(4),
      traffic: path('/recommendations/*', 30),
      rollout: Rollout.linear({ stepPercent: 25, stepBakeTime: Duration.minutes(10), rollbackOn }),
    });

    // Invoices: CodeDeploy, which the audit of this team looks into.
    const invoices = new FargateSpotService(this, 'Invoices', {
      cluster,
      task: this.task('Invoices'),
      scaling: TaskScaling.exactly(4),
      traffic: path('/invoices/*', 40),
      rollout: Rollout.codeDeploy({ config: CodeDeployConfig.linear(10, Duration.minutes(5)), rollbackOn }),
    });

    Validations.of(invoices).acknowledge({
      id: 'cdk-ecs-blueprints:CodeDeployRollout.NativePreferred',
      reason: 'releases of invoices are approved and audited in CodeDeploy',
    });
    Validations.of(pages).acknowledge({
      id: 'AwsSolutions-EC23',
      reason: 'www.example.com is a public site: its balancer takes HTTPS from everywhere',
    });
  }

  private task(name: string): TaskBlueprint {
    return TaskBlueprint.container({
      image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, `${name}Repository`, name.toLowerCase()), 'v2.3.1'),
      size: FargateSize.of(512, 1024),
      port: 8080,
      healthCheck: ContainerHealth.curl('/health'),
    });
  }

  /** Asks the new revision, which only the header leads to. */
  private smokeTest(): lambda.Function {
    const logGroup = new logs.LogGroup(this, 'SmokeTestLogs', { retention: logs.RetentionDays.ONE_MONTH });
    const role = new iam.Role(this, 'SmokeTestRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    return new lambda.Function(this, 'SmokeTest', {
      code: lambda.Code.fromInline([
        'exports.handler = async () => {',
        "  const { ok } = await fetch('https://www.example.com/orders/', { headers: { 'x-release': 'next' } });",
        "  return { hookStatus: ok ? 'SUCCEEDED' : 'FAILED' };",
        '};',
      ].join('\n')),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_LATEST,
      timeout: Duration.seconds(30),
      logGroup,
      role,
    });
  }
}
