import Foundation
import Testing
import TrialEvidence
import TrialImport

/// Published analyses become comparisons, in the direction that the record lets one know.
@Suite struct RegistryAnalysisTests {
    private static let both = #""groupIds":["OG000","OG001"]"#
    private static let levels = #"{"groupId":"OG000","value":"2"},{"groupId":"OG001","value":"3"}"#

    private func read(
        _ analysis: String, type: String = "MEAN", unit: String = "score", _ levels: String = levels
    ) throws -> ImportedEvidence {
        let measure = SmallRecord.measure(type, unit: unit, levels, analyses: "{\(analysis)}")
        return try SmallRecord.evidence(SmallRecord.text(outcomes: measure))
    }

    private func row(
        _ analysis: String, type: String = "MEAN", unit: String = "score", _ levels: String = levels
    ) throws -> OutcomeRow {
        let read = try read("\(Self.both),\(analysis)", type: type, unit: unit, levels)
        return try #require(read.outcomes.first { $0.isComparison })
    }

    @Test(arguments: [("-1", "Cells", "Placebo"), ("1", "Placebo", "Cells")])
    func aDifferenceHasTheSignOfTheArms(_ value: String, _ arm: String, _ comparator: String) throws {
        let row = try row(
            #""paramType":"Mean Difference (Final Values)","paramValue":"\#(value)","ciPctValue":"95","ciLowerLimit":"-3","ciUpperLimit":"3""#
        )
        #expect(row.armID == arm && row.comparatorArmID == comparator)
        #expect(row.statistic == .differenceCI && row.effectMeasure == .meanDifference && row.ciLevel == 95)
        #expect(row.provenance.confidence == .primary)
    }

    @Test func aHazardRatioTakesTheRolesAndIsUncertain() throws {
        let row = try row(
            #""paramType":"Hazard Ratio (HR)","paramValue":"0.7","ciPctValue":"90","ciLowerLimit":"0.5","ciUpperLimit":"NA""#
        )
        #expect(row.effectMeasure == .hazardRatio && row.armID == "Cells" && row.ciHigh == nil && row.ciLevel == 90)
        #expect(row.provenance.confidence == .uncertain)
        #expect(row.provenance.note.contains("direction not stated"))
    }

