import * as ecs from 'aws-cdk-lib/aws-ecs';
import { checkCapacitySplit, ShareFacts } from '../model/capacity/capacity-split';
import { checkRollout } from '../model/deployment/rollout-plan';
import { Finding, sentence, under } from '../model/finding';
import { checkTask } from '../model/task/task';
import { readTaskDefinition } from '../model/task/task-definition';
import { flagIn, listIn, numberIn, Properties, propertiesIn, textIn } from '../model/template-value';
import { finalProperties } from '../private/rendered';

const STRATEGY = 'capacityProviderStrategy';

/**
 * Checks again at synth what must hold together on the finished service and its task definition.
 *
 * Property injectors, aspects, overrides and late calls of L2 methods change the resources under an L3 after its own guard has run.
 */
export function addSynthChecks(service: ecs.BaseService): void {
  service.node.addValidation({
    validate: () => findingsOf(service)
      .filter((finding) => finding.severity === 'error')
      .map((finding) => `${finding.id}: ${sentence(finding)}`),
  });
}

function findingsOf({ node, taskDefinition }: ecs.BaseService): Finding[] {
  const service = finalProperties(node.defaultChild as ecs.CfnService);
  const task = readTaskDefinition(finalProperties(taskDefinition.node.defaultChild as ecs.CfnTaskDefinition));
  const shares = sharesIn(service);
  const deployment = propertiesIn(service.DeploymentConfiguration);
  return [
    ...under('deploymentConfiguration', checkRollout({
      desiredCount: numberIn(service.DesiredCount),
      minHealthyPercent: numberIn(deployment.MinimumHealthyPercent),
      maxHealthyPercent: numberIn(deployment.MaximumPercent),
      rebalancing: service.AvailabilityZoneRebalancing === 'ENABLED',
    })),
    ...(shares.length > 0 ? checkCapacitySplit(shares).map((finding) => ({ ...finding, path: finding.path === '' ? STRATEGY : finding.path })) : []),
    ...under('taskDefinition', checkTask(task, {
      fargate: true,
      spot: shares.some(({ provider, base, weight }) => provider === 'FARGATE_SPOT' && (base !== 0 || weight !== 0)),
      exec: flagIn(service.EnableExecuteCommand) ?? false,
    })),
  ];
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
