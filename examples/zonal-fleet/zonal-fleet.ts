import { App } from 'aws-cdk-lib/core';
import { ZonalFleetStack } from './zonal-fleet-stack';
import { acknowledgeUsersOfImages } from '../shared/images';
import { env, NetworkStack } from '../shared/network-stack';

/** A cluster with a pool of EC2 instances in each of three availability zones, and what runs on it. */
export function zonalFleet(app: App): void {
  acknowledgeUsersOfImages(app);
  const network = new NetworkStack(app, 'FleetNetwork', { env, zones: 3 });
  new ZonalFleetStack(app, 'ZonalFleet', { env, vpc: network.vpc, accessLogs: network.accessLogs });
}
