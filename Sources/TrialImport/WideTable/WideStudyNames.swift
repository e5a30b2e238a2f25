import TrialEvidence

/// Finds or makes the study of each row of a wide table.
struct WideStudyNames {
    private let names: StudyNames
    private var first: [String: (label: String, study: Study)] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(_ studies: [Study]) {
        names = StudyNames(studies)
    }

    /// The name of the row's study, which joins the evidence where it is met first.
    ///
    /// A label made of digits alone is a number in somebody's list: then the author and the year make the name.
    mutating func study(of cells: inout WideCells, into evidence: inout ImportedEvidence) -> String? {
        let author = cells.text(.author)
        let year = cells.integer(.year)
        let listed = cells.text(.study)
        let isNumber = listed.allSatisfy(\.isNumber)
        let authorYear = [author, year.map(String.init) ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        let label = isNumber && !author.isEmpty ? authorYear : listed
        guard !label.isEmpty else {
            cells.report(
                .missingValue, cells.header.has(.study) ? .study : .author, "the row names no study; fill the cell")
            return nil
        }
        let id = names.known(label) ?? StudyNames.made(from: label)
        guard !id.isEmpty else {
            cells.report(.missingValue, .study, "\"\(label)\" holds no letter or digit; give the study a name")
            return nil
        }
        var study = Study(id: id, design: .notStated)
        study.firstAuthor = Self.firstAuthor(author)
        study.year = year
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
