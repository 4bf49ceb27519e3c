import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { Duration, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { CloudMapNamespace } from './cloud-map-namespace';
import { mappingOf, reachedPort, register } from './cloud-map-port';
import { namesIn } from './namespace-names';
import { reach, ReachedFacts, reachedFacts, ReachedService } from './reached-service';
import { mostTasksAtSynth, mostTasksNow } from './task-count';
import { checkRegisteredName } from '../model/discovery/endpoint-names';
import { checkPortMeant, mappingsMeant, portsMeant, WantedPort } from '../model/discovery/registered-port';
import { checkRegistration, checkService, defaultRecords, RegisteredServiceFacts, serviceLabel } from '../model/discovery/service-discovery';
import { advise, under } from '../model/finding';
import { NetworkMode } from '../model/task/network-mode';
import { listIn, propertiesIn, textIn } from '../model/template-value';
import { acknowledgeUnscopedActions } from '../private/acknowledge';
import { ClientRules } from '../private/client-rules';
import { guard, guardAtSynth, guardCall } from '../private/guard';
import { ipFamilyOf } from '../private/ip-addresses';
import { known, knownSeconds } from '../private/known';
import { finalProperties } from '../private/rendered';
import { PortFact } from '../private/service-facts';
import { ExistingTask } from '../task/existing-task';

const DEFAULT_TTL = Duration.seconds(10);
// Cloud Map API reference, HealthCheckCustomConfig: always 1, whatever is said. Without the property ECS waits for a health status that never comes,
// and whether CloudFormation passes an empty object on is not documented: so the number is written.
const FAILURE_THRESHOLD = 1;

/** What is registered, under which name, and where. */
export interface CloudMapRegistrationProps {
  /**
   * Service of this app whose tasks are registered: an L2, or a construct with one in it. A service has one registry.
   *
   * Refused where it is imported, on external instances, without a network, or may have more than 1000 tasks (`CloudMapRegistration.*`).
   */
  readonly service: ecsRefs.IServiceRef;

  /** Namespace that the name is in: of this account, new or existing. */
  readonly namespace: CloudMapNamespace;

  /**
   * Name of the service in its namespace; it may have dots, as in `_api._tcp`, for systems that want SRV records named so.
   *
   * @default - the id of the service's construct in small letters: `OrderApi` is `order-api`
   */
  readonly name?: string;

  /**
   * Records that DNS answers with: A, AAAA, both of them (`A_AAAA`), or SRV, which tell the port too.
   *
   * Bridge and host mode take SRV only (`NetworkMode.DnsRecord`), a namespace without DNS none (`CloudMapRegistration.NoDns`).
   *
   * @default - the addresses that the tasks have: A where nothing else is known of the service; SRV in bridge and host mode
   */
  readonly records?: cloudmap.DnsRecordType;

  /**
   * How long clients may keep an answer of DNS, in whole seconds; 0 is not at all. Above 60 is warned about (`CloudMapRegistration.LongTtl`).
   *
   * @default Duration.seconds(10)
   */
  readonly ttl?: Duration;

  /**
   * Container that listens on the port.
   *
   * @default - any container
   */
  readonly containerName?: string;

  /**
   * Name of the port mapping that clients reach.
   *
   * @default - the only port of the task; several are refused where one has to be told (`CloudMapRegistration.SeveralPorts`)
   */
  readonly portName?: string;

  /**
   * Number of the container port that clients reach.
   *
   * @default - the only port of the task
   */
  readonly containerPort?: number;
}

/**
 * A name in Cloud Map for an ECS service, so that others find its tasks by DNS or by API calls.
 *
 * ECS registers each task when it starts and takes it out when it stops. There is no proxy in between: clients ask again when the TTL is over,
 * and get the addresses of at most eight healthy tasks.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 *
 * @example
 * const discovery = new CloudMapRegistration(this, 'Discovery', {
 *   service: web,
 *   namespace: CloudMapNamespace.privateDns('production.local', vpc),
 *   name: 'web',
 * });
 * discovery.allowFrom(existing);
 */
@propertyInjectable
export class CloudMapRegistration extends Construct {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.CloudMapRegistration';

  /** The namespace that the name is in; `CloudMapNamespace.existing()` takes it for further services. */
  public readonly namespace: cloudmap.INamespace;
  /** The service in Cloud Map. */
  public readonly cloudMapService: cloudmap.Service;
  /** Name that DNS answers, such as `web.production.local`, with SRV records too; absent in a namespace without DNS. */
  public readonly dnsName?: string;
  /**
   * Name and port, such as `web.production.local:8080`.
   *
   * Absent where SRV records tell the port, as in bridge and host mode; in a namespace without DNS; and where the task has no port, or several
   * of which none is named.
   */
  public readonly hostAndPort?: string;

  private readonly service: ecs.BaseService;
  private readonly mode: NetworkMode;
  private readonly ports: PortFact[];
  private readonly wanted: WantedPort;
  private readonly rules = new ClientRules(this, 'Clients by Cloud Map');

  constructor(scope: Construct, id: string, props: CloudMapRegistrationProps) {
    super(scope, id);

    const found = reach('CloudMapRegistration', 'service', props.service);
    if (found.reached === undefined) guard(this, found.findings);
    const reached = found.reached!;
    const { service, taskDefinition } = reached;
    const facts = reachedFacts(reached);
    const name = props.name ?? serviceLabel(props.service.node.id);
    const isDns = props.namespace._type !== cloudmap.NamespaceType.HTTP;
    this.service = service;
    this.mode = facts.task.networkMode ?? 'awsvpc';
    this.ports = new ExistingTask(taskDefinition).ports();
    this.wanted = { containerName: known(props.containerName), portName: known(props.portName), containerPort: known(props.containerPort) };
    const records = (props.records ?? defaultRecords(this.mode, ipFamilyOf(service)).join(', ')) as cloudmap.DnsRecordType;
    const tellsPort = this.mode !== 'awsvpc' || (isDns && records === cloudmap.DnsRecordType.SRV);
    guard(this, [
      ...under('namespace', props.namespace._findings()),
      ...checkRegistration({
        namespace: props.namespace._type,
        shared: props.namespace._isShared,
        name: known(name),
        records: props.records,
        hasTtl: props.ttl !== undefined,
        ttlSeconds: knownSeconds(props.ttl),
        service: { ...placeOf(reached, facts), tasks: mostTasksNow(reached), registries: registriesNow(reached) },
      }),
      ...checkRegisteredName(known(name), props.namespace._known(this) ? namesIn(props.namespace._known(this)!, this) : []),
      ...(this.mode === 'none' ? [] : checkPortMeant(this.ports, this.wanted, tellsPort ? 'clients are told' : undefined)),
    ]);

    this.namespace = props.namespace._bind(this);
    namesIn(this.namespace, this).push({ path: this.node.path, service: service.node.path, discoveryName: known(name) });
    this.cloudMapService = new cloudmap.Service(this, 'Service', {
      namespace: this.namespace,
      name,
      customHealthCheck: { failureThreshold: FAILURE_THRESHOLD },
      ...(isDns ? { dnsRecordType: records, dnsTtl: props.ttl ?? DEFAULT_TTL, routingPolicy: cloudmap.RoutingPolicy.MULTIVALUE } : {}),
    });
    const [port, ...others] = portsMeant(this.ports, this.wanted);
    register(service, this.cloudMapService, tellsPort ? port : undefined);
    guardAtSynth(this, () => checkService({
      ...placeOf(reached, reachedFacts(reached)),
      controller: controllerAtSynth(reached),
      tasks: mostTasksAtSynth(reached),
      registries: registriesAtSynth(reached) - 1,
    }));

    this.dnsName = isDns ? `${name}.${this.namespace.namespaceName}` : undefined;
    const isTold = port !== undefined && others.length === 0 && !tellsPort;
    this.hostAndPort = isDns && isTold ? `${this.dnsName}:${textOf(mappingOf(taskDefinition, port).containerPort)}` : undefined;
  }

  /**
   * Lets clients find the tasks by API calls; by DNS they do so without a permission.
   *
   * The action has no resource types: it is narrowed down to the names of the service and its namespace.
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudmap.html
   *
   * @param grantee who asks
   */
  public grantDiscover(grantee: iam.IGrantable): iam.Grant {
    if (grantee.grantPrincipal instanceof iam.Role) acknowledgeUnscopedActions(grantee.grantPrincipal);
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['servicediscovery:DiscoverInstances'],
      resourceArns: ['*'],
      conditions: {
        StringEquals: {
          'servicediscovery:NamespaceName': this.namespace.namespaceName,
          'servicediscovery:ServiceName': this.cloudMapService.serviceName,
        },
      },
    });
  }

  /**
   * Lets a client reach the port of the tasks, with every protocol that it has, in both their security groups.
   *
   * Refused with `CloudMapRegistration.SeveralPorts` where it is not said which port that is, with `CloudMapRegistration.NoPort` where there is none.
   * Warned about with `CloudMapRegistration.UnknownGroups` where the service has no security group.
   *
   * @param client who connects
   */
  public allowFrom(client: ec2.IConnectable): void {
    guardCall(this, checkPortMeant(this.ports, this.wanted, 'clients may reach'));
    const { securityGroups } = this.service.connections;
    guardCall(this, securityGroups.length > 0 ? [] : [advise('CloudMapRegistration.UnknownGroups', 'service',
      'has no security group that is known, so that nobody is let in; open those of the instances to the client')]);
    for (const port of mappingsMeant(this.ports, this.wanted)) {
      this.rules.open(client, new ec2.Connections({ securityGroups, defaultPort: reachedPort(this.service.taskDefinition, port, this.mode) }));
    }
  }
}

function placeOf({ service }: ReachedService, { controller, platform, task }: ReachedFacts): RegisteredServiceFacts {
  return { mode: task.networkMode, platform, controller, ipFamily: ipFamilyOf(service) };
}

function registriesNow({ resource }: ReachedService): number {
  return listIn(Stack.of(resource).resolve(resource.serviceRegistries)).length;
}

function registriesAtSynth({ resource }: ReachedService): number {
  return listIn(finalProperties(resource).ServiceRegistries).length;
}

function controllerAtSynth({ resource }: ReachedService): string | undefined {
  const { Type: controller = 'ECS' } = propertiesIn(finalProperties(resource).DeploymentController);
  return textIn(controller);
}

function textOf(port: number): string {
  return Token.isUnresolved(port) ? Tokenization.stringifyNumber(port) : `${port}`;
}
