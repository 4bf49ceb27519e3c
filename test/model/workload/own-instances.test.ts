import { instancesFor } from '../../../src/model/workload/own-instances';
import { workloadsIn } from '../../../src/model/workload/workload';
import { pooled } from '../../policy/cases/pool-templates';
import { Json, merged, setOf } from '../../policy/kit';
import { ec2Service, fargateService } from '../../policy/templates';

const PORTED = { container: { PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } };
const DYNAMIC = { container: { PortMappings: [{ ContainerPort: 80, HostPort: 0 }] } };
const PARAMETER = { Ref: 'Parameter' };

test.each<[string, Json, object]>([
  ['a fixed host port on a group', pooled(PORTED), { needsOne: true, instances: 10 }],
  ['a group of a number that is not known', pooled({ ...PORTED, group: { MaxSize: PARAMETER } }), { needsOne: true, instances: undefined }],
  ['no network mode', pooled({ ...PORTED, task: { NetworkMode: undefined } }), { needsOne: true, instances: 10 }],
  ['a network mode that is not known', pooled({ ...PORTED, task: { NetworkMode: PARAMETER } }), { needsOne: false, instances: undefined }],
  ['a dynamic host port', pooled(DYNAMIC), { needsOne: false, instances: undefined }],
  ['any instances of a cluster', ec2Service(PORTED), { needsOne: true, instances: undefined }],
  ['a daemon', pooled({ ...PORTED, service: { SchedulingStrategy: 'DAEMON' } }), { needsOne: true, instances: undefined }],
  ['Fargate', fargateService({ container: { PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } }), { needsOne: false, instances: undefined }],
  ['a task that is not known', merged(pooled(PORTED), { Resources: { Service: { Properties: { TaskDefinition: PARAMETER } } } }), { needsOne: false }],
])('%s', (_name, template, own) => {
  const set = setOf(template);
  expect(instancesFor(set, workloadsIn(set)[0])).toEqual(own);
});
