#!/usr/bin/env python3
from aws_cdk import App, PropertyInjectors

from shop.company_defaults import SpotFirst
from shop.network_stack import NetworkStack
from shop.shop_stack import ShopStack

app = App()
if app.node.try_get_context("company-defaults"):
    PropertyInjectors.of(app).add(SpotFirst())

network = NetworkStack(app, "Network")
ShopStack(app, "Shop", vpc=network.vpc)
app.synth()
