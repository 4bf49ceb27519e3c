"""EventBridge rules and schedules."""

from typing import Any

from ..aws import Aws, Created, as_json, creates


@creates("AWS::Events::Rule")
def rule(aws: Aws, p: dict[str, Any]) -> Created:
    targets = p.pop("Targets", [])
    p.setdefault("Name", aws.name())
    made = aws.call("events", "put_rule", p, **as_json(p, "EventPattern"))
    if targets:
        answer = aws.call("events", "put_targets", {"Rule": p["Name"]}, Targets=targets)
        assert answer["FailedEntryCount"] == 0, answer
    return Created(p["Name"], {"Arn": made["RuleArn"]})


@creates("AWS::Scheduler::Schedule")
def schedule(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("Name", aws.name())
    made = aws.call("scheduler", "create_schedule", p)
    return Created(p["Name"], {"Arn": made["ScheduleArn"]})
