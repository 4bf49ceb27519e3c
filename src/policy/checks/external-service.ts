import { checkExternalService, readExternalService } from '../../model/anywhere/external-service';
import { TemplateSet } from '../../model/template/template-set';
import { scalableTargetsOf, workloadsIn } from '../../model/workload/workload';
import { Located, told } from '../check';

/** Services on machines outside AWS. */
export function externalServices(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).filter(({ service: { properties } }) => properties.LaunchType === 'EXTERNAL').flatMap(({ service }) => told(service, checkExternalService({
    ...readExternalService(service.properties), scaled: scalableTargetsOf(set, service).length > 0,
  })));
}
