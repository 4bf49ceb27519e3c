import { asyncPlatform } from './async-platform';
import { baseAndBurst } from './base-and-burst';
import { edgeFleet } from './edge-fleet';
import { microservices } from './microservices';
import { progressiveDelivery } from './progressive-delivery';
import { Promises } from './seen';
import { webPlatform } from './web-platform';
import { zonalFleet } from './zonal-fleet';

/** What each example promises, written by hand from the code of its user. */
export const PROMISES: Record<string, Promises> = {
  'web-platform': webPlatform,
  'zonal-fleet': zonalFleet,
  'base-and-burst': baseAndBurst,
  'progressive-delivery': progressiveDelivery,
  'microservices': microservices,
  'async-platform': asyncPlatform,
  'edge-fleet': edgeFleet,
};
