"""S3, EFS, ECR, secrets and parameters."""

from typing import Any

from ..aws import Aws, Created, as_json, creates, take


@creates("AWS::S3::Bucket")
def bucket(aws: Aws, p: dict[str, Any]) -> Created:
    encryption = p.pop("BucketEncryption", None)
    access = p.pop("PublicAccessBlockConfiguration", None)
    versioning = p.pop("VersioningConfiguration", None)
    lifecycle = p.pop("LifecycleConfiguration", None)
    notification = p.pop("NotificationConfiguration", None)
    p["Bucket"] = p.pop("BucketName", None) or aws.name(63).lower()
    if "AccessControl" in p:
        p["ACL"] = {"LogDeliveryWrite": "log-delivery-write", "Private": "private"}[p.pop("AccessControl")]
    aws.call("s3", "create_bucket", p)
    name = {"Bucket": p["Bucket"]}
    if encryption is not None:
        rules = encryption["ServerSideEncryptionConfiguration"]
        rules = [_renamed(rule, "ServerSideEncryptionByDefault", "ApplyServerSideEncryptionByDefault") for rule in rules]
        aws.call("s3", "put_bucket_encryption", name, ServerSideEncryptionConfiguration={"Rules": rules})
    if access is not None:
        aws.call("s3", "put_public_access_block", name, PublicAccessBlockConfiguration=access)
    if versioning is not None:
        aws.call("s3", "put_bucket_versioning", name, VersioningConfiguration=versioning)
    if lifecycle is not None:
        rules = [_renamed({"Filter": {"Prefix": ""}, **rule}, "Id", "ID") for rule in lifecycle["Rules"]]
        aws.call("s3", "put_bucket_lifecycle_configuration", name, LifecycleConfiguration={"Rules": rules})
    if notification is not None:
        # The API has no setting for it: that it is there says that EventBridge is told.
        if notification.pop("EventBridgeConfiguration", {}).pop("EventBridgeEnabled", False):
            notification["EventBridgeConfiguration"] = {}
        aws.call("s3", "put_bucket_notification_configuration", name, NotificationConfiguration=notification)
    return Created(p["Bucket"], {
        "Arn": f"arn:aws:s3:::{p['Bucket']}",
        "DomainName": f"{p['Bucket']}.s3.amazonaws.com",
        "RegionalDomainName": f"{p['Bucket']}.s3.{aws.region}.amazonaws.com",
    })


def _renamed(value: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if key == old else key: item for key, item in value.items()}


@creates("AWS::S3::BucketPolicy")
def bucket_policy(aws: Aws, p: dict[str, Any]) -> Created:
    aws.call("s3", "put_bucket_policy", p, Policy=as_json(p, "PolicyDocument")["PolicyDocument"])
    return Created(p["Bucket"])


@creates("AWS::EFS::FileSystem")
def file_system(aws: Aws, p: dict[str, Any]) -> Created:
    backup, lifecycle = p.pop("BackupPolicy", None), p.pop("LifecyclePolicies", None)
    policy = as_json(p, "FileSystemPolicy")
    tags = p.pop("FileSystemTags", [])
    made = aws.call("efs", "create_file_system", p, CreationToken=aws.name(), Tags=tags)
    name = {"FileSystemId": made["FileSystemId"]}
    if backup is not None:
        aws.call("efs", "put_backup_policy", name, BackupPolicy=backup)
    if lifecycle is not None:
        aws.call("efs", "put_lifecycle_configuration", name, LifecyclePolicies=lifecycle)
    if policy:
        aws.call("efs", "put_file_system_policy", name, Policy=policy["FileSystemPolicy"])
    return Created(made["FileSystemId"], {"Arn": made["FileSystemArn"], "FileSystemId": made["FileSystemId"]})


@creates("AWS::EFS::AccessPoint")
def access_point(aws: Aws, p: dict[str, Any]) -> Created:
    p["Tags"] = p.pop("AccessPointTags", [])
    made = aws.call("efs", "create_access_point", p, ClientToken=aws.name())
    return Created(made["AccessPointId"], {"Arn": made["AccessPointArn"], "AccessPointId": made["AccessPointId"]})


@creates("AWS::EFS::MountTarget")
def mount_target(aws: Aws, p: dict[str, Any]) -> Created:
    return Created(aws.call("efs", "create_mount_target", p)["MountTargetId"])


@creates("AWS::ECR::Repository")
def repository(aws: Aws, p: dict[str, Any]) -> Created:
    rest = take(p, "LifecyclePolicy", "RepositoryPolicyText")
    made = aws.call("ecr", "create_repository", p)["repository"]
    name = {"repositoryName": made["repositoryName"]}
    if "LifecyclePolicy" in rest:
        aws.call("ecr", "put_lifecycle_policy", name, **rest["LifecyclePolicy"])
    if "RepositoryPolicyText" in rest:
        aws.call("ecr", "set_repository_policy", name, policyText=as_json(rest, "RepositoryPolicyText")["RepositoryPolicyText"])
    return Created(made["repositoryName"], {"Arn": made["repositoryArn"], "RepositoryUri": made["repositoryUri"]})


@creates("AWS::SSM::Parameter")
def parameter(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("Name", aws.name())
    aws.call("ssm", "put_parameter", p)
    return Created(p["Name"], {"Value": p["Value"], "Type": p["Type"]})


@creates("AWS::SecretsManager::Secret")
def secret(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("Name", aws.name())
    made = aws.call("secretsmanager", "create_secret", p)
    return Created(made["ARN"], {"Id": made["ARN"]})
