import TrialEvidence

/// Two arms that a header tells apart by words of its own: `MSC mean`, `Placebo mean`; `d.asp n.asp`, `d.plac n.plac`.
struct WidePairs: Equatable {
    private struct Member: Equatable {
        let position: Int
        let base: WideBase
        let isGuessed: Bool
    }

    /// The columns by their positions.
    private(set) var columns: [Int: WideColumn] = [:]
    /// The words of the arm that is taken for the treatment, and of the other one.
    private(set) var labels: (treatment: String, control: String)? = nil
    /// Whether the names leave no doubt about the numbers and about which arm is the control.
    private(set) var isCertain = false

    static func == (left: WidePairs, right: WidePairs) -> Bool {
        left.columns == right.columns && left.isCertain == right.isCertain
    }

    init() {}

    /// Looks for two labels that stand with the same numbers among the names that mean nothing else.
    init(_ names: [(position: Int, words: [String])]) {
        var members: [[String]: [Member]] = [:]
        var order: [[String]] = []
        for (position, words) in names.map({ ($0.position, Self.apart($0.words)) }) {
            for (label, member) in Self.splits(words, position) {
                if members[label] == nil { order.append(label) }
                members[label, default: []].append(member)
            }
        }
        let pairs = order.indices.flatMap { first in
            order.indices.dropFirst(first + 1).compactMap { second -> ([String], [String])? in
                let labels = (order[first], order[second])
                return Self.alike((labels.0, members[labels.0] ?? []), (labels.1, members[labels.1] ?? []))
                    ? labels : nil
            }
        }
        guard pairs.count == 1, let (first, second) = pairs.first else { return }
        let (one, two) = (ArmWords.isControl(first), ArmWords.isControl(second))
        let (treatment, control) = one && !two ? (second, first) : (first, second)
        labels = (treatment.joined(separator: " "), control.joined(separator: " "))
        for (label, arm) in [(treatment, WideArmColumns.first), (control, .second)] {
            for member in members[label] ?? [] { columns[member.position] = member.base.column(of: arm) }
        }
        isCertain = one != two && !(members[first] ?? []).contains(where: \.isGuessed)
    }

    /// `r1` as a letter and its arm.
    private static func apart(_ words: [String]) -> [String] {
        guard words.count == 1, let last = words[0].last, "12".contains(last), words[0].count > 1 else { return words }
        return [String(words[0].dropLast()), String(last)]
    }

    private static func splits(_ words: [String], _ position: Int) -> [([String], Member)] {
        (1..<max(1, words.count)).flatMap { cut -> [([String], Member)] in
            [(words[..<cut], words[cut...]), (words[cut...], words[..<cut])].compactMap { label, base in
                if let known = WideBase.named(base) {
                    return (Array(label), Member(position: position, base: known, isGuessed: false))
                }
                guard let guess = WideBase.guessed[base.joined(separator: "_")] else { return nil }
                return (Array(label), Member(position: position, base: guess, isGuessed: true))
            }
        }
    }

    /// Whether two labels stand with the same numbers, a result and something that goes with it among them; a result alone
    /// is enough where one of the labels is that of a control.
    private static func alike(_ first: ([String], [Member]), _ second: ([String], [Member])) -> Bool {
        let (one, two) = (Set(first.1.map(\.base)), Set(second.1.map(\.base)))
        let isCompared = ArmWords.isControl(first.0) != ArmWords.isControl(second.0)
        return one == two && (one.count > 1 || isCompared) && one.contains(where: \.isResult)
            && one.count == first.1.count && two.count == second.1.count
    }
}
