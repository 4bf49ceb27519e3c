import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ShiftedTarget } from '../deployment/rollout-kind';

/** What ECS has to know to go from one target group to the other; `undefined` where it does not. */
export function alternateTarget(shifted: ShiftedTarget | undefined, role: iam.IRole | undefined): ecs.IAlternateTarget | undefined {
  if (shifted === undefined || role === undefined) return undefined;
  const { alternate, listenerArn, ruleArn, testListenerArn, testRuleArn } = shifted;
  return {
    bind: () => ({
      alternateTargetGroupArn: alternate.targetGroupArn,
      roleArn: role.roleArn,
      productionListenerRule: ruleArn ?? listenerArn,
      testListenerRule: testRuleArn ?? testListenerArn,
    }),
  };
}
