import Testing
import TrialEvidence
import TrialImport

/// What an export says that it loses, held against what a reader gives back.
struct HeldCells {
    private let lostRows: Set<String>
    private let lostCells: [String: Set<String>]

    init(_ notHeld: [NotTaken]) {
        lostRows = Set(notHeld.filter { $0.code == "row-not-held" }.map(\.place))
        lostCells = Dictionary(
            notHeld.filter { $0.code == "cells-not-held" }.map {
                ($0.place, Set($0.reason.split(separator: ", ").map(String.init)))
            },
            uniquingKeysWith: { $0.union($1) })
    }

    /// The cells of a result that must come back, by column.
    private func cells(_ row: OutcomeRow, without lost: Set<String>) -> [String: String] {
        let pairs = zip(OutcomeRow.columns.map(\.name), row.cells)
        return Dictionary(uniqueKeysWithValues: pairs.filter { !$1.isEmpty && !lost.contains($0) })
    }

    /// Expects every result that is not listed to be there again with every filled cell that is not listed.
    ///
    /// `near` are columns whose numbers come back within 1e-9, since the format writes them on another scale.
    func check(_ back: [OutcomeRow], of rows: [OutcomeRow], near: Set<String> = [], _ name: String) {
        var unused = back
        for row in rows where !lostRows.contains(row.key.description.printable) {
            let lost = lostCells[row.key.description.printable] ?? []
            let wanted = cells(row, without: lost)
            let index = unused.firstIndex { candidate in
                let found = Dictionary(uniqueKeysWithValues: zip(OutcomeRow.columns.map(\.name), candidate.cells))
                return wanted.allSatisfy { column, cell in
                    found[column] == cell || near.contains(column) && Self.isNear(found[column], cell)
                }
            }
            #expect(index != nil, "\(name): \(row.key) does not come back with \(wanted)")
            if let index { unused.remove(at: index) }
        }
    }

    private static func isNear(_ found: String?, _ wanted: String) -> Bool {
        guard let found = found.flatMap({ Decimals.parse($0) }), let wanted = Decimals.parse(wanted) else {
            return false
        }
        return abs(found - wanted) <= 1e-9 * max(1, abs(wanted))
    }
}
