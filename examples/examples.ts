import { App } from 'aws-cdk-lib/core';
import { asyncPlatform } from './async-platform/async-platform';
import { baseAndBurst } from './base-and-burst/base-and-burst';
import { edgeFleet } from './edge-fleet/edge-fleet';
import { microservices } from './microservices/microservices';
import { progressiveDelivery } from './progressive-delivery/progressive-delivery';
import { webPlatform } from './web-platform/web-platform';
import { zonalFleet } from './zonal-fleet/zonal-fleet';

/** Every example by its name. */
export const EXAMPLES: Record<string, (app: App) => void> = {
  'web-platform': webPlatform,
  'zonal-fleet': zonalFleet,
  'base-and-burst': baseAndBurst,
  'progressive-delivery': progressiveDelivery,
  'microservices': microservices,
  'async-platform': asyncPlatform,
  'edge-fleet': edgeFleet,
};
