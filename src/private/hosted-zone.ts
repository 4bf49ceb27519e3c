import * as route53 from 'aws-cdk-lib/aws-route53';
import { Stack } from 'aws-cdk-lib/core';
import { known } from './known';

/** The zone's name if it is known: a zone that was imported by its id alone throws when it is asked. */
export function zoneNameOf(zone: route53.IHostedZone): string | undefined {
  try {
    return known(zone.zoneName);
  } catch {
    return undefined;
  }
}

/** Whether only VPCs see the zone, as far as this app knows: an imported one does not tell. */
export function isPrivateZone(zone: route53.IHostedZone): boolean {
  const resource = zone.node?.defaultChild;
  return zone instanceof route53.PrivateHostedZone
    || (route53.CfnHostedZone.isCfnHostedZone(resource) && Stack.of(zone).resolve(resource.vpcs) !== undefined);
}
