"""What a handler of a resource has: the APIs, and names as CloudFormation makes them."""

import json
import secrets
import string
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Callable

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError

from .not_covered import CHECKED_ONLY
from .request import Refused, request_for

SUFFIX = string.ascii_uppercase + string.digits


@dataclass(frozen=True)
class Created:
    """What `Ref` gives, and what `Fn::GetAtt` does."""

    id: str
    attributes: dict[str, Any] = field(default_factory=dict)


Handler = Callable[["Aws", dict[str, Any]], Created]

# Which function makes a resource of which type; anything else is refused.
HANDLERS: dict[str, Handler] = {}


def creates(resource_type: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        HANDLERS[resource_type] = handler
        return handler

    return register


@lru_cache
def _client(service: str, region: str, endpoint: str) -> Any:
    # Nothing is tried twice: a failure is a failure.
    return boto3.client(service, region_name=region, endpoint_url=endpoint, config=Config(retries={"total_max_attempts": 1}))


@dataclass(frozen=True)
class Aws:
    account: str
    region: str
    endpoint: str
    stack: str
    logical_id: str

    def call(self, service: str, operation: str, given: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Calls an operation with properties; every one of them has to be in the operation's model."""
        client = _client(service, self.region, self.endpoint)
        name = client.meta.method_to_api_mapping[operation]
        request = request_for(client.meta.service_model.operation_model(name), {**given, **more})
        if (service, operation) in CHECKED_ONLY:
            return {}
        try:
            return getattr(client, operation)(**request)
        except (ClientError, ParamValidationError) as error:
            raise Refused(str(error)) from error

    def name(self, most: int = 64) -> str:
        """The name that CloudFormation makes of the stack and the logical id."""
        suffix = "".join(secrets.choice(SUFFIX) for _ in range(12))
        return f"{f'{self.stack}-{self.logical_id}'[: most - 13]}-{suffix}"

    def arn(self, service: str, resource: str) -> str:
        return f"arn:aws:{service}:{self.region}:{self.account}:{resource}"


def as_json(properties: dict[str, Any], *names: str) -> dict[str, str]:
    """Takes documents out of the properties, and writes them as APIs take them."""
    taken = take(properties, *names)
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in taken.items()}


def take(properties: dict[str, Any], *names: str) -> dict[str, Any]:
    """Takes what is there of some properties out, for another call than that which creates."""
    return {name: properties.pop(name) for name in names if name in properties}
