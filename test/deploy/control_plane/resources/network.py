"""EC2: networks, security groups, launch templates."""

from typing import Any

from ..aws import Aws, Created, creates, take


def _tagged(p: dict[str, Any], kind: str) -> dict[str, Any]:
    tags = p.pop("Tags", [])
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]} if tags else {}


@creates("AWS::EC2::VPC")
def vpc(aws: Aws, p: dict[str, Any]) -> Created:
    switches = take(p, "EnableDnsHostnames", "EnableDnsSupport")
    made = aws.call("ec2", "create_vpc", p, **_tagged(p, "vpc"))["Vpc"]
    for name, value in switches.items():
        aws.call("ec2", "modify_vpc_attribute", {"VpcId": made["VpcId"], name: {"Value": value}})
    of_vpc = [{"Name": "vpc-id", "Values": [made["VpcId"]]}, {"Name": "group-name", "Values": ["default"]}]
    group = aws.call("ec2", "describe_security_groups", {"Filters": of_vpc})["SecurityGroups"][0]["GroupId"]
    return Created(made["VpcId"], {"VpcId": made["VpcId"], "CidrBlock": made["CidrBlock"], "DefaultSecurityGroup": group})


@creates("AWS::EC2::Subnet")
def subnet(aws: Aws, p: dict[str, Any]) -> Created:
    switches = take(p, "MapPublicIpOnLaunch")
    made = aws.call("ec2", "create_subnet", p, **_tagged(p, "subnet"))["Subnet"]
    for name, value in switches.items():
        aws.call("ec2", "modify_subnet_attribute", {"SubnetId": made["SubnetId"], name: {"Value": value}})
    return Created(made["SubnetId"], {"SubnetId": made["SubnetId"], "AvailabilityZone": made["AvailabilityZone"]})


@creates("AWS::EC2::RouteTable")
def route_table(aws: Aws, p: dict[str, Any]) -> Created:
    made = aws.call("ec2", "create_route_table", p, **_tagged(p, "route-table"))["RouteTable"]
    return Created(made["RouteTableId"], {"RouteTableId": made["RouteTableId"]})


@creates("AWS::EC2::Route")
def route(aws: Aws, p: dict[str, Any]) -> Created:
    aws.call("ec2", "create_route", p)
    return Created(f"{p['RouteTableId']}|{p['DestinationCidrBlock']}")


@creates("AWS::EC2::SubnetRouteTableAssociation")
def route_table_association(aws: Aws, p: dict[str, Any]) -> Created:
    return Created(aws.call("ec2", "associate_route_table", p)["AssociationId"])


@creates("AWS::EC2::InternetGateway")
def internet_gateway(aws: Aws, p: dict[str, Any]) -> Created:
    return Created(aws.call("ec2", "create_internet_gateway", p, **_tagged(p, "internet-gateway"))["InternetGateway"]["InternetGatewayId"])


@creates("AWS::EC2::VPCGatewayAttachment")
def gateway_attachment(aws: Aws, p: dict[str, Any]) -> Created:
    aws.call("ec2", "attach_internet_gateway", p)
    return Created(f"IGW|{p['VpcId']}")


@creates("AWS::EC2::EIP")
def elastic_ip(aws: Aws, p: dict[str, Any]) -> Created:
    made = aws.call("ec2", "allocate_address", p, **_tagged(p, "elastic-ip"))
    return Created(made["PublicIp"], {"AllocationId": made["AllocationId"]})


@creates("AWS::EC2::NatGateway")
def nat_gateway(aws: Aws, p: dict[str, Any]) -> Created:
    return Created(aws.call("ec2", "create_nat_gateway", p, **_tagged(p, "natgateway"))["NatGateway"]["NatGatewayId"])


@creates("AWS::EC2::FlowLog")
def flow_log(aws: Aws, p: dict[str, Any]) -> Created:
    p["ResourceIds"] = [p.pop("ResourceId")]
    return Created(aws.call("ec2", "create_flow_logs", p, **_tagged(p, "vpc-flow-log"))["FlowLogIds"][0])


def _permission(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule names one other side, a permission a list of each kind."""
    rest = dict(rule)
    description = take(rest, "Description")
    sides = {
        "CidrIp": ("IpRanges", "CidrIp"),
        "CidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
        "SourceSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
        "DestinationSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
        "SourcePrefixListId": ("PrefixListIds", "PrefixListId"),
        "DestinationPrefixListId": ("PrefixListIds", "PrefixListId"),
    }
    for name, (kind, key) in sides.items():
        if name in rest:
            rest[kind] = [{key: rest.pop(name), **description}]
    return rest


@creates("AWS::EC2::SecurityGroup")
def security_group(aws: Aws, p: dict[str, Any]) -> Created:
    rules = take(p, "SecurityGroupIngress", "SecurityGroupEgress")
    p["Description"] = p.pop("GroupDescription")
    p.setdefault("GroupName", aws.name(255))
    group = aws.call("ec2", "create_security_group", p, **_tagged(p, "security-group"))["GroupId"]
    if "SecurityGroupEgress" in rules:
        everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        aws.call("ec2", "revoke_security_group_egress", {"GroupId": group, "IpPermissions": [everything]})
    for rule in rules.get("SecurityGroupIngress", []):
        aws.call("ec2", "authorize_security_group_ingress", {"GroupId": group, "IpPermissions": [_permission(rule)]})
    for rule in rules.get("SecurityGroupEgress", []):
        aws.call("ec2", "authorize_security_group_egress", {"GroupId": group, "IpPermissions": [_permission(rule)]})
    return Created(group, {"GroupId": group, "VpcId": p["VpcId"]})


@creates("AWS::EC2::SecurityGroupIngress")
def ingress(aws: Aws, p: dict[str, Any]) -> Created:
    request = {**take(p, "GroupId"), "IpPermissions": [_permission(p)]}
    return Created(aws.call("ec2", "authorize_security_group_ingress", request)["SecurityGroupRules"][0]["SecurityGroupRuleId"])


@creates("AWS::EC2::SecurityGroupEgress")
def egress(aws: Aws, p: dict[str, Any]) -> Created:
    request = {**take(p, "GroupId"), "IpPermissions": [_permission(p)]}
    return Created(aws.call("ec2", "authorize_security_group_egress", request)["SecurityGroupRules"][0]["SecurityGroupRuleId"])


@creates("AWS::EC2::LaunchTemplate")
def launch_template(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("LaunchTemplateName", aws.name(128))
    made = aws.call("ec2", "create_launch_template", p)["LaunchTemplate"]
    versions = {name: str(made[name]) for name in ("LatestVersionNumber", "DefaultVersionNumber")}
    return Created(made["LaunchTemplateId"], versions)
