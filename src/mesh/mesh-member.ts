import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ProxyRoom } from './proxy-room';
import { ReachedService } from '../discovery/reached-service';
import { EndpointNames } from '../model/discovery/endpoint-names';
import { provideServiceConnect, ServiceConnectConfig } from '../private/service-connect';

/** What all services of a mesh share. */
export interface MeshSettings {
  readonly namespaceArn: string;
  readonly accessLogs?: ecs.CfnService.ServiceConnectAccessLogConfigurationProperty;
  readonly proxyLogLevel?: string;
  readonly proxyRoom: ProxyRoom;
  /** @param id what the log streams of the service begin with */
  logDriver(id: string): ecs.LogDriver | undefined;
}

/** An entry of a service's Service Connect configuration, and what it is called. */
export interface MeshEntry {
  readonly names: EndpointNames;
  readonly ingressPort?: number;
  readonly property: ecs.CfnService.ServiceConnectServiceProperty;
}

/** A service of a mesh: as a client alone, until it gets an entry. Its configuration is written once everything is known. */
export class MeshMember {
  public readonly entries: MeshEntry[] = [];
  private readonly logConfiguration?: ecs.CfnService.LogConfigurationProperty;

  constructor(id: string, public readonly reached: ReachedService, private readonly settings: MeshSettings) {
    const { resource, service, taskDefinition } = reached;
    const { defaultContainer } = taskDefinition;
    // The driver lets the task's execution role write there, whichever container it is told.
    this.logConfiguration = settings.logDriver(id)?.bind(service, defaultContainer!);
    provideServiceConnect(resource, () => this.config());
    if (settings.proxyLogLevel) {
      // By property: the lowest supported L1 has no word for it.
      resource.addPropertyOverride('ServiceConnectConfiguration.ContainerConfigurations', [{ LogLevel: settings.proxyLogLevel }]);
    }
  }

  private config(): ServiceConnectConfig {
    return {
      enabled: true,
      namespace: this.settings.namespaceArn,
      services: this.entries.length > 0 ? this.entries.map(({ property }) => property) : undefined,
      logConfiguration: this.logConfiguration,
      accessLogConfiguration: this.settings.accessLogs,
    };
  }
}
