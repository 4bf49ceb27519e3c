import { App } from 'aws-cdk-lib/core';
import { EdgeFleetStack } from './edge-fleet-stack';
import { EdgeServicesStack } from './edge-services-stack';
import { acknowledgeUsersOfImages } from '../shared/images';
import { env } from '../shared/network-stack';

/** Machines at two sites outside AWS, and then what runs on them: it processes what is there, and pushes what comes of it. */
export function edgeFleet(app: App): void {
  acknowledgeUsersOfImages(app);
  const { edge } = new EdgeFleetStack(app, 'EdgeFleet', { env });
  new EdgeServicesStack(app, 'EdgeServices', { env, edge });
}
