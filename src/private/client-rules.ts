import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AspectPriority, Aspects, Resource, Stack } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { freeId, writeOnce } from './shared-rule';
import { StackOrder } from './stack-order';

/** One security group that may reach another one on these ports. */
interface Way {
  readonly client: ec2.ISecurityGroup;
  readonly server: ec2.ISecurityGroup;
  readonly ports: ec2.Port;
}

/**
 * Rules that let clients reach servers, from security group to security group.
 *
 * A rule names both groups, so that its stack waits for theirs. Between two stacks it goes into the one that comes later, which shows only
 * when everything is there; services of two stacks may call each other that way.
 */
export class ClientRules {
  /** The rules, once all aspects have run, of whoever wrote them first. */
  public readonly written: IConstruct[] = [];
  private readonly ways: Way[] = [];

  /** @param owner who asks for them */
  constructor(private readonly owner: IConstruct, private readonly description: string) {}

  /** Lets one side reach the default port of the other one. */
  public open(client: ec2.IConnectable, server: ec2.Connections): void {
    const ports = server.defaultPort;
    if (ports === undefined) return;
    // A range of addresses, say.
    if (client.connections.securityGroups.length === 0) server.allowFrom(client, ports, this.description);
    if (this.ways.length === 0) {
      Aspects.of(this.owner).add({ visit: (node) => { if (node === this.owner) this.write(); } }, { priority: AspectPriority.READONLY });
    }
    for (const serverGroup of server.securityGroups) {
      for (const clientGroup of client.connections.securityGroups) {
        this.ways.push({ client: clientGroup, server: serverGroup, ports });
      }
    }
  }

  private write(): void {
    const order = new StackOrder();
    for (const way of this.ways.splice(0)) {
      const [client, server] = [Stack.of(way.client), Stack.of(way.server)];
      const [later, earlier] = client !== server && order.waitsFor(server, client) ? [server, client] : [client, server];
      if (later !== earlier) order.add(later, earlier);
      this.writeInto(later, way);
    }
  }

  /** Of the stack, not of a group: whoever waits for all that belongs to a service must not wait for its clients. */
  private writeInto(stack: Stack, { client, ports, server }: Way): void {
    const { description } = this;
    const label = `${client.uniqueId} to ${server.uniqueId}:${ports}`;
    if (takesRules(server) && !isThere(server, client, ports, 'from')) {
      const rule = { groupId: server.securityGroupId, ...client.toIngressRuleConfig(), ...ports.toRuleJson() };
      writeOnce(stack, { ingress: rule }, () => new ec2.CfnSecurityGroupIngress(stack, freeId(stack, `Ingress ${label}`), { ...rule, description }));
      this.remember(stack, `Ingress ${label}`);
    }
    // Where everything may leave, a rule would say it again.
    if (!client.allowAllOutbound && takesRules(client) && !isThere(client, server, ports, 'to')) {
      const rule = { groupId: client.securityGroupId, ...server.toEgressRuleConfig(), ...ports.toRuleJson() };
      writeOnce(stack, { egress: rule }, () => new ec2.CfnSecurityGroupEgress(stack, freeId(stack, `Egress ${label}`), { ...rule, description }));
      this.remember(stack, `Egress ${label}`);
    }
  }

  private remember(stack: Stack, id: string): void {
    const rule = stack.node.tryFindChild(id);
    if (rule) this.written.push(rule);
  }
}

/** An imported group may be closed to changes: its L2 writes no rule then, and says so nowhere. */
export function takesRules(group: ec2.ISecurityGroup): boolean {
  if (Resource.isOwnedResource(group)) return true;
  const probe = ec2.Port.tcp(65535);
  group.addIngressRule(ec2.Peer.prefixList('pl-probe'), probe);
  const child = group.node.children.find(({ node: { id } }) => id.includes('pl-probe'));
  if (child) group.node.tryRemoveChild(child.node.id);
  return child !== undefined;
}

/** The user's own rule, as the L2 writes it: with the group, or from another stack with the peer. */
function isThere(group: ec2.ISecurityGroup, peer: ec2.ISecurityGroup, ports: ec2.Port, direction: 'from' | 'to'): boolean {
  const seenFromPeer = direction === 'from' ? 'to' : 'from';
  return group.node.tryFindChild(`${direction} ${peer.uniqueId}:${ports}`) !== undefined
    || peer.node.tryFindChild(`${group.uniqueId}:${ports} ${seenFromPeer}`) !== undefined;
}
