import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { acknowledgeUnscopedActions } from '../private/acknowledge';

/** Lets a collector write traces, and an X-Ray daemon read sampling rules: Service Authorization Reference, X-Ray has no resources for these. */
export function grantTraces(taskRole: iam.IRole, { traces, xrayDaemon }: { readonly traces: boolean; readonly xrayDaemon: boolean }): void {
  const actions = [
    ...(traces || xrayDaemon ? ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'] : []),
    ...(xrayDaemon ? ['xray:GetSamplingRules', 'xray:GetSamplingTargets'] : []),
  ];
  if (actions.length === 0) return;
  taskRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources: ['*'] }));
  acknowledgeUnscopedActions(taskRole);
}

/** Lets an agent write metrics of one namespace; CloudWatch has no resources for that. */
export function grantMetrics(taskRole: iam.IRole, namespace: string): void {
  taskRole.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': namespace } },
  }));
  acknowledgeUnscopedActions(taskRole);
}

/** ECS tells containers their Region on Fargate only. */
export function nameRegion(container: ecs.ContainerDefinition): void {
  container.addEnvironment('AWS_REGION', Stack.of(container).region);
}
