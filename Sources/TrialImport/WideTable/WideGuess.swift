import TrialEvidence

/// Two arms that the shape of a header suggests, until a person says that they are what they look like.
public struct WideGuess: Sendable, Equatable {
    /// Our columns, each with the name it has in the file.
    public let columns: [WideColumn: String]
    /// What the file calls the arm that would be the treatment, and the one that would be its control.
    public let treatment, control: String
    let positions: Set<Int>

    private init(columns: [WideColumn: String], treatment: String, control: String, positions: Set<Int>) {
        self.columns = columns
        self.treatment = treatment
        self.control = control
        self.positions = positions
    }

    init?(_ pairs: WidePairs, names: [String], unless mapped: Set<WideColumn>, or used: Set<Int>) {
        guard !pairs.isCertain, let labels = pairs.labels else { return nil }
        let open = pairs.columns.filter { !used.contains($0.key) && !mapped.contains($0.value) }
        guard open.count == pairs.columns.count else { return nil }
        columns = Dictionary(uniqueKeysWithValues: open.map { ($0.value, names[$0.key]) })
        (treatment, control) = labels
        positions = Set(open.keys)
    }

    /// The guess as lines of a mapping, `ours=theirs`, in the order of our columns.
    public var lines: [String] {
        WideColumn.allCases.compactMap { column in columns[column].map { "\(column.rawValue)=\($0)" } }
    }

    /// The guess as a mapping.
    public var mapping: ColumnMapping {
        var mapping = ColumnMapping()
        mapping.columns = columns
        return mapping
    }

    /// The same with the arms the other way round.
    public var swapped: WideGuess {
        var other: [WideColumn: WideColumn] = [:]
        for (first, second) in zip(WideArmColumns.first.numbers, WideArmColumns.second.numbers) {
            (other[first], other[second]) = (second, first)
        }
        let swapped = columns.map { (other[$0.key] ?? $0.key, $0.value) }
        return WideGuess(
            columns: Dictionary(uniqueKeysWithValues: swapped), treatment: control, control: treatment,
            positions: positions)
    }

    /// What a person has to say before the guess is taken.
    var question: String {
        let options = lines.map { "--map \"\($0)\"" }.joined(separator: " ")
        return "the columns look like \(treatment.shown) against \(control.shown), which nothing confirms; if so, say "
            + "\(options)"
    }
}
