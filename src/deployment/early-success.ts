import * as ecs from 'aws-cdk-lib/aws-ecs';
import { EarlySuccess } from '../model/deployment/early-success';

/** By property: the L1 knows it from 2.273 on. */
export function succeedEarly(resource: ecs.CfnService, { enabled, healthyPercent, sourceCleanup }: EarlySuccess): void {
  resource.addPropertyOverride('DeploymentConfiguration.EarlySuccessCriteria', {
    Enable: enabled,
    ...(enabled ? { HealthyPercent: healthyPercent, SourceServiceRevisionCleanup: sourceCleanup } : {}),
  });
}
