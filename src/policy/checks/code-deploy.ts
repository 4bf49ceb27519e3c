import { adviseNative, checkCodeDeployExtras, checkCodeDeployService, checkTargetGroupPair } from '../../model/deployment/code-deploy';
import { readRouting, readTargetGroupPair } from '../../model/deployment/written-code-deploy';
import { readCodeDeployExtras, readDeployment } from '../../model/deployment/written-service';
import { under } from '../../model/finding';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { knownList, propertiesIn } from '../../model/template-value';
import { networkGroupsOf } from '../../model/workload/service-targets';
import { workloadsIn } from '../../model/workload/workload';
import { Located, told } from '../check';

const NAMES = {
  controller: 'DeploymentController.Type',
  config: 'DeploymentConfigName',
  pair: 'LoadBalancerInfo.TargetGroupPairInfoList.0.TargetGroups',
};

/** What each service has that CodeDeploy does not go with. */
export function codeDeployServices(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).flatMap(({ service }) => {
    if (readDeployment(service.properties).controller !== 'CODE_DEPLOY') return [];
    return told(service, [
      ...checkCodeDeployExtras(readCodeDeployExtras(service.properties)),
      ...under('controller', [adviseNative()]),
    ], NAMES);
  });
}

/** Between which target groups CodeDeploy moves the traffic of services, and how it does behind Network Load Balancers. */
export function codeDeployGroups(set: TemplateSet): readonly Located[] {
  return set.resources('AWS::CodeDeploy::DeploymentGroup').flatMap((group) => {
    const targets = servicesOf(set, group).flatMap((service) => networkGroupsOf(set, service));
    const config = set.target(group, group.raw.DeploymentConfigName);
    const routing = readRouting(group.properties.DeploymentConfigName, config?.properties);
    return told(group, [
      ...checkCodeDeployService({ routing }, { networkTargets: targets.length }),
      ...checkTargetGroupPair(readTargetGroupPair(group.properties)),
    ], NAMES);
  });
}

function servicesOf(set: TemplateSet, group: Resource): readonly Resource[] {
  return (knownList(group.raw.ECSServices) ?? []).flatMap((named) => {
    const { ServiceName: name } = propertiesIn(named);
    const service = set.target(group, name) ?? set.named('AWS::ECS::Service', 'ServiceName', name);
    return service?.type === 'AWS::ECS::Service' ? [service] : [];
  });
}
