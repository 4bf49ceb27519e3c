import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CustomResource, Duration, Lazy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { appSpecFor } from './code-deploy-app-spec';
import { CodeDeployHooks } from './code-deploy-options';
import { handlerOfStack } from '../private/handler';
import { countPolicy } from '../private/role-room';

// Lambda Developer Guide, quotas. A deployment that takes longer is waited for by run after run.
const LONGEST_RUN = Duration.minutes(15);
// CloudFormation reference, AWS::CloudFormation::CustomResource.
const LONGEST_WAIT = Duration.hours(1);

/** What a `CodeDeployShipment` ships. */
export interface CodeDeployShipmentProps {
  readonly service: ecs.BaseService;
  readonly group: codedeploy.EcsDeploymentGroup;
  readonly hooks: CodeDeployHooks;
}

/**
 * Deploys through CodeDeploy what a stack update makes of the task, which CloudFormation itself may not do, and waits for it.
 *
 * It fails with the deployment, so that CloudFormation goes back too. The old task definition is deregistered only after that: CloudFormation
 * deletes what it has replaced when everything else is done.
 */
export class CodeDeployShipment extends Construct {
  constructor(scope: Construct, id: string, { group, hooks, service }: CodeDeployShipmentProps) {
    super(scope, id);

    const handler = handlerOfStack(this, 'CodeDeployHandler', {
      folder: 'code-deploy',
      description: 'Ships the tasks of stack updates through CodeDeploy',
      timeout: LONGEST_RUN,
    });
    // Beside the role and not in it: the services of a stack do not wait for each other.
    const policy = new iam.Policy(this, 'Policy', { roles: [handler.role], statements: statementsFor(service, group, handler.function) });
    countPolicy(handler.role, policy, { id: 'CodeDeployRollout.RoleRoom', path: 'rollout', name: 'services' });
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::EcsCodeDeployShipment',
      serviceToken: handler.function.functionArn,
      serviceTimeout: LONGEST_WAIT,
      properties: {
        Cluster: service.cluster.clusterName,
        Service: service.serviceName,
        Application: group.application.applicationName,
        DeploymentGroup: group.deploymentGroupName,
        // As text, since CloudFormation hands over numbers as text too.
        AppSpec: Lazy.string({ produce: () => service.stack.toJsonString(appSpecFor(service, hooks)) }),
      },
    });
    resource.node.addDependency(policy);

    const roles = Object.values(hooks).flatMap((hook?: lambda.IFunction) => hook?.role ?? []);
    if (roles.length > 0) {
      resource.node.addDependency(new iam.Policy(this, 'HookPolicy', {
        roles,
        statements: [new iam.PolicyStatement({
          actions: ['codedeploy:PutLifecycleEventHookExecutionStatus'],
          resources: [group.deploymentGroupArn],
        })],
      }));
    }
  }
}

/** CodeDeploy User Guide, "CodeDeploy permissions reference". */
function statementsFor(service: ecs.BaseService, group: codedeploy.EcsDeploymentGroup, handler: lambda.Function): iam.PolicyStatement[] {
  const allow = (resource: string, ...actions: string[]) => new iam.PolicyStatement({ actions, resources: [resource] });
  return [
    allow(group.deploymentGroupArn,
      'codedeploy:BatchGetDeployments', 'codedeploy:CreateDeployment', 'codedeploy:ListDeployments', 'codedeploy:StopDeployment'),
    allow(group.application.applicationArn, 'codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'),
    allow(group.deploymentConfig.deploymentConfigArn, 'codedeploy:GetDeploymentConfig'),
    allow(service.serviceArn, 'ecs:DescribeServices'),
    // Itself: to go on where a run has used up its time.
    allow(handler.functionArn, 'lambda:InvokeFunction'),
  ];
}
