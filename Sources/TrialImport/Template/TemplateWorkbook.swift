import TrialArchives
import TrialEvidence

/// Writes the template of a dataset: how to fill it, one sheet a table, and the lists that its cells are chosen from.
struct TemplateWorkbook {
    /// The tables that have a sheet: all that imports add rows to.
    static let tables = MergedTable.all.map(\.table)
    /// The sheets that explain and that hold the lists; neither is read back.
    static let help = "help"
    static let lists = "lists"
    /// Rows of a sheet that can be named in other sheets as soon as they are typed.
    private static let namedRows = 300

    private let dataset: Dataset
    private let examples: ColumnExample
    private var choices: [[WrittenCell]] = []
    private var formulas: [ColumnVocabulary.Reference: String] = [:]

    init(_ dataset: Dataset) {
        self.dataset = dataset
        examples = ColumnExample(dataset)
    }

    /// The bytes of the workbook.
    static func bytes(for dataset: Dataset) throws(ArchiveError) -> [UInt8] {
        var workbook = TemplateWorkbook(dataset)
        let sheets = tables.map { workbook.sheet($0) }
        return try WorkbookWriter(sheets: [workbook.helpSheet] + sheets + [workbook.listSheet]).bytes()
    }

    // MARK: - The tables

    private mutating func sheet(_ table: DatasetTable) -> WrittenSheet {
        var sheet = WrittenSheet(name: table.resource)
        let columns = dataset.columns(of: table)
        sheet.rows = [columns.map { WrittenCell($0.name, $0.isRequired ? .requiredHeader : .header) }]
        sheet.widths = columns.map { column in Double(max(column.name.count + 3, column.kind.isText ? 18 : 9)) }
        sheet.styles = columns.map { $0.kind.isText ? .text : .plain }
        sheet.frozen = (1, columns.prefix { $0.isRequired }.count)
        for (index, column) in columns.enumerated() { sheet.guidance.append(guidance(column, index, of: table)) }
        return sheet
    }

    private mutating func guidance(_ column: Column, _ index: Int, of table: DatasetTable) -> CellGuidance {
        var guidance = CellGuidance(column: index, title: column.name, prompt: column.summary)
        if column.isRequired { guidance.prompt += " Must be filled." }
        guidance.complaint = "It takes \(column.kind.words)."
        switch column.kind {
        case .integer: guidance.test = .wholeNumber
        case .number: guidance.test = .number
        default: break
        }
        guard let vocabulary = ColumnVocabulary(of: column, in: table, of: dataset) else { return guidance }
        guidance.test = .list(formula: formula(of: vocabulary, column), isClosed: vocabulary.isClosed)
        guidance.complaint =
            vocabulary.isClosed
            ? "Choose one of the list." : "It is not in the list: other rows do not have it. Is it meant to be new?"
        return guidance
    }

    /// The cells of a list, as a formula names them.
    private mutating func formula(of vocabulary: ColumnVocabulary, _ column: Column) -> String {
        guard let reference = vocabulary.reference else { return addList(vocabulary.values, named: column.name) }
        if let known = formulas[reference] { return known }
        let formula = addNames(vocabulary.values, of: reference)
        formulas[reference] = formula
        return formula
    }

    private mutating func addList(_ values: [String], named name: String) -> String {
        choices.append([WrittenCell(name, .header)] + values.map { WrittenCell($0, .text) })
        let letters = Worksheet.letters(choices.count - 1)
        return "\(Self.lists)!$\(letters)$2:$\(letters)$\(max(values.count, 1) + 1)"
    }

    /// A list of names that the dataset has, to which come those that are typed into the sheet of their table.
    private mutating func addNames(_ values: [String], of reference: ColumnVocabulary.Reference) -> String {
        let column = reference.table.columns.firstIndex { $0.name == reference.column } ?? 0
        let letters = Worksheet.letters(column)
        let sheet = "'\(reference.table.resource)'"
        let typed = (2...(Self.namedRows + 1)).map { row -> WrittenCell in
            let cell = "\(sheet)!$\(letters)$\(row)"
            return WrittenCell("", .text, formula: "IF(\(cell)=\"\",\"\",\(cell))")
        }
        _ = addList(values, named: reference.column)
        choices[choices.count - 1] += typed
        let list = "\(Self.lists)!$\(Worksheet.letters(choices.count - 1))$2"
        let count = "COUNTA(\(sheet)!$\(letters)$2:$\(letters)$\(Self.namedRows + 1))"
        return "OFFSET(\(list),0,0,MAX(1,\(values.count)+\(count)),1)"
    }

    // MARK: - The other sheets

    private var listSheet: WrittenSheet {
        var sheet = WrittenSheet(name: Self.lists, isHidden: true)
        let height = choices.map(\.count).max() ?? 0
        sheet.rows = (0..<height).map { row in
            choices.map { $0.indices.contains(row) ? $0[row] : WrittenCell("") }
        }
        sheet.widths = choices.map { _ in 20 }
        return sheet
    }

    private var helpSheet: WrittenSheet {
        var sheet = WrittenSheet(name: Self.help)
        sheet.widths = [38, 9, 34, 62, 34]
        let name = dataset.title.isEmpty ? dataset.name : dataset.title
        sheet.rows = [[WrittenCell("Trials for: \(name)", .title)]]
        sheet.rows += Self.advice.map { [WrittenCell($0)] }
        for table in Self.tables {
            sheet.rows += [[], [WrittenCell("Sheet \(table.resource): \(table.title.lowercasedFirst)", .title)]]
            sheet.rows.append(
                ["column", "needed", "takes", "meaning", "example"].map { WrittenCell($0, .header) })
            sheet.rows += dataset.columns(of: table).map { help($0, of: table) }
        }
        return sheet
    }

    private static let advice = [
        "One row a study, an arm, a result or a judgement; columns with a dark heading must be filled, all others where the source prints it.",
        "Choose from the lists where a cell has one; a name that no other row has is asked about and may stand.",
        "Write numbers as the source prints them, and in source_location where: Table 2, abstract, page 4. Leave empty what is not printed.",
        "Sheets without rows are left out. A row that the dataset has already fills its empty cells; a number that differs is shown as old → new first.",
        "Read it back with:  trialpool import template FILE.xlsx --into DATASET --dry-run",
    ]

    private func help(_ column: Column, of table: DatasetTable) -> [WrittenCell] {
        var takes = column.kind.words
        if case .code(let codes) = column.kind { takes = codes.joined(separator: ", ") }
        let must = column.isRequired ? "yes" : ""
        let example = examples.text(column, in: table)
        return [
            WrittenCell(column.name, .text), WrittenCell(must, .text), WrittenCell(takes, .wrapped),
            WrittenCell(column.summary, .wrapped), WrittenCell(example, .wrapped),
        ]
    }
}

extension ColumnKind {
    /// Whether a spreadsheet must not take a cell for a number or a date.
    fileprivate var isText: Bool { self != .integer && self != .number }
}

extension String {
    /// The text as it goes on within a sentence.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
