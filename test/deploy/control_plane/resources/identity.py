"""IAM and KMS. Policies are kept, and nothing evaluates them."""

import json
from typing import Any

from ..aws import Aws, Created, as_json, creates, take


@creates("AWS::IAM::Role")
def role(aws: Aws, p: dict[str, Any]) -> Created:
    extra = take(p, "Policies", "ManagedPolicyArns")
    p.setdefault("RoleName", aws.name())
    made = aws.call("iam", "create_role", p, **as_json(p, "AssumeRolePolicyDocument"))["Role"]
    for policy in extra.get("Policies", []):
        _put(aws, made["RoleName"], policy)
    for arn in extra.get("ManagedPolicyArns", []):
        aws.call("iam", "attach_role_policy", {"RoleName": made["RoleName"], "PolicyArn": arn})
    return Created(made["RoleName"], {"Arn": made["Arn"], "RoleId": made["RoleId"]})


def _put(aws: Aws, role_name: str, policy: dict[str, Any]) -> None:
    policy = dict(policy)
    aws.call("iam", "put_role_policy", policy, RoleName=role_name, **as_json(policy, "PolicyDocument"))


@creates("AWS::IAM::Policy")
def policy(aws: Aws, p: dict[str, Any]) -> Created:
    for name in p.pop("Roles"):
        _put(aws, name, p)
    return Created(p["PolicyName"])


@creates("AWS::IAM::InstanceProfile")
def instance_profile(aws: Aws, p: dict[str, Any]) -> Created:
    roles = p.pop("Roles")
    p.setdefault("InstanceProfileName", aws.name(128))
    made = aws.call("iam", "create_instance_profile", p)["InstanceProfile"]
    for name in roles:
        aws.call("iam", "add_role_to_instance_profile", {"InstanceProfileName": made["InstanceProfileName"], "RoleName": name})
    return Created(made["InstanceProfileName"], {"Arn": made["Arn"]})


@creates("AWS::KMS::Key")
def key(aws: Aws, p: dict[str, Any]) -> Created:
    rotates = p.pop("EnableKeyRotation", False)
    p["Policy"] = json.dumps(p.pop("KeyPolicy"))
    made = aws.call("kms", "create_key", p)["KeyMetadata"]
    if rotates:
        aws.call("kms", "enable_key_rotation", {"KeyId": made["KeyId"]})
    return Created(made["KeyId"], {"Arn": made["Arn"], "KeyId": made["KeyId"]})
