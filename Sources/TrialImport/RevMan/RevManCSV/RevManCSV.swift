import Foundation
import TrialEvidence

/// The analyses of a review as RevMan 5 exports them in one CSV file.
///
/// A row is a comparison (outcome number 0), an outcome (with a data type), a subgroup (the first row of a subgroup number,
/// without an order, a year or a standard error) or a study. Studies that no analysis uses, references and the risk of bias are not in the file.
public struct RevManCSV: RevManFormat {
    /// The stable name.
    public let name = "revman-csv"
    /// One sentence for a list of formats.
    public let summary = "The analyses of a review as RevMan 5 exports them in one CSV file."
    /// How the names of such files end.
    public let fileExtensions = ["csv"]

    /// Makes the format.
    public init() {}

    /// Reads the review as it stands.
    public func review(_ bytes: [UInt8], file: String) throws(EvidenceError) -> RevManReview {
        var reader = try RevManCSVReader(bytes, file: file)
        try reader.read()
        return reader.review
    }
}

struct RevManCSVReader {
    private let table: RevManTable
    private(set) var review: RevManReview
    private var comparisonNames: [Int: String] = [:]
    private var years: [String: Int] = [:]
    private var subgroupNames: [[Int]: String] = [:]
    private var headings: [(row: Int, key: [Int])] = []
    private var seen: Set<[Int]> = []

    private static let required = [
        "Comparison Number", "Outcome Number", "Subgroup Number", "Name", "Data Type", "Effect Measure", "Events 1",
        "Total 1", "Events 2", "Total 2",
    ]

    init(_ bytes: [UInt8], file: String) throws(EvidenceError) {
        table = try RevManTable(bytes, file: file, required: Self.required)
        review = RevManReview(file: file)
    }

    mutating func read() throws(EvidenceError) {
        for row in table.rows {
            let comparison = try table.integer(row, "Comparison Number")
            let outcome = try table.integer(row, "Outcome Number")
            let subgroup = try table.integer(row, "Subgroup Number")
            guard outcome > 0 else {
                comparisonNames[comparison] = table.text(row, "Name")
                continue
            }
            if !table.text(row, "Data Type").isEmpty, subgroup == 0 {
                try readAnalysis(row, comparison, outcome)
                continue
            }
            let last = review.analyses.last.map { [$0.comparison, $0.number] }
            guard last == [comparison, outcome] else {
                let message =
                    "analysis \(comparison).\(outcome) has no row with its data type above; export the file again"
                throw RevManFault.fault(.missingValue, review.file, line: table.line(row), column: "Data Type", message)
            }
            let key = [comparison, outcome, subgroup]
            let ofStudies = ["User defined order", "Year of study", "SE"]
            let isHeading =
                subgroup > 0 && !seen.contains(key) && ofStudies.allSatisfy { table.text(row, $0).isEmpty }
            seen.insert(key)
            if isHeading {
                try readSubgroup(row, key)
            } else {
                try readStudy(row, key)
            }
        }
        for (row, key) in headings { try check(row, key) }
        review.listStudies(years: years)
    }

    /// Names a subgroup whose total is not that of its studies: one of them may have been taken for its heading.
    private mutating func check(_ row: Int, _ key: [Int]) throws(EvidenceError) {
        guard let total = try table.number(row, "Total 1") else { return }
        let analysis = review.analyses.first { [$0.comparison, $0.number] == Array(key[..<2]) }
        let studies = (analysis?.rows ?? []).filter { $0.subgroup == subgroupNames[key] }
        let sum = studies.reduce(0) { $0 + ($1.experimental.total ?? 0) }
        guard sum != total else { return }
        let reason = "its total \(Decimals.text(total)) is not that of its studies, \(Decimals.text(sum))"
        review.notTaken.append(
            NotTaken(place: "line \(table.line(row))", code: "subgroup-total-differs", reason: reason))
    }

