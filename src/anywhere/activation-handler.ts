import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { FLEET_TAG } from '../model/anywhere/activation';
import { acknowledgeContainerInstances, acknowledgeMachines, acknowledgeUnscopedActions } from '../private/acknowledge';
import { handlerOfStack } from '../private/handler';
import { countPolicy } from '../private/role-room';

// Lambda Developer Guide, quotas. Machines that take longer to deregister are left to further runs.
const LONGEST_RUN = Duration.minutes(15);

/** The fleet whose activation is kept. */
export interface ActivatedFleet {
  readonly role: iam.IRole;
  readonly cluster: ecs.ICluster;
  readonly secret: secretsmanager.Secret;
  /** Its machines stay registered when it is deleted. */
  readonly leaveMachines: boolean;
}

/** What keeps activations, and may do so for a fleet once the policy is there. */
export interface ActivationHandler {
  readonly function: lambda.Function;
  readonly policy: iam.Policy;
}

/** The function that keeps the activations of all fleets of a stack, with a policy for this one. */
export function activationHandlerFor(scope: Construct, fleet: ActivatedFleet): ActivationHandler {
  const handler = handlerOfStack(scope, 'FleetActivationHandler', {
    folder: 'anywhere',
    export: 'activation',
    description: 'Keeps the activations with which machines outside AWS join ECS, and deregisters the machines of deleted fleets',
    timeout: LONGEST_RUN,
    // Service Authorization Reference: none of them has a resource type.
    statements: [allow(['ssm:DeleteActivation', 'ssm:DescribeActivations', 'ssm:DescribeInstanceInformation'], ['*'])],
  });
  // Beside the role and not in it: the fleets of a stack do not wait for each other.
  const policy = new iam.Policy(scope, 'ActivationPolicy', {
    roles: [handler.role],
    statements: [
      ...activating(scope, fleet),
      ...keeping(fleet.secret),
      ...(fleet.leaveMachines ? [] : deregistering(scope, fleet)),
      // Itself: to go on where a run has used up its time.
      allow(['lambda:InvokeFunction'], [handler.function.functionArn]),
    ],
  });
  acknowledgeUnscopedActions(scope);
  acknowledgeMachines(policy, everyResource(scope));
  acknowledgeMachines(policy, machines(scope));
  acknowledgeContainerInstances(policy, instances(scope, fleet.cluster));
  countPolicy(handler.role, policy, { id: 'Activation.RoleRoom', path: 'registrationLimit', name: 'fleets' });
  return { function: handler.function, policy };
}

function activating(scope: Construct, { role }: ActivatedFleet): iam.PolicyStatement[] {
  const tagged = { StringEquals: { [`aws:RequestTag/${FLEET_TAG}`]: role.roleName } };
  return [
    // Service Authorization Reference: no resource type.
    allow(['ssm:CreateActivation'], ['*'], tagged),
    // For the tags of the activation, which are those of its machines.
    allow(['ssm:AddTagsToResource'], [everyResource(scope)], tagged),
    allow(['iam:PassRole'], [role.roleArn], { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } }),
  ];
}

/** It writes what is in the secret, and cannot read it. */
function keeping(secret: secretsmanager.Secret): iam.PolicyStatement[] {
  const write = allow(['secretsmanager:ListSecretVersionIds', 'secretsmanager:PutSecretValue'], [secret.secretArn]);
  if (!secret.encryptionKey) return [write];
  // Secrets Manager User Guide, "Secret encryption and decryption": what a new version of this secret takes of its key.
  const forThis = { StringEquals: { 'kms:EncryptionContext:SecretARN': secret.secretArn } };
  return [write, allow(['kms:Decrypt', 'kms:GenerateDataKey'], [secret.encryptionKey.keyArn], forThis)];
}

function deregistering(scope: Construct, { cluster, role }: ActivatedFleet): iam.PolicyStatement[] {
  return [
    allow(['ecs:DeregisterContainerInstance', 'ecs:ListContainerInstances'], [cluster.clusterArn]),
    allow(['ecs:DescribeContainerInstances'], [instances(scope, cluster)]),
    allow(['ssm:DeregisterManagedInstance'], [machines(scope)], { StringEquals: { [`ssm:resourceTag/${FLEET_TAG}`]: role.roleName } }),
  ];
}

function everyResource(scope: Construct): string {
  return Stack.of(scope).formatArn({ service: 'ssm', resource: '*' });
}

function machines(scope: Construct): string {
  return Stack.of(scope).formatArn({ service: 'ssm', resource: 'managed-instance', resourceName: '*' });
}

function instances(scope: Construct, cluster: ecs.ICluster): string {
  return Stack.of(scope).formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${cluster.clusterName}/*` });
}

function allow(actions: string[], resources: string[], conditions?: iam.PolicyStatementProps['conditions']): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources, conditions });
}
