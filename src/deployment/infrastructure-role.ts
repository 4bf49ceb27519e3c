import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ShiftedTarget } from './rollout-kind';
import { acknowledgeUnscopedActions } from '../private/acknowledge';
import { ecsOf } from '../private/ecs-principal';
import { InlineRole } from '../private/inline-role';

/**
 * The role with which ECS goes from one target group to the other: of these pairs and no others.
 *
 * The managed policy that AWS has for it lets ECS change every listener of the account.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
 */
export function makeInfrastructureRole(scope: Construct, shifted: ShiftedTarget[]): iam.IRole {
  const role = new InlineRole(scope, 'InfrastructureRole', { assumedBy: ecsOf(scope) });
  const grant = (actions: string[], resources: string[]) => {
    if (resources.length > 0) {
      role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: actions.map((action) => `elasticloadbalancing:${action}`), resources }));
    }
  };
  grant(['RegisterTargets', 'DeregisterTargets'], shifted.flatMap(({ alternate, targetGroup }) => [targetGroup.targetGroupArn, alternate.targetGroupArn]));
  grant(['ModifyRule'], shifted.flatMap(({ ruleArn, testRuleArn }) => [ruleArn, testRuleArn].flatMap((arn) => arn ?? [])));
  grant(['ModifyListener'], shifted.filter(({ ruleArn }) => ruleArn === undefined)
    .flatMap(({ listenerArn, testListenerArn }) => [listenerArn, ...testListenerArn === undefined ? [] : [testListenerArn]]));
  // Service Authorization Reference: none of them has a resource type.
  grant(['DescribeListeners', 'DescribeRules', 'DescribeTargetGroups', 'DescribeTargetHealth'], ['*']);
  acknowledgeUnscopedActions(role);
  return role;
}
