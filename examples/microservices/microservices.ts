import { App } from 'aws-cdk-lib/core';
import { MicroservicesStack } from './microservices-stack';
import { acknowledgeUsersOfImages } from '../shared/images';
import { env, NetworkStack } from '../shared/network-stack';

/** Five services that find and call each other, each in the way that fits it. */
export function microservices(app: App): void {
  acknowledgeUsersOfImages(app);
  const network = new NetworkStack(app, 'MicroservicesNetwork', { env });
  new MicroservicesStack(app, 'Microservices', { env, vpc: network.vpc, accessLogs: network.accessLogs });
}
