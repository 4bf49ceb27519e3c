from typing import Any

import jsii
from aws_cdk import InjectionContext, IPropertyInjector
from cdk_ecs_blueprints import FargateSpotService, SpotSplit


@jsii.implements(IPropertyInjector)
class SpotFirst:
    """A default of the company: services that do not say otherwise have three tasks on Spot for each one on demand."""

    @property
    def construct_unique_id(self) -> str:
        return FargateSpotService.PROPERTY_INJECTION_ID

    def inject(self, original_props: Any, context: InjectionContext) -> Any:
        # Properties come and go by their names in TypeScript.
        return {"spot": SpotSplit(on_demand_base=1, on_demand_weight=1, spot_weight=3), **original_props}