    private mutating func readAnalysis(_ row: Int, _ comparison: Int, _ outcome: Int) throws(EvidenceError) {
        let type = table.text(row, "Data Type")
        guard let dataType = RevManDataType(text: type) else {
            let message = "\"\(type.shown)\" is no data type of RevMan; write DIC, CON, IPD, IV or OTH"
            throw RevManFault.fault(.unknownCode, review.file, line: table.line(row), column: "Data Type", message)
        }
        guard !review.analyses.contains(where: { $0.comparison == comparison && $0.number == outcome }) else {
            let message = "analysis \(comparison).\(outcome) is there twice; remove one"
            throw RevManFault.fault(.duplicateKey, review.file, line: table.line(row), message)
        }
        var analysis = RevManAnalysis(
            comparison: comparison, number: outcome, dataType: dataType,
            measure: RevManMeasure(text: table.text(row, "Effect Measure")))
        analysis.name = table.text(row, "Name")
        analysis.comparisonName = comparisonNames[comparison] ?? ""
        analysis.method = table.text(row, "Statistical Method")
        analysis.isRandom = table.text(row, "Analysis Model").lowercased().hasPrefix("random")
        analysis.experimentalLabel = table.text(row, "Group Label 1")
        analysis.controlLabel = table.text(row, "Group Label 2")
        let stored = try pooled(row, StoredResult(of: analysis, level: .overall))
        if !stored.isEmpty { analysis.storedResults.append(stored) }
        review.analyses.append(analysis)
    }

    private mutating func readSubgroup(_ row: Int, _ key: [Int]) throws(EvidenceError) {
        let name = table.text(row, "Name")
        subgroupNames[key] = name
        headings.append((row, key))
        let last = review.analyses.count - 1
        var stored = StoredResult(of: review.analyses[last], level: .subgroup)
        stored.subgroup = name
        stored = try pooled(row, stored)
        if !stored.isEmpty { review.analyses[last].storedResults.append(stored) }
    }

    private mutating func readStudy(_ row: Int, _ key: [Int]) throws(EvidenceError) {
        let name = table.text(row, "Name")
        guard !name.isEmpty else {
            let message = "the study has no name; write one"
            throw RevManFault.fault(.missingValue, review.file, line: table.line(row), column: "Name", message)
        }
        let last = review.analyses.count - 1
        var result = RevManRow(study: name)
        if key[2] > 0 { result.subgroup = subgroupNames[key] ?? "subgroup \(key[2])" }
        result.line = table.line(row)
        result.experimental = try group(row, "1")
        result.control = try group(row, "2")
        result.observedMinusExpected = try table.number(row, "O-E")
        result.variance = try table.number(row, "Variance")
        var stored = try pooled(row, StoredResult(of: review.analyses[last], level: .study))
        stored.study = name
        stored.subgroup = result.subgroup
        result.stored = stored.isEmpty ? nil : stored
        result.standardError = stored.standardError
        // The file prints effects on the natural scale, but standard errors of ratios on the logarithmic one.
        let isRatio = review.analyses[last].measure.published?.isRatio ?? false
        result.estimate = isRatio ? stored.estimate.flatMap { $0 > 0 ? log($0) : nil } : stored.estimate
        years[name] = Int(table.text(row, "Year of study")) ?? years[name]
        review.analyses[last].rows.append(result)
    }

    private func group(_ row: Int, _ side: String) throws(EvidenceError) -> RevManGroup {
        RevManGroup(
            events: try table.number(row, "Events \(side)"), mean: try table.number(row, "Mean \(side)"),
            sd: try table.number(row, "SD \(side)"), total: try table.number(row, "Total \(side)"))
    }

    private func pooled(_ row: Int, _ empty: StoredResult) throws(EvidenceError) -> StoredResult {
        var result = empty
        result.estimate = try table.number(row, "Effect Estimate")
        result.standardError = try table.number(row, "SE")
        result.ciLow = try table.number(row, "CI Start")
        result.ciHigh = try table.number(row, "CI End")
        result.weight = try table.number(row, "Weight")
        result.heterogeneity = try table.number(row, "Q")
        result.heterogeneityP = try table.number(row, "P(Q)")
        result.iSquared = try table.number(row, "I²(Q)")
        result.tauSquared = try table.number(row, "Tau²")
        result.z = try table.number(row, "Z")
        result.p = try table.number(row, "P(Z)")
        result.degreesOfFreedom = try table.number(row, "df")
        return result
    }
}
