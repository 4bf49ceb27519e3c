import { isAdmittedBy } from './way-in';
import { Workload } from './workload';
import { EndpointFacts, HTTPS_PORT } from '../network/endpoint-needs';
import { ExecReach, readTaskReach, TaskReach } from '../network/task-reach';
import { onceForSet } from '../template/once';
import { joined, referenceOf } from '../template/reference';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { flagIn, isWritten, Properties, propertiesIn, textIn } from '../template-value';

/** What ECS calls for the tasks of a service on Fargate; undefined where it is not known. */
export function reachOf({ cluster, platform, service, task }: Workload): TaskReach | undefined {
  // On instances, it is their agent that calls, from where they are.
  if (platform !== 'fargate' || task === undefined) return undefined;
  const isExec = flagIn(service.properties.EnableExecuteCommand);
  return { ...readTaskReach(task.properties), platform, exec: isExec ? execReach(cluster) : undefined };
}

/** The endpoints of the VPC of a subnet; undefined where they are not known. */
export function endpointsAround(set: TemplateSet, subnet: Resource): readonly EndpointFacts[] | undefined {
  const vpc = set.target(subnet, subnet.properties.VpcId);
  if (vpc?.type !== 'AWS::EC2::VPC' || hasOpenEndpoint(set)) return undefined;
  const endpoints = set.referrers(vpc, 'AWS::EC2::VPCEndpoint').map((endpoint) => {
    const { SecurityGroupIds: groups, ServiceName: name, VpcEndpointType: type } = endpoint.properties;
    const service = lastTextOf(name);
    return service === undefined ? undefined : { service, gateway: isGateway(type), admits: isAdmittedBy(set, endpoint, groups, HTTPS_PORT) };
  });
  return endpoints.every((endpoint) => endpoint !== undefined) ? endpoints.flatMap((endpoint) => endpoint ?? []) : undefined;
}

/** An endpoint whose VPC is not known may be that of any. */
const hasOpenEndpoint = onceForSet((set) => set.resources('AWS::EC2::VPCEndpoint').some((endpoint) => (
  set.target(endpoint, endpoint.properties.VpcId) === undefined && textIn(endpoint.properties.VpcId) === undefined)));

/** CloudFormation reference, AWS::EC2::VPCEndpoint VpcEndpointType: where nothing is written, it is one. */
function isGateway(type: unknown): boolean | undefined {
  const known = isWritten(type) === false ? GATEWAY : textIn(type);
  return known === undefined ? undefined : known === GATEWAY;
}

const GATEWAY = 'Gateway';

/** The region inside the name of a service is often a reference. */
function lastTextOf(name: unknown): string | undefined {
  const parts = joined(name) ?? [];
  return textIn(parts[parts.length - 1]);
}

/** What is not known is not needed. */
function execReach(cluster: Resource | undefined): ExecReach {
  const session = propertiesIn(propertiesIn(cluster?.properties.Configuration).ExecuteCommandConfiguration);
  const { CloudWatchLogGroupName: logGroup, S3BucketName: bucket } = session.Logging === 'OVERRIDE' ? propertiesIn(session.LogConfiguration) : {} as Properties;
  return { customerKey: mayBe(session.KmsKeyId), logGroup: mayBe(logGroup), bucket: mayBe(bucket) };
}

/** A reference to a key, a log group or a bucket names one. */
function mayBe(value: unknown): boolean {
  return textIn(value) !== undefined || referenceOf(value) !== undefined;
}
