"""What is said to be made and is not: everything else that cannot be made fails the deployment.

Custom resources run a Lambda function; here functions are made, and not run. That the function of `ServiceToken` is there is
checked. What the function would answer has to be in this table, or the deployment fails.
"""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class NotCovered:
    reason: str
    attributes: dict[str, Any] = field(default_factory=dict)


# Operations that moto has not: the request is made and checked, and kept nowhere.
CHECKED_ONLY = {
    ("codedeploy", "create_deployment_config"): "moto has no deployment configurations of its users",
    ("efs", "put_backup_policy"): "moto has no backup policies",
}

NOT_COVERED = {
    "Custom::VpcRestrictDefaultSG": NotCovered("its function takes the rules out of the default security group, and no function runs here"),
    "Custom::EcsLiveWeights": NotCovered(
        "its function reads the weights of a rule that is in use; of a rule that is not there yet it answers these",
        {"Primary": 100, "Alternate": 0}),
    "Custom::EcsLatticePrefixList": NotCovered(
        "its function looks up a prefix list of AWS, which no emulator has",
        {"Id": "pl-0123456789abcdef0"}),
    "Custom::EcsCodeDeployShipment": NotCovered("its function starts a deployment of CodeDeploy and waits for it, and no task runs here"),
    "Custom::EcsDeployTask": NotCovered("its function runs a task and waits for its end, and no task runs here"),
    "Custom::EcsAnywhereActivation": NotCovered("its function registers machines outside AWS with Systems Manager, and there are none"),
}

if __name__ == "__main__":
    said = {kind: entry.reason for kind, entry in NOT_COVERED.items()}
    print(json.dumps({"resources": said, "operations": {".".join(name): reason for name, reason in CHECKED_ONLY.items()}}))
