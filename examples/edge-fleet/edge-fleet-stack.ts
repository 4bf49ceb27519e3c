import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CfnOutput, Duration, Stack, StackProps, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EcsAnywhereFleet, EdgeOs, EdgeService, TaskBlueprint } from '../../src';

/** Factories in Berlin and Bonn: tasks on machines there read sensors and push results to a queue, and each machine's logs are collected. */
export class EdgeFleetStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);

    const edge = new EcsAnywhereFleet(this, 'Edge', { registrationLimit: 10, operatingSystem: EdgeOs.UBUNTU_24_04, attributes: { site: 'berlin' } });
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

    // One on each machine, for what the machine itself writes.
    new EdgeService(this, 'LogCollector', {
      fleet: edge,
      task: TaskBlueprint.container({ image: this.image('log-collector'), cpu: 64, memoryMiB: 128, hostMounts: [{ hostPath: '/var/log' }] }),
      everyMachine: true,
    });

    new CfnOutput(this, 'RegisterInBerlin', { value: edge.registrationCommand });
    new CfnOutput(this, 'RegisterInBonn', {
      value: edge.registration({ attributes: { site: 'bonn' }, architecture: ecs.CpuArchitecture.ARM64 }).command,
    });

    Validations.of(processor.taskDefinition).acknowledge({
      id: 'AwsSolutions-ECS2', reason: 'the variable is the address of a queue, which is no secret',
    });
  }

  private image(name: string): ecs.ContainerImage {
    return ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, `${name}Repository`, `factory/${name}`), 'v1.4.0');
  }
}
