import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { CodeDeployConfig } from '../../src/deployment/code-deploy-config';
import { propertiesOf } from '../kit/stacks';

const CONFIG = 'AWS::CodeDeploy::DeploymentConfig';

test.each<[string, CodeDeployConfig]>([
  ['CodeDeployDefault.ECSAllAtOnce', CodeDeployConfig.allAtOnce()],
  ['CodeDeployDefault.ECSLinear10PercentEvery1Minutes', CodeDeployConfig.linear(10, Duration.minutes(1))],
  ['CodeDeployDefault.ECSLinear10PercentEvery3Minutes', CodeDeployConfig.linear(10, Duration.seconds(180))],
  ['CodeDeployDefault.ECSCanary10Percent5Minutes', CodeDeployConfig.canary(10, Duration.minutes(5))],
  ['CodeDeployDefault.ECSCanary10Percent15Minutes', CodeDeployConfig.canary(10, Duration.minutes(15))],
])('%s is taken by its name, and nothing is made', (name, config) => {
  const stack = new Stack();
  expect(config._bind(stack).deploymentConfigName).toBe(name);
  expect(propertiesOf(stack, CONFIG)).toEqual([]);
});

test.each<[string, CodeDeployConfig, object]>([
  ['10 percent every 5 minutes', CodeDeployConfig.linear(10, Duration.minutes(5)), {
    Type: 'TimeBasedLinear', TimeBasedLinear: { LinearInterval: 5, LinearPercentage: 10 },
  }],
  ['5 percent for 10 minutes', CodeDeployConfig.canary(5, Duration.minutes(10)), {
    Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryInterval: 10, CanaryPercentage: 5 },
  }],
])('%s is made', (_, config, routing) => {
  const stack = new Stack();
  config._bind(stack);
  expect(propertiesOf(stack, CONFIG)).toEqual([{ ComputePlatform: 'ECS', TrafficRoutingConfig: routing }]);
});

test('one of somebody else stays theirs, and tells nothing of its steps', () => {
  const stack = new Stack();
  const given = codedeploy.EcsDeploymentConfig.fromEcsDeploymentConfigName(stack, 'Given', 'slow');
  const config = CodeDeployConfig.existing(given);
  expect(config._bind(stack)).toBe(given);
  expect(config._facts).toEqual({});
});

test('a percentage that only the deployment knows is not known', () => {
  const percent = new CfnParameter(new Stack(), 'Percent', { type: 'Number' }).valueAsNumber;
  expect(CodeDeployConfig.linear(percent, Duration.seconds(90))._facts).toEqual({ routing: 'linear', intervalMinutes: 1.5 });
});
