"""Auto Scaling groups, and the scaling of services."""

from typing import Any

from ..aws import Aws, Created, creates
from ..request import Refused


@creates("AWS::AutoScaling::AutoScalingGroup")
def auto_scaling_group(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("AutoScalingGroupName", aws.name(255))
    p["VPCZoneIdentifier"] = ",".join(p["VPCZoneIdentifier"])
    aws.call("autoscaling", "create_auto_scaling_group", p)
    return Created(p["AutoScalingGroupName"])


@creates("AWS::ApplicationAutoScaling::ScalableTarget")
def scalable_target(aws: Aws, p: dict[str, Any]) -> Created:
    _, cluster, service = p["ResourceId"].split("/")
    found = aws.call("ecs", "describe_services", {"cluster": cluster, "services": [service]})["services"]
    if not found:
        raise Refused(f"ECS service doesn't exist: {p['ResourceId']}")
    if p["MinCapacity"] > p["MaxCapacity"]:
        raise Refused(f"Maximum capacity cannot be less than minimum capacity, got {p['MinCapacity']} and {p['MaxCapacity']}")
    aws.call("application-autoscaling", "register_scalable_target", p)
    return Created("|".join((p["ResourceId"], p["ScalableDimension"], p["ServiceNamespace"])))


@creates("AWS::ApplicationAutoScaling::ScalingPolicy")
def scaling_policy(aws: Aws, p: dict[str, Any]) -> Created:
    p["ResourceId"], p["ScalableDimension"], p["ServiceNamespace"] = p.pop("ScalingTargetId").split("|")
    arn = aws.call("application-autoscaling", "put_scaling_policy", p)["PolicyARN"]
    return Created(arn, {"Arn": arn})
