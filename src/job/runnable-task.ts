import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnResource, Stack } from 'aws-cdk-lib/core';
import { Construct, IDependable } from 'constructs';
import { StandaloneTask } from './standalone-task';
import { TaskLaunch } from './task-launch';
import { under } from '../model/finding';
import { checkEnds, checkNoEbs } from '../model/job/standalone';
import { checkTask } from '../model/task/task';
import { readTaskDefinition } from '../model/task/task-definition';
import { recordTasks } from '../network/vpc-services';
import { acknowledgeTaskRevisions, acknowledgeTasks } from '../private/acknowledge';
import { errorsIn, guardAtSynth } from '../private/guard';
import { finalProperties } from '../private/rendered';
import { securityGroupsFor, subnetsOf } from '../service/service-assembly';
import { openReach } from '../task/task-reach';

/** The task definition of a standalone task and what it runs with, ready to be started. */
export class RunnableTask implements ec2.IConnectable {
  public readonly taskDefinition: ecs.TaskDefinition;
  /** Security groups of the task: of the instances where it has no network interface of its own. */
  public readonly connections: ec2.Connections;
  /** Where the containers log to, as far as it is known; the first is the main container's. */
  public readonly logGroups: logs.ILogGroup[];
  private readonly dependencies: IDependable[];

  constructor(private readonly scope: Construct, private readonly choices: StandaloneTask) {
    const { cluster, facts, options: { exec, task } } = choices;
    const bound = task._bind(scope, facts);
    this.taskDefinition = bound.taskDefinition;
    this.logGroups = bound.logGroups;
    this.connections = new ec2.Connections({ securityGroups: securityGroupsFor(scope, choices, choices) });
    this.dependencies = [...bound.dependencies, ...openReach(scope, this, bound)];
    exec?._bind(this.taskDefinition.taskRole, cluster, this.logGroups);
    guardAtSynth(scope, () => errorsIn(this.finalFindings()));
  }

  public get taskRole(): iam.IRole {
    return this.taskDefinition.taskRole;
  }

  public get executionRole(): iam.IRole {
    return this.taskDefinition.obtainExecutionRole();
  }

  /** Name of the container that gets what is meant for the task. */
  public get mainContainer(): string {
    return this.taskDefinition.defaultContainer!.containerName;
  }

  /** What `RunTask` is told, by whomever. */
  public get launch(): TaskLaunch {
    const { capacity, cluster, network: { assignPublicIp }, networkMode, options: { placement }, placement: { written } } = this.choices;
    return {
      clusterArn: cluster.clusterArn,
      taskDefinitionArn: this.taskDefinition.taskDefinitionArn,
      capacityProviderStrategy: capacity._providers(),
      awsvpc: networkMode !== 'awsvpc' ? undefined : {
        subnets: subnetsInVpc(this.choices).map(({ subnetId }) => subnetId),
        securityGroups: this.connections.securityGroups.map(({ securityGroupId }) => securityGroupId),
        assignPublicIp: assignPublicIp === true ? 'ENABLED' : 'DISABLED',
      },
      placementStrategy: written?.flatMap((strategy) => strategy.toJson()),
      placementConstraints: placement?.constraints?.flatMap((constraint) => constraint.toJson()),
      enableExecuteCommand: this.choices.facts.exec,
    };
  }

  /**
   * What lets a role start the task in its cluster, and nothing else: any revision of it, since one may be started while the next is deployed.
   *
   * ECS Developer Guide, "Amazon ECS EventBridge IAM Role" and "Grant permission to tag resources on creation".
   */
  public get runStatements(): iam.PolicyStatement[] {
    return [
      new iam.PolicyStatement({
        actions: ['ecs:RunTask'],
        resources: [this.revisions],
        conditions: { ArnEquals: { 'ecs:cluster': this.choices.cluster.clusterArn } },
      }),
      new iam.PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.taskRole.roleArn, this.executionRole.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      }),
      new iam.PolicyStatement({
        // The tags of its task definition become those of the task.
        actions: ['ecs:TagResource'],
        resources: [this.tasks],
        conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
      }),
    ];
  }

  /** Gives that to a role. */
  public grantRun({ grantPrincipal }: iam.IGrantable): void {
    this.runStatements.forEach((statement) => grantPrincipal.addToPrincipalPolicy(statement));
    if (iam.Role.isRole(grantPrincipal)) {
      acknowledgeTaskRevisions(grantPrincipal, this.revisions);
      acknowledgeTasks(grantPrincipal, this.tasks);
    }
  }

  /**
   * Has what starts the task wait for all that the task needs and does not refer to: capacity providers, permissions, VPC endpoints.
   *
   * Called once, with the resource that can start it first.
   */
  public startedBy(resource: CfnResource): void {
    const { capacity, cluster, facts, platform } = this.choices;
    capacity._bindTo(resource, this.scope, cluster);
    resource.node.addDependency(...this.dependencies);
    recordTasks({
      owner: this.scope,
      resource,
      cluster,
      taskDefinition: this.taskDefinition,
      platform,
      subnets: subnetsOf(this.choices, this.choices),
      usesExec: () => facts.exec,
    });
  }

  private get revisions(): string {
    return Stack.of(this.scope).formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${this.taskDefinition.family}:*` });
  }

  private get tasks(): string {
    return Stack.of(this.scope).formatArn({ service: 'ecs', resource: 'task', resourceName: `${this.choices.cluster.clusterName}/*` });
  }

  /** Property injectors, aspects and late calls of L2 methods change a task definition after the guard has run. */
  private finalFindings() {
    const { exec, platforms, spot } = this.choices.facts;
    const task = readTaskDefinition(finalProperties(this.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition));
    return under('taskDefinition', [
      ...checkTask(task, { platforms, spot: spot && platforms.includes('fargate'), exec }),
      ...checkEnds(task.containers), ...checkNoEbs(task.volumes),
    ]);
  }
}

/** Subnets of the task's own network interface, on whatever it runs. */
function subnetsInVpc({ cluster, network }: StandaloneTask): ec2.ISubnet[] {
  const byDefault = network.assignPublicIp === true ? { subnetType: ec2.SubnetType.PUBLIC } : {};
  return cluster.vpc.selectSubnets(network.vpcSubnets ?? byDefault).subnets;
}
