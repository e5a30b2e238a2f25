import TrialEvidence
import TrialImport

/// What the tests of the exports share.
enum ExportSupport {
    /// A dataset that comes with the package.
    static func shipped(_ name: String, from path: String = #filePath) throws -> Dataset {
        let root = path.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
        return try DatasetFolder("\(root)/Datasets/\(name)").read()
    }

    /// The rows of a dataset without the lines they stand on.
    static func bare(_ rows: [OutcomeRow]) -> [OutcomeRow] {
        rows.map { row in
            var bare = row
            bare.line = nil
            return bare
        }
    }

    /// Two trials: one with two arms and texts that a spreadsheet would run, one with three arms of which one is control.
    static func dataset() -> Dataset {
        var dataset = Dataset(name: "small")
        dataset.title = "A small dataset"
        var alpha = Study(id: "Alpha2020", design: .parallelRandomised)
        alpha.firstAuthor = "Alpha"
        alpha.year = 2020
        alpha.title = "=HYPERLINK(\"x\")"
        alpha.journal = "Brain"
        alpha.doi = "10.1000/alpha"
        alpha.pmid = "123"
        alpha.registryIDs = ["NCT00000001", "EudraCT 2011-001295-19"]
        alpha.notes = "first line\nsecond line"
        dataset.studies = [alpha, Study(id: "Beta2021", design: .notStated)]
        dataset.arms = [
            arm("Alpha2020", "MSC", .treatment), arm("Alpha2020", "PBO", .control),
            arm("Beta2021", "LOW", .treatment), arm("Beta2021", "HIGH", .treatment), arm("Beta2021", "PBO", .control),
        ]
        dataset.outcomes = [
            events("Alpha2020", "MSC", 2, of: 20, note: "@note"), events("Alpha2020", "PBO", 5, of: 21, note: "-1+1"),
            mean("Beta2021", "LOW", -0.25, 0.5, 9), mean("Beta2021", "HIGH", -0.5, 0.6, 8),
            mean("Beta2021", "PBO", 0.1, 0.7, 10), ratio("Alpha2020"),
        ]
        return dataset
    }

    private static func arm(_ study: String, _ id: String, _ role: ArmRole) -> Arm {
        Arm(studyID: study, id: id, role: role)
    }

    private static func events(_ study: String, _ arm: String, _ events: Int, of n: Int, note: String) -> OutcomeRow {
        var row = OutcomeRow(
            arm: ArmKey(studyID: study, armID: arm), outcome: "relapse", statistic: .events,
            provenance: Provenance(location: "Table 2", confidence: .primary, note: note))
        row.events = events
        row.n = n
        row.timepointMonths = 6
        return row
    }

    private static func mean(_ study: String, _ arm: String, _ mean: Double, _ sd: Double, _ n: Int) -> OutcomeRow {
        var row = OutcomeRow(
            arm: ArmKey(studyID: study, armID: arm), outcome: "edss_change", statistic: .meanSD,
            provenance: Provenance(location: "abstract", url: "https://example.org", confidence: .secondary))
        row.mean = mean
        row.sd = sd
        row.n = n
        return row
    }

    private static func ratio(_ study: String) -> OutcomeRow {
        var row = OutcomeRow(
            arm: ArmKey(studyID: study, armID: "MSC"), outcome: "gel_count", statistic: .ratioCI,
            provenance: Provenance(confidence: .uncertain))
        row.comparatorArmID = "PBO"
        row.effect = 0.5
        row.effectMeasure = .rateRatio
        row.ciLow = 0.25
        row.ciHigh = 1
        row.ciLevel = 95
        row.pValue = PValue(0.05, isBelow: true)
        return row
    }
}