    @Test(arguments: [
        ("Odds Ratio (OR)", PublishedMeasure.oddsRatio), ("Risk Ratio (RR)", .riskRatio), ("Rate Ratio", .rateRatio),
        ("hazard ratio", .hazardRatio), ("Relative Risk", .riskRatio), ("Incidence rate ratio", .rateRatio),
    ]) func ratios(_ words: String, _ measure: PublishedMeasure) throws {
        let row = try row(#""paramType":"\#(words)","paramValue":"0.5","ciLowerLimit":"0.2","ciUpperLimit":"0.9""#)
        #expect(row.effectMeasure == measure && row.statistic == .ratioCI)
    }

    @Test func aCrudeDifferenceThatAgreesOnlyInSignIsUncertain() throws {
        let row = try row(
            #""paramType":"LS Mean Difference","paramValue":"-0.2","ciLowerLimit":"-1","ciUpperLimit":"1""#)
        #expect(row.armID == "Cells" && row.provenance.confidence == .uncertain)
        #expect(row.provenance.note.contains("agree only in sign"))
    }

    @Test func aLogarithmIsTurnedIntoItsRatio() throws {
        let row = try row(
            #""paramType":"Hazard Ratio, log","paramValue":"-0.5","ciPctValue":"95","ciLowerLimit":"-1","ciUpperLimit":"0""#
        )
        #expect(row.statistic == .ratioCI && row.effectMeasure == .hazardRatio && row.ciHigh == 1)
        #expect(row.effect == exp(-0.5) && row.ciLow == exp(-1.0))
        #expect(row.provenance.note.contains("natural logarithms"))
    }

    @Test func anOddsRatioIsHeldAgainstTheOddsOfTheArms() throws {
        // Odds 4/16 and 15/15, so their ratio is 0.25 one way and 4 the other.
        let levels = #"{"groupId":"OG000","value":"4"},{"groupId":"OG001","value":"15"}"#
        func arm(_ value: String) throws -> OutcomeRow {
            try row(
                #""paramType":"Odds Ratio (OR)","paramValue":"\#(value)""#, type: "COUNT_OF_PARTICIPANTS",
                unit: "Participants", levels)
        }
        #expect(try arm("0.3").armID == "Cells" && arm("3.5").armID == "Placebo")
        #expect(try arm("0.3").provenance.confidence == .primary)
        #expect(try arm("0.9").provenance.confidence == .uncertain)
    }

    @Test func aProportionIsARiskDifferenceAndWhatMayBeEitherIsNot() throws {
        func row(_ value: String) throws -> OutcomeRow {
            try self.row(
                #""paramType":"Risk Difference (RD)","paramValue":"\#(value)","pValue":"0.2""#, type: "NUMBER",
                unit: "percentage of participants",
                #"{"groupId":"OG000","value":"20"},{"groupId":"OG001","value":"30"}"#)
        }
        #expect(try row("-0.11").effect == -0.11)
        #expect(try row("-0.9").effect == nil && row("-0.9").statistic == .pValue)
    }

    @Test func aRiskDifferenceInPointsIsDividedByAHundred() throws {
        let row = try row(
            #""paramType":"Risk Difference (RD)","paramValue":"-10","ciLowerLimit":"-20","ciUpperLimit":"5""#,
            type: "NUMBER", unit: "percentage of participants",
            #"{"groupId":"OG000","value":"20"},{"groupId":"OG001","value":"30"}"#)
        #expect(row.effectMeasure == .riskDifference && row.effect == -0.1 && row.ciLow == -0.2 && row.ciHigh == 0.05)
        #expect(row.armID == "Cells" && row.provenance.note.contains("percentage points"))
    }

    @Test func aStandardErrorStandsForMissingLimits() throws {
        let row = try row(
            #""paramType":"Mean Difference (Net)","paramValue":"-1","dispersionType":"Standard Error of the Mean","dispersionValue":"0.4""#
        )
        #expect(row.se == 0.4 && row.ciLow == nil && row.ciLevel == nil)
    }

    @Test(arguments: [
        (#""pValue":"<0.001""#, PValue(0.001, isBelow: true)), (#""pValue":"< 0.05""#, PValue(0.05, isBelow: true)),
        (#""pValue":"=0.247""#, PValue(0.247)), (#""pValue":".03""#, PValue(0.03)),
        (#""pValue":"p = 0.4""#, PValue(0.4)),
    ]) func aPValueWithItsOperator(_ text: String, _ value: PValue) throws {
        let row = try row(#""paramType":"Slope","paramValue":"2",\#(text)"#)
        #expect(row.statistic == .pValue && row.pValue == value)
        #expect(row.provenance.note.contains("not held as an effect: Slope 2"))
    }

    @Test func aPValueAboveABoundOrOfAMarginStaysInTheNote() throws {
        let difference = #""paramType":"Mean Difference","paramValue":"-1""#
        let above = try row(#"\#(difference),"pValue":">0.05""#)
        #expect(above.pValue == nil && above.provenance.note.contains(#"p-value printed as ">0.05""#))
        let margin = try row(#"\#(difference),"pValue":"0.01","nonInferiorityType":"NON_INFERIORITY""#)
        #expect(margin.pValue == nil && margin.provenance.note.contains("non inferiority"))
    }

    @Test(arguments: [
        (#""groupIds":["OG000"],"pValue":"0.01""#, "fewer-than-two-groups"),
        (#""groupIds":["OG000","OG001","OG002"],"pValue":"0.01""#, "more-than-two-groups"),
        (#""groupIds":["OG000","OG007"],"pValue":"0.01""#, "unknown-group"),
        (#""groupIds":["OG000","OG000"],"pValue":"0.01""#, "within-one-arm"),
        (
            #""groupIds":["OG000","OG001"],"paramType":"Median Difference (Net)","paramValue":"-2""#,
            "analysis-without-numbers"
        ),
        (#""groupIds":["OG000","OG001"],"paramType":"Odds Ratio (OR)","paramValue":"0""#, "ratio-not-positive"),
        (#""groupIds":["OG000","OG001"],"paramType":"Hazard Ratio, log","paramValue":"900""#, "number-out-of-range"),
        (
            #""groupIds":["OG000","OG001"],"paramType":"Risk Ratio (RR)","paramValue":"2","ciLowerLimit":"3","ciUpperLimit":"4""#,
            "estimate-outside-limits"
        ),
    ]) func whatIsNoComparisonIsNamed(_ analysis: String, _ code: String) throws {
        let read = try read(analysis)
        #expect(read.outcomes.filter(\.isComparison).isEmpty)
        #expect(read.notTaken.filter { $0.place.contains("analysis") }.map(\.code) == [code])
    }
}
