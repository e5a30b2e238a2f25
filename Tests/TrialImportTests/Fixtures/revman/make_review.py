"""Writes subgroups.rm5: made numbers with the results that Review Manager 5 stores, computed here by the standard library alone.

Formulas: Deeks and Higgins 2010, Statistical algorithms in Review Manager 5. Run it in its own folder.
"""
from math import exp, log, sqrt

Z = 1.959963984540054


def table(measure, a, n1, c, n2):
    """Log effect, its variance, and the Mantel-Haenszel sums (numerator, denominator, variance terms)."""
    b, d = n1 - a, n2 - c
    if 0 in (a, b, c, d):
        a, b, c, d, n1, n2 = a + 0.5, b + 0.5, c + 0.5, d + 0.5, n1 + 1, n2 + 1
    n = n1 + n2
    if measure == "RR":
        effect = log((a / n1) / (c / n2))
        variance = 1 / a - 1 / n1 + 1 / c - 1 / n2
        sums = (a * n2 / n, c * n1 / n, ((n1 * n2 * (a + c) - a * c * n) / n**2,))
    else:
        effect = log(a * d / (b * c))
        variance = 1 / a + 1 / b + 1 / c + 1 / d
        r, s, p, q = a * d / n, b * c / n, (a + d) / n, (b + c) / n
        sums = (r, s, (p * r, p * s + q * r, q * s))
    return effect, variance, sums


def mantel_haenszel(measure, rows):
    parts = [table(measure, *row) for row in rows]
    top, bottom = sum(p[2][0] for p in parts), sum(p[2][1] for p in parts)
    terms = [sum(p[2][2][i] for p in parts) for i in range(len(parts[0][2][2]))]
    if measure == "RR":
        error = sqrt(terms[0] / (top * bottom))
    else:
        error = sqrt((terms[0] / top**2 + terms[1] / (top * bottom) + terms[2] / bottom**2) / 2)
    return log(top / bottom), error, [(p[0], p[1]) for p in parts]


def inverse_variance(pairs):
    weights = [1 / v for _, v in pairs]
    return sum(w * y for w, (y, _) in zip(weights, pairs)) / sum(weights), 1 / sqrt(sum(weights))


def pool(pairs, centre, error, random):
    q = sum((y - centre) ** 2 / v for y, v in pairs)
    df = len(pairs) - 1
    tau2 = 0.0
    if random:
        w = [1 / v for _, v in pairs]
        c = sum(w) - sum(x * x for x in w) / sum(w)
        tau2 = max(0.0, (q - df) / c) if c > 0 else 0.0
        centre, error = inverse_variance([(y, v + tau2) for y, v in pairs])
    return {"estimate": centre, "error": error, "tau2": tau2, "q": q, "df": df}


def dichotomous(measure, rows, random):
    if measure == "PETO_OR":
        pairs = []
        for a, n1, c, n2 in rows:
            n, m = n1 + n2, a + c
            v = n1 * n2 * m * (n - m) / (n * n * (n - 1))
            pairs.append(((a - n1 * m / n) / v, 1 / v))
        return pool(pairs, *inverse_variance(pairs), random)
    centre, error, pairs = mantel_haenszel(measure, rows)
    return pool(pairs, centre, error, random)


def continuous(rows, random):
    pairs = [(m1 - m2, s1**2 / n1 + s2**2 / n2) for m1, s1, n1, m2, s2, n2 in rows]
    return pool(pairs, *inverse_variance(pairs), random)


def generic(rows, random):
    pairs = [(y, s * s) for y, s in rows]
    return pool(pairs, *inverse_variance(pairs), random)


def logrank(rows, random):
    pairs = [(oe / v, 1 / v) for oe, v in rows]
    return pool(pairs, *inverse_variance(pairs), random)


def stored(result, ratio):
    natural = exp if ratio else (lambda x: x)
    y, s = result["estimate"], result["error"]
    values = [
        ("EFFECT_SIZE", natural(y)), ("CI_START", natural(y - Z * s)), ("CI_END", natural(y + Z * s)),
        ("TAU2", result["tau2"]), ("CHI2", result["q"]), ("DF", result["df"]), ("Z", abs(y / s)), ("CI_TOTAL", 95),
    ]
    return " ".join(f'{name}="{value!r}"' for name, value in values)


FAMILIES = {
    "DICH": ("EVENTS_1 TOTAL_1 EVENTS_2 TOTAL_2", dichotomous), "CONT": ("MEAN_1 SD_1 TOTAL_1 MEAN_2 SD_2 TOTAL_2", continuous),
    "IV": ("ESTIMATE SE", generic), "IPD": ("O_E VAR", logrank),
}

