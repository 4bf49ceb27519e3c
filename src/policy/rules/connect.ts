import { ANYWHERE_RULES } from './anywhere';
import { APP_MESH_RULES } from './app-mesh';
import { CLOUD_MAP_RULES } from './cloud-map';
import { LATTICE_RULES } from './lattice';
import { MESH_TLS_RULES, PROXY_ROOM_RULES } from './mesh-tls';
import { SERVICE_CONNECT_RULES } from './service-connect';
import { PolicyRule } from '../rule';

/** How services are found and called, in AWS and outside. */
export const CONNECT_RULES: readonly PolicyRule[] = [
  ...CLOUD_MAP_RULES,
  ...SERVICE_CONNECT_RULES,
  ...MESH_TLS_RULES,
  ...PROXY_ROOM_RULES,
  ...APP_MESH_RULES,
  ...LATTICE_RULES,
  ...ANYWHERE_RULES,
];
