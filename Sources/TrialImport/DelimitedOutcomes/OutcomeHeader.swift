import TrialEvidence

/// Turns the columns of a foreign table into ours, the same way for each piece of the table.
struct OutcomeHeader {
    /// Our names, or theirs where they mean nothing to us; `nil` for a column without a name.
    let names: [String?]
    /// The texts that hold for every row, behind the columns of the file.
    let constants: [(name: String, text: String)]
    /// What the columns with numbers hold, by their positions.
    let numeric: [Int: ColumnKind]
    /// The decimal mark of the table.
    let mark: DecimalMark
    /// How the numbers of each column are spelt.
    private let numbers: [Int: NumberReader]
    /// The author and the year, where they name the study together.
    let author: OutcomeAuthor?

    /// Finds the columns: first those that the mapping names, then our names and the usual other ones.
    ///
    /// Throws where the mapping names a column that is not there, and where two columns mean the same. How numbers are
    /// spelt is learnt from the rows of this table.
    init(_ table: Table, mapping: OutcomeMapping, delimiter: UInt8) throws(EvidenceError) {
        let file = table.file
        var diagnostics: [Diagnostic] = []
        for theirs in mapping.columns.keys.sorted() where !table.header.contains(theirs) {
            let place = Place(file, line: 1, column: theirs)
            let hint = NearestName.hint(table.header, for: theirs)
            diagnostics.append(Diagnostic(.missingColumn, at: place, "the mapping names this column\(hint); add it"))
        }
        let mapped = Set(mapping.columns.values).union(mapping.constants.keys)
        var names: [String?] = table.header.map { theirs in
            if let ours = mapping.columns[theirs] { return ours }
            if theirs.trimmed.isEmpty { return nil }
            guard let ours = ColumnAliases.ourName(for: theirs), !mapped.contains(ours) else { return theirs }
            return ours
        }
        author = mapped.contains("study_id") ? nil : OutcomeAuthor(among: names)
        if let author { names[author.column] = "study_id" }
        self.names = names
        var origin: [String: String] = [:]
        for case (let theirs, let ours?) in zip(table.header, names) {
            if let first = origin.updateValue(theirs, forKey: ours), diagnostics.count < 20 {
                let message = "\"\(first)\" and \"\(theirs)\" both mean \(ours); remove one"
                diagnostics.append(Diagnostic(.duplicateColumn, at: Place(file, line: 1, column: theirs), message))
            }
        }
        if !diagnostics.isEmpty { throw EvidenceError(diagnostics) }
        constants = mapping.constants.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        numeric = Self.numeric(names)
        let positions = Array(numeric.keys)
        let cells = table.rows.lazy.flatMap { row in positions.lazy.map { row[$0] } }
        let style = NumberStyle(of: cells, delimiter: delimiter)
        mark = style.mark
        let readers = numeric.keys.map { position in
            (position, NumberReader(style: style.ofColumn(table.rows.lazy.map { $0[position] })))
        }
        numbers = Dictionary(uniqueKeysWithValues: readers)
    }

    /// Reads the numbers of a column.
    func reader(of position: Int) -> NumberReader { numbers[position] ?? NumberReader(style: .plain) }

    private static func numeric(_ names: [String?]) -> [Int: ColumnKind] {
        let kinds = Dictionary(uniqueKeysWithValues: OutcomeRow.columns.map { ($0.name, $0.kind) })
        var numeric: [Int: ColumnKind] = [:]
        for (position, name) in names.enumerated() {
            guard let name, let kind = kinds[name], [.number, .integer, .pValue].contains(kind) else { continue }
            numeric[position] = kind
        }
        return numeric
    }

    /// The position of one of our columns.
    func position(of name: String) -> Int? { names.firstIndex(of: name) }

    /// Whether a column joins the table under our names: one without a name has no place in it, nor has the year of a study.
    func isKept(_ position: Int) -> Bool { names[position] != nil && position != author?.year }
}

/// The columns of an author and a year that name the study of a row, in a table without names of studies.
struct OutcomeAuthor: Equatable {
    let column: Int
    let year: Int?

    init?(among names: [String?]) {
        func position(_ known: [String]) -> Int? {
            names.firstIndex { name in name.map { known.contains($0.words.joined(separator: "_")) } ?? false }
        }
        guard !names.contains("study_id"), let column = position(["author", "authors", "first_author"]) else {
            return nil
        }
        self.column = column
        year = position(["year", "publication_year", "year_of_publication"])
    }

    /// `Smith` and `1994a` as one name.
    func name(in cells: [String]) -> String {
        let author = cells[column].trimmed
        let printed = year.map { PrintedYear(cells[$0]).text } ?? ""
        return [author, printed].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
