#!/usr/bin/env python3
"""Measures trialpool-import on files that are larger than memory should become.

    swift build -c release --product trialpool-import
    python3 Benchmarks/import/measure.py --records SAMPLES [--folder FOLDER] [--megabytes 1000] [--count 10000]

makes a CSV of outcome rows, the same compressed, and a folder of registry records (copies of the records in SAMPLES under
other registrations), imports each into a dataset of its own, and prints a Markdown table: seconds, megabytes and rows a
second, the largest memory, and beside it what `wc -l` and Python's csv or json take to read the same bytes.
Everything it makes stays in FOLDER, so that it can be run again.
"""
import argparse
import csv
import gzip
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time

STUDIES = 2000
ROOT = pathlib.Path(__file__).resolve().parents[2]


def dataset(folder):
    """A dataset of studies with two arms each and no results."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    studies = [["study_id", "design"]] + [[f"Study{i:04}", "parallel-rct"] for i in range(STUDIES)]
    arms = [["study_id", "arm_id", "role", "n"]]
    for i in range(STUDIES):
        arms += [[f"Study{i:04}", "MSC", "treatment", 200], [f"Study{i:04}", "PBO", "control", 200]]
    outcomes = [["study_id", "arm_id", "outcome", "statistic", "confidence"]]
    tables = {"studies": studies, "arms": arms, "outcomes": outcomes}
    resources = []
    for name, rows in tables.items():
        with open(folder / f"{name}.csv", "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        fields = [{"name": column, "type": "string"} for column in rows[0]]
        resources.append({"name": name, "path": f"{name}.csv", "schema": {"fields": fields}})
    package = {"name": "large", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package))


def table(path, size):
    """Outcome rows of different keys, about 150 bytes each."""
    with open(path, "w") as file:
        file.write("study_id,arm_id,population,outcome,timepoint_months,statistic,n,mean,sd,events,"
                   "source_location,source_url,confidence,notes\n")
        number = 0
        while file.tell() < size:
            lines = []
            for _ in range(20000):
                study, rest = number % STUDIES, number // STUDIES
                arm, outcome = ("MSC", "PBO")[rest & 1], rest >> 1
                n = 20 + number % 180
                key = f"Study{study:04},{arm},all,outcome_{outcome % 997:03},{outcome // 997 + 1}"
                source = f'"Table {1 + number % 9}, page {number % 400}",https://doi.org/10.1000/{study:04}'
                if number % 3:
                    numbers = f"mean_sd,{n},{number % 1009 / 100:.2f},{1 + number % 97 / 10:.1f},"
                else:
                    numbers = f"events,{n},,,{number % 20}"
                lines.append(f'{key},{numbers},{source},primary,"read twice, as printed"\n')
                number += 1
            file.write("".join(lines))
    return number


def records(folder, samples, count):
    """Copies of registry records under registrations of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [path.read_text() for path in sorted(samples.glob("*.json"))]
    ids = [re.search(r'"nctId":\s*"(NCT\d+)"', text).group(1) for text in texts]
    for number in range(count):
        kind = number % len(texts)
        name = f"NCT9{number:07}"
        path = folder / f"{name}.json"
        if not path.exists():
            path.write_text(texts[kind].replace(ids[kind], name))


def timed(command, **options):
    """Seconds and megabytes at most of a command."""
    start = time.monotonic()
    # Kept in hand: an object that goes away collects its process.
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        sys.exit(f"{' '.join(map(str, command))} failed with {status}")
    return time.monotonic() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def row(what, size, rows, measured):
    seconds, memory, cpu = measured
    rate = f"{rows / seconds:,.0f}" if rows else ""
    print(f"| {what} | {seconds:.1f} s | {cpu:.1f} s | {size / seconds / 1e6:.0f} | {rate} | {memory:.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / ".build/release/trialpool-import"))
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/var/tmp/trialpool-import-benchmark"))
    parser.add_argument("--records", type=pathlib.Path)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--count", type=int, default=10000)
    arguments = parser.parse_args()
    folder, program = arguments.folder, arguments.program
    folder.mkdir(parents=True, exist_ok=True)

    large, target = folder / f"rows-{arguments.megabytes}.csv", folder / "dataset"
    if not large.exists():
        table(large, arguments.megabytes * 1_000_000)
    size = large.stat().st_size
    count = int(subprocess.run(["wc", "-l", large], capture_output=True, check=True).stdout.split()[0]) - 1
    print(f"{size:,} bytes, {count:,} rows\n")
    print("| what | time | CPU | MB/s | rows/s | MB of memory at most |\n|---|---:|---:|---:|---:|---:|")
    row("`wc -l`", size, count, timed(["wc", "-l", large]))
    reading = "import csv, sys\nfor row in csv.reader(open(sys.argv[1], newline='')): pass"
    row("Python's csv.reader", size, count, timed([sys.executable, "-c", reading, large]))
    dataset(target)
    row("import into an empty dataset", size, count, timed([program, "delimited", large, "--into", target, "-q"]))
    row("the same file again, nothing new", size, count, timed([program, "delimited", large, "--into", target, "-q"]))
    packed = large.with_suffix(".csv.gz")
    if not packed.exists():
        with open(large, "rb") as source, gzip.open(packed, "wb", 6) as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
    dataset(target)
    row("compressed with gzip", size, count, timed([program, "delimited", packed, "--into", target, "-q"]))

    if arguments.records:
        many = folder / f"records-{arguments.count}"
        records(many, arguments.records, arguments.count)
        files = sorted(many.glob("*.json"))
        size = sum(path.stat().st_size for path in files)
        print(f"\n{len(files):,} records of the registry, {size:,} bytes\n")
        print("| what | time | CPU | MB/s | records/s | MB of memory at most |\n|---|---:|---:|---:|---:|---:|")
        reading = "import json, pathlib, sys\nfor p in sorted(pathlib.Path(sys.argv[1]).glob('*.json')): json.loads(p.read_bytes())"
        row("Python's json.loads", size, len(files), timed([sys.executable, "-c", reading, many]))
        dataset(target)
        command = [program, "clinicaltrials-gov", many, "--into", target, "-q"]
        row("import into an empty dataset", size, len(files), timed(command))
        row("the same folder again, nothing new", size, len(files), timed(command))


if __name__ == "__main__":
    main()
