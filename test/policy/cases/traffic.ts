import { SERVICE_CASES } from './service';
import { SERVICE_NETWORK_CASES } from './service-network';
import { SHUTDOWN_CASES } from './shutdown';
import { TARGET_GROUP_CASES } from './target-group';
import { RuleCase } from '../kit';

export const TRAFFIC_CASES: readonly RuleCase[] = [
  ...SERVICE_CASES,
  ...SHUTDOWN_CASES,
  ...TARGET_GROUP_CASES,
  ...SERVICE_NETWORK_CASES,
];
