import TrialEvidence
import TrialJSON
import Yams

extension PlanReader {
    /// The entries of `plugins`: which plugins add to the report, to which analyses, with what options.
    func additions(_ node: PlanNode, ids: [String]) -> [PlannedAddition] {
        node.mappings("plugins", what: "an entry of 'plugins'").compactMap { entry in
            entry.allow(PlanKeys.addition)
            let name = entry.required("plugin")
            let asked = entry.texts("analyses")
            for id in asked where !ids.contains(id) { entry.unknownWord(id, key: "analyses", among: ids) }
            let options = entry.json("options") ?? .object([])
            guard let known = catalogue.additions.first(where: { $0.name == name }) else {
                let names = catalogue.additions.map(\.name)
                let hint =
                    names.isEmpty
                    ? "no plugin for reports is enabled; see trialpool plugins list"
                    : NearestName.choices(names, for: name)
                if !name.isEmpty { entry.refuse(name, key: "plugin", hint) }
                return nil
            }
            if let problem = known.problem(with: options) { node.report.add(entry.mark, problem) }
            return PlannedAddition(plugin: name, analyses: asked, options: options)
        }
    }
}

extension PlanNode {
    /// A value as JSON: mappings, lists, and words that are numbers, `true`, `false`, `null` or texts; nil where the key is absent.
    func json(_ key: String) -> JSONValue? { node(key).map(Self.json) }

    private static func json(_ node: Node) -> JSONValue {
        if let mapping = node.mapping {
            return .object(mapping.map { (key: $0.key.string ?? "", value: json($0.value)) })
        }
        if let sequence = node.sequence { return .array(sequence.map(json)) }
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else {
            return .string(node.scalar?.string ?? "")
        }
        if let flag = Bool(scalar.string) { return .bool(flag) }
        if let number = Double(scalar.string), number.isFinite { return .number(number) }
        return ["null", "~", ""].contains(scalar.string) ? .null : .string(scalar.string)
    }
}

extension PlanEntry {
    /// Any value as JSON; nil where the key is absent.
    public func json(_ key: String) -> JSONValue? { node.json(key) }
}
