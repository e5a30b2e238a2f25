import TrialEvidence

/// A review as RevMan 5 saves it: an XML file with the ending .rm5.
///
/// Rows become arms with events or means, or comparisons; `storedResults` of the review are what RevMan computed. Document
/// types and entities are refused. The layout was read from files of RevMan 5.0 to 5.2.
public struct RevMan5: RevManFormat {
    /// The stable name.
    public let name = "revman5"
    /// One sentence for a list of formats.
    public let summary = "A review of RevMan 5 (.rm5): studies, analyses with their data, risk of bias."
    /// How the names of such files end.
    public let fileExtensions = ["rm5"]

    /// Makes the format.
    public init() {}

    /// Reads the review as it stands.
    public func review(_ bytes: [UInt8], file: String) throws(EvidenceError) -> RevManReview {
        let root = try XMLTree.read(bytes, file: file, skipping: ["MAIN_TEXT", "FIGURES", "FEEDBACK", "APPENDICES"])
        guard root.name == "COCHRANE_REVIEW" else {
            let shown = root.name.shown
            let message = "the file holds <\(shown)>, not <COCHRANE_REVIEW>; export the review from RevMan 5"
            throw RevManFault.fault(.unreadableFile, file, line: root.line, message)
        }
        var reader = RevMan5Reader(file: file)
        try reader.read(root)
        return reader.review
    }
}

/// Walks through the tree of a .rm5 file.
struct RevMan5Reader {
    let file: String
    var review: RevManReview
    private var nameOfStudy: [String: String] = [:]

    init(file: String) {
        self.file = file
        review = RevManReview(file: file)
    }

    mutating func read(_ root: XMLElement) throws(EvidenceError) {
        review.title = root.child("COVER_SHEET")?.child("TITLE")?.allText ?? ""
        try readStudies(root.child("STUDIES_AND_REFERENCES")?.child("STUDIES"))
        readCharacteristics(root.child("CHARACTERISTICS_OF_STUDIES"))
        for item in root.child("QUALITY_ITEMS")?.all("QUALITY_ITEM") ?? [] { readJudgements(item) }
        for comparison in root.child("ANALYSES_AND_DATA")?.all("COMPARISON") ?? [] {
            let outcomes = comparison.children.filter { $0.name.hasSuffix("_OUTCOME") }
            for outcome in outcomes { try readAnalysis(outcome, of: comparison) }
        }
    }

    // MARK: - Studies

    private mutating func readStudies(_ studies: XMLElement?) throws(EvidenceError) {
        for list in studies?.children ?? [] {
            for study in list.all("STUDY") {
                let id = study["ID"] ?? ""
                let name = (study["NAME"] ?? id).onOneLine
                guard !id.isEmpty, nameOfStudy.updateValue(name, forKey: id) == nil else {
                    let message = id.isEmpty ? "a study has no ID" : "the study ID \(id.shown) is there twice"
                    throw RevManFault.fault(
                        .duplicateKey, file, line: study.line, column: "ID", "\(message); export the review again")
                }
                guard list.name == "INCLUDED_STUDIES" else {
                    let kind = list.name.lowercased().replacing("_", with: " ")
                    review.notTaken.append(
                        NotTaken(
                            place: "line \(study.line)", code: "study-not-included", reason: "\(name) is of the \(kind)"
                        ))
                    continue
                }
                review.studies.append(Self.study(study, name: name))
            }
        }
    }

    private static func study(_ element: XMLElement, name: String) -> RevManStudy {
        var study = RevManStudy(name: name)
        study.year = element["YEAR"].flatMap { Int($0) }
        study.line = element.line
        let references = element.all("REFERENCE")
        if let main = references.first(where: { $0["PRIMARY"] == "YES" }) ?? references.first {
            study.title = main.child("TI")?.allText ?? ""
            study.journal = main.child("SO")?.allText ?? ""
            let identifiers = main.child("IDENTIFIERS")?.all("IDENTIFIER") ?? []
            study.doi = identifiers.first { $0["TYPE"] == "DOI" }.flatMap { $0["VALUE"] ?? $0.allText }
                .flatMap { $0.isEmpty ? nil : $0 }
        }
        return study
    }

