import TrialEvidence

/// Turns a sheet into a table: finds the header, joins its merged cells, and names what does not belong to the table.
struct SheetTable {
    /// The table; `nil` where the sheet is empty.
    private(set) var table: Table?
    /// What does not belong to it.
    private(set) var notTaken: [NotTaken] = []
    /// The cells outside the table that are listed; those of the table are counted by who reads it.
    private(set) var reading: TableReading
    /// The columns of the sheet, counted from 0, in which those of the table stand.
    private(set) var columns: [Int] = []
    /// The row of the sheet, counted from 1, that holds the header, or its lower half.
    private(set) var headerRow = 1
    private let sheet: Worksheet

    init(_ sheet: Worksheet, file: String) {
        self.sheet = sheet
        reading = TableReading(table: "\(file), sheet \(sheet.name)")
        for cell in sheet.failedFormulas {
            leaveOut("cell \(cell)", "formula-error", "the formula ended in an error", cells: 1)
        }
        var rows = sheet.rows[...]
        while let first = rows.first, let next = rows.dropFirst().first, isTitle(first, before: next) {
            leaveOut("row \(first.number + 1)", "title-row", "a single cell above the table", cells: 1)
            rows = rows.dropFirst()
        }
        guard let first = rows.first else { return }
        var header = spread(first)
        rows = rows.dropFirst()
        headerRow = first.number + 1
        if isGrouped(first), let second = rows.first, second.number == first.number + 1 {
            for (column, name) in second.cells {
                header[column] = [header[column], name].compactMap(\.self).joined(separator: " ")
            }
            rows = rows.dropFirst()
            headerRow = second.number + 1
        }
        columns = header.keys.sorted()
        var body = Array(rows)
        fillDown(&body)
        report(body, without: Set(columns))
        let names = columns.map { header[$0].map(Self.oneLine) ?? "" }
        let columns = columns
        let filled = body.filter { row in columns.contains { row.cells[$0] != nil } }
        table = Table(
            file: "\(file), sheet \(sheet.name)", header: names,
            rows: filled.map { row in columns.map { row.cells[$0] ?? "" } }, lines: filled.map { $0.number + 1 })
    }

    /// How many filled cells the sheet has, its header among them.
    var filled: Int { sheet.rows.reduce(sheet.failedFormulas.count) { $0 + $1.cells.count } }

    /// The account of a sheet that is no table: all of it is listed.
    var unread: TableReading {
        var reading = TableReading(table: reading.table)
        (reading.filled, reading.listed) = (filled, filled)
        return reading
    }

    private mutating func leaveOut(_ place: String, _ code: String, _ reason: String, cells: Int = 0) {
        notTaken.append(NotTaken(place: "sheet \(sheet.name), \(place)", code: code, reason: reason, cells: cells))
        reading.filled += cells
        reading.listed += cells
    }

    /// A row of one cell that stands over the beginning of a wider row is a title, and not a group of columns.
    private func isTitle(_ row: Worksheet.Row, before next: Worksheet.Row) -> Bool {
        guard row.cells.count == 1, next.cells.count > 1, let column = row.cells.keys.first else { return false }
        return column <= next.cells.keys.min() ?? 0
    }

    private func merges(in row: Worksheet.Row) -> [Worksheet.Range] {
        sheet.merges.filter { $0.rows.lowerBound == row.number && $0.columns.count > 1 }
    }

    private func isGrouped(_ row: Worksheet.Row) -> Bool {
        merges(in: row).contains { row.cells[$0.columns.lowerBound] != nil }
    }

    /// The header with each merged name over all its columns, as far as the sheet is filled.
    private func spread(_ row: Worksheet.Row) -> [Int: String] {
        let last = sheet.rows.lazy.compactMap { $0.cells.keys.max() }.max() ?? 0
        var cells = row.cells
        var filled: Set<Int> = []
        for merge in merges(in: row) {
            guard let name = row.cells[merge.columns.lowerBound] else { continue }
            // Merged ranges cannot overlap; those that do are broken and must not cost time.
            for column in merge.columns.prefix(while: { $0 <= last }) {
                guard filled.insert(column).inserted else { break }
                cells[column] = name
            }
        }
        return cells
    }

    /// A text that is merged over several rows stands for all of them; a number would be counted twice.
    private mutating func fillDown(_ body: inout [Worksheet.Row]) {
        let positions = Dictionary(body.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
        var filled: Set<Int> = []
        for merge in sheet.merges where merge.rows.count > 1 {
            let column = merge.columns.lowerBound
            // Ranges of one column cannot overlap; those that do are broken and must not cost time.
            guard let first = positions[merge.rows.lowerBound], let text = body[first].cells[column] else { continue }
            guard Decimals.parse(text) == nil else {
                let place = "cell \(Worksheet.letters(column))\(merge.rows.lowerBound + 1)"
                leaveOut(place, "merged-number", "the number is merged over several rows and taken for the first")
                continue
            }
            var index = first + 1
            while index < body.count, merge.rows.contains(body[index].number) {
                guard filled.insert(index * Worksheet.maximalColumns + column).inserted else { break }
                body[index].cells[column] = text
                index += 1
            }
        }
    }

    private mutating func report(_ body: [Worksheet.Row], without columns: Set<Int>) {
        var stray: [Int: Int] = [:]
        for row in body {
            for column in row.cells.keys where !columns.contains(column) { stray[column, default: 0] += 1 }
        }
        for (column, count) in stray.sorted(by: { $0.key < $1.key }) {
            let cells = count == 1 ? "a cell" : "\(count) cells"
            leaveOut("column \(Worksheet.letters(column))", "no-header", "\(cells) without a name above", cells: count)
        }
    }

    private static func oneLine(_ name: String) -> String {
        name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
