import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { App, Stack } from 'aws-cdk-lib/core';
import { AWS_VPC, BRIDGE, pooled, taskOf } from './instances';
import { SingleContainerOptions, TrafficSource } from '../../src';

const { TCP, TCP_UDP } = elbv2.Protocol;

function served(task: Partial<SingleContainerOptions>, protocol: elbv2.Protocol = TCP_UDP): Stack {
  return pooled(() => ({
    task: taskOf(task),
    traffic: TrafficSource.networkLoadBalancer({ internal: true, listeners: [{ protocol, containerPort: 53 } as object] }),
  })).stack;
}

const synth = (stack: Stack) => (stack.node.root as App).synth();
const START = 'TargetGroup.BothTransports: `traffic` sends TCP and UDP to one port of the instance, ';

test.each<[string, Partial<SingleContainerOptions>, string]>([
  ['that the instance chooses', { networkMode: BRIDGE, ports: [{ containerPort: 53 }] }, 'got a dynamic host port with bridge, which is for tcp alone'],
  ['for TCP alone', { networkMode: BRIDGE, ports: [{ containerPort: 53, hostPort: 53 }] }, 'got host port 53 for tcp alone'],
])('TCP_UDP to a host port %s is refused', (_name, task, text) => {
  expect(() => synth(served(task))).toThrow(START + text);
});

test.each<[string, Partial<SingleContainerOptions>, elbv2.Protocol]>([
  ['TCP_UDP to a task with an address of its own', { networkMode: AWS_VPC, ports: [{ containerPort: 53 }] }, TCP_UDP],
  ['TCP to a port that the instance chooses', { networkMode: BRIDGE, ports: [{ containerPort: 53 }] }, TCP],
])('%s is fine', (_name, task, protocol) => {
  expect(Object.keys(synth(served(task, protocol)).getStackByName('Stack').template.Resources)).toContainEqual(expect.stringMatching(/^WebService/));
});
