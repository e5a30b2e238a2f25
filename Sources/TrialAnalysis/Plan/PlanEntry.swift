import TrialStatistics
import Yams

/// The entry of one analysis in a plan, as a kind of question reads its own keys from it.
///
/// Whatever is wrong is collected with its line; reading goes on, so that a plan's problems come all at once.
public struct PlanEntry {
    let node: PlanNode

    /// The kinds, measures and methods that the plan may name.
    public var catalogue: AnalysisCatalogue { node.report.catalogue }
    /// The rules that choose and prepare the rows.
    public var rules: RowRules { node.rules }
    /// The effect measure's code.
    public var measure: String { node.measure }
    /// The methods in place of the profile's.
    public var methods: MethodRequest { node.methods }

    /// Whether the key is there.
    public func has(_ key: String) -> Bool { node.node(key) != nil }
    /// A text; nil where the key is absent.
    public func text(_ key: String) -> String? { node.text(key) }
    /// A text that must be there.
    public func required(_ key: String) -> String { node.required(key) }
    /// A number; nil where the key is absent.
    public func number(_ key: String) -> Double? { node.number(key) }
    /// True or false; nil where the key is absent.
    public func flag(_ key: String) -> Bool? { node.flag(key) }
    /// One text or a list of texts.
    public func texts(_ key: String) -> [String] { node.texts(key) }

    /// One word of a closed list; nil where the key is absent.
    public func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        node.choice(key, type)
    }

    /// Words of a closed list.
    public func choices<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type) -> [Choice]
    where Choice.RawValue == String {
        node.texts(key).compactMap { word in
            if let value = Choice(rawValue: word) { return value }
            node.unknownWord(word, key: key, among: Choice.allCases.map(\.rawValue))
            return nil
        }
    }

    /// A mapping under a key with the keys that it may have; nil where the key is absent.
    public func mapping(_ key: String, keys: [String]) -> PlanEntry? {
        guard let value = node.node(key) else { return nil }
        let mapping = PlanNode(value, what: key, report: node.report)
        mapping.allow(keys)
        return PlanEntry(node: mapping)
    }

    /// Reports a problem with the key.
    public func problem(at key: String, _ message: String) {
        node.report.add(node.node(key)?.mark ?? node.mark, message)
    }

    /// The entry again with the keys of each item of a list laid over it.
    ///
    /// - Parameters:
    ///   - key: The list.
    ///   - dropped: Keys that do not carry over.
    ///   - grids: Keys whose lists of values make several variations.
    func variations(
        _ key: String, dropping dropped: [String], expanding grids: [String]
    ) -> [(name: String, entry: PlanEntry)] {
        node.mappings(key, what: "a sensitivity analysis").flatMap { entry in
            entry.allow(PlanKeys.sensitivity)
            let entries = grids.reduce([entry]) { entries, key in entries.flatMap { $0.expanded(key) } }
            return entries.map { change in
                let merged = PlanNode(node, overlaid: change, without: Set(dropped + ["kind"]))
                let words = change.keys.filter { $0 != "name" }.map { key in
                    change.node(key)?.scalar.map { "\(key): \($0.string)" } ?? key
                }
                return (change.text("name") ?? words.joined(separator: ", "), PlanEntry(node: merged))
            }
        }
    }
}
