import TrialEvidence

/// A review as RevMan Web exports it: a .zip that holds CSV tables, or a .zip with that .zip inside.
///
/// Cells that an analysis does not use hold 0.0 and not nothing, so its data type decides which of them count.
public struct RevManWeb: RevManFormat {
    /// The stable name.
    public let name = "revman-web"
    /// One sentence for a list of formats.
    public let summary = "The data package of RevMan Web (.zip): studies, data rows, settings, risk of bias."
    /// How the names of such files end.
    public let fileExtensions = ["zip"]

    /// Makes the format.
    public init() {}

    /// Reads the review as it stands.
    public func review(_ bytes: [UInt8], file: String) throws(EvidenceError) -> RevManReview {
        let package = try RevManWebPackage(bytes, file: file)
        var reader = RevManWebReader(file: file)
        try reader.read(package)
        return reader.review
    }
}

struct RevManWebReader {
    let file: String
    private(set) var review: RevManReview
    private var years: [String: Int] = [:]
    private var studyLevels: [Int: Double] = [:]

    private static let dataRows = "-data-rows.csv"
    private static let settings = "-overall-estimates-and-settings.csv"
    private static let subgroups = "-subgroup-estimates.csv"
    private static let studies = "-study-information.csv"
    private static let riskOfBias = "-risk-of-bias.csv"

    init(file: String) {
        self.file = file
        review = RevManReview(file: file)
    }

    mutating func read(_ package: RevManWebPackage) throws(EvidenceError) {
        guard let data = try package.table(Self.dataRows), let settings = try package.table(Self.settings) else {
            let message =
                "the archive holds no *\(Self.dataRows) with its settings; export the data package of the review"
            throw RevManFault.fault(.missingFile, file, message)
        }
        if let studies = try package.table(Self.studies) { try readStudies(studies) }
        try readSettings(settings)
        if let subgroups = try package.table(Self.subgroups) { try readSubgroups(subgroups) }
        try readRows(data)
        if let judgements = try package.table(Self.riskOfBias) { try readJudgements(judgements) }
        review.listStudies(years: years)
        let read = [Self.dataRows, Self.settings, Self.subgroups, Self.studies, Self.riskOfBias]
        for entry in package.entries where !read.contains(where: entry.name.hasSuffix) {
            let isReferences = entry.name.hasSuffix(".ris")
            let reason = isReferences ? "references, which the format ris reads" : "no data of the analyses"
            review.notTaken.append(
                NotTaken(place: entry.name, code: isReferences ? "references-file" : "other-file", reason: reason))
        }
    }

    private func table(_ entry: RevManWebPackage.Entry, _ required: [String]) throws(EvidenceError) -> RevManTable {
        let last = entry.name.split(separator: "/").last.map(String.init) ?? entry.name
        return try RevManTable(entry.bytes, file: "\(file): \(last)", required: required)
    }

    private mutating func readStudies(_ entry: RevManWebPackage.Entry) throws(EvidenceError) {
        let table = try table(entry, ["Study", "Year"])
        var seen: Set<String> = []
        for row in table.rows {
            var study = RevManStudy(name: table.text(row, "Study"))
            guard !study.name.isEmpty, seen.insert(study.name).inserted else {
                let message = "the study \"\(study.name.shown)\" is empty or there twice; correct it"
                throw RevManFault.fault(
                    .duplicateKey, table.table.file, line: table.line(row), column: "Study", message)
            }
            study.year = Int(table.text(row, "Year"))
            study.line = table.line(row)
            let methods = table.text(row, "Char: Methods").split(separator: ";").first
            study.design = methods.flatMap { StudyDesign(code: $0.trimmed) }
            study.characteristics = table.columns.filter { $0.hasPrefix("Char: ") }.compactMap { column in
                let text = table.text(row, column)
                return text.isEmpty ? nil : "\(column.dropFirst("Char: ".count).lowercased()): \(text)"
            }
            review.studies.append(study)
        }
    }

    private mutating func readSettings(_ entry: RevManWebPackage.Entry) throws(EvidenceError) {
        let table = try table(
            entry, ["Analysis group", "Analysis number", "Analysis name", "Data type", "Effect measure"])
        for row in table.rows {
            let type = table.text(row, "Data type")
            guard let dataType = RevManDataType(text: type) else {
                let message = "\"\(type.shown)\" is no data type of RevMan Web that is known; export it again"
                throw RevManFault.fault(
                    .unknownCode, table.table.file, line: table.line(row), column: "Data type", message)
            }
            var analysis = RevManAnalysis(
                comparison: try table.integer(row, "Analysis group"),
                number: try table.integer(row, "Analysis number"), dataType: dataType,
                measure: RevManMeasure(text: table.text(row, "Effect measure")))
            guard index(of: analysis.comparison, analysis.number) == nil else {
                let message = "analysis \(analysis.label) is there twice; remove one"
                throw RevManFault.fault(.duplicateKey, table.table.file, line: table.line(row), message)
            }
            analysis.name = table.text(row, "Analysis name")
            analysis.outcome = table.text(row, "Outcome")
            analysis.comparisonName = table.text(row, "Analysis group name")
            analysis.method = table.text(row, "Statistical method")
            analysis.isRandom = table.text(row, "Analysis model").lowercased().hasPrefix("random")
            analysis.swapsEvents = table.text(row, "Swap event and non-event").lowercased() == "true"
            analysis.experimentalLabel = table.text(row, "Experimental group label")
            analysis.controlLabel = table.text(row, "Control group label")
            var stored = try pooled(table, row, StoredResult(of: analysis, level: .overall))
            stored.ciLevel = try table.number(row, "Estimate CI")
            if !stored.isEmpty { analysis.storedResults.append(stored) }
            studyLevels[review.analyses.count] = try table.number(row, "Study CI")
            review.analyses.append(analysis)
        }
    }

