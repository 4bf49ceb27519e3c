import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { addCodeDeployChecks } from './code-deploy-checks';
import { CodeDeployConfig } from './code-deploy-config';
import { CodeDeployOptions } from './code-deploy-options';
import { CodeDeployShipment } from './code-deploy-shipment';
import { BoundRollout, RolledService, RolloutContext, RolloutKind, RolloutPace, ShiftedTarget, Shifting } from './rollout-kind';
import { adviseNative, checkAlarmCount, checkCodeDeploy, checkCodeDeployService } from '../model/deployment/code-deploy';
import { RolloutPlan } from '../model/deployment/rollout-plan';
import { checkShiftRoom } from '../model/deployment/traffic-shift';
import { Finding, under } from '../model/finding';
import { acknowledgeCodeDeployPolicy } from '../private/acknowledge';
import { guard, guardAtSynth } from '../private/guard';
import { knownMinutes } from '../private/known';

// Long enough for the standard alarms to go off once all traffic has moved.
const DEFAULT_TERMINATION_WAIT = Duration.minutes(5);

/** CodeDeploy starts new tasks beside the old ones and moves the traffic. */
export class CodeDeployRollout implements RolloutKind {
  public readonly name = 'Rollout.codeDeploy';
  // CloudFormation reference, AWS::ECS::Service DeploymentConfiguration: the defaults, and no others may be set.
  public readonly minHealthyPercent = 100;
  public readonly maxHealthyPercent = 200;
  public readonly shifting: Shifting;
  public readonly rebalancing?: ecs.AvailabilityZoneRebalancing;
  private readonly config: CodeDeployConfig;
  private readonly terminationWait: Duration;

  constructor(private readonly options: CodeDeployOptions) {
    this.shifting = { testTraffic: options.testTraffic };
    this.rebalancing = options.availabilityZoneRebalancing;
    this.config = options.config ?? CodeDeployConfig.allAtOnce();
    this.terminationWait = options.terminationWait ?? DEFAULT_TERMINATION_WAIT;
  }

  public findings({ daemon, hasLogGroup, instances, minCount, targetGroups = [], traffic }: RolledService): Finding[] {
    const { hooks = {}, rollbackOn, testTraffic } = this.options;
    const testTrafficWay = testTraffic?._header ? 'header' as const : 'listener' as const;
    return [
      ...checkCodeDeployService(this.config._facts, {
        daemon,
        targets: traffic?.targets,
        givenTargets: targetGroups.length,
        networkTargets: traffic?.networkListeners,
        login: traffic?.login,
      }),
      ...checkCodeDeploy({
        config: this.config._facts,
        approvalMinutes: this.approvalMinutes,
        terminationMinutes: knownMinutes(this.terminationWait),
        testTraffic: testTraffic && testTrafficWay,
        testHook: hooks.afterAllowTestTraffic !== undefined,
      }),
      ...checkShiftRoom(minCount, instances),
      ...(testTraffic ? under('testTraffic', testTraffic._findings()) : []),
      ...(rollbackOn ? under('rollbackOn', rollbackOn._findings({ hasLogGroup })) : []),
      adviseNative(),
    ];
  }

  public plan(desiredCount: number, pace: RolloutPace = {}): RolloutPlan {
    const { intervalMinutes, percent, routing } = this.config._facts;
    return RolloutPlan.codeDeploy({
      ...pace,
      desiredCount,
      stepPercent: routing === 'linear' ? percent : undefined,
      canaryPercent: routing === 'canary' ? percent : undefined,
      intervalMinutes,
      approvalWaitMinutes: this.approvalMinutes,
      terminationWaitMinutes: knownMinutes(this.terminationWait),
    });
  }

  public bind(scope: Construct, context: RolloutContext): BoundRollout {
    const { shifted: [pair, ...others] = [] } = context;
    guard(scope, under('rollout', checkCodeDeployService(this.config._facts, { targets: pair ? 1 + others.length : 0 })));
    const alarms: cloudwatch.IAlarm[] = [];
    return {
      alarms,
      serviceProps: {
        deploymentController: { type: ecs.DeploymentControllerType.CODE_DEPLOY },
        minHealthyPercent: this.minHealthyPercent,
        maxHealthyPercent: this.maxHealthyPercent,
      },
      apply: (service, shared) => {
        const resource = service.node.defaultChild as ecs.CfnService;
        const { hooks = {}, rollbackOn } = this.options;
        alarms.push(...shared ?? rollbackOn?._bind(scope, { ...context, service: resource, clusterName: context.cluster.clusterName }) ?? []);
        const parts = new Construct(scope, 'CodeDeploy');
        const group = this.makeGroup(parts, service, pair, alarms);
        new CodeDeployShipment(parts, 'Shipment', { service, group, hooks });
        addCodeDeployChecks(resource);
      },
    };
  }

  /** Nobody is asked where there is no wait. */
  private get approvalMinutes(): number | undefined {
    return this.options.approvalWait ? knownMinutes(this.options.approvalWait) : 0;
  }

  private makeGroup(scope: Construct, service: ecs.BaseService, pair: ShiftedTarget, alarms: cloudwatch.IAlarm[]): codedeploy.EcsDeploymentGroup {
    const { approvalWait, role, rollback = true } = this.options;
    const { alternate, listenerArn, targetGroup, testListenerArn } = pair;
    const group = new codedeploy.EcsDeploymentGroup(scope, 'DeploymentGroup', {
      application: new codedeploy.EcsApplication(scope, 'Application'),
      service,
      role,
      deploymentConfig: this.config._bind(scope),
      alarms,
      autoRollback: { failedDeployment: rollback, stoppedDeployment: rollback, deploymentInAlarm: rollback && alarms.length > 0 },
      blueGreenDeploymentConfig: {
        blueTargetGroup: targetGroup,
        greenTargetGroup: alternate,
        listener: listenerOf(scope, 'Listener', listenerArn),
        testListener: testListenerArn === undefined ? undefined : listenerOf(scope, 'TestListener', testListenerArn),
        deploymentApprovalWaitTime: approvalWait,
        terminationWaitTime: this.terminationWait,
      },
    });
    if (role === undefined) acknowledgeCodeDeployPolicy(group.role);
    guardAtSynth(group, () => checkAlarmCount(alarms.length));
    return group;
  }
}

/** Of either kind of load balancer: an import by ARN alone is offered for the one, and here the ARN is all that is read. */
function listenerOf(scope: Construct, id: string, listenerArn: string): elbv2.INetworkListener {
  return elbv2.NetworkListener.fromNetworkListenerArn(scope, id, listenerArn);
}
