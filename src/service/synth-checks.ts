import * as ecs from 'aws-cdk-lib/aws-ecs';
import { checkCapacitySplit, ShareFacts } from '../model/capacity/capacity-split';
import { checkWrittenPlacement } from '../model/capacity/written-placement';
import { checkRollout } from '../model/deployment/rollout-plan';
import { checkStrategy } from '../model/deployment/strategy';
import { readDeployment, readStrategy, shiftsTraffic } from '../model/deployment/written-service';
import { Finding, under } from '../model/finding';
import { LaunchPlatform } from '../model/task/network-mode';
import { checkTask, TaskDefinitionFacts } from '../model/task/task';
import { readTaskDefinition } from '../model/task/task-definition';
import { checkVolumeConfigurations } from '../model/task/volumes';
import { flagIn, listIn, numberIn, Properties, propertiesIn, textIn } from '../model/template-value';
import { errorsIn, guardAtSynth } from '../private/guard';
import { finalProperties } from '../private/rendered';
import { checkRequestPolicies } from '../scaling/request-policies';

const STRATEGY = 'capacityProviderStrategy';

/**
 * Checks again at synth what must hold together on the finished service and its task definition.
 *
 * Property injectors, aspects, overrides and late calls of L2 methods change the resources under an L3 after its own guard has run.
 */
export function addSynthChecks(service: ecs.BaseService, platform: LaunchPlatform, count?: ecs.ScalableTaskCount): void {
  guardAtSynth(service, () => errorsIn(findingsOf(service, platform, count)));
}

function findingsOf({ node, taskDefinition }: ecs.BaseService, platform: LaunchPlatform, count?: ecs.ScalableTaskCount): Finding[] {
  const service = finalProperties(node.defaultChild as ecs.CfnService);
  const task = readTaskDefinition(finalProperties(taskDefinition.node.defaultChild as ecs.CfnTaskDefinition));
  const shares = sharesIn(service);
  const { daemon = false, desiredCount, maxHealthyPercent, minHealthyPercent, rebalancing } = readDeployment(service);
  return [
    ...under('deploymentConfiguration', checkRollout({ desiredCount, minHealthyPercent, maxHealthyPercent, rebalancing })),
    ...under('deploymentConfiguration', checkStrategy(readStrategy(service))),
    ...(shiftsTraffic(service) ? under('scaling', checkRequestPolicies(count)) : []),
    ...checkWrittenPlacement(service, platform),
    ...(shares.length > 0 ? checkCapacitySplit(shares).map((finding) => ({ ...finding, path: finding.path === '' ? STRATEGY : finding.path })) : []),
    ...under('taskDefinition', checkTask(task, {
      platforms: [platform],
      spot: platform === 'fargate' && shares.some(({ provider, base, weight }) => provider === 'FARGATE_SPOT' && (base !== 0 || weight !== 0)),
      exec: flagIn(service.EnableExecuteCommand) ?? false,
      daemon,
      platformVersion: textIn(service.PlatformVersion),
    })),
    ...volumeFindings(service, task),
  ];
}

/** Lists that only the deployment knows are not compared. */
function volumeFindings({ VolumeConfigurations: configurations = [] }: Properties, { volumes }: TaskDefinitionFacts): Finding[] {
  if (!Array.isArray(configurations) || volumes === undefined) return [];
  return checkVolumeConfigurations(volumes, configurations.map((configuration) => textIn(propertiesIn(configuration).Name)));
}

function sharesIn(service: Properties): ShareFacts[] {
  return listIn(service.CapacityProviderStrategy).map(propertiesIn).map((item, index) => ({
    provider: textIn(item.CapacityProvider),
    base: numberIn(item.Base ?? 0),
    weight: numberIn(item.Weight ?? 0),
    baseName: `${STRATEGY}[${index}].base`,
    weightName: `${STRATEGY}[${index}].weight`,
  }));
}
