import Foundation
import Testing
import TrialEvidence
import TrialImport

/// Each kind of number and spread of an outcome measure becomes the row that holds it, or is named.
@Suite struct RegistryMeasureTests {
    private func one(_ value: String) -> String { #"{"groupId":"OG000",\#(value)}"# }

    private func row(_ type: String, _ dispersion: String, unit: String = "score", _ value: String) throws -> OutcomeRow
    {
        let rows = try SmallRecord.rows(SmallRecord.measure(type, dispersion: dispersion, unit: unit, one(value)))
        #expect(rows.count == 1)
        return try #require(rows.first)
    }

    @Test(arguments: ["Standard Deviation", "STANDARD_DEVIATION"]) func spreadInWordsAndAsEnumeration(_ words: String)
        throws
    {
        let row = try row("MEAN", words, #""value":"3.1","spread":"1.2""#)
        #expect(row.statistic == .meanSD && row.mean == 3.1 && row.sd == 1.2 && row.n == 20)
        #expect(row.timepointMonths == 6 && row.outcome == "EDSS" && row.armID == "Cells")
    }

    @Test func standardErrorOfAnAdjustedMean() throws {
        let row = try row("LEAST_SQUARES_MEAN", "Standard Error", #""value":"-0.4","spread":"0.1""#)
        #expect(row.statistic == .meanSE && row.se == 0.1)
        #expect(row.provenance.note.contains("least-squares mean"))
    }

    @Test(arguments: [
        ("95% Confidence Interval", 95.0), ("90% Confidence Interval", 90), ("97.5% Confidence Interval", 97.5),
    ])
    func confidenceIntervalWithItsLevel(_ words: String, _ level: Double) throws {
        let row = try row("MEAN", words, #""value":"2","lowerLimit":"1","upperLimit":"3""#)
        #expect(row.statistic == .meanCI && row.ciLow == 1 && row.ciHigh == 3 && row.ciLevel == level)
    }

    @Test func anIntervalWhoseLevelIsNotNamedLacksIt() throws {
        let row = try row(
            "MEAN", "Other Confidence Interval Level", #""value":"2","lowerLimit":"1","upperLimit":"3""#)
        #expect(row.statistic == .meanCI && row.ciLow == 1 && row.missingCells == [.ciLevel])
    }

    @Test func rangesAndQuartiles() throws {
        let value = #""value":"2","lowerLimit":"1","upperLimit":"5""#
        let meanRange = try row("MEAN", "Full Range", value)
        #expect(meanRange.statistic == .meanRange && meanRange.min == 1 && meanRange.max == 5)
        let medianRange = try row("MEDIAN", "Full Range", value)
        #expect(medianRange.statistic == .medianRange && medianRange.median == 2 && medianRange.max == 5)
        let quartiles = try row("MEDIAN", "Inter-Quartile Range", value)
        #expect(quartiles.statistic == .medianIQR && quartiles.q1 == 1 && quartiles.q3 == 5)
        let meanQuartiles = try row("MEAN", "Inter-Quartile Range", value)
        #expect(meanQuartiles.statistic == .meanOnly && meanQuartiles.q1 == 1 && meanQuartiles.q3 == 5)
    }

    @Test func aMedianWithAnIntervalIsAStatisticOfItsOwn() throws {
        let row = try row("MEDIAN", "95% Confidence Interval", #""value":"8","lowerLimit":"5","upperLimit":"NA""#)
        #expect(row.median == 8 && row.ciLow == 5 && row.ciHigh == nil && row.missingCells == [.ciHigh])
        #expect(row.statistic == .medianCI)
        #expect(row.provenance.note.contains("not available"))
    }

    @Test func geometricVariationGivesTheSpreadOfTheLogarithms() throws {
        let row = try row("GEOMETRIC_MEAN", "Geometric Coefficient of Variation", #""value":"10","spread":"50""#)
        #expect(row.statistic == .meanSD && row.mean == log(10))
        // sqrt(ln(1.25))
        #expect(abs((row.sd ?? 0) - 0.472380727077439) < 1e-15)
    }

    @Test func countsPercentagesProportionsEventsAndRates() throws {
        #expect(try row("COUNT_OF_PARTICIPANTS", "", #""value":"7""#).events == 7)
        #expect(try row("NUMBER", "", unit: "participants", #""value":"7""#).statistic == .events)
        let percent = try row("NUMBER", "", unit: "Percentage of participants", #""value":"35""#)
        #expect(percent.statistic == .events && percent.events == 7 && percent.effect == 35)
        let unclear = try row("NUMBER", "", unit: "% of patients", #""value":"33""#)
        #expect(unclear.statistic == .percent && unclear.events == nil && unclear.effect == 33)
        let estimate = try row(
            "NUMBER", "95% Confidence Interval", unit: "percentage of participants",
            #""value":"35","lowerLimit":"20","upperLimit":"50""#)
        #expect(estimate.statistic == .percent && estimate.events == nil && estimate.ciHigh == 50)
        let proportion = try row("NUMBER", "", unit: "proportion of participants", #""value":"0.35""#)
        #expect(proportion.events == 7)
        let relapses = try row("NUMBER", "", unit: "relapses", #""value":"31""#)
        #expect(relapses.statistic == .countRate && relapses.events == 31)
        let rate = try row(
            "NUMBER", "95% Confidence Interval", unit: "relapses per patient-year",
            #""value":"0.3","lowerLimit":"0.2","upperLimit":"0.5""#)
        #expect(rate.statistic == .meanCI && rate.mean == 0.3 && rate.provenance.note.contains("rate"))
    }

    @Test(arguments: [
        ("MEAN", "score", #""value":"NA","comment":"too few""#, "not-available"),
        ("MEAN", "score", #""value":"1,5""#, "not-a-number"),
        ("MEAN", "score", #""spread":"1""#, "no-value"),
        ("NUMBER", "ratio", #""value":"1.5""#, "kind-of-number-unknown"),
        ("COUNT_OF_UNITS", "Lesions", #""value":"4""#, "counts-units-not-patients"),
        ("COUNT_OF_PARTICIPANTS", "Participants", #""value":"2.5""#, "bad-count"),
        ("COUNT_OF_PARTICIPANTS", "Participants", #""value":"1e300""#, "bad-count"),
        ("COUNT_OF_PARTICIPANTS", "Participants", #""value":"21""#, "events-exceed-patients"),
        ("GEOMETRIC_MEAN", "mg", #""value":"0""#, "geometric-mean-not-positive"),
    ]) func whatIsNoRowIsNamed(_ type: String, _ unit: String, _ value: String, _ code: String) throws {
        let text = SmallRecord.text(outcomes: SmallRecord.measure(type, unit: unit, one(value)))
        let read = try SmallRecord.evidence(text)
        #expect(read.outcomes.isEmpty)
        let named = read.notTaken.filter { $0.place.contains("group OG000") }
        #expect(named.map(\.code) == [code])
        if code == "not-available" { #expect(named.first?.reason.contains("too few") == true) }
    }

    @Test func aMeanOfLogarithmsMayBeNegative() throws {
        let row = try row("LOG_MEAN", "Standard Deviation", #""value":"-1.5","spread":"0.5""#)
        #expect(row.mean == -1.5 && row.sd == 0.5 && row.outcome == "EDSS")
        #expect(row.provenance.note.contains("mean of logarithms"))
    }

    @Test func numbersAboutLesionsHaveNoNumberOfPatients() throws {
        let measure = SmallRecord.measure("MEAN", dispersion: "Standard Deviation", one(#""value":"2","spread":"1""#))
            .replacing(#""type":"PRIMARY""#, with: #""denomUnitsSelected":"Lesions""#)
        let row = try #require(try SmallRecord.rows(measure).first)
        #expect(row.n == nil && row.mean == 2 && row.provenance.note.contains("about Lesions"))
    }

    @Test func theDenominatorsOfAClassComeFirst() throws {
        let measure = """
            {"title":"EDSS","paramType":"MEAN","groups":\(SmallRecord.groups),"denoms":\(SmallRecord.denominators),
            "classes":[{"title":"Week 12","denoms":[{"units":"Participants","counts":[{"groupId":"OG000","value":"18"}]}],
            "categories":[{"measurements":[{"groupId":"OG000","value":"1"}]}]},
            {"title":"Women","categories":[{"measurements":[{"groupId":"OG000","value":"2"}]}]}]}
            """
        let rows = try SmallRecord.rows(measure)
        #expect(rows.map(\.n) == [18, 20])
        #expect(rows.map(\.timepointMonths) == [2.8, nil])
        #expect(rows.map(\.variant) == ["", "Women"])
    }

    @Test func rowsThatWouldBeTheSameAreToldApart() throws {
        let measure = SmallRecord.measure("MEAN", one(#""value":"1""#))
        let rows = try SmallRecord.rows([measure, measure, measure].joined(separator: ","))
        #expect(Set(rows.map(\.key)).count == 3)
        #expect(rows.allSatisfy { $0.variant.contains("outcome measure") })
    }
}
