import { checkEbsInstances } from '../../model/capacity/ebs-instances';
import { readDeployment } from '../../model/deployment/written-service';
import { Finding, under } from '../../model/finding';
import { checkManagedVolume, readManagedVolume } from '../../model/task/managed-volume';
import { readVolumes } from '../../model/task/task-volumes';
import { checkEbsType, checkVolumeConfigurations } from '../../model/task/volumes';
import { TemplateSet } from '../../model/template/template-set';
import { entryIn, isWritten, knownList, knownProperties, textIn } from '../../model/template-value';
import { poolsOf } from '../../model/workload/pools';
import { Workload, workloadsIn } from '../../model/workload/workload';
import { Located, told } from '../check';

const NAMES = {
  disk: 'ManagedEBSVolume', size: 'SizeInGiB', throughput: 'Throughput', volumeInitializationRate: 'VolumeInitializationRate',
};

/** The disks that services give their tasks. */
export function serviceVolumes(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).flatMap((workload) => told(workload.service, findingsOf(set, workload), NAMES));
}

function findingsOf(set: TemplateSet, workload: Workload): Finding[] {
  const { platform, service: { properties }, task } = workload;
  const configurations = knownList(properties.VolumeConfigurations);
  if (configurations === undefined) return [];
  const { controller } = readDeployment(properties);
  const volumes = task === undefined ? undefined : readVolumes(task.properties.Volumes);
  return [
    ...(configurations.some((configuration) => isWritten(entryIn(configuration, 'ManagedEBSVolume'))) ? checkEbsInstances(typesOf(set, workload)) : []),
    ...(volumes === undefined ? [] : checkVolumeConfigurations(volumes, configurations.map((configuration) => textIn(entryIn(configuration, 'Name'))))),
    ...configurations.flatMap((configuration, index) => {
      const disk = entryIn(configuration, 'ManagedEBSVolume');
      const known = isWritten(disk) ? knownProperties(disk) : undefined;
      return known === undefined ? [] : under(`volumeConfigurations[${index}].disk`, [
        ...checkManagedVolume(readManagedVolume(known), { controller }),
        ...checkEbsType(textIn(known.VolumeType), platform === undefined ? [] : [platform]),
      ]);
    }),
  ];
}

/** Absent where one of the pools does not tell its types. */
function typesOf(set: TemplateSet, workload: Workload): readonly (string | undefined)[] | undefined {
  const each = poolsOf(set, workload)?.map(({ facts }) => facts.instanceTypes);
  return each?.includes(undefined) ? undefined : each?.flatMap((types) => types ?? []);
}
