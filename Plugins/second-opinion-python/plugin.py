"""Pools every analysis of a result file again, in plain Python and with statsmodels where it is installed."""
import math

import pooling
import trialpool_plugin

try:
    import numpy
    from statsmodels.stats.meta_analysis import combine_effects
except ImportError:
    combine_effects = None


def covariance(record):
    """The covariance of the sampling errors; None where rows share a group in a way that is not known here."""
    rows = record["rows"]
    matrix = [[row["variance"] if i == j else 0.0 for j in range(len(rows))] for i, row in enumerate(rows)]
    for i, first in enumerate(rows):
        for j, second in enumerate(rows[:i]):
            if first["study"] != second["study"] or not shares_control(first, second):
                continue
            shared = control_variance(record["question"]["measure"]["code"], first["groups"][1])
            if shared is None:
                return None
            matrix[i][j] = matrix[j][i] = shared
    return matrix


def shares_control(first, second):
    groups = first["groups"], second["groups"]
    return all(len(group) == 2 for group in groups) and groups[0][1] == groups[1][1]


def control_variance(measure, group):
    """The part of a comparison's variance that its control group brings."""
    total, events = group.get("total"), group.get("events")
    if measure == "MD" and group.get("standardDeviation") is not None:
        return group["standardDeviation"] ** 2 / total
    if measure == "RR" and events:
        return 1 / events - 1 / total
    if measure == "OR" and events and events < total:
        return 1 / events + 1 / (total - events)
    if measure == "RD" and events is not None:
        return events * (total - events) / total ** 3
    return None


def same_digits(first, second):
    """How many digits two numbers share, counted from the first of the larger."""
    if first == second:
        return 16
    size = max(abs(first), abs(second))
    if size < 1e-12:
        return 16
    return max(0, min(16, int(-math.log10(abs(first - second) / size))))


def opinions(record):
    """Name, our number and theirs for each quantity of an analysis; raises LookupError with the reason where there is none."""
    pooled = record["answer"].get("pooled")
    if not pooled or not pooled.get("fit"):
        raise LookupError("it has no pooled effect")
    fit, method, rows = pooled["fit"], record["method"], record["rows"]
    matrix = covariance(record)
    if matrix is None:
        raise LookupError("rows share a control group, and how is not known here for this measure")
    if method["comparison"]["code"] != "inverse-variance":
        raise LookupError(f"it was combined by {method['comparison']['name']}")
    estimates = [row["estimate"] for row in rows]
    tau2 = 0.0
    found = []
    heterogeneity = fit.get("heterogeneity", {})
    independent = all(matrix[i][j] == 0 for i in range(len(rows)) for j in range(i))
    if method["model"] == "random" and len(rows) > 1:
        code = (method.get("estimator") or {}).get("code")
        if code not in pooling.ESTIMATORS or (code != "REML" and not independent):
            raise LookupError(f"the estimator {code} is not here")
        tau2 = pooling.ESTIMATORS[code](estimates, matrix)
        found.append(("τ²", heterogeneity["tau2"], tau2))
    again = pooling.Fit(estimates, matrix, tau2)
    coefficient = fit["coefficients"][0]
    found.append(("estimate", coefficient["estimate"], again.estimate))
    half = pooling.limits(again, len(rows), fit.get("interval"), record["method"]["level"])
    if half is not None and coefficient.get("degreesOfFreedom", len(rows) - 1) == len(rows) - 1:
        found.append(("lower limit", coefficient["limits"]["lower"], again.estimate - half))
        found.append(("upper limit", coefficient["limits"]["upper"], again.estimate + half))
    if heterogeneity.get("q") is not None and len(rows) > 1:
        found.append(("Q", heterogeneity["q"], pooling.Fit(estimates, matrix, 0.0).q))
        if combine_effects is not None and independent:
            theirs = combine_effects(
                numpy.asarray(estimates), numpy.asarray([row["variance"] for row in rows]), method_re="dl")
            found.append(("Q (statsmodels)", heterogeneity["q"], float(theirs.q)))
            if method["model"] != "random":
                found.append(("estimate (statsmodels)", coefficient["estimate"], float(theirs.mean_effect_fe)))
    return found


def answer(work):
    wanted = work.options.get("digits", 6)
    rows, left, worst = [], [], []
    analyses = work.input["results"]["analyses"]
    for number, record in enumerate(analyses):
        try:
            for name, ours, theirs in opinions(record):
                digits = same_digits(ours, theirs)
                # What is zero but for rounding has no digits to share.
                if abs(ours) < 1e-8 and abs(theirs) < 1e-8:
                    digits = 16
                rows.append([record["id"], name, f"{ours:.12g}", f"{theirs:.12g}", digits])
                if digits < wanted:
                    worst.append(f"{record['title']}: {name} is {ours:.12g} and {theirs:.12g}")
        except (LookupError, KeyError, ZeroDivisionError, ValueError, OverflowError) as reason:
            left.append(f"{record['title']}: not pooled again, because {str(reason).strip(chr(39))}.")
        work.progress((number + 1) / len(analyses))
    asked = len({row[0] for row in rows})
    with_what = " and with statsmodels" if combine_effects else ""
    content = [{"paragraph": (
        f"{asked} of {len(analyses)} analyses were pooled again from their rows in plain Python{with_what}; "
        + (f"every number agrees to at least {min((row[4] for row in rows), default=0)} digits." if not worst
           else f"{len(worst)} numbers differ before digit {wanted}."))}]
    if worst:
        content.append({"list": worst})
    if rows:
        content.append({"table": {
            "caption": "The same numbers twice, on the scale of analysis",
            "columns": ["Analysis", "Number", "TrialPool", "Python", "Digits shared"], "rows": rows}})
    if left:
        content.append({"list": left})
    return {"heading": "A second opinion, from Python", "content": content}


if __name__ == "__main__":
    trialpool_plugin.run(answer)