    private func index(of comparison: Int, _ number: Int) -> Int? {
        review.analyses.firstIndex { $0.comparison == comparison && $0.number == number }
    }

    private func analysis(of row: Int, in table: RevManTable) throws(EvidenceError) -> Int {
        let comparison = try table.integer(row, "Analysis group")
        let number = try table.integer(row, "Analysis number")
        guard let index = index(of: comparison, number) else {
            let message = "analysis \(comparison).\(number) has no settings; export the package again"
            throw RevManFault.fault(
                .missingValue, table.table.file, line: table.line(row), column: "Analysis number", message)
        }
        return index
    }

    private mutating func readSubgroups(_ entry: RevManWebPackage.Entry) throws(EvidenceError) {
        let table = try table(entry, ["Analysis group", "Analysis number", "Subgroup"])
        for row in table.rows {
            let index = try analysis(of: row, in: table)
            var stored = StoredResult(of: review.analyses[index], level: .subgroup)
            stored.subgroup = table.text(row, "Subgroup")
            stored = try pooled(table, row, stored)
            stored.weight = try table.number(row, "Weight")
            if !stored.isEmpty { review.analyses[index].storedResults.append(stored) }
        }
    }

    private mutating func readRows(_ entry: RevManWebPackage.Entry) throws(EvidenceError) {
        let table = try table(
            entry,
            [
                "Analysis group", "Analysis number", "Study", "Experimental cases", "Experimental N", "Control cases",
                "Control N",
            ])
        for row in table.rows {
            let index = try analysis(of: row, in: table)
            let name = table.text(row, "Study")
            guard !name.isEmpty else {
                let message = "the row has no study; write its name"
                throw RevManFault.fault(
                    .missingValue, table.table.file, line: table.line(row), column: "Study", message)
            }
            var result = RevManRow(study: name)
            result.subgroup = table.text(row, "Subgroup")
            result.line = table.line(row)
            result.experimental = try group(table, row, "Experimental")
            result.control = try group(table, row, "Control")
            result.estimate = try table.number(row, "GIV Mean")
            result.standardError = try table.number(row, "GIV SE")
            result.observedMinusExpected = try table.number(row, "O-E")
            result.variance = try table.number(row, "Variance")
            result.footnote = table.text(row, "Footnotes")
            var stored = StoredResult(of: review.analyses[index], level: .study)
            stored.study = name
            stored.subgroup = result.subgroup
            stored = try pooled(table, row, stored)
            stored.weight = try table.number(row, "Weight")
            stored.ciLevel = studyLevels[index]
            result.stored = stored.isEmpty ? nil : stored
            years[name] = Int(table.text(row, "Study year")) ?? years[name]
            review.analyses[index].rows.append(result)
        }
    }

    private func group(_ table: RevManTable, _ row: Int, _ side: String) throws(EvidenceError) -> RevManGroup {
        RevManGroup(
            events: try table.number(row, "\(side) cases"), mean: try table.number(row, "\(side) mean"),
            sd: try table.number(row, "\(side) SD"), total: try table.number(row, "\(side) N"))
    }

    private func pooled(
        _ table: RevManTable, _ row: Int, _ empty: StoredResult
    ) throws(EvidenceError) -> StoredResult {
        var result = empty
        result.estimate = try table.number(row, "Mean")
        result.ciLow = try table.number(row, "CI start")
        result.ciHigh = try table.number(row, "CI end")
        result.tauSquared = try table.number(row, "Heterogeneity Tau²")
        result.heterogeneity = try table.number(row, "Heterogeneity Chi²")
        result.degreesOfFreedom = try table.number(row, "Heterogeneity df")
        result.heterogeneityP = try table.number(row, "Heterogeneity P")
        result.iSquared = try table.number(row, "Heterogeneity I²")
        result.z = try table.number(row, "Effect Z")
        result.p = try table.number(row, "Effect P")
        return result
    }

    // MARK: - Risk of bias

    private mutating func readJudgements(_ entry: RevManWebPackage.Entry) throws(EvidenceError) {
        let table = try table(entry, ["Study"])
        let prefix = "Domain (judgement): "
        for row in table.rows {
            for column in table.columns where column.hasPrefix(prefix) {
                let domain = String(column.dropFirst(prefix.count))
                let text = table.text(row, column)
                guard !text.isEmpty else { continue }
                var judgement = RevManJudgement(study: table.text(row, "Study"), domain: domain)
                judgement.judgement = try Self.judgement(text, table, row, column)
                judgement.support = table.text(row, "Domain (support): \(domain)")
                judgement.line = table.line(row)
                review.judgements.append(judgement)
            }
        }
    }

    private static func judgement(
        _ text: String, _ table: RevManTable, _ row: Int, _ column: String
    ) throws(EvidenceError) -> BiasJudgement? {
        switch text.words.prefix(2).joined(separator: " ") {
        case "low", "low risk": return .low
        case "high", "high risk": return .high
        case "unclear", "unclear risk": return .unclear
        case "some concerns": return .someConcerns
        case "not applicable", "not judged", "no judgement": return nil
        default:
            let message = "\"\(text.shown)\" is no judgement; write Low risk, High risk or Unclear risk"
            throw RevManFault.fault(.unknownCode, table.table.file, line: table.line(row), column: column, message)
        }
    }
}
