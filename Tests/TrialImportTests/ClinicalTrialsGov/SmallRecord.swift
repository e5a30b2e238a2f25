import Testing
import TrialEvidence
import TrialImport

/// A record of two arms of 20 and 30 patients around one outcome measure.
enum SmallRecord {
    static let design = #""designInfo":{"allocation":"RANDOMIZED","interventionModel":"PARALLEL"}"#
    static let groups = #"[{"id":"OG000","title":"Cells (FAS)"},{"id":"OG001","title":"Placebo (FAS)"}]"#
    static let denominators =
        #"[{"units":"Participants","counts":[{"groupId":"OG000","value":"20"},{"groupId":"OG001","value":"30"}]}]"#
    static let protocolArms =
        #"[{"label":"Cells","type":"EXPERIMENTAL"},{"label":"Placebo","type":"PLACEBO_COMPARATOR"}]"#

    /// The text of a record.
    static func text(
        outcomes: String = "", harms: String = "{}", design: String = design, arms: String = protocolArms,
        id: String = "NCT00000001", flow: String = flowOf(["Cells": 20, "Placebo": 30])
    ) -> String {
        """
        {"protocolSection":{"identificationModule":{"nctId":"\(id)","briefTitle":"T"},
        "designModule":{\(design),"enrollmentInfo":{"count":50,"type":"ACTUAL"}},
        "armsInterventionsModule":{"armGroups":\(arms)}},
        "resultsSection":{"participantFlowModule":\(flow),
        "outcomeMeasuresModule":{"outcomeMeasures":[\(outcomes)]},"adverseEventsModule":\(harms)}}
        """
    }

    static func flowOf(_ sizes: KeyValuePairs<String, Int>) -> String {
        let groups = sizes.enumerated().map { #"{"id":"FG\#($0.offset)","title":"\#($0.element.key)"}"# }
        let starts = sizes.enumerated().map { #"{"groupId":"FG\#($0.offset)","numSubjects":"\#($0.element.value)"}"# }
        return """
            {"groups":[\(groups.joined(separator: ","))],"periods":[{"title":"All","milestones":[{"type":"STARTED",
            "achievements":[\(starts.joined(separator: ","))]}]}]}
            """
    }

    /// An outcome measure with one class of one category.
    static func measure(
        _ type: String, dispersion: String = "", unit: String = "score", _ measurements: String, analyses: String = "",
        groups: String = groups, denominators: String = denominators
    ) -> String {
        """
        {"type":"PRIMARY","title":"EDSS","timeFrame":"Month 6","paramType":"\(type)","dispersionType":"\(dispersion)",
        "unitOfMeasure":"\(unit)","groups":\(groups),"denoms":\(denominators),
        "classes":[{"categories":[{"measurements":[\(measurements)]}]}],"analyses":[\(analyses)]}
        """
    }

    static func evidence(_ text: String, into dataset: Dataset = Dataset(name: "d")) throws -> ImportedEvidence {
        try ClinicalTrialsGov().read(Array(text.utf8), file: "a.json", into: dataset)
    }

    /// The rows of the outcome alone.
    static func rows(_ measure: String, design: String = design) throws -> [OutcomeRow] {
        try evidence(text(outcomes: measure, design: design)).outcomes
    }
}
