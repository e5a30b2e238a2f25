"""Compares a folder of downloaded ClinicalTrials.gov records with the dataset: which trials have results that it lacks?

Nothing is fetched. The folder is named by the variable TRIALPOOL_REGISTRY and holds records as the registry's second interface
gives them, one JSON file a trial or a file with a list of them under "studies".
"""
import json
import os
import re

import trialpool_plugin
from trialpool_plugin import Failure

NUMBER = re.compile(r"NCT\d{8}", re.IGNORECASE)


def records(folder):
    """Name of the file and record, in the order of the names; a file that is no record is a ValueError's text in its place."""
    for name in sorted(os.listdir(folder)):
        if not name.lower().endswith(".json"):
            continue
        try:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                content = json.load(file)
        except (OSError, ValueError) as error:
            yield name, str(error)
            continue
        found = content.get("studies", [content]) if isinstance(content, dict) else content
        for record in found:
            yield name, record


def part(record, *names):
    for name in names:
        record = record.get(name, {}) if isinstance(record, dict) else {}
    return record


def describe(record):
    protocol = part(record, "protocolSection")
    return {
        "number": part(protocol, "identificationModule", "nctId") or "",
        "title": part(protocol, "identificationModule", "briefTitle") or "",
        "status": part(protocol, "statusModule", "overallStatus") or "",
        "updated": part(protocol, "statusModule", "lastUpdatePostDateStruct", "date") or "",
        "posted": part(protocol, "statusModule", "resultsFirstPostDateStruct", "date") or "",
        "has results": record.get("hasResults") is True or bool(record.get("resultsSection")),
        "people": part(protocol, "designModule", "enrollmentInfo", "count") or "",
    }


def answer(work):
    folder = os.environ.get("TRIALPOOL_REGISTRY")
    if not folder:
        return {"heading": "News from the registry", "content": [
            {"paragraph": "No records were looked at: name the folder of downloaded ones with TRIALPOOL_REGISTRY."}]}
    if not os.path.isdir(folder):
        raise Failure("no-folder", f"{folder} is no folder, or may not be read; write an absolute path")
    known = {}
    for study in (work.input.get("dataset") or {}).get("studies", []):
        for number in NUMBER.findall(study.get("registry_id", "")):
            known.setdefault(number.upper(), []).append(study)
    used = set()
    for analysis in work.input["results"]["analyses"]:
        used.update(row["study"] for row in analysis["rows"])
    since = work.options.get("since", "")
    fresh, unknown, broken, seen = [], [], [], set()
    for name, record in records(folder):
        if not isinstance(record, dict):
            broken.append(f"{name}: {record if isinstance(record, str) else 'no record'}")
            continue
        trial = describe(record)
        if not trial["number"]:
            broken.append(f"{name}: it has no NCT number")
            continue
        seen.add(trial["number"])
        if since and trial["updated"] < since:
            continue
        studies = known.get(trial["number"], [])
        row = [trial["number"], trial["title"], trial["status"], trial["posted"] or "–", trial["updated"], trial["people"]]
        if not studies:
            if trial["has results"]:
                unknown.append(row)
        elif trial["has results"] and not any(study["study_id"] in used for study in studies):
            fresh.append(row + ["; ".join(study["study_id"] for study in studies) + ": in the dataset, in no analysis"])
        elif trial["has results"] and trial["posted"][:4].isdigit():
            years = [int(study["year"]) for study in studies if study.get("year", "").isdigit()]
            if years and int(trial["posted"][:4]) > max(years):
                fresh.append(row + [f"results posted after {max(years)}, the year of {studies[-1]['study_id']}"])
    columns = ["Registration", "Title", "Status", "Results posted", "Updated", "People"]
    missing = sorted(set(known) - seen)
    content = [{"paragraph": (
        f"{len(seen)} registry records were compared with {len(known)} registrations of the dataset: {len(fresh)} trials of the "
        f"dataset have results that it may lack, {len(unknown)} further trials have results.")}]
    if fresh:
        content.append({"table": {"caption": "Trials of the dataset with new results", "columns": columns + ["Why"], "rows": fresh}})
    if unknown:
        content.append({"table": {"caption": "Trials with results that the dataset does not have", "columns": columns, "rows": unknown}})
    if missing:
        content.append({"paragraph": f"No record in the folder for {', '.join(missing)}."})
    if broken:
        content.append({"list": broken})
    return {"heading": "News from the registry", "content": content}


if __name__ == "__main__":
    trialpool_plugin.run(answer)
