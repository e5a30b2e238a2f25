import TrialEvidence
import Yams

/// A YAML mapping read strictly: every key must be asked for, every problem is collected with its line.
final class PlanReport {
    let file: String
    /// What the plan may name.
    let catalogue: AnalysisCatalogue
    private(set) var problems: [String] = []

    init(file: String, catalogue: AnalysisCatalogue) {
        self.file = file
        self.catalogue = catalogue
    }

    func add(_ mark: Mark?, _ message: String) {
        let problem = mark.map { "\(file):\($0.line):\($0.column): \(message)" } ?? "\(file): \(message)"
        // Keys are read again for each variation of an analysis; their problems are told once.
        if !problems.contains(problem) { problems.append(problem) }
    }
}

/// One mapping of a plan.
struct PlanNode {
    let pairs: [(key: Node, value: Node)]
    let mark: Mark?
    let report: PlanReport
    let what: String
    /// The keys that stand in this mapping itself, not in one it is laid over.
    let ownKeys: Set<String>

    /// Reads a node as a mapping; reports and gives an empty one where it is not.
    init(_ node: Node, what: String, report: PlanReport) {
        self.report = report
        self.what = what
        mark = node.mark
        if let mapping = node.mapping {
            pairs = mapping.map { ($0.key, $0.value) }
        } else {
            report.add(node.mark, "\(what) must be a list of keys and values")
            pairs = []
        }
        ownKeys = Set(pairs.compactMap { $0.key.string })
    }

    /// The mapping with the keys of another laid over it.
    init(_ base: PlanNode, overlaid: PlanNode, without dropped: Set<String>) {
        report = base.report
        what = overlaid.what
        mark = overlaid.mark
        ownKeys = overlaid.ownKeys
        let replaced = ownKeys.union(dropped)
        pairs = base.pairs.filter { !replaced.contains($0.key.string ?? "") } + overlaid.pairs
    }

    /// The keys, as written.
    var keys: [String] { pairs.compactMap { $0.key.string } }

    /// Reports every key that is not among `known`, with the nearest known one.
    func allow(_ known: [String]) {
        for (key, _) in pairs {
            let name = key.string ?? ""
            guard !known.contains(name) else { continue }
            let nearest = NearestName.among(known, to: name)
            let hint = nearest.map { "; did you mean '\($0)'?" } ?? "; known keys: \(known.joined(separator: ", "))"
            report.add(key.mark, "unknown key '\(name)' in \(what)\(hint)")
        }
    }

    /// One mapping for each value of a key that holds a list, in its order; the mapping itself where it holds one value.
    ///
    /// A `name` gets the value behind it, so that each is named.
    func expanded(_ key: String) -> [PlanNode] {
        guard let list = node(key)?.sequence else { return [self] }
        if list.isEmpty { report.add(node(key)?.mark, "'\(key)' is an empty list; give it values or remove it") }
        return list.map { value in
            PlanNode(self, replacing: [key: value]) { name in
                Node("\(name) (\(key) \(value.scalar?.string ?? "?"))", .implicit, .any)
            }
        }
    }

    private init(_ base: PlanNode, replacing values: [String: Node], name: (String) -> Node) {
        report = base.report
        what = base.what
        mark = base.mark
        ownKeys = base.ownKeys
        pairs = base.pairs.map { pair in
            if pair.key.string == "name", let text = pair.value.scalar?.string { return (pair.key, name(text)) }
            return (pair.key, values[pair.key.string ?? ""] ?? pair.value)
        }
    }

    func node(_ key: String) -> Node? { pairs.first { $0.key.string == key }?.value }

    func text(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard let value = node.scalar?.string, !value.isEmpty else {
            report.add(node.mark, "'\(key)' must be a text")
            return nil
        }
        return value
    }

    func required(_ key: String) -> String {
        if node(key) == nil { report.add(mark, "\(what) needs the key '\(key)'") }
        return text(key) ?? ""
    }

    func number(_ key: String) -> Double? {
        guard let node = node(key) else { return nil }
        guard let value = node.scalar?.string, let number = Double(value), number.isFinite else {
            report.add(node.mark, "'\(key)' must be a number")
            return nil
        }
        return number
    }

    func flag(_ key: String) -> Bool? {
        guard let node = node(key) else { return nil }
        guard let flag = Bool(node.scalar?.string ?? "") else {
            report.add(node.mark, "'\(key)' must be true or false")
            return nil
        }
        return flag
    }

    func texts(_ key: String) -> [String] {
        guard let node = node(key) else { return [] }
        if let single = node.scalar { return [single.string] }
        return node.sequence?.compactMap { $0.scalar?.string } ?? []
    }

    func mappings(_ key: String, what: String) -> [PlanNode] {
        guard let node = node(key) else { return [] }
        guard let sequence = node.sequence else {
            report.add(node.mark, "'\(key)' must be a list")
            return []
        }
        return sequence.map { PlanNode($0, what: what, report: report) }
    }

    /// One word of a closed list.
    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        guard let word = text(key) else { return nil }
        if let value = Choice(rawValue: word) { return value }
        unknownWord(word, key: key, among: Choice.allCases.map(\.rawValue))
        return nil
    }

    func unknownWord(_ word: String, key: String, among known: [String]) {
        refuse(word, key: key, NearestName.choices(known, for: word))
    }

    /// Tells that a key has no such choice, and what to do.
    func refuse(_ word: String, key: String, _ hint: String) {
        report.add(node(key)?.mark, "'\(key)' has no choice '\(word)'; \(hint)")
    }
}
