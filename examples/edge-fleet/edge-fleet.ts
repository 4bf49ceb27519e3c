import { App } from 'aws-cdk-lib/core';
import { EdgeFleetStack } from './edge-fleet-stack';
import { env } from '../shared/network-stack';

/** Machines at two sites outside AWS: they process what is there, and push what comes of it. */
export function edgeFleet(app: App): void {
  new EdgeFleetStack(app, 'EdgeFleet', { env });
}
