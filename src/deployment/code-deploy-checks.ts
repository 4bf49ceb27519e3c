import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CodeDeployExtras, checkCodeDeployExtras } from '../model/deployment/code-deploy';
import { flagIn, listIn, Properties, propertiesIn, textIn } from '../model/template-value';
import { guardAtSynth } from '../private/guard';
import { finalProperties } from '../private/rendered';

/** Refuses, at synth, what was put on a service that CodeDeploy rolls out, and does not go with it. */
export function addCodeDeployChecks(resource: ecs.CfnService): void {
  guardAtSynth(resource, () => checkCodeDeployExtras(extrasIn(finalProperties(resource))));
}

function extrasIn(service: Properties): CodeDeployExtras {
  const deployment = propertiesIn(service.DeploymentConfiguration);
  return {
    launchType: textIn(service.LaunchType),
    scheduling: textIn(service.SchedulingStrategy),
    serviceConnect: flagIn(propertiesIn(service.ServiceConnectConfiguration).Enabled),
    lattice: listIn(service.VpcLatticeConfigurations).length > 0,
    managedVolumes: listIn(service.VolumeConfigurations).length > 0,
    circuitBreaker: flagIn(propertiesIn(deployment.DeploymentCircuitBreaker).Enable),
    alarms: flagIn(propertiesIn(deployment.Alarms).Enable),
    lifecycleHooks: listIn(deployment.LifecycleHooks).length > 0,
    strategy: textIn(deployment.Strategy),
    forceNewDeployment: flagIn(propertiesIn(service.ForceNewDeployment).EnableForceNewDeployment),
    targets: Array.isArray(service.LoadBalancers) ? service.LoadBalancers.length : undefined,
  };
}
