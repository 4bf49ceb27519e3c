import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { newStack } from './tasks';
import { driverName } from '../../src/task/log-driver';

const token = ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(newStack(), 'Token', 'splunk'));

test.each([
  ['awslogs', ecs.LogDrivers.awsLogs({ streamPrefix: 'ecs' })],
  ['awsfirelens', ecs.LogDrivers.firelens({})],
  ['fluentd', ecs.LogDrivers.fluentd()],
  ['gelf', ecs.LogDrivers.gelf({ address: 'udp://10.0.0.1:12201' })],
  ['journald', ecs.LogDrivers.journald()],
  ['json-file', ecs.LogDrivers.jsonFile()],
  ['none', ecs.LogDrivers.none()],
  ['splunk', ecs.LogDrivers.splunk({ url: 'https://splunk.example.com', secretToken: token })],
  ['syslog', ecs.LogDrivers.syslog()],
  ['awsfirelens', new ecs.GenericLogDriver({ logDriver: 'awsfirelens' })],
])('%s is known by its class, and is what is rendered', (name, driver) => {
  const task = new ecs.Ec2TaskDefinition(newStack(), 'Task');
  const container = task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('nginx:1'), memoryLimitMiB: 64, logging: driver });

  expect(driverName(driver)).toBe(name);
  expect(container.logDriverConfig?.logDriver).toBe(name);
});

test('a class of one\'s own is not', () => {
  class OwnDriver extends ecs.LogDriver {
    public bind(): ecs.LogDriverConfig {
      return { logDriver: 'own' };
    }
  }

  expect(driverName(new OwnDriver())).toBeUndefined();
});
