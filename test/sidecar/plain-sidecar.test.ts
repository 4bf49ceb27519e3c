import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { FargateSpotCluster, FargateSpotService, TrafficSource } from '../../src';
import { Sidecar } from '../../src/sidecar/sidecar';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { theOnly } from '../kit/stacks';
import { IMAGE, newStack } from '../task/tasks';

test('a proxy in front of the application is what the balancer reaches, where the traffic names it', () => {
  const stack = newStack();
  const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: new ec2.Vpc(stack, 'Vpc') });
  const dependsOn = [{ container: 'app', condition: ecs.ContainerDependencyCondition.START }];
  new FargateSpotService(stack, 'Web', {
    cluster,
    task: TaskBlueprint.container({ image: IMAGE, port: 8080, sidecars: [Sidecar.container({ name: 'envoy', image: IMAGE, ports: [{ containerPort: 9000, name: 'proxy' }], dependsOn })] }),
    traffic: TrafficSource.loadBalancer({
      certificates: [acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111122223333:certificate/1')], containerName: 'envoy',
    }),
  });

  expect(theOnly(stack, 'AWS::ECS::Service').Properties.LoadBalancers).toEqual([expect.objectContaining({ ContainerName: 'envoy', ContainerPort: 9000 })]);
  expect(Object.values(theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions).map(({ Name }: any) => Name)).toEqual(['app', 'envoy']);
});
