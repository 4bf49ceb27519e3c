import { ApplicationAutoScaling } from '@aws-sdk/client-application-auto-scaling';
import { AutoScaling } from '@aws-sdk/client-auto-scaling';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeploy } from '@aws-sdk/client-codedeploy';
import { ECS } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Scheduler } from '@aws-sdk/client-scheduler';
import { ServiceDiscovery } from '@aws-sdk/client-servicediscovery';
import { VPCLattice } from '@aws-sdk/client-vpc-lattice';
import { REGION } from './control-plane';

/** AWS's own clients: they know nothing of templates, and nothing of how the control plane came to what it tells. */
export class Clients {
  public readonly cloudFormation: CloudFormation;
  public readonly ecs: ECS;
  public readonly balancing: ElasticLoadBalancingV2;
  public readonly scaling: ApplicationAutoScaling;
  public readonly groups: AutoScaling;
  public readonly cloudWatch: CloudWatch;
  public readonly logs: CloudWatchLogs;
  public readonly discovery: ServiceDiscovery;
  public readonly codeDeploy: CodeDeploy;
  public readonly scheduler: Scheduler;
  public readonly lattice: VPCLattice;

  constructor(endpoint: string) {
    const config = { endpoint, region: REGION, credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' }, maxAttempts: 1 };
    this.cloudFormation = new CloudFormation(config);
    this.ecs = new ECS(config);
    this.balancing = new ElasticLoadBalancingV2(config);
    this.scaling = new ApplicationAutoScaling(config);
    this.groups = new AutoScaling(config);
    this.cloudWatch = new CloudWatch(config);
    this.logs = new CloudWatchLogs(config);
    this.discovery = new ServiceDiscovery(config);
    this.codeDeploy = new CodeDeploy(config);
    this.scheduler = new Scheduler(config);
    this.lattice = new VPCLattice(config);
  }
}
