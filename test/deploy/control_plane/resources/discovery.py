"""Cloud Map."""

from typing import Any

from ..aws import Aws, Created, creates


def _namespace(aws: Aws, operation: str, p: dict[str, Any]) -> Created:
    started = aws.call("servicediscovery", operation, p, CreatorRequestId=aws.name())
    operation_id = {"OperationId": started["OperationId"]}
    made = aws.call("servicediscovery", "get_operation", operation_id)["Operation"]["Targets"]["NAMESPACE"]
    arn = aws.call("servicediscovery", "get_namespace", {"Id": made})["Namespace"]["Arn"]
    return Created(made, {"Id": made, "Arn": arn})


@creates("AWS::ServiceDiscovery::HttpNamespace")
def http_namespace(aws: Aws, p: dict[str, Any]) -> Created:
    return _namespace(aws, "create_http_namespace", p)


@creates("AWS::ServiceDiscovery::PrivateDnsNamespace")
def private_dns_namespace(aws: Aws, p: dict[str, Any]) -> Created:
    return _namespace(aws, "create_private_dns_namespace", p)


@creates("AWS::ServiceDiscovery::Service")
def service(aws: Aws, p: dict[str, Any]) -> Created:
    made = aws.call("servicediscovery", "create_service", p, CreatorRequestId=aws.name())["Service"]
    return Created(made["Id"], {"Id": made["Id"], "Arn": made["Arn"], "Name": made["Name"]})
