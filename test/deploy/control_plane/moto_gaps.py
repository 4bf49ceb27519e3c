"""What moto's APIs lose or refuse wrongly.

What is kept here as it was sent is an echo: it shows what arrived, not what ECS would make of it.
"""

import uuid
from types import SimpleNamespace
from typing import Any

from moto.codedeploy import models as codedeploy
from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores
from moto.ecs import responses as ecs_api
from moto.iam.access_control import PermissionResult
from moto.ram import models as ram
from moto.route53.models import route53_backends
from moto.s3 import models as s3
from moto.vpclattice import models as lattice

# DescribeServices tells these of each deployment, and not of the service.
OF_THE_DEPLOYMENT = ("serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations")
# Sent under one name and told under another, by moto itself.
TOLD_BY_MOTO = ("cluster", "serviceName", "taskDefinition", "desiredCount", "clientToken")


def _create_service(api: ecs_api.EC2ContainerServiceResponse) -> ActionResult:
    """ECS keeps the whole request; moto keeps a third of it."""
    sent = api._get_params()
    service = api.ecs_backend.create_service(
        sent["cluster"], sent["serviceName"], sent.get("desiredCount"), sent.get("taskDefinition"),
        deployment_controller=sent.get("deploymentController"), network_configuration=sent.get("networkConfiguration"),
    )
    service.launch_type = None
    for name, value in sent.items():
        if name in OF_THE_DEPLOYMENT:
            for deployment in service.deployments:
                deployment[name] = value
        elif name not in TOLD_BY_MOTO:
            setattr(service, camelcase_to_underscores(name), value)
    return ActionResult({"service": service})


def _register_task_definition(api: ecs_api.EC2ContainerServiceResponse) -> ActionResult:
    """moto gives every task definition that is not of EC2 alone the network mode of Fargate, and forgets this switch."""
    answer = _stock_register(api)
    sent, task = api._get_params(), answer.result["taskDefinition"]
    task.network_mode = sent.get("networkMode", "bridge")
    task.enable_fault_injection = sent.get("enableFaultInjection", False)
    return answer


_stock_register = ecs_api.EC2ContainerServiceResponse.register_task_definition


def _deployment_group(group: codedeploy.DeploymentGroup) -> dict[str, Any]:
    """moto keeps the alarms, and does not tell them."""
    return {**_stock_deployment_group(group), "alarmConfiguration": group.alarm_configuration or {}}


_stock_deployment_group = codedeploy.DeploymentGroup.to_dict


def install(account: str, hosted_zones: dict[str, str]) -> None:
    ecs_api.EC2ContainerServiceResponse.create_service = _create_service
    ecs_api.EC2ContainerServiceResponse.register_task_definition = _register_task_definition
    codedeploy.DeploymentGroup.to_dict = _deployment_group
    # Nothing here evaluates policies; moto would, of buckets, and without their conditions.
    s3.FakeBucket.get_permission = lambda *_: PermissionResult.NEUTRAL
    # Services of VPC Lattice can be shared.
    ram.ResourceShare.SHAREABLE_RESOURCES.append("service")
    # Ids of VPC Lattice have no hyphens, and schemas know that.
    lattice.uuid = SimpleNamespace(uuid4=lambda: uuid.uuid4().hex)
    for zone_id, name in hosted_zones.items():
        _zone(account, zone_id, name)


def _zone(account: str, zone_id: str, name: str) -> None:
    """A hosted zone that was there before, under the id by which an app imports it."""
    zones = route53_backends[account]["aws"]
    zone = zones.create_hosted_zone(name, private_zone=False)
    zones.zones[zone_id] = zones.zones.pop(zone.resource_id)
    zone.resource_id = zone_id
