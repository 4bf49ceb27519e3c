import { App } from 'aws-cdk-lib/core';
import { ProgressiveDeliveryStack } from './progressive-delivery-stack';
import { acknowledgeUsersOfImages } from '../shared/images';
import { env, NetworkStack } from '../shared/network-stack';

/** Five services behind one load balancer, each of which changes in another way. */
export function progressiveDelivery(app: App): void {
  acknowledgeUsersOfImages(app);
  const network = new NetworkStack(app, 'DeliveryNetwork', { env });
  new ProgressiveDeliveryStack(app, 'ProgressiveDelivery', { env, vpc: network.vpc, accessLogs: network.accessLogs });
}
