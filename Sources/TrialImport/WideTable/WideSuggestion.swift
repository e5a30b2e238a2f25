import TrialEvidence

/// A mapping file for a wide table, written from what its header looks like.
struct WideSuggestion {
    private let header: [String]
    private let aliases: WideColumnAliases
    private let file: String

    init(_ header: [String], file: String) {
        self.header = header
        self.file = file
        aliases = WideColumnAliases(header)
    }

    /// One `ours=theirs` a line; guesses are told as such, and columns that mean nothing here are remarks.
    var text: String {
        let guess = WideGuess(aliases.pairs, names: header, unless: [], or: [])
        var lines = ["# columns of \(file.printable): our name, then theirs; correct what is wrong"]
        var taken: Set<WideColumn> = []
        let guessed = guess?.positions ?? []
        for (position, reading) in aliases.readings.enumerated() where !guessed.contains(position) {
            let name = header[position]
            guard let reading, taken.insert(reading.column).inserted else { continue }
            lines.append(line(reading.column, name))
            if let measure = reading.measure { lines.append("measure=\"\(measure.rawValue)\"") }
        }
        if let guess {
            lines.append(
                "# guessed from the shape of the names: \(guess.treatment.shown) against \(guess.control.shown)")
            lines += guess.lines.map(\.printable)
        }
        for (position, reading) in aliases.readings.enumerated() where reading == nil && !guessed.contains(position) {
            let name = header[position]
            let near = NearestName.among(WideColumn.allCases.map(\.rawValue).filter { !isTaken($0, taken) }, to: name)
            lines.append("# \(near ?? "?")=\(name.printable)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func isTaken(_ name: String, _ taken: Set<WideColumn>) -> Bool {
        WideColumn(rawValue: name).map(taken.contains) ?? false
    }

    private func line(_ column: WideColumn, _ name: String) -> String { "\(column.rawValue)=\(name.printable)" }
}
