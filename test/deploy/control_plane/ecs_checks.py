"""What ECS checks when something is made and moto does not, each with the words of ECS where they are known."""

from typing import Any

from .aws import Aws
from .request import Refused

# CPU units of Fargate to the GB of memory that they can have.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
FARGATE_MEMORY = {
    256: {512, 1024, 2048},
    512: set(range(1024, 4096 + 1, 1024)),
    1024: set(range(2048, 8192 + 1, 1024)),
    2048: set(range(4096, 16384 + 1, 1024)),
    4096: set(range(8192, 30720 + 1, 1024)),
    8192: set(range(16384, 61440 + 1, 4096)),
    16384: set(range(32768, 122880 + 1, 8192)),
    32768: {61440, 122880, 249856},
}
FARGATE = {"FARGATE", "FARGATE_SPOT"}
RESERVED_PREFIXES = ("aws", "ecs", "fargate")


def check_provider(aws: Aws, p: dict[str, Any]) -> None:
    if p["Name"].lower().startswith(RESERVED_PREFIXES):
        raise Refused("The specified capacity provider name is invalid. It cannot be prefixed with aws, ecs or fargate")
    provider = p.get("AutoScalingGroupProvider")
    if provider is None:
        return
    group = _group(aws, provider["AutoScalingGroupArn"])
    managed = provider.get("ManagedTerminationProtection") == "ENABLED"
    if managed and not group["NewInstancesProtectedFromScaleIn"]:
        raise Refused(
            "The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection "
            "for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.")
    if managed and provider.get("ManagedScaling", {}).get("Status") != "ENABLED":
        raise Refused("To enable managed termination protection for a capacity provider, managed scaling has to be enabled.")


def _group(aws: Aws, arn_or_name: str) -> dict[str, Any]:
    name = arn_or_name.split("autoScalingGroupName/")[-1]
    groups = aws.call("autoscaling", "describe_auto_scaling_groups", {"AutoScalingGroupNames": [name]})["AutoScalingGroups"]
    if not groups:
        raise Refused(f"The specified Auto Scaling group ARN is not valid: {arn_or_name}")
    return groups[0]


def check_associations(aws: Aws, p: dict[str, Any]) -> None:
    own = [name for name in p["CapacityProviders"] if name not in FARGATE]
    if own:
        found = aws.call("ecs", "describe_capacity_providers", {"capacityProviders": own})["capacityProviders"]
        for name in set(own) - {provider["name"] for provider in found}:
            raise Refused(f"The specified capacity provider '{name}' was not found. Specify a valid name or ARN and try again.")
    _check_strategy(p.get("DefaultCapacityProviderStrategy", []), p["CapacityProviders"])


def _check_strategy(strategy: list[dict[str, Any]], associated: list[str]) -> None:
    for item in strategy:
        if item["CapacityProvider"] not in associated:
            raise Refused(
                "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. "
                f"Associate the capacity provider with the cluster and try again: {item['CapacityProvider']}")
    if len([item for item in strategy if item.get("Base", 0) > 0]) > 1:
        raise Refused("Only one capacity provider in a capacity provider strategy can have a base defined.")
    if strategy and all(item.get("Weight", 0) == 0 for item in strategy):
        raise Refused("At least one of the capacity providers in a strategy must have a weight greater than zero.")


def check_task_definition(p: dict[str, Any]) -> None:
    containers = p["ContainerDefinitions"]
    names = {container["Name"]: container for container in containers}
    volumes = {volume["Name"] for volume in p.get("Volumes", [])}
    if not any(container.get("Essential", True) for container in containers):
        raise Refused("Invalid 'essential' setting: at least one container has to be essential.")
    for container in containers:
        for mount in container.get("MountPoints", []):
            if mount["SourceVolume"] not in volumes:
                raise Refused(f"Unknown volume '{mount['SourceVolume']}'.")
        for dependency in container.get("DependsOn", []):
            _check_dependency(container["Name"], dependency, names)
    if "FARGATE" in p.get("RequiresCompatibilities", []):
        _check_fargate(p)


def _check_dependency(name: str, dependency: dict[str, Any], containers: dict[str, Any]) -> None:
    other = containers.get(dependency["ContainerName"])
    if other is None:
        raise Refused(f"Container '{name}' depends on container '{dependency['ContainerName']}', which does not exist.")
    if dependency["Condition"] == "HEALTHY" and "HealthCheck" not in other:
        raise Refused(f"Container '{name}' depends on container '{other['Name']}' being HEALTHY, which has no health check.")


def _check_fargate(p: dict[str, Any]) -> None:
    if p.get("NetworkMode") != "awsvpc":
        raise Refused("Fargate only supports network mode 'awsvpc'.")
    if int(p.get("Memory", 0)) not in FARGATE_MEMORY.get(int(p.get("Cpu", 0)), set()):
        raise Refused(f"No Fargate configuration exists for given values: {p.get('Cpu')} CPU, {p.get('Memory')} memory.")
    for container in p["ContainerDefinitions"]:
        needs_role = ".dkr.ecr." in container["Image"] or "LogConfiguration" in container or container.get("Secrets")
        if needs_role and "ExecutionRoleArn" not in p:
            raise Refused("Fargate requires task definition to have execution role ARN to support ECR images and log drivers.")


