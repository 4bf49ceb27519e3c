"""Load balancers, certificates and DNS records."""

from typing import Any

from ..aws import Aws, Created, creates


@creates("AWS::ElasticLoadBalancingV2::LoadBalancer")
def load_balancer(aws: Aws, p: dict[str, Any]) -> Created:
    attributes = p.pop("LoadBalancerAttributes", [])
    p.setdefault("Name", aws.name(32))
    made = aws.call("elbv2", "create_load_balancer", p)["LoadBalancers"][0]
    if attributes:
        aws.call("elbv2", "modify_load_balancer_attributes", {"LoadBalancerArn": made["LoadBalancerArn"]}, Attributes=attributes)
    return Created(made["LoadBalancerArn"], {
        "LoadBalancerArn": made["LoadBalancerArn"],
        "LoadBalancerFullName": made["LoadBalancerArn"].split(":loadbalancer/")[1],
        "DNSName": made["DNSName"],
        "CanonicalHostedZoneID": made["CanonicalHostedZoneId"],
    })


@creates("AWS::ElasticLoadBalancingV2::TargetGroup")
def target_group(aws: Aws, p: dict[str, Any]) -> Created:
    attributes = p.pop("TargetGroupAttributes", [])
    p.setdefault("Name", aws.name(32))
    made = aws.call("elbv2", "create_target_group", p)["TargetGroups"][0]
    if attributes:
        aws.call("elbv2", "modify_target_group_attributes", {"TargetGroupArn": made["TargetGroupArn"]}, Attributes=attributes)
    return Created(made["TargetGroupArn"], {
        "TargetGroupArn": made["TargetGroupArn"],
        "TargetGroupFullName": made["TargetGroupArn"].split(":")[-1],
        "TargetGroupName": made["TargetGroupName"],
    })


@creates("AWS::ElasticLoadBalancingV2::Listener")
def listener(aws: Aws, p: dict[str, Any]) -> Created:
    made = aws.call("elbv2", "create_listener", p)["Listeners"][0]
    return Created(made["ListenerArn"], {"ListenerArn": made["ListenerArn"]})


@creates("AWS::ElasticLoadBalancingV2::ListenerRule")
def listener_rule(aws: Aws, p: dict[str, Any]) -> Created:
    made = aws.call("elbv2", "create_rule", p)["Rules"][0]
    return Created(made["RuleArn"], {"RuleArn": made["RuleArn"]})


@creates("AWS::CertificateManager::Certificate")
def certificate(aws: Aws, p: dict[str, Any]) -> Created:
    # CloudFormation itself writes the record that proves the domain; the zone has to be there for it.
    for option in p.pop("DomainValidationOptions", []):
        aws.call("route53", "get_hosted_zone", {"Id": option["HostedZoneId"]})
    return Created(aws.call("acm", "request_certificate", p)["CertificateArn"])


@creates("AWS::Route53::RecordSet")
def record_set(aws: Aws, p: dict[str, Any]) -> Created:
    zone = p.pop("HostedZoneId")
    if "AliasTarget" in p:
        p["AliasTarget"] = {"EvaluateTargetHealth": False, **p["AliasTarget"]}
    change = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": p}]}
    aws.call("route53", "change_resource_record_sets", {"HostedZoneId": zone, "ChangeBatch": change})
    return Created(p["Name"])
