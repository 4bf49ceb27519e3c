import { App } from 'aws-cdk-lib/core';
import { BaseAndBurstStack } from './base-and-burst-stack';
import { acknowledgeUsersOfImages } from '../shared/images';
import { env, NetworkStack } from '../shared/network-stack';

/** A base of tasks on instances and a burst on Fargate Spot behind one listener rule. */
export function baseAndBurst(app: App): void {
  acknowledgeUsersOfImages(app);
  const network = new NetworkStack(app, 'BurstNetwork', { env, zones: 3 });
  new BaseAndBurstStack(app, 'BaseAndBurst', { env, vpc: network.vpc, accessLogs: network.accessLogs });
}
