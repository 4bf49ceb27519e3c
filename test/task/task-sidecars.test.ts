import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter, Duration } from 'aws-cdk-lib/core';
import { IMAGE, newStack, ON_FARGATE, sentences, taskOf } from './tasks';
import { taskNeeds } from '../../src/model/capacity/task-needs';
import { Sidecar } from '../../src/sidecar/sidecar';
import { ContainerHealth } from '../../src/task/container-health';
import { ContainerOptions } from '../../src/task/container-options';
import { ISidecar, SidecarDescription, SidecarTask } from '../../src/task/sidecar';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { TaskLogging } from '../../src/task/task-logging';
import { resourcesOf } from '../kit/stacks';
import { joined, said, variablesOf } from '../sidecar/tasks';

const START = ecs.ContainerDependencyCondition.START;
const HEALTHY = ecs.ContainerDependencyCondition.HEALTHY;

/** As its user would write one. */
class ConfigReader implements ISidecar {
  public readonly seen: SidecarTask[] = [];

  constructor(private readonly settings: s3.IBucket, private readonly described: Partial<SidecarDescription> = {}) {}

  public describe(task: SidecarTask): SidecarDescription {
    this.seen.push(task);
    return {
      container: { name: 'config-reader', image: IMAGE, essential: false, memoryReservationMiB: 64 },
      environment: { CONFIG_URL: 'http://localhost:2772' },
      startsBefore: START,
      localPorts: [{ port: 2772 }],
      ...this.described,
    };
  }

  public bind(container: ecs.ContainerDefinition): void {
    this.settings.grantRead(container.taskDefinition.taskRole);
  }
}

function reader(described: Partial<SidecarDescription> = {}, stack = newStack()): ConfigReader {
  return new ConfigReader(s3.Bucket.fromBucketName(stack, 'Settings', 'settings'), described);
}

function proxy(options: Partial<ContainerOptions> & { startsBefore?: ecs.ContainerDependencyCondition } = {}): Sidecar {
  return Sidecar.container({ name: 'proxy', image: IMAGE, memoryReservationMiB: 128, ...options });
}

