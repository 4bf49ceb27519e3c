import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack, Tokenization } from 'aws-cdk-lib/core';
import { checkCapacitySplit } from '../model/capacity-split';
import { Finding, sentence } from '../model/finding';
import { checkRollout } from '../model/rollout-plan';

/**
 * Checks again at synth what must hold together on the finished service.
 *
 * Property injectors, aspects and overrides change the resources under an L3 after its own guard has run.
 */
export function addSynthChecks(service: ecs.BaseService): void {
  service.node.addValidation({
    validate: () => findingsOf(service)
      .filter((finding) => finding.severity === 'error')
      .map((finding) => `${finding.id}: ${sentence(finding)}`),
  });
}

function findingsOf(service: ecs.BaseService): Finding[] {
  const resource = service.node.defaultChild as ecs.CfnService;
  const stack = Stack.of(service);
  const deployment = stack.resolve(resource.deploymentConfiguration) ?? {};
  const strategy: ecs.CfnService.CapacityProviderStrategyItemProperty[] = stack.resolve(resource.capacityProviderStrategy) ?? [];
  return [
    ...checkRollout({
      desiredCount: plain(resource.desiredCount),
      minHealthyPercent: plain(deployment.minimumHealthyPercent),
      maxHealthyPercent: plain(deployment.maximumPercent),
    }),
    ...(strategy.length > 0 ? checkCapacitySplit(strategy.map((item) => ({
      provider: typeof item.capacityProvider === 'string' ? item.capacityProvider : undefined,
      base: plain(item.base),
      weight: plain(item.weight),
    }))) : []),
  ];
}

function plain(value: unknown): number | undefined {
  return typeof value === 'number' && !Tokenization.isResolvable(value) ? value : undefined;
}
