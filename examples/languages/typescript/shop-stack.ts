import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Stack, StackProps } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  CloudMapNamespace, ContainerHealth, FargateSize, FargateSpotCluster, FargateSpotService, QueueWorker, RollbackAlarms, Rollout,
  ServiceConnectMesh, TaskBlueprint, TaskScaling, TrafficSource,
} from '../../../src';

export interface ShopStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
}

/** A website, the API that it calls over a mesh, and a worker for its orders, on one cluster. */
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string, { vpc, ...props }: ShopStackProps) {
    super(scope, id, props);

    const { cluster } = new FargateSpotCluster(this, 'Platform', { vpc });
    const hostedZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
    const password = secretsmanager.Secret.fromSecretNameV2(this, 'Password', 'shop/database');
    const pictures = new s3.Bucket(this, 'Pictures', { enforceSSL: true });

    const web = new FargateSpotService(this, 'Web', {
      cluster,
      task: TaskBlueprint.container({
        image: this.image('web'),
        size: FargateSize.of(1024, 2048),
        port: 8080,
        healthCheck: ContainerHealth.curl('/health', { interval: Duration.seconds(15) }),
        environment: { APP_ENV: 'production' },
      }),
      spot: { onDemandBase: 2, onDemandWeight: 1, spotWeight: 2 },
      scaling: TaskScaling.between(4, 20, { cpuPercent: 60, requestsPerTarget: 1000 }),
      rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.standard() }),
      traffic: TrafficSource.loadBalancer({ domainName: 'www.example.com', hostedZone }),
    });
    pictures.grantRead(web);

    const api = new FargateSpotService(this, 'Api', {
      cluster,
      task: TaskBlueprint.container({
        image: this.image('api'),
        size: FargateSize.of(512, 1024),
        port: 8080,
        healthCheck: ContainerHealth.curl('/health'),
        secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(password, 'password') },
      }),
      scaling: TaskScaling.exactly(2),
    });
    pictures.grantReadWrite(api);

    const mesh = new ServiceConnectMesh(this, 'Mesh', { namespace: CloudMapNamespace.http('shop') });
    const endpoint = mesh.addServer('Api', { service: api, aliasPort: 80, timeouts: { perRequest: Duration.seconds(5) } });
    mesh.addClient('Web', { service: web });
    mesh.connect(web, endpoint, { environmentVariable: 'API_URL' });

    new QueueWorker(this, 'Orders', {
      cluster,
      task: TaskBlueprint.container({ image: this.image('orders'), command: ['work', '--queue', 'orders'] }),
      tasks: { min: 0, max: 20 },
      acceptableLatency: Duration.minutes(2),
      messageDuration: Duration.seconds(5),
    });
  }

  private image(name: string): ecs.ContainerImage {
    return ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, `${name}-repository`, `shop/${name}`), 'v1.4.0');
  }
}
