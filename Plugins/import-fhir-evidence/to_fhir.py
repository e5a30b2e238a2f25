"""The way out: a result file of TrialPool as a FHIR R5 Bundle of Evidence resources.

    python3 to_fhir.py results.json > bundle.json

Each analysis gives one Evidence with its pooled effect and one for each study that is compared; measures that FHIR has no word
for are named on standard error.
"""
import json
import sys

from fhir import MEASURES, RESULT_MEASURES

STATISTIC = "http://terminology.hl7.org/CodeSystem/statistic-type"


def evidence(identity, title, names, effect, level):
    name, treatment, control, outcome = names
    code, display, _ = MEASURES[name]
    variables = [("measuredVariable", outcome), ("exposure", treatment), ("referenceExposure", control)]
    return {
        "resourceType": "Evidence", "id": identity[:64], "status": "active", "title": title,
        "variableDefinition": [
            {"variableRole": role, "description": word, "observed": {"display": word}} for role, word in variables],
        "statistic": [{
            "statisticType": {"coding": [{"system": STATISTIC, "code": code, "display": display}], "text": display},
            "quantity": {"value": effect["estimate"]},
            "attributeEstimate": [{
                "type": {"text": "Confidence interval"}, "level": level,
                "range": {"low": {"value": effect["lower"]}, "high": {"value": effect["upper"]}}}],
        }],
    }


def resources(document):
    for analysis in document["analyses"]:
        question = analysis["question"]
        name = RESULT_MEASURES.get(question["measure"]["code"])
        compared = question["comparison"]
        if not name or not compared.get("treatment") or not compared.get("control"):
            print(f"{analysis['id']}: FHIR has no word for {question['measure']['code']} of these groups", file=sys.stderr)
            continue
        names = (name, compared["treatment"], compared["control"], question["outcome"])
        level = analysis["method"]["level"]
        pooled = (analysis["answer"].get("pooled") or {}).get("natural")
        if pooled:
            whole = evidence(f"{analysis['id']}-pooled", analysis["title"], names, pooled, level)
            whole["synthesisType"] = {"text": "meta-analysis"}
            yield whole
        for number, row in enumerate(analysis["rows"], start=1):
            single = evidence(f"{analysis['id']}-{number}", f"{analysis['title']}: {row['label']}", names, row["natural"], level)
            single["citeAsMarkdown"] = row["study"]
            yield single


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    entries = [{"resource": resource} for resource in resources(document)]
    json.dump({"resourceType": "Bundle", "type": "collection", "entry": entries}, sys.stdout, indent=2, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
