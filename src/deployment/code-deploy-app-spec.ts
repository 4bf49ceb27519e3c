import * as ecs from 'aws-cdk-lib/aws-ecs';
import { DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, StringConcat, Tokenization } from 'aws-cdk-lib/core';
import { CodeDeployHooks } from './code-deploy-options';

/**
 * What CodeDeploy makes the new tasks of. CodeDeploy User Guide, "AppSpec file structure".
 *
 * As the L2 was told, whatever overrides say: where CloudFormation has to see the old value, the deployment can still bring the new one.
 */
export function appSpecFor(service: ecs.BaseService, hooks: CodeDeployHooks): object {
  const resource = service.node.defaultChild as ecs.CfnService;
  const { capacityProviderStrategy, loadBalancers, networkConfiguration } = Tokenization.resolve({
    capacityProviderStrategy: resource.capacityProviderStrategy,
    loadBalancers: resource.loadBalancers,
    networkConfiguration: resource.networkConfiguration,
  }, { scope: service, resolver: new AllButReferences(), preparing: false });
  const [{ containerName, containerPort }] = loadBalancers;
  const network = networkConfiguration?.awsvpcConfiguration;
  return {
    version: '0.0',
    Resources: [{
      TargetService: {
        Type: 'AWS::ECS::Service',
        Properties: {
          TaskDefinition: service.taskDefinition.taskDefinitionArn,
          LoadBalancerInfo: { ContainerName: containerName, ContainerPort: containerPort },
          PlatformVersion: resource.platformVersion,
          NetworkConfiguration: network && {
            AwsvpcConfiguration: { Subnets: network.subnets, SecurityGroups: network.securityGroups, AssignPublicIp: network.assignPublicIp },
          },
          CapacityProviderStrategy: capacityProviderStrategy?.map(({ base, capacityProvider, weight }: ecs.CapacityProviderStrategy) => ({
            CapacityProvider: capacityProvider, Base: base, Weight: weight,
          })),
        },
      },
    }],
    Hooks: Object.entries({
      BeforeInstall: hooks.beforeInstall,
      AfterInstall: hooks.afterInstall,
      AfterAllowTestTraffic: hooks.afterAllowTestTraffic,
      BeforeAllowTraffic: hooks.beforeAllowTraffic,
      AfterAllowTraffic: hooks.afterAllowTraffic,
    }).flatMap(([stage, hook]) => (hook ? [{ [stage]: hook.functionArn }] : [])),
  };
}

/** Leaves references for the template to resolve: what a reference to another stack becomes is decided there. */
class AllButReferences extends DefaultTokenResolver {
  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    return Reference.isReference(token) ? token : super.resolveToken(token, context, postProcessor);
  }
}
