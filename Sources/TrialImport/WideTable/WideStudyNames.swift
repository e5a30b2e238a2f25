import TrialEvidence

/// Finds or makes the study of each row of a wide table.
struct WideStudyNames {
    private let names: StudyNames
    private let known: Set<String>
    /// The years that stand beside each name, where there are several.
    private let years: [String: Set<String>]
    private var first: [String: (label: String, study: Study)] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    /// Knows the studies of the dataset, and which names of the table stand for several studies of different years.
    init(_ studies: [Study], _ cells: WideCells) {
        names = StudyNames(studies)
        known = Set(studies.map(\.id))
        var years: [String: Set<String>] = [:]
        if cells.header.has(.study), cells.header.has(.year) {
            var cells = cells
            for row in cells.table.rows.indices {
                cells.go(to: row)
                let year = cells.text(.year)
                if !year.isEmpty { years[cells.text(.study), default: []].insert(year) }
            }
        }
        self.years = years.filter { $0.value.count > 1 }
    }

    /// Why the row is no study but sums up others; a study of the dataset may have any name.
    func summary(_ cells: WideCells) -> LeftReason? {
        let names = [cells.text(.study), cells.text(.author)].filter { !$0.isEmpty && self.names.known($0) == nil }
        return names.lazy.compactMap(SummaryRow.reason).first
    }

    /// The name of the row's study, which joins the evidence where it is met first.
    ///
    /// A label made of digits alone is a number in somebody's list: then the author and the year make the name. A label
    /// that stands with several years is a study for each of them.
    mutating func study(of cells: inout WideCells, into evidence: inout ImportedEvidence) -> String? {
        let author = cells.text(.author)
        let listed = cells.text(.study)
        let printed = PrintedYear(cells.text(.year))
        if let reason = printed.reason, cells.isFilled(.year) { cells.leave(.year, reason) }
        cells.use([.study, .author, .year])
        let isNumber = listed.allSatisfy(\.isNumber)
        let authorYear = [author, printed.text].filter { !$0.isEmpty }.joined(separator: " ")
        var label = isNumber && !author.isEmpty ? authorYear : listed
        if years[label] != nil, !label.contains(printed.text) { label += " \(printed.text)" }
        guard !label.isEmpty else {
            cells.report(
                .missingValue, cells.header.has(.study) ? .study : .author, "the row names no study; fill the cell")
            return nil
        }
        let id = names.known(label) ?? StudyNames.made(from: label)
        guard !id.isEmpty else {
            cells.report(.missingValue, .study, "\"\(label.shown)\" holds no letter or digit; give the study a name")
            return nil
        }
        var study = Study(id: id, design: .notStated)
        if label != id, !known.contains(id) { study.label = label.onOneLine }
        study.firstAuthor = Self.firstAuthor(author)
        study.year = printed.year
        study.line = cells.line
        if let known = first[id] {
            check(study, listed, against: known, cells)
        } else {
            first[id] = (listed, study)
            evidence.studies.append(study)
        }
        return id
    }

    private mutating func check(
        _ study: Study, _ label: String, against known: (label: String, study: Study), _ cells: WideCells
    ) {
        let isSame =
            known.label == label && known.study.year == study.year && known.study.firstAuthor == study.firstAuthor
        guard !isSame else { return }
        let message =
            "this row and line \(known.study.line ?? 0) would both be \(study.id), but their study, author or year "
            + "differ; give each study a name of its own"
        let place = Place(cells.table.file, line: cells.line)
        diagnostics.append(Diagnostic(.duplicateKey, at: place, message))
    }

    /// The first author's name: what stands before a comma, an ampersand, `and` or `et al`.
    static func firstAuthor(_ author: String) -> String {
        let alone = StudyNames.withoutOthers(author)
        let words = alone.split(separator: " ").prefix { !["&", "and", "et"].contains($0) }
        let name = words.joined(separator: " ")
        return String(name.prefix { $0 != "," && $0 != ";" && $0 != "&" }).trimmed
    }
}