# family, number, name, measure, method, random, [(subgroup, [(study, numbers)])]
COMPARISONS = [
    ("Cells versus placebo", [
        ("DICH", "Relapse", "RR", "MH", True, [
            ("Relapsing", [("A", (4, 40, 9, 42)), ("B", (11, 60, 15, 58)), ("C", (0, 25, 5, 24))]),
            ("Progressive", [("A", (6, 31, 5, 30)), ("D", (3, 50, 14, 52))])]),
        ("CONT", "Change of disability", "MD", "IV", False, [
            ("6 months", [("A", (-0.42, 0.9, 40, 0.11, 1.0, 42)), ("B", (-0.2, 1.1, 60, 0.05, 1.2, 58))]),
            ("Later", [("A", (-0.35, 1.0, 31, 0.2, 1.1, 30)), ("D", (0.1, 0.8, 50, 0.0, 0.9, 52))])]),
        ("IPD", "Progression", "HR", "PETO", False, [("", [("A", (-4.2, 11.5)), ("B", (-2.0, 9.75)), ("D", (1.1, 6.0))])]),
        ("IV", "Time to relapse", "HR", "IV", True, [
            ("", [("A", (-0.51, 0.22)), ("B", (0.13, 0.31)), ("C", (-0.9, 0.4)), ("D", (-0.05, 0.19))])]),
        ("DICH", "Death", "PETO_OR", "PETO", False, [("", [("A", (1, 71, 0, 72)), ("B", (0, 60, 2, 58)), ("D", (2, 50, 1, 52))])]),
    ]),
    ("Cells versus no treatment", [
        ("DICH", "Relapse", "OR", "MH", False, [("", [("A", (5, 40, 8, 39)), ("E", (7, 33, 12, 35))])]),
        ("CONT", "Quality of life", "MD", "IV", True, [
            ("", [("A", (61.2, 12.0, 40, 55.1, 13.5, 39)), ("E", (58.0, 15.1, 33, 60.4, 14.0, 35)), ("F", (70.1, 9.0, 21, 61.0, 9.9, 20))])]),
    ]),
]
YEARS = {"A": 2001, "B": 2003, "C": 2005, "D": 2006, "E": 2009, "F": 2011}


def main():
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<COCHRANE_REVIEW>",
             "<COVER_SHEET><TITLE>Made numbers: no such trial exists</TITLE></COVER_SHEET>",
             "<STUDIES_AND_REFERENCES><STUDIES><INCLUDED_STUDIES>"]
    lines += [f'<STUDY ID="STD-{s}" NAME="Study {s} {y}" YEAR="{y}"/>' for s, y in YEARS.items()]
    lines += ["</INCLUDED_STUDIES></STUDIES></STUDIES_AND_REFERENCES>", "<ANALYSES_AND_DATA>"]
    for number, (name, outcomes) in enumerate(COMPARISONS, 1):
        lines.append(f'<COMPARISON ID="CMP-{number:03}" NO="{number}"><NAME>{name}</NAME>')
        for position, (family, title, measure, method, random, parts) in enumerate(outcomes, 1):
            fields, compute = FAMILIES[family]
            answer = (lambda rows: compute(measure, rows, random)) if family == "DICH" else (lambda rows: compute(rows, random))
            ratio = measure != "MD"
            rows = [numbers for _, studies in parts for _, numbers in studies]
            words = f'EFFECT_MEASURE="{measure}" METHOD="{method}" RANDOM="{"YES" if random else "NO"}"'
            lines.append(f'<{family}_OUTCOME ID="CMP-{number:03}.{position:02}" NO="{position}" {words} '
                         f'SUBGROUPS="{"YES" if len(parts) > 1 else "NO"}" {stored(answer(rows), ratio)}>')
            lines.append(f"<NAME>{title}</NAME><GROUP_LABEL_1>Cells</GROUP_LABEL_1><GROUP_LABEL_2>Control</GROUP_LABEL_2>")
            for place, (part, studies) in enumerate(parts, 1):
                if part:
                    lines.append(f'<{family}_SUBGROUP ID="CMP-{number:03}.{position:02}.{place:02}" NO="{place}" '
                                 f'{stored(answer([n for _, n in studies]), ratio)}><NAME>{part}</NAME>')
                for study, numbers in studies:
                    cells = " ".join(f'{f}="{v}"' for f, v in zip(fields.split(), numbers))
                    lines.append(f'<{family}_DATA STUDY_ID="STD-{study}" {cells}/>')
                if part:
                    lines.append(f"</{family}_SUBGROUP>")
            lines.append(f"</{family}_OUTCOME>")
        lines.append("</COMPARISON>")
    lines += ["</ANALYSES_AND_DATA>", "</COCHRANE_REVIEW>", ""]
    with open("subgroups.rm5", "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


main()
