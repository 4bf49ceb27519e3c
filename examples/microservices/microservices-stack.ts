import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, Stack, StackProps, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  CloudMapNamespace, CloudMapRegistration, ContainerHealth, FargateSize, FargateSpotCluster, FargateSpotService, FargateSpotServiceProps,
  LatticeNetwork, LatticeRegistration, LatticeRoute, MeshAlarms, RollbackAlarms, Rollout, ServiceConnectMesh, TaskBlueprint, TaskScaling,
  TrafficSource,
} from '../../src';

export interface MicroservicesStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
  readonly accessLogs: s3.IBucket;
}

/** A shop: a frontend for customers, an API and its database in a mesh, prices that are found by DNS, payments that other accounts call. */
export class MicroservicesStack extends Stack {
  private readonly platform: FargateSpotCluster;

  constructor(scope: Construct, id: string, props: MicroservicesStackProps) {
    super(scope, id, props);

    this.platform = new FargateSpotCluster(this, 'Platform', { vpc: props.vpc });
    const hostedZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });

    // Customers reach the frontend and nothing else.
    const frontend = this.service('Frontend', this.web('frontend'), {
      traffic: TrafficSource.loadBalancer({ domainName: 'shop.example.com', hostedZone, accessLogs: { bucket: props.accessLogs } }),
      rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.standard() }),
    });
    // New revisions of the API get their traffic in steps, over the mesh.
    const api = this.service('Api', this.web('api'), { rollout: Rollout.canary({ percent: 10 }) });
    // Read-only, its data is in the image: what has to last belongs in a managed database.
    const database = this.service('Database', TaskBlueprint.container({
      image: this.image('database'),
      size: FargateSize.of(1024, 2048),
      ports: [{ containerPort: 5432, name: 'postgres' }],
      healthCheck: ContainerHealth.shell('pg_isready'),
      writablePaths: ['/var/run/postgresql', '/tmp'],
    }));
    const prices = this.service('Prices', this.web('prices'));
    const payments = this.service('Payments', this.web('payments'));

    // By short names: the frontend calls the API, the API calls the database, and nobody calls anything else.
    const mesh = new ServiceConnectMesh(this, 'Mesh', {
      namespace: CloudMapNamespace.http('shop'),
      accessLogs: { format: ecs.ServiceConnectAccessLogFormat.JSON },
    });
    const apiEndpoint = mesh.addServer('Api', {
      service: api,
      aliasPort: 80,
      timeouts: { perRequest: Duration.seconds(5) },
      rollbackOn: MeshAlarms.standard({ averageLatency: Duration.seconds(1) }),
    });
    const databaseEndpoint = mesh.addServer('Database', { service: database, alias: 'db' });
    mesh.addClient('Frontend', { service: frontend });
    mesh.connect(frontend, apiEndpoint, { environmentVariable: 'API_URL' });
    mesh.connect(api, databaseEndpoint, { environmentVariable: 'DATABASE_URL' });

    // By DNS: jobs outside of the mesh ask for prices, and choose among the tasks themselves.
    const discovery = new CloudMapRegistration(this, 'PricesDiscovery', {
      service: prices, namespace: CloudMapNamespace.privateDns('shop.local', props.vpc), name: 'prices',
    });
    discovery.allowFrom(payments);

    // By VPC Lattice: two other accounts call payments with signed requests, and need no way into this VPC.
    const network = new LatticeNetwork(this, 'Network', { vpcs: [props.vpc] });
    new LatticeRegistration(this, 'PaymentsLattice', {
      service: payments,
      health: { path: '/health' },
      route: LatticeRoute.service({ networkArn: network.networkArn, sharedWith: ['111122223333', '444455556666'] }),
    });

    Validations.of(frontend).acknowledge({
      id: 'AwsSolutions-EC23',
      reason: 'shop.example.com is a public site: its balancer takes HTTPS from everywhere',
    });
    for (const caller of [frontend, api]) {
      Validations.of(caller.taskDefinition).acknowledge({
        id: 'AwsSolutions-ECS2',
        reason: 'the variable is the address of another service, which is no secret',
      });
    }
  }

  private service(id: string, task: TaskBlueprint, choices: Pick<FargateSpotServiceProps, 'traffic' | 'rollout'> = {}): FargateSpotService {
    return new FargateSpotService(this, id, { cluster: this.platform.cluster, task, scaling: TaskScaling.exactly(2), ...choices });
  }

  private web(name: string): TaskBlueprint {
    const size = FargateSize.of(512, 1024);
    return TaskBlueprint.container({ image: this.image(name), size, port: 8080, healthCheck: ContainerHealth.curl('/health') });
  }

  private image(name: string): ecs.ContainerImage {
    return ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, `${name}Repository`, `shop/${name}`), 'v1.4.0');
  }
}
