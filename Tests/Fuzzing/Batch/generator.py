"""Seeded requests over the tasks of the batch program, with numbers that no trial has.

Request i of a seed is always the same, whatever was made before it.
"""
import json
import random
from pathlib import Path

SCHEMA = Path(__file__).resolve().parents[3] / "Sources/TrialAnalysis/Batch/Schema/batch-1.schema.json"
EXTREME = [0, 1e-300, 1e-74, 1e-15, 1e-8, 1e-4, 0.5, 1, 3, 1e4, 1e8, 1e15, 2**64, 1e74, 1e100, 1e300]
PAIRS = ["events1", "total1", "events2", "total2"]
# What draws samples, inverts distributions or follows a profile: more than some dozens of microseconds.
SLOW = ["bootstrap", "GENQM", "GENQ", "BJ", "J", "PL", "profile-likelihood", "bartlett", "skovgaard", "quantile-matching"]
RATES = ["count1", "time1", "count2", "time2"]


class Words:
    """The words that the contract's schema lists for a field of a task."""

    def __init__(self):
        self.rules = {}
        for rule in json.loads(SCHEMA.read_text())["$defs"]["request"]["allOf"]:
            task = rule["if"]["properties"]["task"].get("const")
            if task:
                self.rules[task] = rule["then"].get("properties", {})

    def __call__(self, task, field):
        found = self.rules.get(task, {}).get(field, {})
        return found.get("enum") or found.get("items", {}).get("enum") or []


