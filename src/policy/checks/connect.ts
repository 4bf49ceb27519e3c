import { machineRoles } from './anywhere-role';
import { appMesh } from './app-mesh';
import { cloudMapRegistrations } from './cloud-map';
import { externalServices } from './external-service';
import { latticeRegistrations } from './lattice';
import { meshTls } from './mesh-tls';
import { proxyRoom } from './proxy-room';
import { bridgeContainers, callOrder, endpointNames, serviceConnect, waysIn } from './service-connect';
import { PolicyCheck } from '../check';

/** How services are found and called, in AWS and outside. */
export const CONNECT_CHECKS: readonly PolicyCheck[] = [
  cloudMapRegistrations,
  serviceConnect,
  bridgeContainers,
  endpointNames,
  waysIn,
  callOrder,
  meshTls,
  proxyRoom,
  appMesh,
  latticeRegistrations,
  externalServices,
  machineRoles,
];
