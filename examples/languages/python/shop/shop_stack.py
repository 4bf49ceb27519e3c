from aws_cdk import (
    Duration,
    Stack,
    aws_ec2 as ec2,
    aws_ecr as ecr,
    aws_ecs as ecs,
    aws_route53 as route53,
    aws_s3 as s3,
    aws_secretsmanager as secretsmanager,
)
from cdk_ecs_blueprints import (
    CloudMapNamespace,
    ContainerHealth,
    FargateSize,
    FargateSpotCluster,
    FargateSpotService,
    MeshTimeouts,
    QueueWorker,
    RollbackAlarms,
    Rollout,
    ServiceConnectMesh,
    SpotSplit,
    TaskBlueprint,
    TaskRange,
    TaskScaling,
    TrafficSource,
)
from constructs import Construct


class ShopStack(Stack):
    """A website, the API that it calls over a mesh, and a worker for its orders, on one cluster."""

    def __init__(self, scope: Construct, construct_id: str, *, vpc: ec2.IVpc, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        platform = FargateSpotCluster(self, "Platform", vpc=vpc)
        hosted_zone = route53.HostedZone.from_hosted_zone_attributes(
            self, "Zone", hosted_zone_id="Z0123456789EXAMPLE", zone_name="example.com"
        )
        password = secretsmanager.Secret.from_secret_name_v2(self, "Password", "shop/database")
        pictures = s3.Bucket(self, "Pictures", enforce_ssl=True)

        web = FargateSpotService(
            self,
            "Web",
            cluster=platform.cluster,
            task=TaskBlueprint.container(
                image=self._image("web"),
                size=FargateSize.of(1024, 2048),
                port=8080,
                health_check=ContainerHealth.curl("/health", interval=Duration.seconds(15)),
                environment={"APP_ENV": "production"},
            ),
            spot=SpotSplit(on_demand_base=2, on_demand_weight=1, spot_weight=2),
            scaling=TaskScaling.between(4, 20, cpu_percent=60, requests_per_target=1000),
            rollout=Rollout.rolling(rollback_on=RollbackAlarms.standard()),
            traffic=TrafficSource.load_balancer(domain_name="www.example.com", hosted_zone=hosted_zone),
        )
        pictures.grant_read(web)

        api = FargateSpotService(
            self,
            "Api",
            cluster=platform.cluster,
            task=TaskBlueprint.container(
                image=self._image("api"),
                size=FargateSize.of(512, 1024),
                port=8080,
                health_check=ContainerHealth.curl("/health"),
                secrets={"DB_PASSWORD": ecs.Secret.from_secrets_manager(password, "password")},
            ),
            scaling=TaskScaling.exactly(2),
        )
        pictures.grant_read_write(api)

        mesh = ServiceConnectMesh(self, "Mesh", namespace=CloudMapNamespace.http("shop"))
        endpoint = mesh.add_server(
            "Api", service=api, alias_port=80, timeouts=MeshTimeouts(per_request=Duration.seconds(5))
        )
        mesh.add_client("Web", service=web)
        mesh.connect(web, endpoint, environment_variable="API_URL")

        QueueWorker(
            self,
            "Orders",
            cluster=platform.cluster,
            task=TaskBlueprint.container(image=self._image("orders"), command=["work", "--queue", "orders"]),
            tasks=TaskRange(min=0, max=20),
            acceptable_latency=Duration.minutes(2),
            message_duration=Duration.seconds(5),
        )

    def _image(self, name: str) -> ecs.ContainerImage:
        repository = ecr.Repository.from_repository_name(self, f"{name}-repository", f"shop/{name}")
        return ecs.ContainerImage.from_ecr_repository(repository, "v1.4.0")
