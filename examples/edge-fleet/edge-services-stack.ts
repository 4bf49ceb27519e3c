import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack, StackProps, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EcsAnywhereFleet, EdgeService, TaskBlueprint } from '../../src';

export interface EdgeServicesStackProps extends StackProps {
  readonly edge: EcsAnywhereFleet;
}

/** What runs in the factories, deployed once machines have joined: tasks read sensors and push results, and each machine's logs are collected. */
export class EdgeServicesStack extends Stack {
  constructor(scope: Construct, id: string, { edge, ...props }: EdgeServicesStackProps) {
    super(scope, id, props);

    const results = new sqs.Queue(this, 'Results', {
      enforceSSL: true,
      deadLetterQueue: { queue: new sqs.Queue(this, 'DeadResults', { enforceSSL: true, retentionPeriod: Duration.days(14) }), maxReceiveCount: 5 },
    });

    // Two tasks, wherever there is room: nobody calls them, they push.
    const processor = new EdgeService(this, 'Processor', {
      fleet: edge,
      task: TaskBlueprint.container({
        image: this.image('edge-processor'),
        cpu: 512,
        memoryMiB: 1024,
        environment: { QUEUE_URL: results.queueUrl },
      }),
      placement: { attributes: { site: ['berlin', 'bonn'] } },
    });
    results.grantSendMessages(processor);

    // One on each machine, for what the machine itself writes: it prints that, and so it is in the log group of the collector.
    new EdgeService(this, 'LogCollector', {
      fleet: edge,
      task: TaskBlueprint.container({ image: this.image('log-collector'), cpu: 64, memoryMiB: 128, hostMounts: [{ hostPath: '/var/log' }] }),
      everyMachine: true,
    });

    Validations.of(processor.taskDefinition).acknowledge({
      id: 'AwsSolutions-ECS2', reason: 'the variable is the address of a queue, which is no secret',
    });
  }

  /** An image for both processors: machines have x86_64 in Berlin, and ARM64 in Bonn. */
  private image(name: string): ecs.ContainerImage {
    return ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, `${name}Repository`, `factory/${name}`), 'v1.4.0');
  }
}
