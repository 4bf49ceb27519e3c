import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { checkEdgeRollout } from '../model/anywhere/edge-rollout';
import { checkExternalService, readExternalService } from '../model/anywhere/external-service';
import { checkWrittenPlacement } from '../model/capacity/written-placement';
import { checkRollout } from '../model/deployment/rollout-plan';
import { Finding, under } from '../model/finding';
import { checkTask } from '../model/task/task';
import { readTaskDefinition } from '../model/task/task-definition';
import { flagIn, numberIn, propertiesIn } from '../model/template-value';
import { errorsIn, guardAtSynth } from '../private/guard';
import { leadsTo } from '../private/references';
import { finalProperties } from '../private/rendered';

/**
 * Checks again at synth what must hold on the finished service and its task definition.
 *
 * Property injectors, aspects, overrides and other constructs change the resources under an L3 after its own guard has run.
 */
export function addEdgeChecks(service: ecs.ExternalService): void {
  guardAtSynth(service, () => findingsOf(service));
}

function findingsOf({ node, taskDefinition }: ecs.ExternalService): Finding[] {
  const resource = node.defaultChild as ecs.CfnService;
  const service = finalProperties(resource);
  const deployment = propertiesIn(service.DeploymentConfiguration);
  const everyMachine = service.SchedulingStrategy === 'DAEMON';
  const rollout = {
    desiredCount: numberIn(service.DesiredCount),
    minHealthyPercent: numberIn(deployment.MinimumHealthyPercent),
    maxHealthyPercent: numberIn(deployment.MaximumPercent),
  };
  return [
    ...checkExternalService({
      ...readExternalService(service),
      scaled: scalableTargets(node.root).some(({ resourceId }) => leadsTo(resourceId, resource, () => false)),
    }),
    ...errorsIn([
      ...under('deploymentConfiguration', [
        ...checkEdgeRollout({ ...rollout, kind: 'Rollout.rolling', everyMachine, oneCopyAMachine: false }),
        ...checkRollout(rollout),
      ]),
      // That it moves tasks between zones is told above.
      ...checkWrittenPlacement({ ...service, AvailabilityZoneRebalancing: undefined }, 'external'),
      ...under('taskDefinition', checkTask(readTaskDefinition(finalProperties(taskDefinition.node.defaultChild as ecs.CfnTaskDefinition)), {
        platforms: ['external'], spot: false, exec: flagIn(service.EnableExecuteCommand) ?? false,
      })),
    ]),
  ];
}

const targetsByApp = new WeakMap<IConstruct, appscaling.CfnScalableTarget[]>();

/** What is scaled in an app, which is complete when it is validated: the tree is walked once, however many services ask. */
function scalableTargets(root: IConstruct): appscaling.CfnScalableTarget[] {
  const targets = targetsByApp.get(root) ?? root.node.findAll().filter((node) => appscaling.CfnScalableTarget.isCfnScalableTarget(node));
  targetsByApp.set(root, targets);
  return targets;
}
