import TrialEvidence

/// Some rows of a foreign table under our names: numbers spelt as ours, and an account of every filled cell.
struct OutcomePiece {
    /// The rows that may be results, with our columns.
    private(set) var table: Table
    private(set) var ledger: TableLedger
    /// Cells that hold something else than one number.
    private(set) var diagnostics: [Diagnostic] = []
    private let header: OutcomeHeader
    private let kept: [Int]

    /// Brings rows under our names; `names` are the studies that the dataset knows.
    init(_ source: Table, _ header: OutcomeHeader, names: StudyNames) {
        self.header = header
        kept = source.header.indices.filter(header.isKept)
        let columns = kept.map { header.names[$0] ?? "" } + header.constants.map(\.name)
        table = Table(file: source.file, header: columns, rows: [], lines: [])
        ledger = TableLedger(source)
        for (position, name) in header.names.enumerated() where name == nil {
            ledger.leave(column: position, because: LeftReason("no-header", "cells without a name above; give it one"))
        }
        let study = header.position(of: "study_id")
        for (row, line) in zip(source.rows, source.lines) {
            var cells = row.map { SpreadsheetGuard.removed(from: $0) }
            if let study {
                let name = header.author?.name(in: cells) ?? cells[study].trimmed
                let known = names.known(name)
                if known == nil, let reason = SummaryRow.reason(for: name) {
                    ledger.leave(row: row, line: line, because: reason)
                    continue
                }
                cells[study] = known ?? name
            }
            add(&cells, of: row, line: line)
        }
    }

    private mutating func add(_ cells: inout [String], of row: [String], line: Int) {
        var left: [Int: LeftReason] = [:]
        for (position, kind) in header.numeric
        where !cells[position].isEmpty && !isPlain(cells[position]) {
            if kind == .pValue {
                left[position] = spell(pValue: &cells[position], position)
            } else {
                spell(&cells, position, isCount: kind == .integer, line)
            }
        }
        ledger.book(row, line: line) { left[$0].map { .left($0) } ?? .read }
        table.rows.append(kept.map { cells[$0] } + header.constants.map(\.text))
        table.lines.append(line)
    }

    /// Whether a cell is spelt as ours are; where commas stand before decimals a point may stand between thousands.
    private func isPlain(_ cell: String) -> Bool {
        Decimals.parse(cell) != nil && (header.mark == .point || !cell.utf8.contains(UInt8(ascii: ".")))
    }

    private func spell(pValue cell: inout String, _ position: Int) -> LeftReason? {
        switch PrintedPValue(cell, header.reader(of: position)) {
        case .value(let value): cell = value.text
        case .nothing: cell = ""
        case .left(let reason):
            cell = ""
            return reason
        // The reader of rows says what is wrong.
        case .wrong: break
        }
        return nil
    }

    private mutating func spell(_ cells: inout [String], _ position: Int, isCount: Bool, _ line: Int) {
        let content = header.reader(of: position).read(cells[position], isCount: isCount)
        let isEvents = header.names[position] == "events"
        switch content {
        case .nothing: cells[position] = ""
        case .number(let value): cells[position] = Decimals.text(value)
        case .share(let part, let all) where isEvents && takes(all, as: "n", &cells):
            cells[position] = Decimals.text(part)
        case .withPercent(let count, _) where isEvents: cells[position] = Decimals.text(count)
        // The reader of rows says that a word is no number.
        case .words: break
        default:
            let message = NumberAdvice.message(for: content, cells[position], mark: header.mark)
            let place = Place(table.file, line: line, column: header.names[position])
            diagnostics.append(Diagnostic(.notANumber, at: place, message))
            cells[position] = ""
        }
    }

    /// Fills an empty cell, or agrees with it.
    private func takes(_ value: Double, as name: String, _ cells: inout [String]) -> Bool {
        guard let position = header.position(of: name) else { return false }
        switch header.reader(of: position).read(cells[position], isCount: true) {
        case .nothing: cells[position] = Decimals.text(value)
        case .number(let stated): return stated == value
        default: return false
        }
        return true
    }
}
