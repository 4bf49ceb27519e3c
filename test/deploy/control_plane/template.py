"""CloudFormation's template language: what an intrinsic function comes to, and in which order resources can be made."""

import base64
import json
import re
from typing import Any, Callable

NO_VALUE = object()

# Others need these without referring to them. They come when nothing else can, and those that nobody asks for at the very end,
# so that a forgotten DependsOn shows every time.
AS_LATE_AS_POSSIBLE = {
    "AWS::ECS::ClusterCapacityProviderAssociations",
    "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ElasticLoadBalancingV2::ListenerRule",
    "AWS::EC2::VPCGatewayAttachment",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
}

SUBSTITUTION = re.compile(r"\$\{(!?)([^}]+)\}")


class TemplateError(Exception):
    """What CloudFormation answers to a template that it cannot read."""


def _unresolved(name: str) -> str:
    return f"Template format error: Unresolved resource dependencies [{name}] in the Resources block of the template"


class Scope:
    """What a template can refer to: parameters, pseudo parameters, conditions, resources that are there, other stacks."""

    def __init__(
        self,
        template: dict[str, Any],
        references: dict[str, Any],
        output_of: Callable[[str, str], Any],
        import_of: Callable[[str], Any],
    ):
        self.template = template
        self.references = references
        self.output_of = output_of
        self.import_of = import_of
        self.created: dict[str, Any] = {}

    def holds(self, condition: str) -> bool:
        if condition not in self.template.get("Conditions", {}):
            raise TemplateError(f"Template error: condition {condition} does not exist")
        return self.resolve(self.template["Conditions"][condition])

    def resolve(self, value: Any) -> Any:
        if isinstance(value, list):
            return [item for item in map(self.resolve, value) if item is not NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (name, argument), = value.items()
            if name in FUNCTIONS:
                return FUNCTIONS[name](self, argument)
            if name.startswith("Fn::"):
                raise TemplateError(f"Template error: the function {name} is unknown")
        resolved = {key: self.resolve(item) for key, item in value.items()}
        return {key: item for key, item in resolved.items() if item is not NO_VALUE}

    def ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return NO_VALUE
        if name in self.references:
            return self.references[name]
        if name in self.created:
            return self.created[name].id
        raise TemplateError(_unresolved(name))

    def attribute(self, argument: Any) -> Any:
        name, attribute = argument.split(".", 1) if isinstance(argument, str) else (argument[0], self.resolve(argument[1]))
        if name not in self.created:
            raise TemplateError(f"Template error: instance of Fn::GetAtt references undefined resource {name}")
        attributes = self.created[name].attributes
        if attribute not in attributes:
            kind = self.template["Resources"][name]["Type"]
            raise TemplateError(f"{name} ({kind}) has no attribute {attribute} here, only {sorted(attributes)}")
        return attributes[attribute]

    def substitute(self, argument: Any) -> str:
        text, given = argument if isinstance(argument, list) else (argument, {})

        def one(match: re.Match[str]) -> str:
            literal, name = match.groups()
            if literal:
                return f"${{{name}}}"
            if name in given:
                return str(self.resolve(given[name]))
            return str(self.attribute(name) if "." in name else self.ref(name))

        return SUBSTITUTION.sub(one, text)


def _find_in_map(scope: Scope, argument: list[Any]) -> Any:
    mapping, first, second = scope.resolve(argument)
    return scope.template["Mappings"][mapping][first][second]


def _select(scope: Scope, argument: list[Any]) -> Any:
    index, items = scope.resolve(argument)
    return items[int(index)]


def _join(scope: Scope, argument: list[Any]) -> str:
    separator, items = scope.resolve(argument)
    if not all(isinstance(item, (str, int, float)) for item in items):
        raise TemplateError(f"Template error: every Fn::Join object requires a list of strings, got {items}")
    return separator.join(map(str, items))


def _split(scope: Scope, argument: list[Any]) -> list[str]:
    separator, text = scope.resolve(argument)
    return text.split(separator)


def _equals(scope: Scope, argument: list[Any]) -> bool:
    left, right = scope.resolve(argument)
    return str(left) == str(right)


def _zones(scope: Scope, region: Any) -> list[str]:
    return [f"{scope.resolve(region) or scope.references['AWS::Region']}{zone}" for zone in "abc"]


def _stack_output(scope: Scope, argument: dict[str, Any]) -> Any:
    given = scope.resolve(argument)
    return scope.output_of(given["StackName"], given["OutputName"])


FUNCTIONS: dict[str, Callable[[Scope, Any], Any]] = {
    "Ref": Scope.ref,
    "Condition": Scope.holds,
    "Fn::GetAtt": Scope.attribute,
    "Fn::Sub": Scope.substitute,
    "Fn::Join": _join,
    "Fn::Split": _split,
    "Fn::Select": _select,
    "Fn::FindInMap": _find_in_map,
    "Fn::Base64": lambda scope, text: base64.b64encode(scope.resolve(text).encode()).decode(),
    "Fn::ToJsonString": lambda scope, value: json.dumps(scope.resolve(value)),
    "Fn::GetAZs": _zones,
    "Fn::If": lambda scope, argument: scope.resolve(argument[1] if scope.holds(argument[0]) else argument[2]),
    "Fn::Equals": _equals,
    "Fn::Not": lambda scope, argument: not scope.resolve(argument[0]),
    "Fn::And": lambda scope, argument: all(scope.resolve(argument)),
    "Fn::Or": lambda scope, argument: any(scope.resolve(argument)),
    "Fn::Contains": lambda scope, argument: scope.resolve(argument[1]) in scope.resolve(argument[0]),
    "Fn::ImportValue": lambda scope, name: scope.import_of(scope.resolve(name)),
    "Fn::GetStackOutput": _stack_output,
}


def _names(value: Any) -> set[str]:
    """The names that a value refers to."""
    if isinstance(value, list):
        return set().union(*map(_names, value))
    if not isinstance(value, dict):
        return set()
    found: set[str] = set()
    for key, item in value.items():
        if key == "Ref":
            found.add(item)
        elif key == "Fn::GetAtt":
            found.add(item.split(".")[0] if isinstance(item, str) else item[0])
        elif key == "Fn::Sub":
            text = item[0] if isinstance(item, list) else item
            found |= {name.split(".")[0] for literal, name in SUBSTITUTION.findall(text) if not literal}
            found |= _names(item)
        else:
            found |= _names(item)
    return found


def creation_order(resources: dict[str, Any]) -> list[str]:
    """What refers to another resource, or names it in DependsOn, comes after it; nothing else is promised."""
    waits_for = {}
    for name, resource in resources.items():
        depends = resource.get("DependsOn", [])
        depends = [depends] if isinstance(depends, str) else depends
        for other in depends:
            if other not in resources:
                raise TemplateError(_unresolved(other))
        waits_for[name] = (set(depends) | _names(resource.get("Properties", {}))) & resources.keys()
    order: list[str] = []
    while waits_for:
        ready = [name for name, others in waits_for.items() if not others - set(order)]
        if not ready:
            raise TemplateError(f"Circular dependency between resources: {sorted(waits_for)}")
        asked_for = set().union(*waits_for.values())
        following = min(ready, key=lambda name: (resources[name]["Type"] in AS_LATE_AS_POSSIBLE, name not in asked_for))
        order.append(following)
        del waits_for[following]
    return order
