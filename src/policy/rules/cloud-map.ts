import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

const { AVAILABILITY, DEPLOYABILITY, SECURITY } = RuleConcern;
const DISCOVERY = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html';
const CREATE_SERVICE = 'https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html';
const DNS_RECORD = 'https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html';
const REGISTRY = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html';

const SERVICE_RULES = rules({ concerns: [DEPLOYABILITY], level: RuleLevel.ERROR, source: DISCOVERY }, [
  {
    id: 'NetworkMode.DnsRecord',
    info: 'Cloud Map is to keep records that do not fit the network mode of the tasks.',
    explanation: 'Tasks without an address of their own are found by SRV records, which tell the port too: ECS refuses the service otherwise.',
    remedy: 'Write SRV in `DnsRecords`, or set `NetworkMode` of the task definition to awsvpc.',
    satisfiedBy: 'CloudMapRegistration: records follow the network mode',
  },
  {
    id: 'CloudMapRegistration.NoNetwork',
    info: 'A service whose tasks have no network is to be found in Cloud Map.',
    explanation: 'A task with the network mode none has nothing to register, so that ECS refuses the service.',
    remedy: 'Leave `ServiceRegistries` out, or set `NetworkMode` of the task definition to awsvpc.',
    satisfiedBy: 'CloudMapRegistration refuses it',
  },
  {
    id: 'CloudMapRegistration.Controller',
    info: 'A service with the controller EXTERNAL names registries.',
    explanation: 'ECS refuses them in the service: each task set names registries of its own.',
    remedy: 'Write `ServiceRegistries` in each `AWS::ECS::TaskSet`, or leave `DeploymentController` out.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
    satisfiedBy: 'CloudMapRegistration refuses it',
  },
  {
    id: 'CloudMapRegistration.Registered',
    info: 'A service names more than one registry.',
    explanation: 'ECS takes one registry a service, and refuses more.',
    remedy: 'Leave one entry in `ServiceRegistries`, and let other names be aliases in DNS.',
    satisfiedBy: 'CloudMapRegistration refuses a second one',
  },
  {
    id: 'CloudMapRegistration.Tasks',
    info: 'A service may have more tasks than Cloud Map and Route 53 hold for it.',
    explanation: 'Tasks beyond 1000 cannot be registered and do not become healthy, so that scaling stops there.',
    remedy: 'Lower `DesiredCount` or `MaxCapacity` to 1000, split the service, or put a load balancer in front.',
    satisfiedBy: 'CloudMapRegistration refuses it',
  },
  {
    id: 'CloudMapRegistration.ClassicBalancer',
    info: 'A service behind a Classic Load Balancer names a registry.',
    explanation: 'ECS has no service discovery for services behind Classic Load Balancers.',
    remedy: 'Name a target group in `LoadBalancers` instead of `LoadBalancerName`, or leave `ServiceRegistries` out.',
    satisfiedBy: 'no construct uses one',
  },
]);

const PORT_RULES = rules({ concerns: [DEPLOYABILITY], level: RuleLevel.ERROR, source: REGISTRY }, [
  {
    id: 'CloudMapRegistration.NoPort',
    info: 'Clients are to be told a port of tasks that have none.',
    explanation: 'Records of the type SRV, and every record in bridge and host mode, need a port mapping: ECS refuses the service without one.',
    remedy: 'Give a container of the task definition a port mapping, and name both in `ServiceRegistries`.',
    satisfiedBy: 'CloudMapRegistration: finds the port of the task',
  },
  {
    id: 'CloudMapRegistration.UnknownPort',
    info: 'A registry names a container or a port that the task definition does not have.',
    explanation: 'ECS looks for both in the task definition, and refuses the service where they are not there.',
    remedy: 'Set `ContainerName` and `ContainerPort` to those of a port mapping of the task definition.',
    satisfiedBy: 'CloudMapRegistration refuses it',
  },
  {
    id: 'CloudMapRegistration.SeveralPorts',
    info: 'A registry does not say which of several ports clients are told.',
    explanation: 'ECS chooses no port by itself, and refuses the service.',
    remedy: 'Write `ContainerName` and `ContainerPort` in `ServiceRegistries`.',
    satisfiedBy: 'CloudMapRegistration refuses it',
  },
  {
    id: 'CloudMapRegistration.UnnamedPort',
    info: 'A registry that tells clients a port does not name it.',
    explanation: 'ECS takes no port for granted, even where the task has but one, and refuses the service.',
    remedy: 'Write `ContainerName` and `ContainerPort` in `ServiceRegistries`.',
    satisfiedBy: 'CloudMapRegistration: writes both',
  },
  {
    id: 'CloudMapRegistration.PortNotTold',
    info: 'A registry names a port where Cloud Map keeps addresses only.',
    explanation: 'ECS refuses the service: records of the types A and AAAA have no place for a port.',
    remedy: 'Leave `ContainerName`, `ContainerPort` and `Port` out of `ServiceRegistries`, or write SRV in `DnsRecords`.',
    satisfiedBy: 'CloudMapRegistration: writes a port for SRV records only',
  },
]);

