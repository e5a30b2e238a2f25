import Testing
import TrialEvidence
import TrialImport

/// Every kind of number with every kind of spread that the registry has: a row or a named exclusion, whatever the values.
@Suite struct RegistryMatrixTests {
    static let parameters = [
        "MEAN", "MEDIAN", "LEAST_SQUARES_MEAN", "GEOMETRIC_MEAN", "GEOMETRIC_LEAST_SQUARES_MEAN", "LOG_MEAN", "NUMBER",
        "COUNT_OF_PARTICIPANTS", "COUNT_OF_UNITS", "SOMETHING_NEW", "",
    ]
    static let dispersions = [
        "STANDARD_DEVIATION", "Standard Deviation", "STANDARD_ERROR", "Standard Error", "CONFIDENCE_80",
        "80% Confidence Interval", "90% Confidence Interval", "95% Confidence Interval", "97.5% Confidence Interval",
        "99% Confidence Interval", "Confidence Interval", "INTER_QUARTILE_RANGE", "Inter-Quartile Range", "FULL_RANGE",
        "Full Range", "GEOMETRIC_COEFFICIENT_OF_VARIATION", "Geometric Coefficient of Variation", "NO_DISPERSION",
        "NOT_APPLICABLE", "Something New", "",
    ]
    static let units = [
        "score", "Percentage of participants", "Proportion of participants", "Participants", "relapses", "",
    ]
    static let values = [
        #""value":"12","spread":"3","lowerLimit":"8","upperLimit":"20""#, #""value":"0""#,
        #""value":"-3.5","spread":"1""#,
        #""value":"NA","comment":"too few events""#, #""value":"7","lowerLimit":"NA","upperLimit":"NA""#,
        #""value":"1,234","spread":"1,000""#, #""value":"<1""#, #""value":"1e400""#, #""value":"""#, "",
        #""value":9,"spread":2"#, #""value":"5","spread":"-1""#, #""value":"99999999999999999999","spread":"NaN""#,
        #""value":null,"lowerLimit":"9","upperLimit":"2""#,
    ]

