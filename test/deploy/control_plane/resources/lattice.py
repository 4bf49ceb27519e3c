"""VPC Lattice, and sharing with other accounts."""

from typing import Any

from ..aws import Aws, Created, as_json, creates


def _by_id(p: dict[str, Any]) -> dict[str, Any]:
    """AWS takes ARNs for ids, moto only ids."""
    return {name: value.split("/")[-1] if name.endswith("Identifier") else value for name, value in p.items()}


def _made(answer: dict[str, Any]) -> Created:
    return Created(answer["arn"], {"Arn": answer["arn"], "Id": answer["id"]})


@creates("AWS::VpcLattice::ServiceNetwork")
def service_network(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("Name", aws.name(63).lower())
    return _made(aws.call("vpc-lattice", "create_service_network", p))


@creates("AWS::VpcLattice::Service")
def service(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("Name", aws.name(40).lower())
    return _made(aws.call("vpc-lattice", "create_service", p))


@creates("AWS::VpcLattice::ServiceNetworkVpcAssociation")
def vpc_association(aws: Aws, p: dict[str, Any]) -> Created:
    return _made(aws.call("vpc-lattice", "create_service_network_vpc_association", _by_id(p)))


@creates("AWS::VpcLattice::ServiceNetworkServiceAssociation")
def service_association(aws: Aws, p: dict[str, Any]) -> Created:
    return _made(aws.call("vpc-lattice", "create_service_network_service_association", _by_id(p)))


@creates("AWS::VpcLattice::TargetGroup")
def target_group(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("Name", aws.name(63).lower())
    return _made(aws.call("vpc-lattice", "create_target_group", p))


@creates("AWS::VpcLattice::Listener")
def listener(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("Name", aws.name(63).lower())
    return _made(aws.call("vpc-lattice", "create_listener", _by_id(p)))


@creates("AWS::VpcLattice::AuthPolicy")
def auth_policy(aws: Aws, p: dict[str, Any]) -> Created:
    policy = as_json(p, "Policy")
    aws.call("vpc-lattice", "put_auth_policy", _by_id(p), **policy)
    return Created(p["ResourceIdentifier"])


@creates("AWS::RAM::ResourceShare")
def resource_share(aws: Aws, p: dict[str, Any]) -> Created:
    made = aws.call("ram", "create_resource_share", p)["resourceShare"]
    return Created(made["resourceShareArn"], {"Arn": made["resourceShareArn"]})
