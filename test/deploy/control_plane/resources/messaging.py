"""Topics and queues."""

import json
from typing import Any

from ..aws import Aws, Created, creates


def _text(value: Any) -> str:
    """Attributes are text, whatever they are in a template."""
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, dict) else str(value)


@creates("AWS::SNS::Topic")
def topic(aws: Aws, p: dict[str, Any]) -> Created:
    name = p.pop("TopicName", None) or aws.name(256)
    made = aws.call("sns", "create_topic", {"Name": name}, Attributes={key: _text(value) for key, value in p.items()})
    return Created(made["TopicArn"], {"TopicArn": made["TopicArn"], "TopicName": name})


@creates("AWS::SNS::TopicPolicy")
def topic_policy(aws: Aws, p: dict[str, Any]) -> Created:
    for arn in p["Topics"]:
        aws.call("sns", "set_topic_attributes", {"TopicArn": arn}, AttributeName="Policy", AttributeValue=json.dumps(p["PolicyDocument"]))
    return Created(aws.name())


@creates("AWS::SNS::Subscription")
def subscription(aws: Aws, p: dict[str, Any]) -> Created:
    direct = {name: p.pop(name) for name in ("TopicArn", "Protocol", "Endpoint") if name in p}
    made = aws.call("sns", "subscribe", direct, Attributes={key: _text(value) for key, value in p.items()}, ReturnSubscriptionArn=True)
    return Created(made["SubscriptionArn"], {"Arn": made["SubscriptionArn"]})


@creates("AWS::SQS::Queue")
def queue(aws: Aws, p: dict[str, Any]) -> Created:
    name = p.pop("QueueName", None) or aws.name(80)
    url = aws.call("sqs", "create_queue", {"QueueName": name}, Attributes={key: _text(value) for key, value in p.items()})["QueueUrl"]
    return Created(url, {"Arn": aws.arn("sqs", name), "QueueName": name, "QueueUrl": url})


@creates("AWS::SQS::QueuePolicy")
def queue_policy(aws: Aws, p: dict[str, Any]) -> Created:
    for url in p["Queues"]:
        aws.call("sqs", "set_queue_attributes", {"QueueUrl": url}, Attributes={"Policy": json.dumps(p["PolicyDocument"])})
    return Created(aws.name())
