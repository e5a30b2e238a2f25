/// Correlations lie between −1 and 1, and the cells of a paired table are counts that add up to the pairs.
public struct PairedNumbersRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names impossible correlations, negative cells, tables without a pair, and tables that do not add up to `n`.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        dataset.filedOutcomes.flatMap { row, file -> [Diagnostic] in
            var diagnostics: [Diagnostic] = []
            func report(_ code: DiagnosticCode, _ cell: OutcomeCell, _ message: String) {
                let place = Place(file, line: row.line, column: cell.rawValue)
                diagnostics.append(Diagnostic(code, at: place, message))
            }
            if let r = row.correlation, abs(r) > 1 {
                report(
                    .impossibleCorrelation, .correlation,
                    "\(Decimals.text(r)) cannot be a correlation; write a number from -1 to 1")
            }
            let cells: [(OutcomeCell, Int?)] = [
                (.both, row.both), (.firstOnly, row.firstOnly), (.secondOnly, row.secondOnly), (.neither, row.neither),
            ]
            for (cell, count) in cells {
                if let count, count < 0 { report(.badCount, cell, "\(count) pairs cannot be; correct the count") }
            }
            let counts = cells.compactMap(\.1)
            guard counts.count == cells.count, counts.allSatisfy({ $0 >= 0 }) else { return diagnostics }
            let sum = counts.reduce(0, +)
            if sum == 0 {
                report(.badCount, .both, "a table without a pair says nothing; correct it or remove the row")
            }
            if let n = row.n, n != sum {
                report(.pairsDoNotAdd, .n, "the four cells add up to \(sum) pairs, not to \(n); correct n or the cells")
            }
            return diagnostics
        }
    }
}

/// A recorded derivation tells of a cell that is filled, and no cell is derived twice.
public struct DerivedCellsRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names derivations of empty cells and second derivations of the same cell.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        dataset.filedOutcomes.flatMap { row, file -> [Diagnostic] in
            guard !row.derived.isEmpty else { return [] }
            let filled = row.filledCells
            var seen: Set<OutcomeCell> = []
            let place = Place(file, line: row.line, column: "derived")
            return row.derived.compactMap { derivation in
                let name = derivation.cell.rawValue
                if !seen.insert(derivation.cell).inserted {
                    return Diagnostic(.badDerivation, at: place, "\(name) is derived twice; remove one derivation")
                }
                guard !filled.contains(derivation.cell) else { return nil }
                let message = "\(name) is said to be derived, but the cell is empty; fill it or remove the derivation"
                return Diagnostic(.badDerivation, at: place, message)
            }
        }
    }
}
