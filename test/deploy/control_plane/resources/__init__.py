"""A handler for each type of resource; importing this registers them."""

from . import (  # noqa: F401
    balancing, delivery, discovery, ecs, events, functions, identity, lattice, messaging, network, scaling, storage, watching,
)
