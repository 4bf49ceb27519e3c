import * as ecs from 'aws-cdk-lib/aws-ecs';
import { checkCodeDeployExtras } from '../model/deployment/code-deploy';
import { readCodeDeployExtras } from '../model/deployment/written-service';
import { guardAtSynth } from '../private/guard';
import { finalProperties } from '../private/rendered';

/** Refuses, at synth, what was put on a service that CodeDeploy rolls out, and does not go with it. */
export function addCodeDeployChecks(resource: ecs.CfnService): void {
  guardAtSynth(resource, () => checkCodeDeployExtras(readCodeDeployExtras(finalProperties(resource))));
}
