#!/usr/bin/env python3
"""Sends seeded requests to `trialpool-analyze batch` and holds every answer to the laws.

Usage: batch.py PROGRAM [--requests N] [--seed N] [--from N] [--seconds S] [--slowest S] [--found FILE] [--quick] [--jobs N]
A request that ends the program, takes more than ten seconds of processor time or breaks a law is written to FILE, one a line. Exit status 1
where there is one. With --quick it asks only for what takes microseconds, thousands of lines at a time by several processes, and times
no request.
"""
import argparse
import collections
import functools
import json
import multiprocessing
import os
import select
import signal
import subprocess
import sys
import time

from generator import Words, request
from laws import broken

HANGING = 10.0


def processor_seconds(process):
    with open(f"/proc/{process}/stat") as file:
        parts = file.read().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


class Program:
    """The batch program, started anew where it ended."""

    def __init__(self, path):
        self.path = path
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.path, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=os.environ | {"SWIFT_BACKTRACE": "enable=no"}, start_new_session=True)
        self.rest = b""

    def seconds(self):
        """Processor time used by the program and its worker, which the rest of the machine does not change; else the clock."""
        own = self.process.pid
        try:
            with open(f"/proc/{own}/task/{own}/children") as file:
                family = [own] + [int(word) for word in file.read().split()]
            return sum(map(processor_seconds, family))
        except (OSError, IndexError):
            return time.monotonic()

    def ask(self, line):
        """The answer with the seconds it took; None where the program ended, or was ended because it hung."""
        before = self.seconds()
        try:
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return self.ended("crash")
        while b"\n" not in self.rest:
            if not select.select([self.process.stdout], [], [], 0.5)[0]:
                if self.seconds() - before > HANGING:
                    return self.ended("hang")
                continue
            chunk = os.read(self.process.stdout.fileno(), 1 << 20)
            if not chunk:
                return self.ended("crash")
            self.rest += chunk
        answer, self.rest = self.rest.split(b"\n", 1)
        return answer, self.seconds() - before

    def stop(self):
        """Ends the program and its worker, which may be at work."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def ended(self, how):
        self.stop()
        self.start()
        return how, 0


def laws_of(answer, wanted):
    """The laws that an answer breaks."""
    if (answer.get("error") or {}).get("code") == "internal-error":
        return [("crash", wanted["task"])]
    return broken(answer)


def faults(program, wanted, text, slowest):
    answer, seconds = program.ask(text)
    if isinstance(answer, str):
        return [(answer, wanted["task"])], HANGING
    found = laws_of(json.loads(answer), wanted)
    if seconds > slowest:
        found.append((f"slower-than-{slowest:g}-s", wanted["task"]))
    return found, seconds


BLOCK = 5_000
MOST_EXAMPLES = 100


def judged(path, seed, first):
    """The requests from `first` that break a law, with the laws; all of a block are asked at once."""
    words = Words()
    asked = [request(seed, index, words, quick=True) for index in range(first, first + BLOCK)]
    texts = "".join(json.dumps(wanted) + "\n" for wanted in asked)
    run = subprocess.run([path, "batch", "--jobs", "1"], input=texts.encode(), capture_output=True)
    answers = run.stdout.split(b"\n")[:-1]
    if len(answers) != BLOCK:
        return [(("lines-without-answer", f"{BLOCK - len(answers)} from {first}"), asked[0])]
    found = []
    for wanted, text in zip(asked, answers):
        answer = json.loads(text)
        laws = laws_of(answer, wanted)
        if answer.get("id") != wanted["id"]:
            laws.append(("answer-to-another-line", wanted["task"]))
        found += [(law, wanted) for law in sorted(set(laws))]
    return found


def hurry(options):
    """Judges blocks of requests until the requests or the time are used up."""
    counts, examples, asked = collections.Counter(), [], 0
    started = time.monotonic()
    firsts = range(options.first, options.first + options.requests, BLOCK)
    with multiprocessing.Pool(options.jobs) as pool:
        for found in pool.imap(functools.partial(judged, options.program, options.seed), firsts):
            asked += BLOCK
            for law, wanted in found:
                counts[law[0]] += 1
                if counts[law[0]] <= MOST_EXAMPLES:
                    examples.append(json.dumps({"broken": [law], "request": wanted}))
            if asked % 500_000 == 0:
                print(f"{asked} asked, {sum(counts.values())} broken laws", file=sys.stderr, flush=True)
            if time.monotonic() - started > options.seconds:
                pool.terminate()
                break
    print(f"{asked} quick requests of seed {options.seed}, {sum(counts.values())} broken laws")
    finish(options, counts, examples)


def finish(options, counts, examples):
    for law, count in counts.most_common():
        print(f"{count:8} {law}")
    for example in examples[:5] if not options.found else []:
        print(example)
    if options.found and examples:
        with open(options.found, "w") as file:
            file.write("\n".join(examples) + "\n")
    sys.exit(1 if examples else 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--slowest", type=float, default=1.0)
    parser.add_argument("--found")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if options.quick:
        return hurry(options)
    program, words = Program(options.program), Words()
    counts, examples, asked, worst = collections.Counter(), [], 0, 0.0
    started = time.monotonic()
    for index in range(options.first, options.first + options.requests):
        if time.monotonic() - started > options.seconds:
            break
        wanted = request(options.seed, index, words)
        text = json.dumps(wanted)
        found, seconds = faults(program, wanted, text, options.slowest)
        asked, worst = asked + 1, max(worst, seconds)
        for law in set(found):
            counts[law[0]] += 1
        if found:
            examples.append(json.dumps({"broken": sorted(set(found)), "seconds": seconds, "request": wanted}))
    program.stop()
    print(f"{asked} requests of seed {options.seed}, slowest {worst:.2f} s, {len(examples)} with a broken law")
    finish(options, counts, examples)


if __name__ == "__main__":
    main()
