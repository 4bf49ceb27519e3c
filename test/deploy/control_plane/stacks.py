"""Stacks: moto answers the API of CloudFormation, and what it makes of a template is this."""

import json
import traceback
from typing import Any

from moto.cloudformation import models, parsing
from moto.cloudformation.exceptions import ValidationError

from . import schema
from .aws import HANDLERS, Aws, Created
from .request import Refused
from .resources.custom import stand_in
from .template import NO_VALUE, Scope, TemplateError, creation_order

# Says where something comes from, and makes nothing.
NOTHING_TO_MAKE = {"AWS::CDK::Metadata"}


class StackResource:
    """A resource as moto tells it in the answers of its API."""

    def __init__(self, logical_id: str, resource_type: str, created: Created):
        self.logical_resource_id = logical_id
        self.cf_resource_type = resource_type
        self.physical_resource_id = created.id
        self.type = resource_type


class Resources(dict[str, StackResource]):
    """Takes the place of moto's `ResourceMap`, which skips what it does not know; moto calls all that is public."""

    endpoint = ""

    def __init__(
        self,
        stack_id: str,
        stack_name: str,
        parameters: dict[str, Any],
        tags: dict[str, Any],
        region_name: str,
        account_id: str,
        template: dict[str, Any],
        cross_stack_resources: dict[str, Any] | None,
    ):
        super().__init__()
        self.template = template
        self.given = parameters
        self.account, self.region, self.stack = account_id, region_name, stack_name
        self.exports = cross_stack_resources or {}
        self.no_echo_parameter_keys: list[str] = []
        self.resolved_parameters: dict[str, Any] = {}
        pseudo = {
            "AWS::AccountId": account_id,
            "AWS::NotificationARNs": [],
            "AWS::Partition": "aws",
            "AWS::Region": region_name,
            "AWS::StackId": stack_id,
            "AWS::StackName": stack_name,
            "AWS::URLSuffix": "amazonaws.com",
        }
        self.scope = Scope(template, pseudo, self._output_of, self._import_of)

    def load(self) -> None:
        if not self.template:
            # A change set makes the stack before its template.
            return
        for name in self.given.keys() - self.template.get("Parameters", {}).keys():
            raise ValidationError(message=f"Parameters: [{name}] do not exist in the template")
        for name, parameter in self.template.get("Parameters", {}).items():
            value = self.given.get(name, parameter.get("Default"))
            if value is None:
                raise ValidationError(message=f"Parameters: [{name}] must have values")
            self.resolved_parameters[name] = self._parameter(value, parameter["Type"])
        self.scope.references.update(self.resolved_parameters)

    def _parameter(self, value: str, kind: str) -> Any:
        if kind.startswith("AWS::SSM::Parameter::Value"):
            value = self._aws("Parameters").call("ssm", "get_parameter", {"Name": value})["Parameter"]["Value"]
        return value.split(",") if "List" in kind else value

    def create(self, template: dict[str, Any]) -> bool:
        """Makes all of it, one after the other, or says what was refused."""
        self._check_rules()
        for name in creation_order(template["Resources"]):
            resource = template["Resources"][name]
            condition = resource.get("Condition")
            if resource["Type"] in NOTHING_TO_MAKE or (condition and not self.scope.holds(condition)):
                continue
            try:
                created = self._created(name, resource)
            except (Refused, TemplateError) as refused:
                raise Refused(f"{name} ({resource['Type']}): {refused}") from refused
            except Exception as error:
                traceback.print_exc()
                raise Refused(f"{name} ({resource['Type']}): the control plane failed: {error!r}") from error
            self.scope.created[name] = created
            self[name] = StackResource(name, resource["Type"], created)
        return True

    def _created(self, name: str, resource: dict[str, Any]) -> Created:
        kind = resource["Type"]
        properties = self.scope.resolve(resource.get("Properties", {}))
        if kind.startswith("Custom::"):
            return stand_in(self._aws(name), kind, properties)
        if not schema.is_known(kind, self.region):
            raise Refused(f"Unrecognized resource type {kind}")
        if kind not in HANDLERS:
            raise Refused(f"this control plane cannot make resources of the type {kind}: nothing is skipped here")
        faults = list(schema.faults(kind, properties, self.region))
        if faults:
            raise Refused("; ".join(faults))
        created = HANDLERS[kind](self._aws(name), properties)
        if not created.id:
            raise Refused("was made without a physical id")
        return created

    def _check_rules(self) -> None:
        for rule in self.template.get("Rules", {}).values():
            for assertion in rule["Assertions"]:
                if not self.scope.resolve(assertion["Assert"]):
                    raise Refused(f"Template validation error: {assertion['AssertDescription']}")

    def _aws(self, logical_id: str) -> Aws:
        return Aws(self.account, self.region, self.endpoint, self.stack, logical_id)

    def _output_of(self, stack_name: str, output: str) -> Any:
        others = models.cloudformation_backends[self.account][self.region].stacks.values()
        stack = next((other for other in others if other.name == stack_name and other.status == "CREATE_COMPLETE"), None)
        if stack is None or output not in stack.output_map:
            raise TemplateError(f"Template error: there is no output {output} of a stack {stack_name}")
        return stack.output_map[output].value

    def _import_of(self, name: str) -> Any:
        if name not in self.exports:
            raise TemplateError(f"No export named {name} found")
        return self.exports[name].value

    def build_change_set_actions(self, template: dict[str, Any]) -> dict[str, Any]:
        if self:
            raise ValidationError(message="updates are not covered: this control plane creates stacks, and nothing else")
        add = {name: {"LogicalResourceId": name, "ResourceType": resource["Type"]} for name, resource in template["Resources"].items()}
        return {"Add": add, "Modify": {}, "Remove": {}}