    @Test(arguments: parameters) func everyCombinationIsARowOrANamedExclusion(_ parameter: String) throws {
        for dispersion in Self.dispersions {
            for unit in Self.units {
                let measurements = Self.values.map { #"{"groupId":"OG000"\#($0.isEmpty ? "" : ",\($0)")}"# }
                let measure = SmallRecord.measure(
                    parameter, dispersion: dispersion, unit: unit, measurements.joined(separator: ","))
                let read = try SmallRecord.evidence(SmallRecord.text(outcomes: measure))
                let named = read.notTaken.filter { $0.place.contains("outcome measure 1") }
                let ofValues = named.filter { $0.code != "group-without-measurement" }
                #expect(read.outcomes.count + ofValues.count == Self.values.count, "\(dispersion) \(unit)")
                #expect(named.count == ofValues.count + 1 && named.allSatisfy { !$0.reason.isEmpty })
                #expect(Set(read.outcomes.map(\.key)).count == read.outcomes.count)
            }
        }
    }

    @Test(
        "a known spread stands in the cells of its statistic, for each kind of number",
        arguments: [
            ("MEAN", "STANDARD_DEVIATION", Statistic.meanSD), ("MEAN", "STANDARD_ERROR", .meanSE),
            ("LEAST_SQUARES_MEAN", "80% Confidence Interval", .meanCI), ("MEAN", "FULL_RANGE", .meanRange),
            ("MEAN", "NO_DISPERSION", .meanOnly), ("MEDIAN", "INTER_QUARTILE_RANGE", .medianIQR),
            ("MEDIAN", "Full Range", .medianRange),
            ("GEOMETRIC_LEAST_SQUARES_MEAN", "95% Confidence Interval", .meanCI),
            ("GEOMETRIC_MEAN", "GEOMETRIC_COEFFICIENT_OF_VARIATION", .meanSD), ("LOG_MEAN", "STANDARD_ERROR", .meanSE),
            ("COUNT_OF_PARTICIPANTS", "", .events),
        ])
    func statistics(_ parameter: String, _ dispersion: String, _ statistic: Statistic) throws {
        let value = #"{"groupId":"OG000","value":"12","spread":"3","lowerLimit":"8","upperLimit":"20"}"#
        let rows = try SmallRecord.rows(SmallRecord.measure(parameter, dispersion: dispersion, value))
        let row = try #require(rows.first)
        #expect(row.statistic == statistic && row.missingCells == [])
    }

    @Test("thousands separated by commas are one number; a bound is none, and says so")
    func separatorsAndBounds() throws {
        let rows = try SmallRecord.rows(
            SmallRecord.measure(
                "MEAN", dispersion: "STANDARD_DEVIATION",
                #"{"groupId":"OG000","value":"-12,345.5","spread":"1,000,000"}"#))
        #expect(rows.first?.mean == -12345.5 && rows.first?.sd == 1_000_000)
        let size = #"[{"units":"Participants","counts":[{"groupId":"OG000","value":"1,234"}]}]"#
        let counts = try SmallRecord.rows(
            SmallRecord.measure(
                "COUNT_OF_PARTICIPANTS", #"{"groupId":"OG000","value":"1,000"}"#, denominators: size))
        #expect(counts.first?.events == 1000 && counts.first?.n == 1234)
        for text in ["<1", "> 5", "1,234", "1,23", "12,34,567", "1.5,000", "≤3"] {
            let measure = SmallRecord.measure("MEAN", #"{"groupId":"OG000","value":"\#(text)"}"#)
            let read = try SmallRecord.evidence(SmallRecord.text(outcomes: measure))
            let left = try #require(read.notTaken.first { $0.code == "not-a-number" }, "\(text)")
            #expect(read.outcomes.isEmpty && left.reason.contains(text))
        }
    }

    @Test(
        "records without arms, groups, results, classes or units",
        arguments: [
            SmallRecord.text(arms: "[]", flow: "{}"), SmallRecord.text(flow: #"{"groups":[],"periods":[{}]}"#),
            SmallRecord.text(outcomes: "{}"), SmallRecord.text(outcomes: #"{"classes":[{},{"categories":[{}]}]}"#),
            SmallRecord.text(
                outcomes: #"{"groups":[{"id":"X"}],"classes":[{"categories":[{"measurements":[{"groupId":"Y"}]}]}]}"#),
            SmallRecord.text(harms: #"{"seriousEvents":[{}],"eventGroups":[{"id":"A"}]}"#),
            SmallRecord.text(harms: #"{"otherEvents":[{"term":"x","stats":[{"groupId":"Z","numAffected":1}]}]}"#),
        ])
    func sparse(_ text: String) throws {
        let read = try SmallRecord.evidence(text)
        #expect(read.studies.count == 1 && read.outcomes.isEmpty)
    }

    @Test("a class whose own denominators are missing for a group takes that of no other class")
    func classDenominators() throws {
        let measure = """
            {"title":"EDSS","paramType":"COUNT_OF_PARTICIPANTS","groups":\(SmallRecord.groups),
            "denoms":\(SmallRecord.denominators),"classes":[{"title":"A","denoms":[{"units":"Participants",
            "counts":[{"groupId":"OG000","value":"5"}]}],"categories":[{"measurements":[
            {"groupId":"OG000","value":"3"},{"groupId":"OG001","value":"4"}]}]}]}
            """
        let rows = try SmallRecord.rows(measure)
        #expect(rows.map(\.n) == [5, nil])
    }

    @Test("a file name counts nothing, an alias of the record is the dataset's study")
    func alias() throws {
        var dataset = Dataset(name: "d")
        var study = Study(id: "Old2010", design: .notStated)
        study.registryIDs = ["NCT00000009"]
        dataset.studies = [study]
        let text = SmallRecord.text().replacing(
            #""briefTitle":"T""#, with: #""briefTitle":"T","nctIdAliases":["nct00000009"]"#)
        let read = try SmallRecord.evidence(text, into: dataset)
        #expect(read.studies.map(\.id) == ["Old2010"])
    }
}
