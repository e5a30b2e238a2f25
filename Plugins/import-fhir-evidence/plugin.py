"""Reads FHIR Evidence and Citation resources into studies, arms and outcome rows."""
import json
import re

import trialpool_plugin
from fhir import MEASURES, measure, words
from trialpool_plugin import Failure

ROLES = {"exposure": "treatment", "referenceExposure": "control", "reference-exposure": "control"}


class Reader:
    """Collects the rows of resources; whatever is not taken is named."""

    def __init__(self):
        self.studies, self.arms, self.outcomes, self.left = {}, {}, [], []

    def leave(self, place, code, reason):
        self.left.append({"place": place, "code": code, "reason": reason})

    def resource(self, resource, place):
        kind = resource.get("resourceType")
        if kind == "Bundle":
            for number, entry in enumerate(resource.get("entry", []), start=1):
                inside = entry.get("resource") if isinstance(entry, dict) else None
                if isinstance(inside, dict):
                    self.resource(inside, f"entry {number}")
                else:
                    self.leave(f"entry {number}", "no-resource", "the entry has no resource")
        elif kind == "Evidence":
            self.evidence(resource, place)
        elif kind == "Citation":
            self.citation(resource)
        else:
            self.leave(place, "other-resource", f"{kind or 'something without a resourceType'} is no Evidence or Citation")

    def study(self, name, **cells):
        study = self.studies.setdefault(name, {"study_id": name})
        for key, value in cells.items():
            if value and key not in study:
                study[key] = value
        return name

    def citation(self, resource):
        artifact = resource.get("citedArtifact", {})
        titles = [title.get("text") for title in artifact.get("title", []) if title.get("text")]
        form = next(iter(artifact.get("publicationForm", [])), {})
        year = re.match(r"\d{4}", str(form.get("articleDate", form.get("publicationDateYear", ""))))
        entries = artifact.get("contributorship", {}).get("entry", [])
        author = words_of_name(entries[0].get("contributor", {})) if entries else ""
        identifiers = artifact.get("identifier", [])
        doi = next((i.get("value") for i in identifiers if "doi" in str(i.get("system", "")).lower()), None)
        pmid = next((i.get("value") for i in identifiers if "pubmed" in str(i.get("system", "")).lower()), None)
        name = resource.get("title") or resource.get("name") or f"{author or 'Study'}{year.group() if year else ''}"
        self.study(name, first_author=author, year=year.group() if year else None, title=next(iter(titles), None), doi=doi,
                   pmid=pmid, journal=form.get("publishedIn", {}).get("title"), source_url=resource.get("url"))

    def evidence(self, resource, place):
        place = f"{place}, Evidence {resource.get('id', '')}".strip()
        if resource.get("synthesisType"):
            return self.leave(place, "synthesis", "it pools several studies; a dataset holds what single studies report")
        outcome, arms = "", {}
        for variable in resource.get("variableDefinition", []):
            role = variable.get("variableRole")
            role = role if isinstance(role, str) else words(role)
            name = (variable.get("observed") or variable.get("intended") or {}).get("display") or variable.get("description", "")
            if role == "measuredVariable" or role == "outcome":
                outcome = name
            elif role in ROLES and name:
                arms[ROLES[role]] = name
        source = resource.get("citeAsMarkdown") or resource.get("citeAs") or next(
            (r.get("display") or r.get("label") or r.get("citation") for r in resource.get("relatedArtifact", [])), None)
        study = source or resource.get("title")
        if not study or not outcome:
            return self.leave(place, "no-study", "it names no study or no measured variable")
        statistics = resource.get("statistic", [])
        if not statistics:
            self.leave(place, "no-statistic", "it has no statistic")
        for statistic in statistics:
            self.statistic(statistic, place, study, outcome, arms)

    def statistic(self, statistic, place, study, outcome, arms):
        name = measure(statistic.get("statisticType"))
        size = (statistic.get("sampleSize") or {})
        total = size.get("knownDataCount", size.get("numberOfParticipants"))
        row = {"outcome": outcome_code(outcome), "confidence": "secondary", "source_location": place, "study_id": study}
        if name:
            value = (statistic.get("quantity") or {}).get("value")
            limits = next((e for e in statistic.get("attributeEstimate", []) if e.get("range")), None)
            if value is None or limits is None or len(arms) < 2:
                return self.leave(place, "incomplete", f"{name} needs a quantity, a range and both exposures")
            low, high = (limits["range"].get(end, {}).get("value") for end in ("low", "high"))
            row.update({
                "arm_id": self.arm(study, arms, "treatment"), "comparator_arm_id": self.arm(study, arms, "control"),
                "statistic": MEASURES[name][2], "effect": value, "effect_measure": name, "ci_low": low, "ci_high": high,
                "ci_level": percent(limits.get("level", 0.95))})
        elif statistic.get("numberOfEvents") is not None and total is not None and len(arms) == 1:
            role = next(iter(arms))
            row.update({"arm_id": self.arm(study, arms, role), "statistic": "events", "n": total,
                        "events": statistic["numberOfEvents"]})
        else:
            kind = words(statistic.get("statisticType")) or "a statistic without a type"
            return self.leave(place, "other-statistic", f"{kind} is none that a dataset holds")
        self.study(study)
        self.outcomes.append(row)

    def arm(self, study, arms, role):
        self.arms.setdefault((study, role), {"study_id": study, "arm_id": role, "role": role, "label": arms[role]})
        return role


def words_of_name(contributor):
    """The family name in "Alder, Anna", "Alder A" and "Anna Alder"."""
    name = contributor.get("display") or ""
    parts = name.split(",")[0].split()
    if "," in name or len(parts) < 2:
        return " ".join(parts)
    return " ".join(parts[:-1]) if re.fullmatch(r"[A-Z]{1,3}", parts[-1]) else parts[-1]


def outcome_code(name):
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "outcome"


def percent(level):
    return round(level * 100, 6) if level <= 1 else level


def answer(work):
    try:
        with open(work.input["file"]["path"], encoding="utf-8") as file:
            resource = json.load(file)
    except (UnicodeDecodeError, ValueError) as error:
        raise Failure("not-json", f"it is not JSON: {error}", line=getattr(error, "lineno", None))
    if not isinstance(resource, dict):
        raise Failure("no-resource", "a FHIR resource is a JSON object", line=1)
    reader = Reader()
    reader.resource(resource, "the file")
    if not reader.outcomes and not reader.studies:
        reasons = "; ".join(sorted({left["reason"] for left in reader.left})[:3])
        raise Failure("nothing-taken", f"nothing in it becomes a row: {reasons or 'it is empty'}")
    return {"studies": list(reader.studies.values()), "arms": list(reader.arms.values()), "outcomes": reader.outcomes,
            "notTaken": reader.left}


if __name__ == "__main__":
    trialpool_plugin.run(answer)
