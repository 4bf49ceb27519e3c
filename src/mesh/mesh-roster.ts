import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack, Stage } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { MeshEntry, MeshMember, MeshSettings } from './mesh-member';
import { portsOf, ReachedFacts, reachedFacts, ReachedService } from '../discovery/reached-service';
import { EndpointNames } from '../model/discovery/endpoint-names';
import { Finding, refuse, under } from '../model/finding';
import { checkMember, findPort, MOST_SERVICES } from '../model/mesh/service-connect';
import { propertiesIn, textIn } from '../model/template-value';
import { differentPlaces, knownEnvironment } from '../private/environment';
import { errorsIn } from '../private/guard';
import { known } from '../private/known';
import { finalProperties } from '../private/rendered';
import { hasServiceConnect } from '../private/service-connect';

/** Every service that is in a mesh, of whichever stack. */
const meshOf = new WeakMap<ecs.CfnService, MeshRoster>();

/** The services of a mesh. */
export class MeshRoster {
  private readonly membersByService = new Map<ecs.CfnService, MeshMember>();

  /** @param names what is called what in the namespace */
  constructor(private readonly mesh: IConstruct, public readonly names: EndpointNames[], private readonly settings: MeshSettings) {}

  public get members(): MeshMember[] {
    return [...this.membersByService.values()];
  }

  public memberOf(resource: ecs.CfnService): MeshMember | undefined {
    return this.membersByService.get(resource);
  }

  /** Ports that the proxy of a service listens on beside the container's. */
  public ingressPortsOf(resource: ecs.CfnService): number[] {
    return this.memberOf(resource)?.entries.flatMap(({ ingressPort }) => ingressPort ?? []) ?? [];
  }

  /** The service as it is in the mesh, which it joins where it is not in it yet. */
  public join(id: string, reached: ReachedService): MeshMember {
    const existing = this.memberOf(reached.resource);
    if (existing) return existing;
    const member = new MeshMember(id, reached, this.settings);
    this.membersByService.set(reached.resource, member);
    meshOf.set(reached.resource, this);
    this.settings.proxyRoom._bind(reached.taskDefinition, () => this.membersByService.size);
    return member;
  }

  /** Gives a service an endpoint. */
  public addEntry(id: string, reached: ReachedService, entry: MeshEntry): void {
    this.join(id, reached).entries.push(entry);
    this.names.push(entry.names);
  }

  /** What is in the way of a service that is to join. */
  public joinFindings({ resource, service, taskDefinition }: ReachedService, facts: ReachedFacts): Finding[] {
    if (this.memberOf(resource)) return [];
    const other = meshOf.get(resource);
    const places = differentPlaces(knownEnvironment(Stack.of(this.mesh)), knownEnvironment(service.env));
    return [
      ...(other ? [refuse('ServiceConnectMesh.OtherMesh', '', `is in one mesh, got a service of ${other.mesh.node.path}; leave it there, or take VPC Lattice between the two`)] : []),
      ...(Stage.of(service) === Stage.of(this.mesh) ? [] : [refuse('ServiceConnectMesh.OtherStage', '',
        `is in the stage of the mesh, got ${service.node.path}, which is deployed apart; make a mesh in its stage`)]),
      ...(taskDefinition.defaultContainer ? [] : [refuse('ServiceConnectMesh.NoContainer', '',
        `has a task definition with a container, got ${taskDefinition.node.path} without one; add it first`)]),
      ...(!other && hasServiceConnect(resource) ? [refuse('ServiceConnectMesh.Configured', '',
        'gets its Service Connect configuration from the mesh, got one of its own; leave that out and add the service here')] : []),
      ...(places ? [refuse('ServiceConnectMesh.OtherEnvironment', '',
        `is in the account and region of the mesh, ${places[0]}, got one in ${places[1]}; make a mesh there, with CloudMapNamespace.shared() in another account`)] : []),
      ...checkMember({ ...facts, ...facts.task, platformVersion: known(resource.platformVersion) }),
      ...this.settings.proxyRoom._taskFindings(taskDefinition, this.membersByService.size + 1),
    ];
  }

  /** What must still hold of all services when the app is complete. */
  public finalFindings(): Finding[] {
    const size = new Set([...this.names.map(({ service }) => service), ...this.members.map(({ reached }) => reached.service.node.path)]).size;
    return [
      ...(size > MOST_SERVICES ? [refuse('ServiceConnectMesh.Services', 'namespace', `holds up to ${MOST_SERVICES} services, got ${size}; split them over namespaces`)] : []),
      ...errorsIn(this.members.flatMap(({ entries, reached }) => under(reached.service.node.path, this.memberFindings(reached, entries)))),
    ];
  }

  private memberFindings(reached: ReachedService, entries: MeshEntry[]): Finding[] {
    const { platform, proxied, task } = reachedFacts(reached);
    const service = finalProperties(reached.resource);
    const { Type: controller = 'ECS' } = propertiesIn(service.DeploymentController);
    const { Enabled: enabled, Namespace: namespace } = propertiesIn(service.ServiceConnectConfiguration);
    const written = Stack.of(reached.resource).resolve(this.settings.namespaceArn);
    return [
      ...(hasServiceConnect(reached.resource) || enabled !== true || JSON.stringify(namespace) !== JSON.stringify(written)
        ? [refuse('ServiceConnectMesh.Configured', '', 'gets its Service Connect configuration from the mesh, got another one that was given later; leave that out')] : []),
      ...checkMember({ ...task, platform, proxied, platformVersion: textIn(service.PlatformVersion), controller: textIn(controller) }),
      ...entries.flatMap(({ names }) => findPort(portsOf(task), names.portName).findings),
      ...this.settings.proxyRoom._taskFindings(reached.taskDefinition, this.membersByService.size),
    ];
  }
}
