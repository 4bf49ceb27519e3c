import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack, Stage } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { EndpointFacts } from '../model/network/endpoint-needs';

const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/** The endpoints and routes of an app, or of a stage of it, whoever made them. */
export class TreeNetwork {
  /** Reads the tree as it is. */
  public static of(scope: IConstruct): TreeNetwork {
    return new TreeNetwork(treeOf(scope).node.findAll());
  }

  /** Reads the tree once all aspects have run: it is walked once, however many services ask. */
  public static final(scope: IConstruct): TreeNetwork {
    const tree = treeOf(scope);
    const network = finalByTree.get(tree) ?? TreeNetwork.of(tree);
    finalByTree.set(tree, network);
    return network;
  }

  private readonly endpoints: ec2.CfnVPCEndpoint[];
  private readonly routeTablesWithWayOut: ReadonlySet<string>;

  private constructor(constructs: IConstruct[]) {
    this.endpoints = constructs.filter((construct) => construct instanceof ec2.CfnVPCEndpoint);
    this.routeTablesWithWayOut = new Set(constructs
      .filter((construct) => construct instanceof ec2.CfnRoute)
      .filter(({ destinationCidrBlock, destinationIpv6CidrBlock }) => EVERYWHERE.includes(destinationCidrBlock ?? destinationIpv6CidrBlock ?? ''))
      .map(({ routeTableId }) => routeTableId));
  }

  /** The endpoints of a VPC. */
  public endpointsOf(vpc: ec2.IVpc): EndpointFacts[] {
    return this.endpoints.filter(({ vpcId }) => vpcId === vpc.vpcId).map((endpoint) => ({
      service: lastText(Stack.of(endpoint).resolve(endpoint.serviceName)),
      gateway: (endpoint.vpcEndpointType ?? ec2.VpcEndpointType.GATEWAY) === ec2.VpcEndpointType.GATEWAY,
    }));
  }

  /** True if somebody has given an isolated subnet a route out, to a transit gateway for one. */
  public hasWayOut({ routeTable }: ec2.ISubnet): boolean {
    return this.routeTablesWithWayOut.has(routeTable.routeTableId);
  }
}

const finalByTree = new WeakMap<IConstruct, TreeNetwork>();

/** What is synthesised at one time. */
function treeOf(scope: IConstruct): IConstruct {
  return Stage.of(scope) ?? scope.node.root;
}

/** The text, or what an intrinsic function ends with: the region inside the name of a service is often a token. */
function lastText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return lastText(Object.values(value).at(-1));
}
