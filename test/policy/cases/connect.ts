import { ANYWHERE_CASES } from './anywhere';
import { APP_MESH_CASES } from './app-mesh';
import { CLOUD_MAP_CASES } from './cloud-map';
import { LATTICE_CASES } from './lattice';
import { MESH_TLS_CASES } from './mesh-tls';
import { SERVICE_CONNECT_CASES } from './service-connect';
import { RuleCase } from '../kit';

/** How services are found and called, in AWS and outside. */
export const CONNECT_CASES: readonly RuleCase[] = [
  ...CLOUD_MAP_CASES,
  ...SERVICE_CONNECT_CASES,
  ...MESH_TLS_CASES,
  ...APP_MESH_CASES,
  ...LATTICE_CASES,
  ...ANYWHERE_CASES,
];
