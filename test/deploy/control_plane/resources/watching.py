"""Logs and alarms."""

from typing import Any

from ..aws import Aws, Created, as_json, creates, take


@creates("AWS::Logs::LogGroup")
def log_group(aws: Aws, p: dict[str, Any]) -> Created:
    retention = take(p, "RetentionInDays")
    p.setdefault("LogGroupName", aws.name(512))
    aws.call("logs", "create_log_group", p)
    if retention:
        aws.call("logs", "put_retention_policy", {"logGroupName": p["LogGroupName"]}, **retention)
    return Created(p["LogGroupName"], {"Arn": aws.arn("logs", f"log-group:{p['LogGroupName']}:*")})


@creates("AWS::Logs::MetricFilter")
def metric_filter(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("FilterName", aws.name(512))
    aws.call("logs", "put_metric_filter", p)
    return Created(p["FilterName"])


@creates("AWS::Logs::ResourcePolicy")
def log_policy(aws: Aws, p: dict[str, Any]) -> Created:
    aws.call("logs", "put_resource_policy", p, **as_json(p, "PolicyDocument"))
    return Created(p["PolicyName"])


@creates("AWS::CloudWatch::Alarm")
def alarm(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("AlarmName", aws.name(255))
    aws.call("cloudwatch", "put_metric_alarm", p)
    return Created(p["AlarmName"], {"Arn": aws.arn("cloudwatch", f"alarm:{p['AlarmName']}")})