def _resolve(value: Any, scope_of: Resources) -> Any:
    resolved = scope_of.scope.resolve(value)
    return None if resolved is NO_VALUE else resolved


def _parse(template: str) -> dict[str, Any]:
    """JSON first: a reader of YAML takes seconds for it."""
    try:
        return json.loads(template)
    except ValueError:
        return _stock_parse(template)


def _create_stack(
    backend: models.CloudFormationBackend, name: str, template: str, parameters: dict[str, Any], **more: Any,
) -> models.Stack:
    if any(stack.name == name for stack in backend.stacks.values()):
        raise models.AlreadyExistsException(f"Stack {name} already exists")
    stack_id = models.generate_stack_id(name, backend.region_name, backend.account_id)
    stack = models.Stack(
        stack_id=stack_id, name=name, template=template, parameters=parameters, account_id=backend.account_id,
        region_name=backend.region_name, cross_stack_resources=backend.exports, **more,
    )
    stack._add_stack_event("CREATE_IN_PROGRESS", resource_status_reason="User Initiated")
    _fill(stack)
    backend._validate_export_uniqueness(stack)
    backend.exports.update({export.name: export for export in stack.exports})
    # Only what is whole is kept, so that the next deployment of a stack that failed does not find it there.
    backend.stacks[stack_id] = stack
    return stack


def _fill(stack: models.Stack) -> None:
    try:
        stack.create_resources()
        for name in stack.output_map:
            stack.output_map[name]
    except (Refused, TemplateError) as refused:
        raise ValidationError(message=str(refused)) from refused


def _apply(change_set: models.ChangeSet) -> None:
    """A change set that makes a stack makes it as CreateStack does."""
    stack = change_set.stack
    stack.template, stack.parameters = change_set.template, change_set.parameters
    stack._parse_template()
    stack.resource_map = stack._create_resource_map()
    stack.output_map = stack._create_output_map()
    _fill(stack)


_stock_parse = models.Stack.parse_template


def install(endpoint: str) -> None:
    Resources.endpoint = endpoint
    models.ResourceMap = Resources
    models.Stack.parse_template = staticmethod(_parse)
    models.CloudFormationBackend.create_stack = _create_stack
    models.ChangeSet.apply = _apply
    parsing.clean_json = _resolve
