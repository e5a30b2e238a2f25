#!/usr/bin/env python3
"""Writes the datasets of strangers beside this file: evidence that the code was never fitted to.

Made once; run it again after a change here and look at what differs. It needs nothing but Python. The numbers of
`bcg`, `konstantopoulos-2011`, `senn-2013` and `aripiprazole-doses` are from the literature (see each dataset), all others are
invented.
"""
import csv
import json
import math
import random
from pathlib import Path

HERE = Path(__file__).parent
NUMBERS = {"year", "n_randomised", "n_enrolled", "n", "events", "k", "n_total"}
DECIMALS = {
    "follow_up_months", "timepoint_months", "mean", "sd", "ci_low", "ci_high", "ci_level", "person_years", "effect",
    "estimate", "minimum", "maximum", "step", "important",
}
KEYS = {"studies": ["study_id"], "arms": ["study_id", "arm_id"]}


def resource(table, header, declared):
    def kind(name):
        return "integer" if name in NUMBERS else "number" if name in DECIMALS else "string"

    fields = [{"name": name, **declared.get(name, {"type": kind(name)})} for name in header]
    schema = {"fields": fields, "missingValues": [""]}
    if table in KEYS:
        schema["primaryKey"] = KEYS[table]
    return {
        "name": table, "path": f"{table}.csv", "type": "table", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "schema": schema,
    }


