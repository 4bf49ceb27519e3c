import { App } from 'aws-cdk-lib/core';
import { WebPlatformStack } from './web-platform-stack';
import { acknowledgeUsersOfImages } from '../shared/images';
import { env, NetworkStack } from '../shared/network-stack';

/** The production architecture of a web application: network, cluster, web service and worker. */
export function webPlatform(app: App): void {
  acknowledgeUsersOfImages(app);
  const network = new NetworkStack(app, 'Network', { env });
  new WebPlatformStack(app, 'WebPlatform', { env, vpc: network.vpc, accessLogs: network.accessLogs });
}
