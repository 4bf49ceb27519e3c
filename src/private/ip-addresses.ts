import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IpFamily } from '../model/task/network-mode';

const families = new WeakMap<ecs.BaseService, IpFamily>();

/** Remembers the IP addresses of a service's tasks, which its L2 does not know. */
export function recordIpFamily(service: ecs.BaseService, family: IpFamily): void {
  families.set(service, family);
}

/** The IP addresses of a service's tasks; `undefined` for a service that its user made. */
export function ipFamilyOf(service: ecs.BaseService): IpFamily | undefined {
  return families.get(service);
}
