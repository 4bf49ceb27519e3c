import { advise, Finding, refuse } from '../../../src/model/finding';
import { checkExternalTask, ExternalTaskFacts } from '../../../src/model/task/external-task';

const otherDriver = (path: string, got: string): Finding => advise('ExternalTask.LogDriver', path,
  `takes the driver awslogs, awsfirelens, fluentd, json-file, none or syslog on machines outside AWS, got ${got}, which their agent does not offer, so that tasks `
  + 'stay pending; take one of them, or acknowledge this where ECS_AVAILABLE_LOGGING_DRIVERS in their /etc/ecs/ecs.config names it');

test.each<[string, Partial<ExternalTaskFacts>, Finding[]]>([
  ['nothing special', {}, []],
  ['what is known not to be', { windows: false, faultInjection: false, containers: [{ neuronDevices: 0 }] }, []],
  ['GPUs', { containers: [{ gpus: 1 }] }, []],
  ['Windows', { windows: true }, [refuse('ExternalTask.Windows', 'runtimePlatform',
    'must be Linux on machines outside AWS, where ECS supports Windows no more since 7 August 2026; run it on EC2 instances or on Fargate')]],
  ['faults', { faultInjection: true }, [refuse('ExternalTask.FaultInjection', 'enableFaultInjection',
    'must be left out on machines outside AWS, whose agent injects no faults')]],
  ['Neuron devices', { containers: [{}, { neuronDevices: 2 }] }, [refuse('ExternalTask.NeuronDevices', 'containers[1].neuronDeviceCount',
    'must be left out on machines outside AWS, which have none, got 2; ask for GPUs, or run the task on EC2 instances')]],
  ['log drivers that the agent has', { containers: ['awslogs', 'awsfirelens', 'fluentd', 'json-file', 'none', 'syslog'].map((logDriver) => ({ logDriver })) }, []],
  ['a log driver that it has not', { containers: [{}, { logDriver: 'splunk' }] }, [otherDriver('containers[1].logging', 'splunk')]],
  ['one in a task of one container', { containers: [{ path: '', logDriver: 'gelf' }] }, [otherDriver('logging', 'gelf')]],
])('a task with %s', (_, facts, findings) => {
  expect(checkExternalTask({ containers: [], ...facts })).toEqual(findings);
});
