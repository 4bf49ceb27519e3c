import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AspectPriority, Aspects, Resource, Stack } from 'aws-cdk-lib/core';
import { Construct, IConstruct } from 'constructs';
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
  private readonly betweenStacks: Way[] = [];

  /** @param owner who asks for them */
  constructor(private readonly owner: IConstruct, private readonly description: string) {}

  /** Lets one side reach the default port of the other one. */
  public open(client: ec2.IConnectable, server: ec2.Connections): void {
    const ports = server.defaultPort;
    if (ports === undefined) return;
    // A range of addresses, say.
    if (client.connections.securityGroups.length === 0) server.allowFrom(client, ports, this.description);
    for (const serverGroup of server.securityGroups) {
      for (const clientGroup of client.connections.securityGroups) {
        this.add({ client: clientGroup, server: serverGroup, ports });
      }
    }
  }

  private add(way: Way): void {
    if (Stack.of(way.client) === Stack.of(way.server)) {
      openInStack(way, this.description);
      return;
    }
    if (this.betweenStacks.length === 0) {
      Aspects.of(this.owner).add({ visit: (node) => { if (node === this.owner) this.openBetweenStacks(); } }, { priority: AspectPriority.READONLY });
    }
    this.betweenStacks.push(way);
  }

  private openBetweenStacks(): void {
    const order = new StackOrder();
    for (const way of this.betweenStacks.splice(0)) {
      const [client, server] = [Stack.of(way.client), Stack.of(way.server)];
      const [later, earlier] = order.waitsFor(server, client) ? [server, client] : [client, server];
      order.add(later, earlier);
      openFrom(later, way, this.description);
    }
  }
}

function openInStack({ client, ports, server }: Way, description: string): void {
  server.addIngressRule(client, ports, description);
  // Where everything may leave, the L2 would warn of a rule that says it again.
  if (!client.allowAllOutbound) client.addEgressRule(server, ports, description);
}

/** Rules of imported groups are left to those, for they may be closed to changes. */
function openFrom(stack: Stack, { client, ports, server }: Way, description: string): void {
  if (Resource.isOwnedResource(server)) {
    once(stack, `from ${client.uniqueId} to ${server.uniqueId}:${ports}`, (id) => new ec2.CfnSecurityGroupIngress(stack, id, {
      groupId: server.securityGroupId, ...client.toIngressRuleConfig(), ...ports.toRuleJson(), description,
    }));
  } else {
    server.addIngressRule(client, ports, description);
  }
  if (client.allowAllOutbound) return;
  if (Resource.isOwnedResource(client)) {
    once(stack, `to ${server.uniqueId} from ${client.uniqueId}:${ports}`, (id) => new ec2.CfnSecurityGroupEgress(stack, id, {
      groupId: client.securityGroupId, ...server.toEgressRuleConfig(), ...ports.toRuleJson(), description,
    }));
  } else {
    client.addEgressRule(server, ports, description);
  }
}

/** EC2 refuses the second rule of a kind, as services that share a group would ask for it. */
function once(stack: Stack, id: string, make: (id: string) => Construct): void {
  if (stack.node.tryFindChild(id) === undefined) make(id);
}