def check_service(aws: Aws, p: dict[str, Any]) -> None:
    found = aws.call("ecs", "describe_clusters", {"clusters": [p["cluster"]]})["clusters"]
    if not found:
        raise Refused(f"Cluster not found: {p['cluster']}")
    _check_capacity(found[0], p)
    if "TaskDefinition" not in p:
        return
    task = aws.call("ecs", "describe_task_definition", {"taskDefinition": p["TaskDefinition"]})["taskDefinition"]
    _check_compatibility(task, p)
    _check_network(task, p)
    for balancer in p.get("LoadBalancers", []):
        _check_port(task, balancer)
        _check_target_group(aws, task, balancer["TargetGroupArn"])
        if "AdvancedConfiguration" in balancer:
            _check_target_group(aws, task, balancer["AdvancedConfiguration"]["AlternateTargetGroupArn"])
    _check_service_connect(aws, task, p.get("ServiceConnectConfiguration", {}))
    for registry in p.get("ServiceRegistries", []):
        aws.call("servicediscovery", "get_service", {"Id": registry["RegistryArn"].split("/")[-1]})
    for lattice in p.get("VpcLatticeConfigurations", []):
        aws.call("vpc-lattice", "get_target_group", {"targetGroupIdentifier": lattice["TargetGroupArn"].split("/")[-1]})
        _port_named(task, lattice["PortName"])


def _check_capacity(cluster: dict[str, Any], p: dict[str, Any]) -> None:
    strategy = p.get("CapacityProviderStrategy", [])
    if strategy and "LaunchType" in p:
        raise Refused("Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.")
    if p.get("SchedulingStrategy") == "DAEMON" and FARGATE & {item["CapacityProvider"] for item in strategy}:
        raise Refused("The daemon scheduling strategy is not supported with a Fargate capacity provider.")
    if strategy:
        _check_strategy(strategy, cluster.get("capacityProviders", []))


def _check_compatibility(task: dict[str, Any], p: dict[str, Any]) -> None:
    wanted = {item["CapacityProvider"] for item in p.get("CapacityProviderStrategy", [])} | {p.get("LaunchType")}
    if wanted & FARGATE and "FARGATE" not in task.get("requiresCompatibilities", []):
        raise Refused("The task definition is not compatible with Fargate: its requiresCompatibilities has no FARGATE.")
    if p.get("LaunchType") == "EXTERNAL" and (p.get("LoadBalancers") or task.get("networkMode") == "awsvpc"):
        raise Refused("Services with the EXTERNAL launch type have no load balancers and no network mode 'awsvpc'.")


def _check_network(task: dict[str, Any], p: dict[str, Any]) -> None:
    awsvpc = task.get("networkMode") == "awsvpc"
    if awsvpc and "NetworkConfiguration" not in p:
        raise Refused("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
    if not awsvpc and "NetworkConfiguration" in p:
        raise Refused("Network Configuration is not valid for the given networkMode of this task definition.")


def _check_port(task: dict[str, Any], balancer: dict[str, Any]) -> None:
    name, port = balancer["ContainerName"], int(balancer["ContainerPort"])
    container = next((item for item in task["containerDefinitions"] if item["name"] == name), None)
    if container is None:
        raise Refused(f"The container {name} does not exist in the task definition.")
    if port not in [mapping["containerPort"] for mapping in container.get("portMappings", [])]:
        raise Refused(f"The container {name} did not have a container port {port} defined.")


def _check_target_group(aws: Aws, task: dict[str, Any], arn: str) -> None:
    group = aws.call("elbv2", "describe_target_groups", {"TargetGroupArns": [arn]})["TargetGroups"][0]
    if not group.get("LoadBalancerArns"):
        raise Refused(f"The target group with targetGroupArn {arn} does not have an associated load balancer.")
    awsvpc = task.get("networkMode") == "awsvpc"
    if awsvpc != (group["TargetType"] == "ip"):
        raise Refused(
            f"The provided target group {arn} has target type {group['TargetType']}, which is incompatible with the "
            f"{task.get('networkMode')} network mode specified in the task definition.")


def _check_service_connect(aws: Aws, task: dict[str, Any], mesh: dict[str, Any]) -> None:
    if not mesh.get("Enabled"):
        return
    namespaces = aws.call("servicediscovery", "list_namespaces", {})["Namespaces"]
    if mesh.get("Namespace") not in [value for item in namespaces for value in (item["Arn"], item["Name"])]:
        raise Refused(f"Namespace not found: {mesh.get('Namespace')}")
    for service in mesh.get("Services", []):
        _port_named(task, service["PortName"])


def _port_named(task: dict[str, Any], name: str) -> None:
    if name not in [mapping.get("name") for container in task["containerDefinitions"] for mapping in container.get("portMappings", [])]:
        raise Refused(f"portName {name} does not refer to any named PortMapping in the task definition.")