describe('a sidecar of one\'s own', () => {
  test('joins behind the task\'s containers, which get its variables and wait for it', () => {
    const stack = newStack();
    const { task, granted } = joined([reader({}, stack)], { environment: { LEVEL: 'info' } }, stack);

    expect(task.ContainerDefinitions).toMatchObject([
      {
        Name: 'app',
        Essential: true,
        Environment: [{ Name: 'CONFIG_URL', Value: 'http://localhost:2772' }, { Name: 'LEVEL', Value: 'info' }],
        DependsOn: [{ ContainerName: 'config-reader', Condition: 'START' }],
      },
      { Name: 'config-reader', Essential: false, MemoryReservation: 64, ReadonlyRootFilesystem: true },
    ]);
    expect(task.ContainerDefinitions[1].DependsOn).toBeUndefined();
    expect(granted).toMatchObject([{ Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*'] }]);
  });

  test('is told of the task, once for all services that are made of it', () => {
    const own = reader();
    const blueprint = TaskBlueprint.containers({ containers: [{ image: IMAGE }, { image: IMAGE, name: 'helper' }], sidecars: [own] });
    const [first, second] = [newStack(), newStack()];
    blueprint._findings(ON_FARGATE);

    expect(own.seen).toEqual([{ containerNames: ['app', 'helper'], windows: false }]);
    expect(taskOf(blueprint, {}, first).ContainerDefinitions).toHaveLength(3);
    // The bucket is of another app, so that only what needs no grant can be made twice here.
    expect(taskOf(TaskBlueprint.container({ image: IMAGE, sidecars: [proxy()] }), {}, second).ContainerDefinitions).toHaveLength(2);
    expect(own.seen).toHaveLength(1);
  });

  test('changes nothing that a container says itself', () => {
    const stack = newStack();
    const secret = ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'config'));
    const { containers: { app } } = joined([reader({}, stack)], {
      secrets: { CONFIG_URL: secret }, dependsOn: [{ container: 'config-reader', condition: ecs.ContainerDependencyCondition.COMPLETE }],
    }, stack);

    expect(app.Environment).toBeUndefined();
    expect(app.DependsOn).toEqual([{ ContainerName: 'config-reader', Condition: 'COMPLETE' }]);
    expect(variablesOf(joined([reader({}, newStack())], { environment: { CONFIG_URL: 'file:///config' } }, newStack()).containers.app)).toEqual({ CONFIG_URL: 'file:///config' });
  });

  test('can take the logs of those that name none', () => {
    const logging = TaskLogging.cloudWatch({ streamPrefix: 'shared' });
    const { containers } = joined([proxy(), { describe: () => ({ container: { name: 'logger', image: IMAGE }, logging }), bind: () => {} }]);
    expect(Object.values<any>(containers).map(({ LogConfiguration: { Options } }) => Options['awslogs-stream-prefix'])).toEqual(['shared', 'shared', 'shared']);
    const own = joined([{ describe: () => ({ container: { name: 'logger', image: IMAGE }, logging }), bind: () => {} }], { logging: TaskLogging.cloudWatch({ streamPrefix: 'mine' }) });
    expect(own.containers.app.LogConfiguration.Options['awslogs-stream-prefix']).toBe('mine');
  });

  test('that gives wrong logging is told of it', () => {
    const logging = TaskLogging.cloudWatch({ multilinePattern: 'a', datetimeFormat: 'b' });
    const logger = (given: TaskLogging) => ({ describe: () => ({ container: { name: 'logger', image: IMAGE }, logging: given }), bind: () => {} });
    expect(said([logger(logging)])).toEqual([
      'error TaskLogging.TwoMultilineRules: `sidecars[0].logging.multilinePattern` is not looked at next to `datetimeFormat`, got both; leave one of them out',
    ]);
    expect(said([logger(TaskLogging.driver(ecs.LogDrivers.syslog()))])).toEqual([
      'error FargateContainer.LogDriver: `sidecars[0].logging` takes the driver awslogs, splunk or awsfirelens on Fargate, got syslog',
    ]);
  });
});

describe('in the sums of the task', () => {
  test('it comes on top of what a task has that asks for nothing', () => {
    expect(joined([proxy()]).task).toMatchObject({ Cpu: '256', Memory: '1024' });
    expect(joined([proxy({ cpu: 256 })], { memoryMiB: 256 }).task).toMatchObject({ Cpu: '512', Memory: '1024' });
    expect(joined([proxy({ cpu: 256 })], { cpu: 1024, memoryMiB: 1920 }).task).toMatchObject({ Cpu: '2048', Memory: '4096' });
  });

  test('it counts for what an instance has to hold', () => {
    const facts = TaskBlueprint.container({ image: IMAGE, cpu: 128, memoryMiB: 256, sidecars: [proxy({ cpu: 64 })] })._facts({ platforms: ['ec2'] });
    expect(taskNeeds(facts)).toMatchObject({ cpu: 192, memoryMiB: 384 });
  });

  test('what does not fit is refused where its user wrote it', () => {
    expect(said([proxy({ memoryMiB: 400, memoryReservationMiB: undefined })], { memoryMiB: 2000, size: undefined }).join()).toBe('');
    const small = { size: taskSize(512) };
    expect(said([proxy({ memoryMiB: 400, memoryReservationMiB: undefined })], { memoryMiB: 200, ...small })).toEqual([
      'error Containers.MemorySum: `memoryMiB` must fit into the 512 MiB of the task, got 200 + 400 = 600; ask for less or take a larger size',
    ]);
  });

  test('on EC2 it needs memory like all others', () => {
    expect(said([Sidecar.container({ name: 'proxy', image: IMAGE })], { memoryMiB: 128 }, { platforms: ['ec2'] })).toEqual([
      'error Containers.NoMemory: `sidecars[0].memoryMiB` must be set on instances, where nothing else limits it, got none; name it, or a size for the task',
    ]);
  });

  test('it counts among the ten', () => {
    const many = [...Array(10).keys()].map((index) => proxy({ name: `proxy-${index}`, memoryReservationMiB: undefined }));
    expect(said(many)).toEqual(['error Containers.TooMany: `containers` must be at most 10, got 11; move some to a task of their own']);
    expect(said(many.slice(1))).toEqual([]);
  });

  test('its stop time and its health check count like those of the others', () => {
    const blueprint = (essential: boolean) => TaskBlueprint.container({
      image: IMAGE, sidecars: [proxy({ essential, stopTimeout: Duration.seconds(90), healthCheck: ContainerHealth.command(['/ok'], { startPeriod: Duration.seconds(70) }) })],
    });
    expect([blueprint(true)._stopSeconds(ON_FARGATE), blueprint(true)._startPeriodSeconds()]).toEqual([90, 70]);
    expect([blueprint(true)._hasHealthCheck(), blueprint(false)._hasHealthCheck()]).toEqual([true, false]);
  });

  test('the balancer reaches the task\'s own container', () => {
    const blueprint = TaskBlueprint.container({ image: IMAGE, port: 8080, sidecars: [proxy({ ports: [{ containerPort: 9000 }] })] });
    expect(blueprint._ports().map(({ container, port }) => [container, port])).toEqual([['app', 8080], ['proxy', 9000]]);
  });
});

describe('a service refuses', () => {
  test.each<[string, ISidecar[], object, string[]]>([
    ['two containers of one name', [proxy({ name: 'app' })], {},
      ['error Containers.SameName: `sidecars[0].name` must be given to one container only, got \'app\' more than once']],
    ['two sidecars of one name', [proxy(), proxy()], {},
      ['error Containers.SameName: `sidecars[1].name` must be given to one container only, got \'proxy\' more than once']],
    ['a port that two listen on', [proxy({ port: 8080, ports: [] })], {}, [
      'error ContainerPort.SamePort: `sidecars[0].port` must listen on a port of its own in the task, got 8080/tcp, which `port` has too; take another',
      'error ContainerPort.SameName: `sidecars[0].port` is short for a port with the name \'http\', got one that `port` has too; write ports: [{ containerPort: 8080, name: \'another\' }] in its place',
    ]],
    ['a port at localhost that the container listens on', [Sidecar.openTelemetry()], { port: 4318 },
      ['error Sidecar.LocalPort: `sidecars[0]` listens on port 4318/tcp of the task\'s address, which its container has too; take another port for that, or leave one of them out']],
    ['a port at localhost that two sidecars listen on', [Sidecar.openTelemetry({ xrayDaemon: true }), proxy({ ports: [{ containerPort: 2000, protocol: ecs.Protocol.UDP }] })], {},
      ['error Sidecar.LocalPort: `sidecars[0]` listens on port 2000/udp of the task\'s address, which `sidecars[1]` has too; take another port for that, or leave one of them out']],
    ['a circle', [proxy({ startsBefore: START, dependsOn: [{ container: 'app', condition: START }] })], {},
      ['error ContainerDependency.Circle: `dependsOn` waits in a circle: app -> proxy -> app; take one of these waits out']],
    ['a wait for a container that is not there', [proxy({ dependsOn: [{ container: 'web', condition: START }] })], {},
      ['error ContainerDependency.NoSuchContainer: `sidecars[0].dependsOn` must name a container of the same task: app or proxy, got web']],
    ['a wait for health that nobody checks', [proxy({ dependsOn: [{ container: 'app', condition: HEALTHY }] })], {},
      ['error ContainerDependency.NoHealthCheck: `sidecars[0].dependsOn` waits for app to be HEALTHY, but app has no health check; give it one or wait for START']],
    ['to wait for its health without a check', [proxy({ startsBefore: HEALTHY })], {},
      ['error ContainerDependency.NoHealthCheck: `sidecars[0].startsBefore` waits for proxy to be HEALTHY, but proxy has no health check; give it one or wait for START']],
    ['to wait for the end of an essential one', [proxy({ startsBefore: ecs.ContainerDependencyCondition.SUCCESS })], {},
      ['error ContainerDependency.Essential: `sidecars[0].startsBefore` waits for SUCCESS of proxy, but proxy is essential, and its end stops the task; set its `essential` to false']],
    ['a start that takes too long', [proxy({ startTimeout: Duration.seconds(121) })], {},
      ['error Containers.StartTimeout: `sidecars[0].startTimeout` takes whole seconds from 2 to 120, got 121; the nearest is 120']],
    ['a task that lives on for its sidecar', [proxy()], { essential: false },
      ['error Containers.NoneEssential: `essential` must leave at least one container of the task essential, got false for all; leave `essential` out of the main one']],
    ['no essential container at all', [proxy({ essential: false })], { essential: false },
      ['error Containers.NoneEssential: `essential` must leave at least one container of the task essential, got false for all; leave `essential` out of the main one']],
  ])('%s', (_, sidecars, options, sentence) => {
    expect(said(sidecars, options)).toEqual(sentence);
  });

  test('a task of sidecars alone', () => {
    expect(sentences(TaskBlueprint.containers({ containers: [], sidecars: [proxy()] })._findings(ON_FARGATE))).toEqual([
      'error Containers.None: `containers` must list at least one container, got none',
    ]);
  });

  test('localhost in bridge mode', () => {
    expect(said([reader()], { memoryMiB: 128, networkMode: ecs.NetworkMode.BRIDGE }, { platforms: ['ec2'] })).toEqual([
      'error Sidecar.NetworkMode: `sidecars[0]` is reached at localhost, which the containers of a task share with nobody else in the network mode awsvpc only, got bridge;'
      + ' take awsvpc, or run one on each instance with DaemonService',
    ]);
  });

  test('nothing that only the deployment knows', () => {
    const stack = newStack();
    const text = new CfnParameter(stack, 'Text').valueAsString;
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    expect(said([reader({
      container: { name: text, image: IMAGE, cpu: number, memoryMiB: number, user: text, essential: false }, environment: { CONFIG_URL: text },
    }, stack)])).toEqual([]);
  });
});

test('one that prepares something ends before the task starts', () => {
  const { containers } = joined([proxy({ name: 'migrate', essential: false, startsBefore: ecs.ContainerDependencyCondition.SUCCESS })]);
  expect(containers.app.DependsOn).toEqual([{ ContainerName: 'migrate', Condition: 'SUCCESS' }]);
  expect(said([proxy({ name: 'migrate', essential: false, startsBefore: ecs.ContainerDependencyCondition.SUCCESS })])).toEqual([]);
});

test('with a sidecar, a container keeps its log group', () => {
  const [before, after] = [joined([]), joined([proxy()])];
  expect(Object.keys(resourcesOf(after.stack, 'AWS::Logs::LogGroup'))).toEqual(Object.keys(resourcesOf(before.stack, 'AWS::Logs::LogGroup')));
});

function taskSize(memoryMiB: number) {
  return { cpu: 256, memoryMiB };
}
