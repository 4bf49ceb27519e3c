"""What CloudFormation takes: the schemas that AWS publishes of each type of resource, as cfn-lint has them."""

from functools import lru_cache
from typing import Any, Iterator

from cfnlint.schema._exceptions import ResourceNotFoundError
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from jsonschema import Draft7Validator, ValidationError, validators

from .request import matches


def _pattern(_: Draft7Validator, pattern: str, text: Any, __: dict[str, Any]) -> Iterator[ValidationError]:
    """Patterns are those of JavaScript: \\p{L}, which Python's `re` does not read."""
    if isinstance(text, str) and not matches(pattern, text):
        yield ValidationError(f"{text!r} does not match {pattern!r}")


Validator = validators.extend(Draft7Validator, {"pattern": _pattern})


@lru_cache
def _validator(resource_type: str, region: str) -> Draft7Validator:
    return Validator(PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, resource_type).schema)


def is_known(resource_type: str, region: str) -> bool:
    try:
        _validator(resource_type, region)
    except ResourceNotFoundError:
        return False
    return True


def faults(resource_type: str, properties: dict[str, Any], region: str) -> Iterator[str]:
    """What is wrong with resolved properties: unknown, missing, of another type, not one of, outside of a range."""
    validator = _validator(resource_type, region)
    for error in validator.iter_errors(properties):
        path = "/".join(map(str, ["Properties", *error.absolute_path]))
        yield f"{path}: {error.message[:300]}"
    for name in validator.schema.get("readOnlyProperties", []):
        if name.count("/") == 2 and name.split("/")[2] in properties:
            yield f"Properties/{name.split('/')[2]}: is read-only"
