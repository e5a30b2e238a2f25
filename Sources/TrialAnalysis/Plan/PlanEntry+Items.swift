import Yams

extension PlanEntry {
    /// An item of a list that may hold words and mappings.
    enum Item {
        /// A word.
        case word(String)
        /// A mapping.
        case mapping(PlanEntry)
    }

    /// The items of a list, or the one value where there is no list; a mapping may have these keys.
    func items(_ key: String, keys: [String]) -> [Item] {
        guard let value = node.node(key) else { return [] }
        let values = value.sequence.map(Array.init) ?? [value]
        return values.map { value in
            if let word = value.scalar?.string { return .word(word) }
            let mapping = PlanNode(value, what: "an item of '\(key)'", report: node.report)
            mapping.allow(keys)
            return .mapping(PlanEntry(node: mapping))
        }
    }

    /// Numbers, one or a list; what is no number is reported.
    func numbers(_ key: String) -> [Double] {
        texts(key).compactMap { text in
            if let number = Double(text), number.isFinite { return number }
            problem(at: key, "'\(key)' must hold numbers, not '\(text)'")
            return nil
        }
    }

    /// The words of a mapping whose keys may be anything, in its order.
    func named(_ key: String) -> [(name: String, text: String)] {
        guard let value = node.node(key) else { return [] }
        return PlanNode(value, what: key, report: node.report).pairs.compactMap { pair in
            guard let name = pair.key.string, let text = pair.value.scalar?.string else {
                problem(at: key, "'\(key)' must hold names, each with one value")
                return nil
            }
            return (name, text)
        }
    }

    /// A list of lists of words; a word by itself is a list of one.
    func lists(_ key: String) -> [[String]] {
        guard let value = node.node(key) else { return [] }
        return (value.sequence.map(Array.init) ?? [value]).map { item in
            item.scalar.map { [$0.string] } ?? item.sequence?.compactMap { $0.scalar?.string } ?? []
        }
    }
}
