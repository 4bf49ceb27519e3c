"""CodeDeploy."""

from typing import Any

from ..aws import Aws, Created, creates


@creates("AWS::CodeDeploy::Application")
def application(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("ApplicationName", aws.name(100))
    aws.call("codedeploy", "create_application", p)
    return Created(p["ApplicationName"])


@creates("AWS::CodeDeploy::DeploymentConfig")
def deployment_config(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("DeploymentConfigName", aws.name(100))
    aws.call("codedeploy", "create_deployment_config", p)
    return Created(p["DeploymentConfigName"])


@creates("AWS::CodeDeploy::DeploymentGroup")
def deployment_group(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("DeploymentGroupName", aws.name(100))
    aws.call("codedeploy", "create_deployment_group", p)
    return Created(p["DeploymentGroupName"])
