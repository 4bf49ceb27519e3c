"""Properties become a request: each is looked up in the model that AWS publishes of the operation, and what is not there is refused."""

from functools import lru_cache
from typing import Any

import regex
from botocore.model import ListShape, MapShape, OperationModel, Shape, StringShape, StructureShape


class Refused(Exception):
    """A create that AWS would answer with an error."""


def request_for(operation: OperationModel, given: dict[str, Any]) -> dict[str, Any]:
    return _structure(operation.input_shape, given, operation.name)


@lru_cache
def _compiled(pattern: str) -> regex.Pattern[str] | None:
    try:
        return regex.compile(pattern)
    except regex.error:
        # Ranges of surrogates, which Java has and Python has not: any character is in them.
        return None


def matches(pattern: str, text: str) -> bool:
    compiled = _compiled(pattern)
    return compiled is None or compiled.search(text) is not None


def _value(shape: Shape, value: Any, path: str) -> Any:
    if value is None:
        raise Refused(f"{path}: is null")
    if getattr(shape, "is_document_type", False):
        return value
    return _OF_TYPE[shape.type_name](shape, value, path)


def _structure(shape: StructureShape, value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(f"{path}: has to be an object, got {value!r}")
    # CloudFormation starts names with a capital letter, and some APIs do not.
    members = {name.lower(): name for name in shape.members}
    for name in value:
        if name.lower() not in members:
            raise Refused(f"{path}: unknown property {name}; there are {', '.join(sorted(shape.members))}")
    found = {members[name.lower()]: (name, item) for name, item in value.items()}
    for name in shape.required_members:
        if name not in found and not shape.members[name].metadata.get("idempotencyToken"):
            raise Refused(f"{path}: {name} is required")
    return {member: _value(shape.members[member], item, f"{path}/{name}") for member, (name, item) in found.items()}


def _list(shape: ListShape, value: Any, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise Refused(f"{path}: has to be a list, got {value!r}")
    _range(shape, len(value), path, "items")
    return [_value(shape.member, item, f"{path}/{index}") for index, item in enumerate(value)]


def _map(shape: MapShape, value: Any, path: str) -> dict[str, Any]:
    if isinstance(value, list):
        # Tags are a list in CloudFormation, and a map in some APIs.
        value = {tag["Key"]: tag["Value"] for tag in value}
    return {_value(shape.key, key, f"{path}/{key}"): _value(shape.value, item, f"{path}/{key}") for key, item in value.items()}


def _string(shape: StringShape, value: Any, path: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise Refused(f"{path}: has to be a string, got {value!r}")
    text = str(value)
    if shape.enum and text not in shape.enum:
        raise Refused(f"{path}: has to be one of {', '.join(shape.enum)}, got {text}")
    _range(shape, len(text), path, "characters")
    pattern = shape.metadata.get("pattern")
    if pattern and not matches(pattern, text):
        raise Refused(f"{path}: has to match {pattern}, got {text}")
    return text


def _number(shape: Shape, value: Any, path: str) -> int | float:
    whole = shape.type_name in ("integer", "long")
    try:
        if isinstance(value, bool):
            raise ValueError
        number = int(str(value)) if whole else float(value)
    except (TypeError, ValueError):
        raise Refused(f"{path}: has to be a {'whole ' if whole else ''}number, got {value!r}") from None
    _range(shape, number, path, "")
    return number


def _boolean(shape: Shape, value: Any, path: str) -> bool:
    if str(value).lower() not in ("true", "false"):
        raise Refused(f"{path}: has to be true or false, got {value!r}")
    return str(value).lower() == "true"


def _range(shape: Shape, size: int | float, path: str, unit: str) -> None:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if (least is not None and size < least) or (most is not None and size > most):
        raise Refused(f"{path}: has to be {least} to {most}{f' {unit}' if unit else ''}, got {size}")


_OF_TYPE = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _string,
    "integer": _number,
    "long": _number,
    "float": _number,
    "double": _number,
    "boolean": _boolean,
    "blob": lambda shape, value, path: value,
    "timestamp": lambda shape, value, path: value,
}
