"""Feeds the built programs with changed result files, plans, descriptors, mappings and bundles.

A program may answer or refuse, with status 0, 1 or 2 and one line; it may not crash, hang for 20 seconds or print a trap.

Usage: files.py PROGRAMS [--seconds N] [--seed S] [--only KIND]     KIND: results, plan, descriptor, mapping, bundle
"""

import argparse
import copy
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
STRANGERS = ROOT / "Tests/Strangers"
ODD = [None, True, "", "x" * 3000, "\u202e\t\u0007", -1, 0, 1, 0.5, 1e308, -1e308, 2**63, "NaN", "Infinity", [], {}, [[]]]


def places(value, path=()):
    """Every place in a JSON value."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], path + (key,))
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from places(value[index], path + (index,))


def mutate_json(value, chance):
    value = copy.deepcopy(value)
    everywhere = [path for path in places(value) if path]
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        path = chance.choice(everywhere)
        holder = value
        try:
            for step in path[:-1]:
                holder = holder[step]
            act = chance.random()
            if act < 0.25:
                del holder[path[-1]]
            elif act < 0.4 and isinstance(holder, list):
                holder.insert(path[-1], copy.deepcopy(holder[path[-1]]))
            elif act < 0.6 and isinstance(holder[path[-1]], (int, float)):
                holder[path[-1]] = chance.choice([-1, 0, 7, 10**6, 1e300, -0.0, 1e-300])
            else:
                holder[path[-1]] = chance.choice(ODD)
        except (KeyError, IndexError, TypeError):
            continue
    return json.dumps(value).encode()


def mutate_text(text, chance):
    lines = text.decode().splitlines(keepends=True)
    for _ in range(chance.choice([1, 1, 2, 4])):
        at = chance.randrange(len(lines))
        act = chance.random()
        if act < 0.2:
            del lines[at]
        elif act < 0.4:
            lines.insert(at, chance.choice(lines))
        elif act < 0.6:
            lines[at] = lines[at].replace(":", chance.choice([": -", ": [", ":", ": {a: ", ": 1e999", ": &a *a"]), 1)
        elif act < 0.8:
            words = lines[at].split(" ")
            words[chance.randrange(len(words))] = chance.choice(["-1", "1e400", "''", "[a, b]", "nothing", "\u00e9" * 50])
            lines[at] = " ".join(words)
        else:
            place = chance.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + chance.choice(["\t", "\0", "'", '"', "#", "{", "-"]) + lines[at][place:]
        if not lines:
            return b""
    return "".join(lines).encode()


def mutate_bytes(data, chance):
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8])):
        act = chance.random()
        at = chance.randrange(len(data))
        if act < 0.6:
            data[at] = chance.randrange(256)
        elif act < 0.8:
            del data[at : at + chance.randrange(1, 2000)]
        else:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 50)))
        if not data:
            break
    return bytes(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("--keep", help="a folder for the inputs that broke something")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    folder = tempfile.mkdtemp()
    program = lambda name: os.path.join(options.programs, f"trialpool-{name}")
    run = lambda *words: subprocess.run(words, capture_output=True, timeout=120)
    strangers = [STRANGERS / name for name in ("one-study", "bcg", "dose-of-a-drug")]
    results, bundles = [], []
    for stranger in strangers:
        path = f"{folder}/{stranger.name}.json"
        run(program("analyze"), "run", str(stranger / "plan.yaml"), "-o", path, "--no-cache", "--quiet")
        results.append(json.load(open(path)))
        bundle = f"{folder}/{stranger.name}.zip"
        if stranger.name == "one-study":
            run(program("report"), "bundle", path, "--plan", str(stranger / "plan.yaml"), "-o", bundle, "--quiet", "--no-cache")
            bundles.append(open(bundle, "rb").read())
    mapping = b"study=trial\nevents1=a\ntotal1=b\nevents2=c\ntotal2=d\n"
    table = f"{folder}/table.csv"
    open(table, "w").write("trial,a,b,c,d\nOne 2001,1,10,2,11\n")

    def of_results():
        return mutate_json(chance.choice(results), chance), ".json", lambda path: [
            [program("report"), "page", path, "-o", "/dev/null"],
            [program("report"), "document", path, "-o", f"{folder}/out.md", "--quiet"],
        ]

    def of_plan():
        stranger = chance.choice(strangers)
        text = mutate_text((stranger / "plan.yaml").read_bytes(), chance)
        return text, ".yaml", lambda path: [
            [program("analyze"), "run", path, "--dataset", str(stranger), "--no-cache", "--quiet"]]

    def of_descriptor():
        stranger = chance.choice(strangers)
        changed = mutate_json(json.loads((stranger / "datapackage.json").read_bytes()), chance)

        def commands(path):
            copy_ = f"{folder}/dataset"
            subprocess.run(["rm", "-rf", copy_])
            subprocess.run(["cp", "-r", str(stranger), copy_])
            open(f"{copy_}/datapackage.json", "wb").write(changed)
            return [[program("import"), "validate", copy_]]

        return changed, ".json", commands

    def of_mapping():
        return mutate_text(mapping, chance), ".txt", lambda path: [
            [program("import"), "wide", table, "--mapping", path, "--into", str(strangers[0]), "--dry-run", "--quiet"]]

    def of_bundle():
        return mutate_bytes(chance.choice(bundles), chance), ".zip", lambda path: [
            [program("report"), "verify", path, "--fast", "--quiet"]]

    kinds = {"results": of_results, "plan": of_plan, "descriptor": of_descriptor, "mapping": of_mapping, "bundle": of_bundle}
    if options.only:
        kinds = {options.only: kinds[options.only]}
    counts = dict.fromkeys(kinds, 0)
    broken = 0
    end = time.time() + options.seconds
    while time.time() < end:
        kind = chance.choice(list(kinds))
        changed, ending, commands = kinds[kind]()
        path = f"{folder}/input{ending}"
        open(path, "wb").write(changed)
        for command in commands(path):
            counts[kind] += 1
            try:
                done = subprocess.run(command, capture_output=True, timeout=20, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
                status = done.returncode
                said = done.stderr.decode(errors="replace")
            except subprocess.TimeoutExpired:
                status, said = "no end in 20 seconds", ""
            if status not in (0, 1, 2) or (status == 1 and not said.strip() and b"error" not in done.stdout):
                broken += 1
                keep = options.keep or "."
                os.makedirs(keep, exist_ok=True)
                name = f"{keep}/{kind}-{options.seed}-{broken}{ending}"
                open(name, "wb").write(changed)
                print(f"{kind}: {os.path.basename(command[0])} {command[1]}: {status}: {said.strip()[:300]} ({name})", flush=True)
    print(", ".join(f"{kind} {count}" for kind, count in counts.items()) + f": {broken} broke something")
    subprocess.run(["rm", "-rf", folder])
    sys.exit(1 if broken else 0)


main()
