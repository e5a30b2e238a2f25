import TrialResults

/// What changed between two CSV tables or texts: rows that are new or gone, and cells of rows that were corrected.
public struct TableChanges: Sendable {
    /// The changes, in the order of the table.
    public let changes: [ResultChange]

    /// Compares two files line by line; `name` is what they are called, such as `outcomes.csv`.
    ///
    /// A row that was replaced by one with the same first cell is told by its changed cells.
    public init(_ first: String, _ second: String, name: String, kind: ResultChange.Kind = .datasetRow) {
        let (old, new) = (Self.lines(first), Self.lines(second))
        let difference = new.difference(from: old)
        var gone = difference.removals.compactMap { change -> (Int, String)? in
            if case .remove(let offset, let line, _) = change { (offset, line) } else { nil }
        }
        var changes: [(Int, ResultChange)] = []
        let header = name.hasSuffix(".csv") ? Self.cells(new.first ?? "") : []
        for case .insert(let offset, let line, _) in difference.insertions {
            let place = "\(name), line \(offset + 1)"
            let cells = Self.cells(line)
            if !header.isEmpty, offset > 0,
                let match = gone.firstIndex(where: { Self.isSameRow(Self.cells($0.1), cells) })
            {
                let earlier = Self.cells(gone.remove(at: match).1)
                for column in cells.indices where cells[column] != earlier[column] {
                    let heading = column < header.count ? header[column] : "column \(column + 1)"
                    let (before, after) = (Self.shown(earlier[column]), Self.shown(cells[column]))
                    changes.append(
                        (
                            offset,
                            ResultChange(
                                kind, "\(place) (\(Self.shown(cells[0]))), \(heading)", before: before, after: after)
                        ))
                }
            } else {
                changes.append((offset, ResultChange(kind, place, before: nil, after: Self.shown(line))))
            }
        }
        for (offset, line) in gone {
            changes.append(
                (offset, ResultChange(kind, "\(name), line \(offset + 1)", before: Self.shown(line), after: nil)))
        }
        self.changes = changes.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }

    /// The same row where it begins alike and most cells are the same.
    private static func isSameRow(_ first: [String], _ second: [String]) -> Bool {
        guard first.count == second.count, first.first == second.first else { return false }
        let same = zip(first, second).count { $0 == $1 }
        return same >= first.count - max(2, first.count / 4)
    }

    private static func cells(_ line: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                cells.append("")
            } else {
                cells[cells.count - 1].append(character)
            }
        }
        return cells
    }

    private static func shown(_ text: String) -> String {
        let clean = DisplayText.clean(text)
        if clean.isEmpty { return "empty" }
        return clean.count > 160 ? "\(clean.prefix(160))…" : clean
    }
}
