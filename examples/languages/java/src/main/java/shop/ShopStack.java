package shop;

import io.github.cdkecsblueprints.CloudMapNamespace;
import io.github.cdkecsblueprints.ContainerHealth;
import io.github.cdkecsblueprints.FargateSize;
import io.github.cdkecsblueprints.FargateSpotCluster;
import io.github.cdkecsblueprints.FargateSpotService;
import io.github.cdkecsblueprints.HttpHealthOptions;
import io.github.cdkecsblueprints.IMeshServer;
import io.github.cdkecsblueprints.LoadBalancerOptions;
import io.github.cdkecsblueprints.MeshClientOptions;
import io.github.cdkecsblueprints.MeshConnectOptions;
import io.github.cdkecsblueprints.MeshServerOptions;
import io.github.cdkecsblueprints.MeshTimeouts;
import io.github.cdkecsblueprints.QueueWorker;
import io.github.cdkecsblueprints.RollbackAlarms;
import io.github.cdkecsblueprints.RollingOptions;
import io.github.cdkecsblueprints.Rollout;
import io.github.cdkecsblueprints.ServiceConnectMesh;
import io.github.cdkecsblueprints.SingleContainerOptions;
import io.github.cdkecsblueprints.SpotSplit;
import io.github.cdkecsblueprints.TaskBlueprint;
import io.github.cdkecsblueprints.TaskRange;
import io.github.cdkecsblueprints.TaskScaling;
import io.github.cdkecsblueprints.TaskScalingOptions;
import io.github.cdkecsblueprints.TrafficSource;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/** A website, the API that it calls over a mesh, and a worker for its orders, on one cluster. */
public final class ShopStack extends Stack {
    public ShopStack(final Construct scope, final String id, final IVpc vpc) {
        super(scope, id);

        final ICluster cluster = FargateSpotCluster.Builder.create(this, "Platform").vpc(vpc).build().getCluster();
        final IHostedZone hostedZone = HostedZone.fromHostedZoneAttributes(this, "Zone", HostedZoneAttributes.builder()
                .hostedZoneId("Z0123456789EXAMPLE")
                .zoneName("example.com")
                .build());
        final ISecret password =
                software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(this, "Password", "shop/database");
        final Bucket pictures = Bucket.Builder.create(this, "Pictures").enforceSsl(true).build();

        final FargateSpotService web = FargateSpotService.Builder.create(this, "Web")
                .cluster(cluster)
                .task(TaskBlueprint.container(SingleContainerOptions.builder()
                        .image(image("web"))
                        .size(FargateSize.of(1024, 2048))
                        .port(8080)
                        .healthCheck(ContainerHealth.curl("/health",
                                HttpHealthOptions.builder().interval(Duration.seconds(15)).build()))
                        .environment(Map.of("APP_ENV", "production"))
                        .build()))
                .spot(SpotSplit.builder().onDemandBase(2).onDemandWeight(1).spotWeight(2).build())
                .scaling(TaskScaling.between(4, 20, TaskScalingOptions.builder()
                        .cpuPercent(60)
                        .requestsPerTarget(1000)
                        .build()))
                .rollout(Rollout.rolling(RollingOptions.builder().rollbackOn(RollbackAlarms.standard()).build()))
                .traffic(TrafficSource.loadBalancer(LoadBalancerOptions.builder()
                        .domainName("www.example.com")
                        .hostedZone(hostedZone)
                        .build()))
                .build();
        pictures.grantRead(web);

        final FargateSpotService api = FargateSpotService.Builder.create(this, "Api")
                .cluster(cluster)
                .task(TaskBlueprint.container(SingleContainerOptions.builder()
                        .image(image("api"))
                        .size(FargateSize.of(512, 1024))
                        .port(8080)
                        .healthCheck(ContainerHealth.curl("/health"))
                        .secrets(Map.of("DB_PASSWORD", Secret.fromSecretsManager(password, "password")))
                        .build()))
                .scaling(TaskScaling.exactly(2))
                .build();
        pictures.grantReadWrite(api);

        final ServiceConnectMesh mesh = ServiceConnectMesh.Builder.create(this, "Mesh")
                .namespace(CloudMapNamespace.http("shop"))
                .build();
        final IMeshServer endpoint = mesh.addServer("Api", MeshServerOptions.builder()
                .service(api)
                .aliasPort(80)
                .timeouts(MeshTimeouts.builder().perRequest(Duration.seconds(5)).build())
                .build());
        mesh.addClient("Web", MeshClientOptions.builder().service(web).build());
        mesh.connect(web, endpoint, MeshConnectOptions.builder().environmentVariable("API_URL").build());

        QueueWorker.Builder.create(this, "Orders")
                .cluster(cluster)
                .task(TaskBlueprint.container(SingleContainerOptions.builder()
                        .image(image("orders"))
                        .command(List.of("work", "--queue", "orders"))
                        .build()))
                .tasks(TaskRange.builder().min(0).max(20).build())
                .acceptableLatency(Duration.minutes(2))
                .messageDuration(Duration.seconds(5))
                .build();
    }

    private ContainerImage image(final String name) {
        return ContainerImage.fromEcrRepository(
                Repository.fromRepositoryName(this, name + "-repository", "shop/" + name), "v1.4.0");
    }
}
