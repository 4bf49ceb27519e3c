import { CodeDeployRouting } from './code-deploy';
import { entryIn, knownList, Properties, textIn } from '../template-value';

// CodeDeploy User Guide, "Predefined deployment configurations for an Amazon ECS compute platform".
const PREDEFINED: readonly (readonly [string, CodeDeployRouting])[] = [
  ['CodeDeployDefault.ECSAllAtOnce', 'all-at-once'],
  ['CodeDeployDefault.ECSCanary', 'canary'],
  ['CodeDeployDefault.ECSLinear', 'linear'],
];
// CloudFormation reference, AWS::CodeDeploy::DeploymentConfig TrafficRoutingConfig.
const TYPES: ReadonlyMap<string | undefined, CodeDeployRouting> = new Map([
  ['AllAtOnce', 'all-at-once'], ['TimeBasedCanary', 'canary'], ['TimeBasedLinear', 'linear'],
]);

/**
 * How CodeDeploy moves the traffic, by the name of a configuration of AWS or the properties of an `AWS::CodeDeploy::DeploymentConfig`.
 *
 * Undefined where it is not known.
 */
export function readRouting(name: unknown, config: Properties | undefined): CodeDeployRouting | undefined {
  if (config !== undefined) return TYPES.get(textIn(entryIn(config, 'TrafficRoutingConfig.Type')));
  return PREDEFINED.find(([start]) => textIn(name)?.startsWith(start))?.[1];
}

/**
 * How many target groups an `AWS::CodeDeploy::DeploymentGroup` moves the traffic of an ECS service between.
 *
 * Undefined where it is not known, and for a group of no such service.
 */
export function readTargetGroupPair(group: Properties): number | undefined {
  const [service] = knownList(group.ECSServices) ?? [];
  const [pair] = knownList(entryIn(group, 'LoadBalancerInfo.TargetGroupPairInfoList')) ?? [];
  return service === undefined || pair === undefined ? undefined : knownList(entryIn(pair, 'TargetGroups'))?.length;
}
