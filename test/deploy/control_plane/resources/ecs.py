"""ECS. What AWS checks when something is made is in ecs_checks.py."""

from typing import Any

from .. import ecs_checks
from ..aws import Aws, Created, creates


@creates("AWS::ECS::Cluster")
def cluster(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("ClusterName", aws.name(255))
    p["settings"] = p.pop("ClusterSettings", [])
    made = aws.call("ecs", "create_cluster", p)["cluster"]
    return Created(made["clusterName"], {"Arn": made["clusterArn"]})


@creates("AWS::ECS::CapacityProvider")
def capacity_provider(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("Name", aws.name(255))
    ecs_checks.check_provider(aws, p)
    return Created(aws.call("ecs", "create_capacity_provider", p)["capacityProvider"]["name"])


@creates("AWS::ECS::ClusterCapacityProviderAssociations")
def associations(aws: Aws, p: dict[str, Any]) -> Created:
    ecs_checks.check_associations(aws, p)
    return Created(aws.call("ecs", "put_cluster_capacity_providers", p)["cluster"]["clusterName"])


@creates("AWS::ECS::TaskDefinition")
def task_definition(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("Family", aws.name(255))
    ecs_checks.check_task_definition(p)
    arn = aws.call("ecs", "register_task_definition", p)["taskDefinition"]["taskDefinitionArn"]
    return Created(arn, {"TaskDefinitionArn": arn})


@creates("AWS::ECS::Service")
def service(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("ServiceName", aws.name(255))
    p["placementStrategy"] = p.pop("PlacementStrategies", [])
    p.setdefault("cluster", p.pop("Cluster", "default"))
    ecs_checks.check_service(aws, p)
    made = aws.call("ecs", "create_service", p)["service"]
    return Created(made["serviceArn"], {"Name": made["serviceName"], "ServiceArn": made["serviceArn"]})
