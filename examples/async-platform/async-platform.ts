import { App } from 'aws-cdk-lib/core';
import { AsyncPlatformStack } from './async-platform-stack';
import { acknowledgeUsersOfImages } from '../shared/images';
import { env, NetworkStack } from '../shared/network-stack';

/** Work without callers: a queue, a clock, uploads and a deployment start it. */
export function asyncPlatform(app: App): void {
  acknowledgeUsersOfImages(app);
  const network = new NetworkStack(app, 'AsyncPlatformNetwork', { env });
  new AsyncPlatformStack(app, 'AsyncPlatform', { env, vpc: network.vpc });
}
