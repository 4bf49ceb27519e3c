import { instanceType } from './instance-type';
import { Finding, refuse } from '../finding';
import { oneOf } from '../range';

/** Refuses volumes on EBS where no instance can be given one: ECS Developer Guide, "Use Amazon EBS volumes with Amazon ECS", considerations. */
export function checkEbsInstances(instanceTypes: readonly (string | undefined)[] = []): Finding[] {
  const isNone = instanceTypes.length > 0 && instanceTypes.every((name) => instanceType(name)?.hypervisor === 'xen');
  return isNone ? [refuse('Volume.NotNitro', 'volumeConfigurations',
    `must be for instances on Nitro, the only ones that ECS attaches volumes to, got ${oneOf([...new Set(instanceTypes)].map(String))}; take a newer type`)] : [];
}