    private mutating func readCharacteristics(_ element: XMLElement?) {
        let index = Dictionary(
            review.studies.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in element?.child("CHARACTERISTICS_OF_INCLUDED_STUDIES")?.all("INCLUDED_CHAR") ?? [] {
            guard let name = nameOfStudy[entry["STUDY_ID"] ?? ""], let position = index[name] else { continue }
            review.studies[position].characteristics = entry.children.compactMap { part in
                let text = part.allText
                let title = part.name.replacing("CHAR_", with: "").lowercased()
                return text.isEmpty ? nil : "\(title): \(text)"
            }
        }
    }

    private mutating func readJudgements(_ item: XMLElement) {
        let domain = item.child("NAME")?.allText ?? item["ID"] ?? ""
        let groups = Dictionary(
            item.all("QUALITY_ITEM_DATA_GROUP").map { ($0["ID"] ?? "", $0.child("NAME")?.allText ?? "") },
            uniquingKeysWith: { first, _ in first })
        for entry in item.child("QUALITY_ITEM_DATA")?.all("QUALITY_ITEM_DATA_ENTRY") ?? [] {
            let support = entry.child("DESCRIPTION")?.allText ?? ""
            var judgement = RevManJudgement(
                study: nameOfStudy[entry["STUDY_ID"] ?? ""] ?? entry["STUDY_ID"] ?? "", domain: domain)
            switch entry["RESULT"] {
            case "YES": judgement.judgement = .low
            case "NO": judgement.judgement = .high
            // RevMan fills every cell with UNKNOWN; only one with a reason was judged.
            case "UNKNOWN": judgement.judgement = support.isEmpty ? nil : .unclear
            default: judgement.judgement = nil
            }
            let group = entry["GROUP_ID"] ?? ""
            judgement.outcome = groups[group] ?? group
            judgement.support = support
            judgement.line = entry.line
            review.judgements.append(judgement)
        }
    }

    // MARK: - Analyses

    private static let families: [String: RevManDataType] = [
        "DICH": .dichotomous, "CONT": .continuous, "IPD": .observedMinusExpected, "IV": .inverseVariance,
        "OTHER": .other,
    ]

    private mutating func readAnalysis(_ element: XMLElement, of comparison: XMLElement) throws(EvidenceError) {
        let family = String(element.name.dropLast("_OUTCOME".count))
        guard let dataType = Self.families[family] else {
            let message = "<\(element.name.shown)> is no kind of outcome that RevMan 5 has; export it again"
            throw RevManFault.fault(.unknownCode, file, line: element.line, message)
        }
        var analysis = RevManAnalysis(
            comparison: try integer(comparison, "NO"), number: try integer(element, "NO"), dataType: dataType,
            measure: RevManMeasure(text: element["EFFECT_MEASURE"] ?? ""))
        analysis.comparisonName = comparison.child("NAME")?.allText ?? ""
        analysis.name = element.child("NAME")?.allText ?? ""
        analysis.method = element["METHOD"] ?? ""
        analysis.isRandom = element["RANDOM"] == "YES"
        analysis.swapsEvents = element["SWAP_EVENTS"] == "YES"
        analysis.experimentalLabel = element.child("GROUP_LABEL_1")?.allText ?? ""
        analysis.controlLabel = element.child("GROUP_LABEL_2")?.allText ?? ""
        let level = try number(element, "CI_TOTAL")
        try store(element, in: &analysis, StoredResult(of: analysis, level: .overall), level)
        let studyLevel = try number(element, "CI_STUDY")
        try readRows(of: element, into: &analysis, subgroup: "", studyLevel)
        for subgroup in element.all("\(family)_SUBGROUP") {
            let name = subgroup.child("NAME")?.allText ?? "subgroup \(subgroup["NO"] ?? "")"
            var stored = StoredResult(of: analysis, level: .subgroup)
            stored.subgroup = name
            try store(subgroup, in: &analysis, stored, level)
            try readRows(of: subgroup, into: &analysis, subgroup: name, studyLevel)
        }
        review.analyses.append(analysis)
    }

    private func store(
        _ element: XMLElement, in analysis: inout RevManAnalysis, _ empty: StoredResult, _ level: Double?
    ) throws(EvidenceError) {
        let stored = try result(of: element, empty, level)
        if !stored.isEmpty { analysis.storedResults.append(stored) }
    }

    private func readRows(
        of element: XMLElement, into analysis: inout RevManAnalysis, subgroup: String, _ level: Double?
    ) throws(EvidenceError) {
        for data in element.children where data.name.hasSuffix("_DATA") {
            let id = data["STUDY_ID"] ?? ""
            guard let name = nameOfStudy[id] else {
                let message = "the data are of a study \(id.shown) that is not listed; export the review again"
                throw RevManFault.fault(.unknownStudy, file, line: data.line, column: "STUDY_ID", message)
            }
            var row = RevManRow(study: name)
            row.subgroup = subgroup
            row.line = data.line
            try fill(&row, from: data)
            row.footnote = data.child("FOOTNOTE")?.allText ?? ""
            var stored = StoredResult(of: analysis, level: .study)
            stored.study = name
            stored.subgroup = subgroup
            stored = try result(of: data, stored, level)
            row.stored = stored.isEmpty ? nil : stored
            analysis.rows.append(row)
        }
    }

    private func fill(_ row: inout RevManRow, from data: XMLElement) throws(EvidenceError) {
        row.experimental = try group(data, "1")
        row.control = try group(data, "2")
        row.estimate = try number(data, "ESTIMATE")
        row.standardError = try number(data, "SE")
        row.observedMinusExpected = try number(data, "O_E")
        row.variance = try number(data, "VAR")
    }

    private func group(_ data: XMLElement, _ side: String) throws(EvidenceError) -> RevManGroup {
        RevManGroup(
            events: try number(data, "EVENTS_\(side)"), mean: try number(data, "MEAN_\(side)"),
            sd: try number(data, "SD_\(side)"), total: try number(data, "TOTAL_\(side)"))
    }

    private func result(
        of element: XMLElement, _ empty: StoredResult, _ level: Double?
    ) throws(EvidenceError) -> StoredResult {
        var result = empty
        result.estimate = try number(element, "EFFECT_SIZE")
        result.ciLow = try number(element, "CI_START")
        result.ciHigh = try number(element, "CI_END")
        result.ciLevel = level
        result.standardError = try number(element, "SE")
        result.weight = try number(element, "WEIGHT")
        result.tauSquared = try number(element, "TAU2")
        result.heterogeneity = try number(element, "CHI2")
        result.degreesOfFreedom = try number(element, "DF")
        result.heterogeneityP = try number(element, "P_CHI2")
        result.iSquared = try number(element, "I2")
        result.z = try number(element, "Z")
        result.p = try number(element, "P_Z")
        return result
    }

    private func number(_ element: XMLElement, _ attribute: String) throws(EvidenceError) -> Double? {
        guard let text = element[attribute], !["-", "NaN", "Infinity", "-Infinity"].contains(text) else { return nil }
        guard let number = Decimals.parse(text) else {
            let message = "\"\(text.shown)\" is not a number; export the review again"
            throw RevManFault.fault(.notANumber, file, line: element.line, column: attribute, message)
        }
        return number
    }

    private func integer(_ element: XMLElement, _ attribute: String) throws(EvidenceError) -> Int {
        guard let text = element[attribute], let number = Int(text), (0...1_000_000).contains(number) else {
            let message = "\"\((element[attribute] ?? "").shown)\" is not a number of an analysis; export it again"
            throw RevManFault.fault(.notAnInteger, file, line: element.line, column: attribute, message)
        }
        return number
    }
}