class Generator:
    """One request from one source of randomness."""

    def __init__(self, seed, index, words, quick=False):
        self.quick = quick
        self.random = random.Random(f"{seed}:{index}")
        self.words = words
        # Most requests are small, because what breaks does so with few studies.
        self.studies = self.random.choice([1, 2, 2, 3, 3, 4, 5, 6, 8, 13, 30])
        self.ugliness = self.random.choice([0, 0, 0.1, 0.4])

    def chance(self, probability):
        return self.random.random() < probability

    def word(self, task, field, request, probability=0.5):
        words = self.words(task, field)
        if words and self.chance(probability):
            request[field] = self.random.choice(words)

    def effect(self):
        if self.chance(self.ugliness):
            return self.random.choice([-1, 1]) * self.random.choice(EXTREME)
        return round(self.random.gauss(0, 1), self.random.choice([1, 1, 3]))

    def positive(self):
        if self.chance(self.ugliness):
            return self.random.choice(EXTREME)
        spread = self.random.choice([1, 1, 1, 6])
        return float(f"{10 ** self.random.gauss(-1, spread):.3g}")

    def total(self):
        if self.chance(self.ugliness):
            return self.random.choice([1, 2, 1.5, 1e4, 1e6, 1e9, 1e15, 2**53, 2**64, 1e100])
        return self.random.randint(1, self.random.choice([10, 100, 100, 3000]))

    def events(self, total):
        kind = self.random.random()
        if kind < 0.25:
            return 0
        if kind < 0.35:
            return total
        if kind < 0.38:
            return self.random.uniform(0, total)
        return self.random.randint(0, max(0, int(total * self.random.choice([0.05, 0.3, 1]))))

    def column(self, make):
        return [None if self.chance(0.02 * bool(self.ugliness)) else make() for _ in range(self.studies)]

    def tables(self):
        total1, total2 = self.column(self.total), self.column(self.total)
        return {
            "events1": [None if t is None else self.events(t) for t in total1], "total1": total1,
            "events2": [None if t is None else self.events(t) for t in total2], "total2": total2,
        }

    def groups(self):
        total = self.column(self.total)
        return {"events": [None if t is None else self.events(t) for t in total], "total": total}

    def count(self):
        return 0 if self.chance(0.3) else self.total()

    def rates(self):
        return {name: self.column(self.count if name[0] == "c" else self.positive) for name in RATES}

    def moderators(self, request, data):
        kinds = [
            lambda: self.effect(), lambda: self.random.choice([1, 5]), lambda: self.random.choice(["a", "b", "c"]),
            lambda: 1, lambda: self.random.choice([1e-8, 1e8]),
        ]
        names = self.random.choice([["a"], ["a"], ["a", "b"], ["a", "b", "a:b"], [""], []])
        columns = {n: self.column(self.random.choice(kinds)) for n in ("a", "b")}
        request["moderators"] = names
        data["moderators"] = columns
        if self.chance(0.3):
            request["intercept"] = False

    def estimates(self):
        data = {"estimate": self.column(self.effect), "variance": self.column(self.positive)}
        if self.chance(0.1):
            data["estimate"] = [data["estimate"][0]] * self.studies
        if self.chance(0.1):
            data["standardError"] = data.pop("variance")
        if self.chance(0.1):
            data["weights"] = self.column(self.positive)
        return data

    def request(self):
        makers = [self.pool] * 6 + [
            self.multilevel, self.within_trial, self.network, self.network, self.dose, self.effect_sizes, self.moments, self.convert, self.mixed, self.mixed,
            self.counted, self.counted, self.counted, self.panel, self.proportion,
        ]
        if self.quick:
            makers = [self.pool] * 6 + [self.within_trial, self.effect_sizes, self.moments, self.convert]
        request = self.random.choice(makers)()
        if self.quick:
            request = {field: word for field, word in request.items() if not isinstance(word, str) or word not in SLOW}
        if self.chance(0.1):
            request["level"] = self.random.choice([0.5, 0.8, 0.99, 0.999999, 1e-9])
        return request

    def pool(self):
        request = {"task": "pool"}
        data = self.estimates()
        for field in ("model", "heterogeneity", "interval", "prediction", "heterogeneityInterval"):
            self.word("pool", field, request, 0.15 if field == "model" else 0.6)
        if self.chance(0.1):
            request["profile"] = self.random.choice(
                ["trialpool-1", "metafor-5", "revman-5", "cochrane-2025", "iqwig-6", "batch-1"])
        if self.chance(0.1):
            request["tau2"] = self.positive()
        if self.chance(0.3):
            self.moderators(request, data)
        known = self.words("pool", "followUps")
        if known and not self.quick and self.chance(0.5):
            request["followUps"] = self.random.sample(known, self.random.randint(1, 3))
            if self.chance(0.5):
                data.update(self.tables())
            request["seed"], request["iterations"] = 1, 50
            request["gosh"] = {"limit": 200}
            request["threshold"] = {"threshold": self.effect()}
        return request | {"data": data}

    def multilevel(self):
        data = self.estimates()
        levels = {n: [self.random.choice("pqrs"[:width]) for _ in range(self.studies)] for n, width in (("a", 3), ("b", 4))}
        data["levels"] = levels
        request = {"task": "multilevel", "random": self.random.choice(
            [["a"], ["a", "b"], [{"outer": "a"}, {"outer": "b"}], [], [{"outer": "a", "inner": "b", "structure": "CS"}]])}
        for field in ("heterogeneity", "interval", "degreesOfFreedom"):
            self.word("multilevel", field, request)
        if self.chance(0.3):
            request["followUps"] = [self.random.choice(["blup", "residuals", "component-limits"])]
        if self.chance(0.2):
            self.moderators(request, data)
        return request | {"data": data}

    def treatment(self):
        return self.random.choice(["a", "b", "c", "a + b", "b + c"])

    def network(self):
        request = {"task": self.random.choice(["network", "network", "components"])}
        rows = range(self.studies)
        data = {"study": [str(self.random.choice([i, i // 2, i // 3])) for i in rows], "treatment": [self.treatment() for _ in rows]}
        if self.chance(0.5):
            data |= {"comparator": [self.treatment() for _ in rows], "estimate": self.column(self.effect),
                     "standardError": self.column(self.positive)}
        else:
            data |= self.groups() | {"mean": self.column(self.effect), "sd": self.column(self.positive)}
            data.pop(self.random.choice(["mean", "events"]), None)
        for field in ("measure", "method", "heterogeneity"):
            self.word("network", field, request)
        if self.chance(0.3):
            request["followUps"] = [self.random.choice(["ranking", "split", "decomposition", "contributions", "measures", "hat"])]
            request["ranking"] = {"desirable": "small", "draws": 50}
        return request | {"data": data}

    def dose(self):
        request = {"task": "dose-response"}
        for field in ("curve", "covariance", "counts", "heterogeneity", "type"):
            self.word("dose-response", field, request)
        request |= {"powers": [self.random.choice([-1, 0, 0.5, 2])], "half": self.random.choice([1e-8, 1, 5, 1e15])}
        if self.chance(0.3):
            request["stages"] = self.random.choice([1, 2])
        rows = range(self.studies)
        data = {"study": [str(i // 3) for i in rows], "dose": self.column(self.random.choice([self.effect, self.positive])),
                "estimate": self.column(self.effect), "cases": self.column(self.positive), "total": self.column(self.total)}
        data["standardError"] = [0 if i % 3 == 0 else e for i, e in enumerate(self.column(self.positive))]
        return request | {"data": data}

    def within_trial(self):
        data = {}
        for group in ("reference", "other"):
            data[group + "Estimate"] = self.column(self.effect)
            data[group + "Variance"] = self.column(self.positive)
        request = {"task": "within-trial"}
        for field in ("heterogeneity", "interval", "prediction"):
            self.word("pool", field, request)
        return request | {"data": data}

    def effect_sizes(self):
        request = {"task": "effect-sizes"}
        self.word("effect-sizes", "measure", request, 1)
        if self.chance(0.3):
            request["options"] = {"zeroCells": {
                "add": self.random.choice([0, 0.5, 1, 1e100]),
                "to": self.random.choice(["only-zero", "all", "if-any-zero", "none"])}}
        data = self.tables() | self.groups() | self.rates()
        for name in ("estimate", "mean", "mean1", "mean2", "correlation"):
            data[name] = self.column(self.effect)
        for name in ("variance", "sd", "sd1", "sd2", "alpha", "items", "bothPositive", "firstOnly", "secondOnly",
                     "bothNegative", "count", "time"):
            data[name] = self.column(self.positive)
        return request | {"data": data}

    def moments(self):
        request = {"task": "moments"}
        self.word("moments", "method", request, 0.8)
        names = ["minimum", "firstQuartile", "median", "thirdQuartile", "maximum"]
        rows = [sorted(self.effect() for _ in names) for _ in range(self.studies)]
        data = {n: [row[i] for row in rows] for i, n in enumerate(names)}
        return request | {"data": data | {"total": self.column(self.total)}}

    def convert(self):
        request = {"task": "convert", "ratio": self.chance(0.3)}
        self.word("convert", "conversion", request, 1)
        names = ["standardError", "lower", "upper", "total", "difference", "t", "pValue", "total1", "total2", "baseline",
                 "final", "correlation", "change", "estimate", "statistic"]
        makers = [self.effect, self.positive, self.total]
        return request | {"data": {n: self.column(self.random.choice(makers)) for n in names}}

    def mixed(self):
        measure = self.random.choice(["OR", "OR", "IRR", "PLO", "IRLN"])
        data = {"OR": self.tables, "IRR": self.rates, "PLO": self.groups}.get(measure, self.single_rates)()
        request = {"task": "glmm", "measure": measure}
        for field in ("formulation", "model", "interval", "coding"):
            self.word("glmm", field, request)
        if self.chance(0.2):
            request["correlated"] = True
        if self.chance(0.1):
            request["quadraturePoints"] = self.random.choice([1, 7, 21])
        if self.chance(0.25):
            self.moderators(request, data)
        return request | {"data": data}

    def single_rates(self):
        return {"count": self.column(self.count), "time": self.column(self.positive)}

    def any_counts(self):
        return self.random.choice([self.tables, self.rates, self.groups, self.single_rates])()

    def counted(self):
        task = self.random.choice(["mantel-haenszel", "peto", "beta-binomial", "firth", "exact"])
        measures = {"mantel-haenszel": ["OR", "RR", "RD", "IRR", "IRD"], "exact": ["OR", "IRR", "PR", "IR"]}
        request = {"task": task}
        if task in measures:
            request["measure"] = self.random.choice(measures[task])
        makers = {"IRR": self.rates, "IRD": self.rates, "PR": self.groups, "IR": self.single_rates}
        for field in ("link", "tail"):
            self.word(task, field, request)
        if self.chance(0.3):
            request["followUps"] = [self.random.choice(["leave-one-out", "cumulative"])]
        return request | {"data": makers.get(request.get("measure"), self.tables)()}

    def panel(self):
        return {"task": "rare-panel", "data": self.any_counts()}

    def proportion(self):
        request = {"task": "proportion"}
        self.word("proportion", "interval", request)
        return request | {"data": self.random.choice([self.groups, self.single_rates])()}


def request(seed, index, words, quick=False):
    """Request `index` of a seed, with the index as its id; `quick` asks only for what is answered in microseconds."""
    return {"id": str(index)} | Generator(seed, index, words, quick).request()