const NAME_RULES = rules({ concerns: [DEPLOYABILITY], level: RuleLevel.ERROR, source: CREATE_SERVICE }, [
  {
    id: 'CloudMapRegistration.Name',
    info: 'The name of a service in Cloud Map is none that DNS can answer.',
    explanation: 'Cloud Map takes labels of 1 to 63 characters with dots between them, and refuses others.',
    remedy: 'Set `Name` to labels of letters, digits, hyphens and underscores, a hyphen neither first nor last.',
    satisfiedBy: 'CloudMapRegistration: a label made of the id',
  },
  {
    id: 'CloudMapRegistration.SameName',
    info: 'Two services of a namespace have one name.',
    explanation: 'Names are unique in a namespace: Cloud Map refuses the second one.',
    remedy: 'Give one of them another `Name`.',
    satisfiedBy: 'CloudMapRegistration refuses it',
  },
  {
    id: 'CloudMapRegistration.NoDns',
    info: 'A service in a namespace without DNS has DNS records.',
    explanation: 'Services of an HTTP namespace are found by API calls alone: Cloud Map refuses `DnsConfig` for them.',
    remedy: 'Leave `DnsConfig` out, or take an `AWS::ServiceDiscovery::PrivateDnsNamespace`.',
    satisfiedBy: 'CloudMapRegistration refuses it',
  },
  {
    id: 'CloudMapRegistration.Records',
    info: 'Cloud Map is to keep records that ECS does not write.',
    explanation: 'ECS registers addresses of tasks and their ports: A, AAAA, both of these, or SRV; it refuses a registry with others.',
    remedy: 'Write A, AAAA, both or SRV in `DnsRecords`.',
    source: DISCOVERY,
    satisfiedBy: 'CloudMapRegistration: records follow the network mode',
  },
  {
    id: 'CloudMapRegistration.Ttl',
    info: 'The time for which clients keep an answer of DNS is out of range.',
    explanation: 'Cloud Map takes 0 to 2147483647 seconds, and refuses others.',
    remedy: 'Set `TTL` to seconds in that range: 10 suits tasks that come and go.',
    source: DNS_RECORD,
    satisfiedBy: 'CloudMapRegistration: 10 seconds',
  },
  {
    id: 'CloudMapRegistration.LongTtl',
    level: RuleLevel.WARNING,
    concerns: [AVAILABILITY],
    info: 'Clients keep the addresses of tasks for long.',
    explanation: 'ECS replaces tasks in every deployment; clients go on calling the addresses of those that are gone until the `TTL` has passed.',
    remedy: 'Set `TTL` to 60 seconds or less.',
    source: DNS_RECORD,
    satisfiedBy: 'CloudMapRegistration: 10 seconds',
  },
  {
    id: 'CloudMapRegistration.PublicNamespace',
    level: RuleLevel.WARNING,
    concerns: [SECURITY],
    info: 'Private addresses of tasks are to be in public DNS.',
    explanation: 'ECS registers private addresses in public namespaces too: nobody outside can use them, and everybody can read them.',
    remedy: 'Take an `AWS::ServiceDiscovery::PrivateDnsNamespace`, or a load balancer for callers from the internet.',
    source: DISCOVERY,
    satisfiedBy: 'CloudMapNamespace: private',
  },
  {
    id: 'CloudMapNamespace.Shared',
    info: 'A service is to be found in a namespace of another account.',
    explanation: 'Namespaces that another account shares are for Service Connect only: Cloud Map refuses to register tasks there by service discovery.',
    remedy: 'Make a namespace in this account, or use `ServiceConnectConfiguration` with the ARN of the shared one.',
    source: 'https://docs.aws.amazon.com/cloud-map/latest/dg/sharing-namespaces.html',
    satisfiedBy: 'CloudMapRegistration refuses it',
  },
  {
    id: 'CloudMapRegistration.FailureThreshold',
    level: RuleLevel.WARNING,
    info: 'A threshold is set at which Cloud Map does not look.',
    explanation: 'Cloud Map has given the number up: it is 1, whatever the template says, and a change of it replaces the service in Cloud Map.',
    remedy: 'Leave `FailureThreshold` out: `HealthCheckCustomConfig: {}` has ECS tell the health of tasks.',
    source: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_HealthCheckCustomConfig.html',
    satisfiedBy: 'CloudMapRegistration: 1',
  },
  {
    id: 'CloudMapRegistration.HealthCheckConfig',
    info: 'Route 53 is to check the health of tasks that it cannot reach, or that ECS tells of already.',
    explanation: 'Cloud Map takes `HealthCheckConfig` for public and HTTP namespaces only, and never beside `HealthCheckCustomConfig`.',
    remedy: 'Leave `HealthCheckConfig` out and write `HealthCheckCustomConfig`: ECS tells Cloud Map of the health of tasks.',
    satisfiedBy: 'CloudMapRegistration: HealthCheckCustomConfig alone',
  },
]);

/** Services with names in Cloud Map. */
export const CLOUD_MAP_RULES = [...SERVICE_RULES, ...PORT_RULES, ...NAME_RULES];
