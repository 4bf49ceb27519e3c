import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AlarmDestination, EcsAnywhereFleet, EdgeOs } from '../../src';

/** Machines of factories in Berlin and Bonn: deployed first, since its outputs tell how a machine is registered. */
export class EdgeFleetStack extends Stack {
  public readonly edge: EcsAnywhereFleet;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);

    // Somebody is told when a machine is lost, and when soon none can be registered.
    AlarmDestination.newTopic({ emails: ['on-call@example.com'] }).receiveFrom(this);
    this.edge = new EcsAnywhereFleet(this, 'Edge', { registrationLimit: 10, operatingSystem: EdgeOs.UBUNTU_24_04, attributes: { site: 'berlin' } });

    new CfnOutput(this, 'RegisterInBerlin', { value: this.edge.registrationCommand });
    new CfnOutput(this, 'RegisterInBonn', {
      value: this.edge.registration({ attributes: { site: 'bonn' }, architecture: ecs.CpuArchitecture.ARM64 }).command,
    });
  }
}