def write(folder, title, description, plan, declared={}, **tables):
    """One dataset: rows are dictionaries; a column is there where a row fills it, and may be declared."""
    place = HERE / folder
    place.mkdir(exist_ok=True)
    resources = []
    for table, rows in tables.items():
        table = {"published_syntheses": "published-syntheses"}.get(table, table)
        header = list(dict.fromkeys(name for row in rows for name in row))
        resources.append(resource(table, header, declared))
        with open(place / f"{table}.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": folder, "title": title,
        "description": description, "version": "1.0.0",
        "licenses": [{"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}],
        "resources": resources,
    }
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (place / "datapackage.json").write_text(text, encoding="utf-8")
    (place / "plan.yaml").write_text(plan.lstrip("\n"), encoding="utf-8")


def study(study_id, author, year, design="parallel-rct", **more):
    return {"study_id": study_id, "first_author": author, "year": year, "design": design, **more}


def arm(study_id, arm_id, role, label="", **more):
    return {"study_id": study_id, "arm_id": arm_id, "label": label, "role": role, **more}


def row(study_id, arm_id, outcome, statistic, **more):
    return {
        "study_id": study_id, "arm_id": arm_id, "outcome": outcome, "statistic": statistic, **more,
        "confidence": "primary",
    }


def bcg():
    """Colditz et al. 1994, JAMA 271:698: tuberculosis after vaccination, 13 trials as 2x2 tables."""
    trials = [
        ("Aronson", 1948, 4, 119, 11, 128, "random"), ("Ferguson & Simes", 1949, 6, 300, 29, 274, "random"),
        ("Rosenthal et al.", 1960, 3, 228, 11, 209, "random"), ("Hart & Sutherland", 1977, 62, 13536, 248, 12619, "random"),
        ("Frimodt-Møller et al.", 1973, 33, 5036, 47, 5761, "alternate"), ("Stein & Aronson", 1953, 180, 1361, 372, 1079, "alternate"),
        ("Vandiviere et al.", 1973, 8, 2537, 10, 619, "random"), ("TPT Madras", 1980, 505, 87886, 499, 87892, "random"),
        ("Coetzee & Berjak", 1968, 29, 7470, 45, 7232, "random"), ("Rosenthal et al.", 1961, 17, 1699, 65, 1600, "systematic"),
        ("Comstock et al.", 1974, 186, 50448, 141, 27197, "systematic"),
        ("Comstock & Webster", 1969, 5, 2493, 3, 2338, "systematic"), ("Comstock et al.", 1976, 27, 16886, 29, 17825, "systematic"),
    ]
    studies, arms, outcomes = [], [], []
    for author, year, a, b, c, d, allocation in trials:
        name = f"{author.split()[0]}{year}"
        design = "parallel-rct" if allocation == "random" else "non-randomised-controlled"
        studies.append(study(name, author, year, design, n_enrolled=a + b + c + d, notes=f"Allocation: {allocation}"))
        arms += [
            arm(name, "BCG", "treatment", "BCG vaccine", n=a + b), arm(name, "none", "control", "No vaccine", n=c + d)
        ]
        outcomes += [
            row(name, "BCG", "tuberculosis", "events", n=a + b, events=a),
            row(name, "none", "tuberculosis", "events", n=c + d, events=c),
        ]
    write(
        "bcg", "A vaccine against tuberculosis", "13 trials as in Colditz et al. 1994, JAMA 271:698.", """
format: trialpool/plan@1
title: A vaccine against tuberculosis
date: 2026-11-29
dataset: .
seed: 1

analyses:
  - id: risk-ratio
    title: Tuberculosis, vaccinated versus not
    outcome: tuberculosis
    measure: RR
    better: lower
    favours: [favours vaccine, favours no vaccine]
    moderators: [year, patients]
    subgroups: design
    resampling: [permutation, bootstrap, wild-bootstrap, subsets]
    sensitivity:
      - model: common
      - heterogeneity: DL
        interval: normal
  - id: odds-ratio
    title: Tuberculosis, odds
    outcome: tuberculosis
    measure: OR
    better: lower
    moderators: year
  - id: risk-difference
    title: Tuberculosis, difference of risks
    outcome: tuberculosis
    measure: RD
    better: lower
  - id: risk-ratio-common
    title: Tuberculosis, one common effect
    outcome: tuberculosis
    measure: RR
    better: lower
    model: common
    resampling: permutation-interval
""", studies=studies, arms=arms, outcomes=outcomes)


def rare_proportion():
    groups = [
        ("Abel", 2011, 0, 24180, 6020.5), ("Bruun", 2012, 1, 98300, 24100), ("Castel", 2013, 0, 51200, 12800.25),
        ("Dorn", 2014, 2, 187400, 46500), ("Ekman", 2015, 0, 9800, 2400), ("Falk", 2016, 4, 402000, 100900.75),
        ("Gruber", 2017, 0, 33100, 8000), ("Holm", 2018, 1, 61000, 15400), ("Ivers", 2019, 0, 12700, 3100),
        ("Jonker", 2021, 3, 295000, 73000),
    ]
    studies, arms, outcomes = [], [], []
    for author, year, events, n, person_years in groups:
        name = f"{author}{year}"
        studies.append(study(name, author, year, "single-arm", n_enrolled=n))
        arms.append(arm(name, "drug", "treatment", "Drug", n=n))
        outcomes += [
            row(name, "drug", "anaphylaxis", "events", n=n, events=events),
            row(name, "drug", "haemorrhage", "count_rate", n=n, events=events, person_years=person_years),
        ]
    write(
        "rare-proportion", "Rare harms of a drug", "Invented: harms of about one in 100,000 in single groups.", """
format: trialpool/plan@1
title: Rare harms of a drug
date: 2026-11-29
dataset: .
seed: 1

analyses:
  - id: anaphylaxis
    title: Anaphylaxis, proportion of the treated
    outcome: anaphylaxis
    measure: PLO
    arms: treatment
    better: lower
    rare-events: true
  - id: anaphylaxis-double-arcsine
    title: Anaphylaxis, double arcsine
    outcome: anaphylaxis
    measure: PFT
    arms: treatment
    better: lower
  - id: haemorrhage-rate
    title: Haemorrhage, events per person-year
    outcome: haemorrhage
    measure: IRLN
    arms: treatment
    better: lower
    sensitivity:
      - dispersion: [0.5, 2]
  - id: haemorrhage-double-root
    title: Haemorrhage, Freeman–Tukey
    outcome: haemorrhage
    measure: IRFT
    arms: treatment
    better: lower
""", studies=studies, arms=arms, outcomes=outcomes)


def odd_names():
    names = [
        ("Müller, K. (2019): Große Studie", "Müller, K. (Große Studie)", 2019),
        ("O'Brien & Sons", "O'Brien & Sons", 2020), ("de l’Étoile [pilot]", "de l’Étoile [pilot]", 2021),
        ("Łoś 50% #1", "Łoś 50% #1", 2022), ("A_B*C|D", "A_B*C|D", 2018),
        ("Trial <b>X</b>: \"Y\"", "Trial <b>X</b>: \"Y\"", 2023),
    ]
    random.seed(3)
    studies, arms, outcomes = [], [], []
    for index, (name, author, year) in enumerate(names):
        studies.append(study(name, author, year, n_randomised=150))
        arms += [
            arm(name, "10 mg, b.i.d. (low)", "treatment", "Drug: 10 mg, b.i.d. (low)", n=50),
            arm(name, "placebo & rest", "control", "Placebo & rest, 'sham'", n=50),
        ]
        groups = [("10 mg, b.i.d. (low)", 9 + index, 4.0 + index / 4), ("placebo & rest", 15 + index, 6.0 + index / 5)]
        if index < 2:
            arms.append(arm(name, "20 mg [hoch: für Ältere]", "treatment", "Drug: 20 mg [hoch: für Ältere]", n=50))
            groups.insert(1, ("20 mg [hoch: für Ältere]", 7 + index, 3.5 + index / 3))
        for group, events, mean in groups:
            outcomes += [
                row(name, group, "relapse", "events", n=50, events=events),
                row(name, group, "pain", "mean_sd", n=50, mean=round(mean, 2), sd=2.5),
            ]
    first = names[0][0]
    outcomes += [
        row(first, "10 mg, b.i.d. (low)", name, "events", n=50, events=7)
        for name in ("fatigue, total", 'vigour <self-rated> "VAS"', "sleep & rest")
    ]
    published = [
        {"review_id": "Ö'Neill & Co. [2021]", "year": 2021, "outcome": "pain", "measure": "MD", "k": 4, "n_total": 310,
         "estimate": -2.25, "ci_low": -3.5, "ci_high": -1, "subgroup": "10 mg, b.i.d. (low)", "indirect": "",
         "source_url": "https://example.org/a?b=1&c=<2>"},
        {"review_id": "A|B_C* <2022>", "year": 2022, "outcome": "relapse", "measure": "RR", "k": "", "n_total": "",
         "estimate": 0.00042, "ci_low": 0.00031, "ci_high": 0.00057, "subgroup": "",
         "indirect": "surgery & rest, not the drug", "source_url": ""},
        {"review_id": "Test only", "year": 2023, "outcome": "pain | rest", "measure": "test", "k": "", "n_total": "",
         "estimate": "", "ci_low": "", "ci_high": "", "subgroup": "dose", "indirect": "", "source_url": ""},
    ]
    write(
        "Odd names, (brackets) & blanks", "Odd names: \"quotes\", (brackets) & <signs>",
        "Invented: names with blanks, commas, brackets, quotes, signs and letters beyond ASCII; some arms are missing,"
        " so that doubts are shown.", """
format: trialpool/plan@1
title: "Odd names: 'quotes', (brackets) & <signs>"
date: 2026-11-29
dataset: .
seed: 1

analyses:
  - id: pain
    title: "Pain: drug (any dose) & rest, versus 'sham' <at the end>"
    outcome: pain
    measure: MD
    multi-arm: covariance
    better: lower
    favours: ["favours drug & rest", "favours 'sham' <b>"]
    sensitivity:
      - multi-arm: combine
      - multi-arm: split-control
    resampling: {methods: [permutation, permutation-interval, bootstrap, subsets], iterations: 500, seed: 3}
  - id: relapse
    title: "Relapse | 50% #1, A_B*C"
    outcome: relapse
    measure: RR
    multi-arm: combine
    better: lower

not-asked:
  - outcomes: ["fatigue, total", 'vigour <self-rated> "VAS"']
    reason: "one trial's: means, without <SD> | n"
""", studies=studies, arms=arms, outcomes=outcomes, published_syntheses=published)


def one_study():
    write(
        "one-study", "One trial", "Invented: one trial of two groups.", """
format: trialpool/plan@1
title: One trial
date: 2026-11-29
dataset: .
seed: 1

analyses:
  - id: walking
    title: Walking distance, training versus advice
    outcome: walking_distance
    measure: MD
    better: higher
    favours: [favours advice, favours training]
""",
        studies=[study("Lone2020", "Lone", 2020, n_randomised=81)],
        arms=[arm("Lone2020", "training", "treatment", "Training", n=41), arm("Lone2020", "advice", "control", "Advice", n=40)],
        outcomes=[
            row("Lone2020", "training", "walking_distance", "mean_sd", n=41, mean=412.5, sd=83.25),
            row("Lone2020", "advice", "walking_distance", "mean_sd", n=40, mean=381, sd=79.5),
        ])


def three_hundred():
    random.seed(300)
    studies, arms, outcomes = [], [], []
    for index in range(300):
        name = f"Trial{index + 1:03}"
        n = [random.randint(20, 400) for _ in range(2)]
        risk = random.uniform(0.05, 0.4)
        effect = math.exp(random.gauss(-0.25, 0.2))
        events = [sum(random.random() < p for _ in range(size)) for p, size in zip((risk * effect, risk), n)]
        studies.append(study(name, f"Author{index + 1:03}", 1960 + index % 60, n_randomised=sum(n)))
        for group, role, size, count in zip(("drug", "placebo"), ("treatment", "control"), n, events):
            arms.append(arm(name, group, role, group.capitalize(), n=size))
            outcomes.append(row(name, group, "stroke", "events", n=size, events=count))
    write(
        "three-hundred", "Three hundred trials", "Invented: 300 trials drawn at random.", """
format: trialpool/plan@1
title: Three hundred trials
date: 2026-11-29
dataset: .
seed: 1

analyses:
  - id: stroke
    title: Stroke, drug versus placebo
    outcome: stroke
    measure: RR
    better: lower
    favours: [favours drug, favours placebo]
  - id: stroke-by-choices
    title: Stroke, by every choice
    kind: multiverse
    outcome: stroke
    measure: RR
    better: lower
    important: 0.9
""", studies=studies, arms=arms, outcomes=outcomes)


def konstantopoulos():
    """Konstantopoulos 2011, Research Synthesis Methods 2:61: modified school calendars, 56 schools in 11 districts."""
    effects = [
        (11, 1, 1976, -0.18, 0.118), (11, 2, 1976, -0.22, 0.118), (11, 3, 1976, 0.23, 0.144),
        (11, 4, 1976, -0.3, 0.144), (12, 1, 1989, 0.13, 0.014), (12, 2, 1989, -0.26, 0.014),
        (12, 3, 1989, 0.19, 0.015), (12, 4, 1989, 0.32, 0.024), (18, 1, 1994, 0.45, 0.023),
        (18, 2, 1994, 0.38, 0.043), (18, 3, 1994, 0.29, 0.012), (27, 1, 1976, 0.16, 0.02),
        (27, 2, 1976, 0.65, 0.004), (27, 3, 1976, 0.36, 0.004), (27, 4, 1976, 0.6, 0.007),
        (56, 1, 1997, 0.08, 0.019), (56, 2, 1997, 0.04, 0.007), (56, 3, 1997, 0.19, 0.005),
        (56, 4, 1997, -0.06, 0.004), (58, 1, 1976, -0.18, 0.02), (58, 2, 1976, 0, 0.018), (58, 3, 1976, 0, 0.019),
        (58, 4, 1976, -0.28, 0.022), (58, 5, 1976, -0.04, 0.02), (58, 6, 1976, -0.3, 0.021),
        (58, 7, 1976, 0.07, 0.006), (58, 8, 1976, 0, 0.007), (58, 9, 1976, 0.05, 0.007),
        (58, 10, 1976, -0.08, 0.007), (58, 11, 1976, -0.09, 0.007), (71, 1, 1997, 0.3, 0.015),
        (71, 2, 1997, 0.98, 0.011), (71, 3, 1997, 1.19, 0.01), (86, 1, 1997, -0.07, 0.001),
        (86, 2, 1997, -0.05, 0.001), (86, 3, 1997, -0.01, 0.001), (86, 4, 1997, 0.02, 0.001),
        (86, 5, 1997, -0.03, 0.001), (86, 6, 1997, 0, 0.001), (86, 7, 1997, 0.01, 0.001), (86, 8, 1997, -0.1, 0.001),
        (91, 1, 2000, 0.5, 0.01), (91, 2, 2000, 0.66, 0.011), (91, 3, 2000, 0.2, 0.01), (91, 4, 2000, 0, 0.009),
        (91, 5, 2000, 0.05, 0.013), (91, 6, 2000, 0.07, 0.013), (108, 1, 2000, -0.52, 0.031),
        (108, 2, 2000, 0.7, 0.031), (108, 3, 2000, -0.03, 0.03), (108, 4, 2000, 0.27, 0.03),
        (108, 5, 2000, -0.34, 0.03), (644, 1, 1995, 0.12, 0.087), (644, 2, 1995, 0.61, 0.082),
        (644, 3, 1994, 0.04, 0.067), (644, 4, 1994, -0.05, 0.067),
    ]
    z = 1.959963984540054
    studies, arms, outcomes = [], [], []
    for district, school, year, effect, variance in effects:
        name = f"District{district}"
        if not any(known["study_id"] == name for known in studies):
            studies.append(study(name, f"District {district}", year, "non-randomised-controlled"))
        modified, usual = f"school-{school}-modified", f"school-{school}-usual"
        arms += [
            arm(name, modified, "treatment", f"School {school}, modified calendar"),
            arm(name, usual, "control", f"School {school}, usual calendar"),
        ]
        half = z * math.sqrt(variance)
        outcomes.append(
            row(
                name, modified, "achievement", "difference_ci", comparator_arm_id=usual, effect=effect,
                effect_measure="SMD", ci_low=repr(effect - half), ci_high=repr(effect + half), ci_level=95,
                notes=f"School {school}; variance {variance}"))
    write(
        "konstantopoulos-2011", "School calendars and achievement",
        "56 schools in 11 districts as in Konstantopoulos 2011, Research Synthesis Methods 2:61. Limits are effect ± 1.96 √variance.",
        """
format: trialpool/plan@1
title: School calendars and achievement
date: 2026-11-29
dataset: .
seed: 1

analyses:
  - id: achievement
    title: Achievement, modified versus usual calendar
    outcome: achievement
    measure: SMD
    better: higher

  - id: achievement-by-district
    title: Achievement, schools within districts
    kind: multilevel
    outcome: achievement
    measure: SMD
    better: higher
    interval: normal
""", studies=studies, arms=arms, outcomes=outcomes)


def dose_of_a_drug():
    random.seed(7)
    authors = ["Adler", "Blom", "Cruz", "Dietz", "Evans", "Fritz", "Garg", "Hald", "Ito", "Jung", "Kaya"]
    studies, arms, outcomes = [], [], []
    for index, author in enumerate(authors):
        name, dose = f"{author}{2008 + index}", (5, 10, 20)[index % 3]
        design = "parallel-rct" if index % 4 else "non-randomised-controlled"
        n = [random.randint(25, 90) for _ in range(2)]
        studies.append(study(name, author, 2008 + index, design, n_randomised=sum(n), follow_up_months=6))
        arms += [
            arm(name, "drug", "treatment", f"Drug, {dose} mg a day", n=n[0], route="intravenous" if index % 2 else ""),
            arm(name, "placebo", "control", "Placebo", n=n[1], route="none"),
        ]
        for group, size, mean in zip(("drug", "placebo"), n, (-8 - dose / 3 + random.gauss(0, 1.5), -6.5)):
            outcomes.append(
                row(
                    name, group, "depression_change", "mean_sd", timepoint_months=3 + index % 4, n=size,
                    mean=round(mean, 1), sd=round(random.uniform(6.5, 9), 1)))
    write(
        "dose-of-a-drug", "A drug against depression", "Invented: a drug at three doses against placebo.", """
format: trialpool/plan@1
title: A drug against depression
date: 2026-11-29
dataset: .
seed: 1

analyses:
  - id: standardised
    title: Depression, drug versus placebo
    outcome: depression_change
    measure: SMD
    better: lower
    favours: [favours drug, favours placebo]
    subgroups: [design, route]
    moderators: [follow-up, year]
  - id: points
    title: Depression in points of the scale
    outcome: depression_change
    measure: MD
    better: lower
    important: 3
    sensitivity:
      - model: common
  - id: superiority
    title: Chance that a treated patient does better
    outcome: depression_change
    measure: CLES
    better: lower
""", studies=studies, arms=arms, outcomes=outcomes)


def senn():
    """Senn, Gavini, Magrez and Scheen 2013, Statistical Methods in Medical Research 22:169: HbA1c under glucose-lowering drugs."""
    groups = [
        ('De Fronzo (1995)', 'metformin', 213, -1.7, 1.459), ('De Fronzo (1995)', 'placebo', 209, 0.2, 1.446),
        ('Lewin (2007)', 'metformin', 431, -0.74, 1.106), ('Lewin (2007)', 'placebo', 144, 0.08, 1.004),
        ('Willms (1999)', 'metformin', 29, -2.5, 0.862), ('Willms (1999)', 'acarbose', 31, -2.3, 1.782),
        ('Willms (1999)', 'placebo', 29, -1.3, 1.831), ('Davidson (2007)', 'rosiglitazone', 117, -1.2, 1.097),
        ('Davidson (2007)', 'placebo', 116, 0.14, 1.093), ('Wolffenbuttel (1999)', 'rosiglitazone', 183, -0.9, 1.1),
        ('Wolffenbuttel (1999)', 'placebo', 192, 0.2, 1.11), ('Kipnes (2001)', 'pioglitazone', 182, -1.2, 1.369),
        ('Kipnes (2001)', 'placebo', 181, 0.1, 1.024), ('Kerenyi (2004)', 'rosiglitazone', 160, -0.91, 0.99),
        ('Kerenyi (2004)', 'placebo', 154, -0.14, 0.92), ('Hanefeld (2004)', 'pioglitazone', 319, 7.61, 1.072),
        ('Hanefeld (2004)', 'metformin', 320, 7.45, 1.073), ('Derosa (2004)', 'pioglitazone', 45, 6.8, 0.8),
        ('Derosa (2004)', 'rosiglitazone', 42, 6.7, 0.9), ('Baksi (2004)', 'rosiglitazone', 218, -1.2, 1.112),
        ('Baksi (2004)', 'placebo', 233, 0.1, 1.036), ('Rosenstock (2008)', 'rosiglitazone', 59, -1.17, 1.229),
        ('Rosenstock (2008)', 'placebo', 57, -0.08, 1.208), ('Zhu (2003)', 'rosiglitazone', 210, -1.9, 1.47),
        ('Zhu (2003)', 'placebo', 105, -0.4, 1.3), ('Yang (2003)', 'rosiglitazone', 102, -1.09, 1.65),
        ('Yang (2003)', 'metformin', 96, -0.95, 1.5), ('Vongthavaravat (2002)', 'rosiglitazone', 164, -1.1, 1.559),
        ('Vongthavaravat (2002)', 'sulfonylurea', 170, 0.1, 0.992), ('Oyama (2008)', 'acarbose', 41, -0.7, 0.8),
        ('Oyama (2008)', 'sulfonylurea', 43, -0.3, 0.6), ('Costa (1997)', 'acarbose', 36, -1.1, 0.36),
        ('Costa (1997)', 'placebo', 29, -0.3, 0.7), ('Hermansen (2007)', 'sitagliptin', 106, -0.3, 0.94),
        ('Hermansen (2007)', 'placebo', 106, 0.27, 0.94), ('Garber (2008)', 'vildagliptin', 132, -0.63, 1.034),
        ('Garber (2008)', 'placebo', 144, 0.07, 1.08), ('Alex (1998)', 'metformin', 291, 0.13, 1.428),
        ('Alex (1998)', 'sulfonylurea', 300, 0.5, 1.45), ('Johnston (1994)', 'miglitol', 68, -0.41, 1.072),
        ('Johnston (1994)', 'placebo', 63, 0.33, 1.032), ('Johnston (1998a)', 'miglitol', 91, -0.43, 0.954),
        ('Johnston (1998a)', 'placebo', 43, 0.98, 1.311), ('Kim (2007)', 'rosiglitazone', 57, -1.1, 1.341),
        ('Kim (2007)', 'metformin', 56, -1.1, 1.139), ('Johnston (1998b)', 'miglitol', 49, -0.12, 1.4),
        ('Johnston (1998b)', 'placebo', 34, 0.56, 1.166), ('Gonzalez-Ortiz (2004)', 'metformin', 34, -1.3, 1.861),
        ('Gonzalez-Ortiz (2004)', 'placebo', 37, -0.9, 1.803), ('Stucci (1996)', 'benfluorex', 28, 8.03, 1.29),
        ('Stucci (1996)', 'placebo', 30, 8.26, 1.35), ('Moulin (2006)', 'benfluorex', 161, -0.82, 1.028),
        ('Moulin (2006)', 'placebo', 156, 0.19, 1.374),
    ]
    studies, arms, outcomes = [], [], []
    for title, treatment, n, mean, sd in groups:
        name = title.replace("-", "").replace(" (", "").replace(")", "").replace(" ", "")
        author, year = title[:-1].split(" (")
        if not any(known["study_id"] == name for known in studies):
            studies.append(study(name, author, int(year[:4])))
        role = "control" if treatment == "placebo" else "treatment"
        arms.append(arm(name, treatment, role, treatment.capitalize(), n=n, drug=treatment))
        outcomes.append(row(name, treatment, "hba1c", "mean_sd", n=n, mean=mean, sd=sd))
    write(
        "senn-2013", "Glucose-lowering drugs added to a sulfonylurea or metformin",
        "26 trials as in Senn and colleagues 2013, Statistical Methods in Medical Research 22:169. "
        "Three trials print HbA1c at the end, all others its change.", """
format: trialpool/plan@1
title: Glucose-lowering drugs
date: 2026-11-30
dataset: .
seed: 7
groups: [drug, placebo]

analyses:
  - id: hba1c
    title: HbA1c, every drug against every other one
    kind: network
    outcome: hba1c
    measure: MD
    nodes: drug
    heterogeneity: DL
    better: lower
    funnel-order: [placebo, sulfonylurea, acarbose, miglitol, benfluorex, metformin, vildagliptin, sitagliptin, pioglitazone,
      rosiglitazone]
    identify: drug
    confidence-judgements:
      - comparison: [rosiglitazone, placebo]
        judged-by: A. Reader
        within-study-bias: some-concerns
        imprecision: no-concerns
        heterogeneity: major-concerns
        confidence: moderate
        reason: the trials differ by more than chance
  - id: hba1c-common
    title: HbA1c, one true difference for each pair
    kind: network
    outcome: hba1c
    measure: MD
    nodes: drug
    model: common
    better: lower
  - id: hba1c-pooled
    title: HbA1c, any drug against placebo
    outcome: hba1c
    measure: MD
    better: lower
""", declared={"drug": {"type": "string", "title": "Drug"}}, studies=studies, arms=arms, outcomes=outcomes)


def aripiprazole():
    """Five trials of aripiprazole in schizophrenia as in Crippa and Orsini 2016, BMC Medical Research Methodology 16:91."""
    groups = [
        (1, 0, 5.3, 18.31, 85), (1, 2, 8.23, 18.32, 92), (1, 5, 10.6, 18.31, 89), (1, 10, 11.3, 18.32, 94),
        (2, 0, 2.33, 26.1, 107), (2, 10, 15.04, 27.6, 103), (2, 15, 11.73, 26.2, 103), (2, 20, 14.44, 25.9, 97),
        (3, 0, 2.9, 24.28, 102), (3, 15, 15.5, 26.49, 99), (3, 30, 11.4, 22.9, 100), (4, 0, 5, 21.14, 103),
        (4, 20, 14.5, 20.16, 98), (4, 30, 13.9, 20.88, 96), (5, 0, 1.4, 25.73, 57), (5, 2, 11, 25, 51),
        (5, 10, 11.5, 25.2, 51), (5, 30, 15.8, 28.51, 54),
    ]
    studies, arms, outcomes = [], [], []
    for number, dose, mean, sd, n in groups:
        name = f"Trial{number}"
        if not any(known["study_id"] == name for known in studies):
            studies.append(study(name, f"Trial {number}", ""))
        label = f"Aripiprazole, {dose:g} mg a day" if dose else "Placebo"
        group = f"dose-{dose:g}"
        if not any(known["study_id"] == name and known["arm_id"] == group for known in arms):
            arms.append(
                arm(name, group, "treatment" if dose else "control", label, n=n, daily_dose=f"{dose:g}"))
            outcomes.append(row(name, group, "symptoms_change", "mean_sd", n=n, mean=mean, sd=sd))
    write(
        "aripiprazole-doses", "Doses of aripiprazole",
        "Trials of fixed doses against placebo as in Crippa and Orsini 2016, BMC Medical Research Methodology 16:91.", """
format: trialpool/plan@1
title: Doses of aripiprazole
date: 2026-11-30
dataset: .
seed: 1
groups: [aripiprazole, placebo]

analyses:
  - id: curve
    title: Symptoms by dose, a parabola
    kind: dose-response
    outcome: symptoms_change
    measure: MD
    dose: daily_dose
    curve: quadratic
    reference-dose: 0
    at: [2, 5, 10, 15, 20, 30]
    better: higher
    identify: daily_dose
  - id: line
    title: Symptoms by dose, a straight line
    kind: dose-response
    outcome: symptoms_change
    measure: MD
    dose: daily_dose
    better: higher
  - id: spline
    title: Symptoms by dose in standard deviations, a spline in one stage
    kind: dose-response
    outcome: symptoms_change
    measure: SMD
    dose: daily_dose
    curve: spline
    stages: 1
    model: common
    better: higher
  - id: too-much
    title: Symptoms by dose, a curve that the trials do not carry
    kind: dose-response
    outcome: symptoms_change
    measure: MD
    dose: daily_dose
    curve: spline
    knots: [1, 2, 3, 5, 8, 10, 12, 15, 18, 20, 22, 24, 25, 26, 27, 28, 29, 30]
    better: higher
""", declared={"daily_dose": {"type": "number", "title": "Daily dose", "unit": "mg"}}, studies=studies, arms=arms,
        outcomes=outcomes)


SEVERITY = "Severity [HDRS-17], at baseline (mean)"


def declared_properties():
    """Trials of a drug with columns of their own, some cells empty, and judgements on the risk of bias."""
    random.seed(11)
    names = ["Ahl", "Berg", "Costa", "Dunn", "Eide", "Faro", "Gatti", "Haug", "Ivo", "Jost", "Kern", "Lund", "Mora", "Nuss"]
    countries = ["Denmark", "Italy", "United Kingdom"]
    studies, arms, outcomes, bias = [], [], [], []
    for index, author in enumerate(names):
        name, dose = f"{author}{2005 + index}", (25, 50, 75, 150)[index % 4]
        funded = (index // 2) % 2 == 0
        severity = 18 + index % 5 + 0.5 * (index % 2)
        n = [random.randint(30, 90) for _ in range(2)]
        more = {"country": countries[index % 3], "n_randomised": sum(n)}
        more["industry_funding"] = "" if index == 9 else "true" if funded else "false"
        more[SEVERITY] = severity
        studies.append(study(name, author, 2005 + index, **more))
        arms += [
            arm(name, "drug", "treatment", "Drug", n=n[0], dose="" if index == 4 else dose),
            arm(name, "placebo", "control", "Placebo", n=n[1], dose=""),
        ]
        gain = 2 + 0.02 * dose + 1.2 * funded + 0.015 * dose * funded + random.gauss(0, 1.5)
        for group, size, mean in zip(("drug", "placebo"), n, (-5 - gain, -5)):
            outcomes.append(
                row(
                    name, group, "depression_change", "mean_sd", timepoint_months=3, n=size, mean=round(mean, 2),
                    sd=round(random.uniform(4, 6), 2)))
        if index != 6:
            judgement = ("low", "some-concerns", "high")[index % 3]
            bias.append(
                {"study_id": name, "tool": "rob2", "domain": "overall", "outcome": "", "judgement": judgement})
    write(
        "declared-properties", "A drug in trials with columns of their own",
        "Invented: funding, severity and dose are columns that the descriptor declares; some cells are empty.", f"""
format: trialpool/plan@1
title: A drug in trials with columns of their own
date: 2026-11-29
dataset: .
seed: 1

analyses:
  - id: points
    title: Depression in points of the scale
    outcome: depression_change
    measure: MD
    better: lower
    favours: [favours drug, favours placebo]
    subgroups:
      - industry_funding
      - {{by: dose, cuts: [50, 100], heterogeneity: common}}
      - risk-of-bias
      - country
      - {{by: "{SEVERITY}", cuts: [20]}}
    moderators:
      - dose
      - on: [dose, industry_funding]
        interactions: [[dose, industry_funding]]
        centre: {{dose: 50}}
        reference: {{industry_funding: "no"}}
      - {{on: [year, "{SEVERITY}"], centre: {{year: mean}}}}
      - country
    credibility:
      - {{of: dose, judged-by: A. Reader, direction: probably-yes, prior-evidence: probably-no, cut-points: probably-yes,
         reason: Doses were the approved ones}}
  - id: several-at-once
    title: Depression, one regression
    outcome: depression_change
    measure: SMD
    better: lower
    moderators: dose * risk-of-bias
""", declared={
            "industry_funding": {"type": "boolean", "title": "Industry funding"},
            SEVERITY: {"type": "number", "title": "Severity (HDRS-17) at baseline", "unit": "points"},
            "dose": {"type": "number", "title": "Daily dose", "unit": "mg"},
        }, studies=studies, arms=arms, outcomes=outcomes, risk_of_bias=bias)


def repeated_times():
    """Invented: twelve trials at four times, the numbers of the reference case `synthetic.pub`; and trials with dropout."""
    effects = [
        (1, [(0.3217, 0.0254), (0.285, 0.0304), (0.5185, 0.0678), (0.3406, 0.0308)]),
        (2, [(0.6292, 0.0209), (0.0075, 0.0284), (0.5673, 0.0406), (0.5659, 0.0236)]),
        (3, [(-0.1857, 0.0488), (-0.2703, 0.0461), (0.5017, 0.055), (0.3465, 0.0514)]),
        (4, [(0.0949, 0.055), (0.3788, 0.0467), (-0.1675, 0.0336), (-0.0653, 0.052)]),
        (5, [(0.7376, 0.0229), (0.7648, 0.0201), (0.6842, 0.0443), (1.1361, 0.0207)]),
        (6, [(0.5899, 0.0457), (0.4758, 0.0201), (0.6563, 0.0599), (-0.3746, 0.072)]),
        (7, [(1.1205, 0.0135), (1.5661, 0.0505), (0.7179, 0.0286), (1.0194, 0.075)]),
        (8, [(0.2078, 0.0684), (0.7702, 0.0476), (0.5426, 0.0462), (1.1574, 0.0361)]),
        (9, [(0.5029, 0.0114), (0.593, 0.0241), (0.3241, 0.0529), (0.1811, 0.019)]),
        (10, [(0.2811, 0.0121), (0.3201, 0.0383), (0.6068, 0.0408), (0.1808, 0.0708)]),
        (11, [(0.8139, 0.0413), (0.7827, 0.0713), (0.3906, 0.0741), (0.4426, 0.0547)]),
        (12, [(0.0904, 0.0208), (0.3421, 0.0387), (0.1478, 0.0654), (0.696, 0.0306)]),
    ]
    z = 1.959963984540054
    studies, arms, outcomes = [], [], []
    for number, results in effects:
        name = f"Trial{number:02d}"
        studies.append(study(name, f"Author {number}", 2000 + number))
        arms += [arm(name, "new", "treatment", "New drug"), arm(name, "old", "control", "Old drug")]
        for months, (effect, variance) in zip([0.5, 1, 2.5, 6], results):
            half = z * math.sqrt(variance)
            outcomes.append(
                row(
                    name, "new", "pain", "difference_ci", comparator_arm_id="old", timepoint_months=months,
                    effect=effect, effect_measure="SMD", ci_low=repr(effect - half), ci_high=repr(effect + half),
                    ci_level=95))
    random.seed(20261130)
    walkers = [
        ("Long & Short 2011", [1, 3, 6, 12], 1), ("O'Neill, late", [3, 6], 2), ("Æsir (pilot)", [3, 6, 12], 1),
        ("Winter et al.", [6, 12], 1), ("Summer", [1, 3, 6, 12, 36], 1), ("Autumn, twice", [3, 12], 2),
        ("Spring", [3, 6, 12], 1),
    ]
    for number, (name, months, count) in enumerate(walkers):
        size = 30 + 6 * number
        studies.append(study(name, name, 2011 + number))
        arms.append(arm(name, "control, sham", "control", "Sham", n=size))
        arms += [arm(name, f"dose {k + 1}", "treatment", f"Dose {k + 1} (daily)", n=size) for k in range(count)]
        drift = random.gauss(0, 3)
        for month in months:
            left = size - min(size // 3, int(month))
            outcomes.append(
                row(
                    name, "control, sham", "walking_distance", "mean_sd", timepoint_months=month, n=left,
                    mean=round(200 + random.gauss(0, 2), 1), sd=round(22 + random.random() * 3, 1)))
            for k in range(count):
                outcomes.append(
                    row(
                        name, f"dose {k + 1}", "walking_distance", "mean_sd", timepoint_months=month, n=left - k,
                        mean=round(213 + drift - 0.5 * month + 2 * k + random.gauss(0, 2), 1),
                        sd=round(22 + random.random() * 3, 1)))
    outcomes.append(row("Spring", "dose 1", "falls", "events", timepoint_months=12, n=50, events=7))
    outcomes.append(row("Summer", "dose 1", "falls", "events", timepoint_months=6, n=40, events=5))
    outcomes.append(row("Summer", "dose 1", "falls", "events", timepoint_months=12, n=38, events=8))
    write(
        "repeated-times", "A drug at several times",
        "Invented. The outcome pain has the numbers of a published reference case of repeated times; walking has arms that share a control, and people who leave.",
        """
format: trialpool/plan@1
title: A drug at several times
date: 2026-11-30
dataset: .
seed: 1

analyses:
  - id: pain-over-time
    title: Pain over time, new versus old drug
    kind: durability
    outcome: pain
    measure: SMD
    at: [1, 3, 6]
    time-correlation: 0
    correlation-grid: [0, 0.5]
    interval: normal
  - id: pain-at-each-time
    title: Pain at each time
    kind: durability
    outcome: pain
    measure: SMD
    over-time: factor
    at: [0.5, 1, 2.5, 6]
    structure: HAR
    time-correlation: 0
    correlation-grid: []
    interval: normal
  - id: walking-over-time
    title: Walking distance over time (metres), drug versus sham
    kind: durability
    outcome: walking_distance
    measure: MD
    better: higher
    favours: [favours sham, favours the drug]
    over-time: log-linear
    at: [3, 6, 12, 48]
  - id: walking-spline
    title: Walking distance over time, bending
    kind: durability
    outcome: walking_distance
    measure: MD
    over-time: spline
    at: 6
    window: {from: 0, to: 24}
  - id: falls-over-time
    title: Falls over time, drug alone
    kind: durability
    outcome: falls
    measure: PLO
    arms: treatment
    at: 12
""", studies=studies, arms=arms, outcomes=outcomes)


def berkey():
    """Berkey et al. 1998, Statistics in Medicine 17:2537: two outcomes of five trials; and invented scales."""
    trials = [
        ("Pihlstrom et al.", 1983, (0.47, 0.0075), (-0.32, 0.0077), 0.003),
        ("Lindhe et al.", 1982, (0.2, 0.0057), (-0.6, 0.0008), 0.0009),
        ("Knowles et al.", 1979, (0.4, 0.0021), (-0.12, 0.0014), 0.0007),
        ("Ramfjord et al.", 1987, (0.26, 0.0029), (-0.31, 0.0015), 0.0009),
        ("Becker et al.", 1988, (0.56, 0.0148), (-0.39, 0.0304), 0.0072),
    ]
    z = 1.959963984540054
    studies, arms, outcomes, printed = [], [], [], []
    for author, year, depth, level, covariance in trials:
        name = author.split()[0]
        studies.append(study(name, author, year))
        arms += [arm(name, "surgery", "treatment", "Surgery"), arm(name, "scaling", "control", "Scaling")]
        for outcome, (effect, variance) in (("probing_depth", depth), ("attachment_level", level)):
            half = z * math.sqrt(variance)
            outcomes.append(
                row(
                    name, "surgery", outcome, "difference_ci", comparator_arm_id="scaling", timepoint_months=12,
                    effect=effect, effect_measure="MeanDifference", ci_low=repr(effect - half), ci_high=repr(effect + half),
                    ci_level=95, notes=f"variance {variance}, covariance with the other outcome {covariance}"))
        r = covariance / math.sqrt(depth[1] * level[1])
        printed.append(f"      - {{between: [probing_depth, attachment_level], value: {r!r}, study: {name}}}")
    random.seed(1998)
    clinics = ["Fen, North", "Fen (South)", "Moor", "Heath", "Marsh", "Dale", "Cliff"]
    scales = [("fatigue", 20, 3.0, 6.0), ("quality of life", 60, -4.0, 9.0), ("pain (0-10)", 5, 0.8, 2.0)]
    for number, clinic in enumerate(clinics):
        size = 24 + 4 * number
        studies.append(study(clinic, f"{clinic} group", 2001 + number))
        arms += [arm(clinic, "yoga", "treatment", "Yoga", n=size), arm(clinic, "talk", "control", "Talk", n=size)]
        shared = random.gauss(0, 0.2)
        for place, (outcome, level, benefit, sd) in enumerate(scales):
            if (number + place) % 4 == 3:
                continue
            for name, gain in (("yoga", benefit * (1 + shared)), ("talk", 0)):
                outcomes.append(
                    row(
                        clinic, name, outcome, "mean_sd", timepoint_months=3, n=size - place,
                        mean=round(level - gain + random.gauss(0, sd / 8), 2), sd=round(sd * random.uniform(0.9, 1.1), 2)))
    for name, mean in (("yoga", 3.1), ("talk", 3.4)):
        outcomes.append(row(clinics[0], name, "sleep", "mean_sd", timepoint_months=3, n=22, mean=mean, sd=1.2))
        outcomes.append(row(clinics[0], name, "mood", "mean_sd", timepoint_months=3, n=22, mean=mean + 1, sd=1.4))
    table = [
        {"outcome": "probing_depth", "title": "Probing depth", "unit": "mm"},
        {"outcome": "attachment_level", "title": "Attachment level", "unit": "mm"},
        {"outcome": "fatigue", "title": "Fatigue", "worse": "higher", "important": 4},
        {"outcome": "quality of life", "title": "Quality of life", "worse": "lower"},
        {"outcome": "pain (0-10)", "title": "Pain, 0 to 10", "minimum": 0, "maximum": 10, "worse": "higher", "important": 1},
    ]
    write(
        "several-outcomes", "Gums, and yoga",
        "Five trials of surgery as in Berkey 1998, Statistics in Medicine 17:2537, with two outcomes each; seven invented trials of yoga with scales that patients fill in.",
        f"""
format: trialpool/plan@1
title: Gums, and yoga
date: 2026-11-30
dataset: .
seed: 1

analyses:
  - id: gums
    title: Probing depth and attachment level, surgery versus scaling (mm)
    kind: several-outcomes
    outcome: probing_depth
    measure: MD
    further-outcomes: [attachment_level]
    outcome-correlations:
{chr(10).join(printed)}
    structure: UN
    interval: normal
    favours: [lower after surgery, higher after surgery]
  - id: what-patients-say
    title: What patients say, yoga versus talk
    kind: several-outcomes
    outcome: fatigue
    measure: SMD
    better: lower
    favours: [favours yoga, favours talk]
    further-outcomes:
      - {{outcome: quality of life, better: higher}}
      - pain (0-10)
    patient-reported: [fatigue, quality of life, pain (0-10)]
    important-differences: {{quality of life: 5}}
    outcome-correlation: 0.4
    robust: CR2
  - id: one-trial
    title: Sleep and mood, one trial
    kind: several-outcomes
    outcome: sleep
    measure: MD
    further-outcomes: [mood]
""", studies=studies, arms=arms, outcomes=outcomes, scales=table)


def many_choices():
    """A question by many choices: several arms, values at baseline, zero events, judgements of bias, a trial alone."""
    names = [
        ("Ångström 2004, A", "Ångström", 2004, "low"), ("Brown & Sons [pilot]", "Brown & Sons", 2007, "high"),
        ("Chávez (2009)", "Chávez", 2009, "low"), ("Dvořák 2011: part 1", "Dvořák", 2011, "some-concerns"),
        ("El-Amin 2013", "El-Amin", 2013, "low"), ("Fu/Gao 2016", "Fu/Gao", 2016, "high"),
        ("Håkansson 2019", "Håkansson", 2019, ""), ("Ito 2022", "Ito", 2022, "low"),
    ]
    random.seed(11)
    studies, arms, outcomes, bias = [], [], [], []
    for index, (name, author, year, judgement) in enumerate(names):
        studies.append(study(name, author, year, n_randomised=180))
        if judgement:
            bias.append({"study_id": name, "tool": "rob2", "domain": "overall", "outcome": "", "judgement": judgement})
        groups = [("drug, 50 mg", "treatment", 9 + 6 * index % 31, -1.2), ("placebo (sugar)", "control", 4 + 2 * index, 0.0)]
        if index in (2, 5):
            groups.insert(1, ("drug, 100 mg [high]", "treatment", 14 + 3 * index, -1.9))
        for group, role, events, effect in groups:
            arms.append(arm(name, group, role, group.capitalize(), n=60))
            events = 0 if index == 0 and role == "control" else events
            shift = effect * (index + 2) / 6 + random.gauss(0, 0.5)
            outcomes += [
                row(name, group, "response >= 50%", "events", n=60, events=events),
                row(name, group, "pain (0-10), before", "mean_sd", n=60, mean=round(6.5 + random.gauss(0, 0.2), 2), sd=1.8),
                row(name, group, "pain (0-10)", "mean_sd", n=60, mean=round(5.6 + shift, 2), sd=2.1),
            ]
            if index == 4:
                outcomes.append(row(name, group, "vertigo", "events", n=60, events=6 if role == "treatment" else 2))
    write(
        "many-choices", "A drug against migraine, by many choices",
        "Invented: eight trials, two of them with two doses; studies, groups and outcomes with blanks, commas and brackets.",
        """
format: trialpool/plan@1
title: "A drug against migraine, by every choice"
date: 2026-11-30
dataset: .
seed: 1

analyses:
  - id: response
    title: "Response (>= 50%), drug versus placebo"
    kind: multiverse
    outcome: "response >= 50%"
    measure: RR
    better: higher
    important: 1.25
    favours: [favours placebo, "favours drug, any dose"]
  - id: pain
    title: "Pain, change from baseline [points]"
    kind: multiverse
    outcome: "pain (0-10)"
    baseline: "pain (0-10), before"
    correlation: 0.5
    measure: MD
    better: lower
    important: 1
    vary:
      measure: [MD, SMD, ROM]
      heterogeneity: [DL, PM]
      interval: [normal, kenward-roger]
      multi-arm: [split-control, covariance]
      correlation: [0.3, 0.8]
      without:
        - high-risk-of-bias
        - {studies: ["Brown & Sons [pilot]", "Ito 2022"], name: "the two that a maker paid for, (as far as known)"}
  - id: vertigo
    title: Vertigo, one trial alone
    kind: multiverse
    outcome: vertigo
    measure: OR
    better: lower
""", studies=studies, arms=arms, outcomes=outcomes, risk_of_bias=bias)


if __name__ == "__main__":
    makers = (
        bcg, rare_proportion, odd_names, one_study, three_hundred, konstantopoulos, dose_of_a_drug, declared_properties,
        repeated_times, berkey, senn, aripiprazole, many_choices,
    )
    for make in makers:
        make()
