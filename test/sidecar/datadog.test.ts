import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { bound } from './tasks';
import { LaunchPlatform } from '../../src/model/task/network-mode';
import { Datadog, DatadogOptions } from '../../src/sidecar/datadog';
import { newStack, sentences } from '../task/tasks';

const apiKey = ecs.Secret.fromSsmParameter(ssm.StringParameter.fromSecureStringParameterAttributes(newStack(), 'Key', { parameterName: '/datadog/key' }));

function describedBy(options: Partial<DatadogOptions> = {}) {
  return new Datadog({ apiKey, ...options }).describe();
}

test('the key is a secret of the agent, and of no other container', () => {
  const { container, environment } = describedBy({ env: 'production', service: 'web', version: '2.3' });

  expect(container.secrets).toEqual({ DD_API_KEY: apiKey });
  expect([container.environment, environment].flatMap((variables) => Object.keys(variables!))).not.toContain('DD_API_KEY');
});

test('the application is told where the agent is and what it is called itself, and nothing that nobody said', () => {
  expect(describedBy().environment).toEqual({ DD_AGENT_HOST: 'localhost' });
  expect(describedBy({ service: 'web' }).environment).toEqual({ DD_AGENT_HOST: 'localhost', DD_SERVICE: 'web' });
  expect(describedBy({ env: 'production', version: '' }).environment).toEqual({ DD_AGENT_HOST: 'localhost', DD_ENV: 'production', DD_VERSION: '' });
});

test('its own metrics are of the environment too, in the site of the organization', () => {
  expect(describedBy().container.environment).toEqual({ DD_SITE: 'datadoghq.com', DD_APM_ENABLED: 'true' });
  expect(describedBy({ env: 'production', service: 'web', site: 'datadoghq.eu' }).container.environment).toEqual({
    DD_SITE: 'datadoghq.eu', DD_APM_ENABLED: 'true', DD_ENV: 'production',
  });
});

test.each([
  [undefined, 'true', ['8125/udp', '8126/tcp']],
  [true, 'true', ['8125/udp', '8126/tcp']],
  [false, 'false', ['8125/udp']],
])('with traces %p it takes them: %s, on ports %p', (traces, taken, ports) => {
  const { container, localPorts } = describedBy({ traces });

  expect(container.environment!.DD_APM_ENABLED).toBe(taken);
  expect(localPorts!.map(({ port, protocol }) => `${port}/${protocol ?? 'tcp'}`)).toEqual(ports);
});

test('the containers start once it runs, and go on when it ends', () => {
  expect(describedBy()).toMatchObject({ startsBefore: 'START', container: { essential: false, restart: {} } });
});

test.each([
  [ecs.Compatibility.FARGATE, [{ Name: 'ECS_FARGATE', Value: 'true' }]],
  [ecs.Compatibility.EC2, undefined],
])('where a task is compatible with %p it asks for metrics of containers there, and needs no grants for it', (compatibility, variables) => {
  const { container, granted } = bound((given) => new Datadog({ apiKey }).bind(given), newStack(), compatibility);

  expect([container.Environment, granted]).toEqual([variables, []]);
});

test.each<[LaunchPlatform[], string[]]>([
  [['fargate'], []],
  [['managed-instances'], []],
  [['ec2'], ['warning Datadog.Daemon: `sidecars[0]` sees its own task only, and takes memory in each; on instances run one agent on each of them, with DaemonService']],
  [['fargate', 'ec2'], ['error Datadog.Platforms: `sidecars[0]` is told whether it runs on Fargate, got tasks on fargate and ec2; give each service a blueprint of its own']],
])('on %p a service says %p', (platforms, said) => {
  expect(sentences(new Datadog({ apiKey })._findings('sidecars[0]', { platforms }))).toEqual(said);
});
