import * as ecs from 'aws-cdk-lib/aws-ecs';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { serviceResourcesIn } from '../deployment/existing-service';
import { Finding, refuse } from '../model/finding';
import { ContainerPortFacts } from '../model/task/container-facts';
import { LaunchPlatform } from '../model/task/network-mode';
import { TaskDefinitionFacts } from '../model/task/task';
import { known } from '../private/known';
import { ExistingTask } from '../task/existing-task';

/** A service of this app that others are to find or to call, as its L2 knows it. */
export interface ReachedService {
  readonly service: ecs.BaseService;
  readonly resource: ecs.CfnService;
  readonly taskDefinition: ecs.TaskDefinition;
}

/** What is known of such a service now; checked again at synth by those for whom it must hold. */
export interface ReachedFacts {
  readonly task: TaskDefinitionFacts;
  /** Absent where the L2 does not tell. */
  readonly platform?: LaunchPlatform;
  /** `ECS`, `CODE_DEPLOY` or `EXTERNAL`; absent where only the deployment knows. */
  readonly controller?: string;
  readonly daemon: boolean;
  /** The task definition sends all traffic through a proxy of App Mesh. */
  readonly proxied: boolean;
}

/** The one service in a construct, or what is wrong with it. */
export interface Reach {
  readonly reached?: ReachedService;
  readonly findings: Finding[];
}

/**
 * Finds the one ECS service that is meant: an L2, or a construct with one of them in it.
 *
 * @param owner as error codes name the construct that asks: `ServiceConnectMesh`
 */
export function reach(owner: string, path: string, ref: ecsRefs.IServiceRef): Reach {
  // Languages without types let anything through.
  const [resource, ...others] = ref.node === undefined ? [] : serviceResourcesIn(ref);
  if (resource === undefined) {
    return refused(owner, 'ImportedService', path, `must be a service of this app, got ${ref.node?.path ?? 'something else'}, in which there is none; a template cannot change an imported one`);
  }
  if (others.length > 0) {
    return refused(owner, 'SeveralServices', path, `must hold one ECS service, got ${others.length + 1} in ${ref.node.path}; name one of them`);
  }
  const service = resource.node.scope;
  if (!(service instanceof ecs.BaseService)) {
    return refused(owner, 'PlainResource', path, `must be an L2 or L3, which knows its task definition and security groups, got the resource ${resource.node.path} alone`);
  }
  return { reached: { service, resource, taskDefinition: service.taskDefinition }, findings: [] };
}

/** What is known of a service now. */
export function reachedFacts({ service, resource, taskDefinition }: ReachedService): ReachedFacts {
  const controller = resource.deploymentController as ecs.CfnService.DeploymentControllerProperty | undefined;
  return {
    task: new ExistingTask(taskDefinition).facts(),
    platform: platformOf(service),
    controller: controller === undefined ? 'ECS' : known(controller.type),
    daemon: known(resource.schedulingStrategy) === 'DAEMON',
    proxied: (taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).proxyConfiguration !== undefined,
  };
}

/** The ports of a task, in the order of its containers. */
export function portsOf({ containers }: TaskDefinitionFacts): ContainerPortFacts[] {
  return containers.flatMap(({ ports = [] }) => ports);
}

function platformOf(service: ecs.BaseService): LaunchPlatform | undefined {
  if (service instanceof ecs.FargateService) return 'fargate';
  if (service instanceof ecs.ExternalService) return 'external';
  return service instanceof ecs.Ec2Service ? 'ec2' : undefined;
}

function refused(owner: string, problem: string, path: string, text: string): Reach {
  return { findings: [refuse(`${owner}.${problem}`, path, text)] };
}
