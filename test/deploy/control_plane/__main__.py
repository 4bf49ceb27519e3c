"""usage: python -m control_plane PORT ACCOUNT ZONE_ID=NAME...; ends when its standard input does."""

import logging
import os
import sys
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

from . import moto_gaps, stacks

# Roles name policies of AWS, and moto knows them when it is asked to.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"


def end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


def main(port: str, account: str, *zones: str) -> None:
    threading.Thread(target=end_with_parent, daemon=True).start()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    stacks.install(f"http://127.0.0.1:{port}")
    moto_gaps.install(account, dict(zone.split("=") for zone in zones))
    run_simple("127.0.0.1", int(port), DomainDispatcherApplication(create_backend_app), threaded=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
