#!/usr/bin/env python3
"""Reference numbers of DeclaredPropertiesTests, from the files of `declared-properties` and numpy alone.

Mixed-effects meta-regression by restricted maximum likelihood, with Fisher scoring as in Viechtbauer 2005,
doi:10.3102/10769986030003261; nothing of the toolkit is used. Prints τ² and the coefficients of each model.
"""
import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent / "declared-properties"


def table(name):
    with open(HERE / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def reml(y, v, x, tau2=0.1):
    for _ in range(500):
        w = np.diag(1 / (v + tau2))
        p = w - w @ x @ np.linalg.inv(x.T @ w @ x) @ x.T @ w
        step = (y @ p @ p @ y - np.trace(p)) / np.trace(p @ p)
        tau2 = max(0.0, tau2 + step)
        if abs(step) < 1e-14:
            break
    w = np.diag(1 / (v + tau2))
    inverse = np.linalg.inv(x.T @ w @ x)
    return tau2, inverse @ x.T @ w @ y, np.sqrt(np.diag(inverse))


studies = {row["study_id"]: row for row in table("studies")}
dose = {row["study_id"]: row["dose"] for row in table("arms") if row["arm_id"] == "drug"}
groups = {(row["study_id"], row["arm_id"]): row for row in table("outcomes")}
effects = {}
for name in studies:
    drug, placebo = groups[name, "drug"], groups[name, "placebo"]
    variance = sum(float(g["sd"]) ** 2 / int(g["n"]) for g in (drug, placebo))
    effects[name] = (float(drug["mean"]) - float(placebo["mean"]), variance)


def fit(title, names, columns):
    y, v = (np.array([effects[name][i] for name in names]) for i in (0, 1))
    x = np.column_stack([np.ones(len(names))] + columns)
    tau2, beta, error = reml(y, v, x)
    print(title, len(names), "tau2", repr(float(tau2)), "beta", [float(b) for b in beta], "se", [float(e) for e in error])


known = [name for name in studies if dose[name]]
fit("dose", known, [np.array([float(dose[n]) for n in known])])
both = [name for name in known if studies[name]["industry_funding"]]
d = np.array([float(dose[n]) - 50 for n in both])
f = np.array([studies[n]["industry_funding"] == "true" for n in both], dtype=float)
fit("dose * industry_funding", both, [d, f, d * f])
country = [studies[n]["country"] for n in studies]
fit("country", list(studies), [np.array([c == level for c in country], dtype=float) for level in ("Italy", "United Kingdom")])
band = {n: "?" if not dose[n] else "low" if float(dose[n]) < 50 else "middle" if float(dose[n]) < 100 else "high" for n in studies}
names = list(studies)
y, v = (np.array([effects[n][i] for n in names]) for i in (0, 1))
x = np.column_stack([[band[n] == level for n in names] for level in ("low", "middle", "high", "?")]).astype(float)
print("bands", *reml(y, v, x))
