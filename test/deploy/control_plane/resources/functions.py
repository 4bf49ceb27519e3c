"""Lambda functions and state machines: made, and not run."""

import io
import zipfile
from typing import Any

from ..aws import Aws, Created, creates


def _zipped(text: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("index.js", text)
    return archive.getvalue()


@creates("AWS::Lambda::Function")
def function(aws: Aws, p: dict[str, Any]) -> Created:
    p.setdefault("FunctionName", aws.name())
    if "ZipFile" in p["Code"]:
        p["Code"] = {**p["Code"], "ZipFile": _zipped(p["Code"]["ZipFile"])}
    made = aws.call("lambda", "create_function", p)
    return Created(made["FunctionName"], {"Arn": made["FunctionArn"]})


@creates("AWS::Lambda::Permission")
def permission(aws: Aws, p: dict[str, Any]) -> Created:
    statement = aws.name(100)
    aws.call("lambda", "add_permission", p, StatementId=statement)
    return Created(statement)


@creates("AWS::StepFunctions::StateMachine")
def state_machine(aws: Aws, p: dict[str, Any]) -> Created:
    p["name"] = p.pop("StateMachineName", None) or aws.name(80)
    p["definition"] = p.pop("DefinitionString")
    made = aws.call("stepfunctions", "create_state_machine", p)
    return Created(made["stateMachineArn"], {"Arn": made["stateMachineArn"], "Name": p["name"]})
