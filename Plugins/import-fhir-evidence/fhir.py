"""What Evidence and Citation resources of HL7 FHIR R5 are called, in both directions. https://hl7.org/fhir/R5/evidence.html"""

# Statistic types by the words of their displays and codes, and what a dataset calls them.
MEASURES = {
    "RiskRatio": ("relative-risk", "Risk Ratio", "ratio_ci"),
    "OddsRatio": ("odds-ratio", "Odds Ratio", "ratio_ci"),
    "HazardRatio": ("hazard-ratio", "Hazard Ratio", "ratio_ci"),
    "RateRatio": ("incidence-rate-ratio", "Incidence Rate Ratio", "ratio_ci"),
    "RiskDifference": ("risk-difference", "Risk Difference", "difference_ci"),
    "MeanDifference": ("mean-difference", "Mean Difference", "difference_ci"),
    "SMD": ("standardized-mean-difference", "Standardized Mean Difference", "difference_ci"),
}
SYNONYMS = {
    "relative risk": "RiskRatio", "rr": "RiskRatio", "or": "OddsRatio", "hr": "HazardRatio", "rate ratio": "RateRatio",
    "absolute risk difference": "RiskDifference", "md": "MeanDifference", "smd": "SMD",
    "standardised mean difference": "SMD",
}
# The measures of a result file, by code.
RESULT_MEASURES = {
    "RR": "RiskRatio", "OR": "OddsRatio", "IRR": "RateRatio", "RD": "RiskDifference", "MD": "MeanDifference", "SMD": "SMD",
}


def words(concept):
    """The text of a CodeableConcept, else a display or a code of it; empty where there is none."""
    if not isinstance(concept, dict):
        return ""
    codings = [coding for coding in concept.get("coding", []) if isinstance(coding, dict)]
    found = [concept.get("text")] + [coding.get("display") for coding in codings] + [coding.get("code") for coding in codings]
    return next((word for word in found if isinstance(word, str) and word.strip()), "").strip()


def all_words(concept):
    codings = concept.get("coding", []) if isinstance(concept, dict) else []
    found = [words(concept)] + [coding.get(key) for coding in codings for key in ("display", "code")]
    return [word.strip().lower() for word in found if isinstance(word, str)]


def measure(concept):
    """The dataset's word for a statistic type; None where it is none of a comparison."""
    for word in all_words(concept):
        if word in SYNONYMS:
            return SYNONYMS[word]
        for name, (code, display, _) in MEASURES.items():
            if word in (code, display.lower(), name.lower()):
                return name
    return None
