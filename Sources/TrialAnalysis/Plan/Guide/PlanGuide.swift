import TrialJSON

/// Every key of a plan with what it takes and means, from the same lists that the reader checks plans against.
public struct PlanGuide: Sendable {
    /// Keys that stand in the same place.
    public struct Section: Sendable {
        /// Where they stand, such as `An analysis`.
        public let title: String
        /// The keys in the order of the documentation.
        public let keys: [PlanKey]
    }

    /// The plan, its analyses, and the keys that only some kinds of questions have.
    public let sections: [Section]
    private let catalogue: AnalysisCatalogue

    /// The guide to what a catalogue knows.
    public init(_ catalogue: AnalysisCatalogue = .standard) {
        self.catalogue = catalogue
        let described = SharedPlanKeys(catalogue)
        func keys(_ names: [String]) -> [PlanKey] { names.map { described[$0] ?? PlanKey(undescribed: $0) } }
        let own = catalogue.kinds.map { kind in (names: [kind.name], keys: kind.guide) }.filter { !$0.keys.isEmpty }
        let kinds = own.reduce(into: [(names: [String], keys: [PlanKey])]()) { list, kind in
            if let index = list.firstIndex(where: { $0.keys == kind.keys }) {
                list[index].names += kind.names
            } else {
                list.append(kind)
            }
        }
        let methods = Set(PlanKeys.rows + PlanKeys.methods)
        sections =
            [
                Section(title: "The plan", keys: described.plan),
                Section(title: "An analysis", keys: keys(PlanKeys.analysis.filter { !methods.contains($0) })),
                Section(title: "Which rows of an analysis count", keys: keys(PlanKeys.rows)),
                Section(title: "Methods of an analysis, in place of the profile's", keys: keys(PlanKeys.methods)),
            ] + kinds.map { Section(title: "Only with kind: \($0.names.joined(separator: ", "))", keys: $0.keys) }
    }

    /// The keys of that name with the section each stands in; a name may stand in several.
    public func keys(named name: String) -> [(section: String, key: PlanKey)] {
        sections.flatMap { section in
            section.keys.filter { $0.name == name }.map { (section.title, $0) }
        }
    }

    /// The names of all keys, each once.
    public var names: [String] {
        var known: Set<String> = []
        return sections.flatMap(\.keys).map(\.name).filter { known.insert($0).inserted }
    }

    /// The plan as a JSON Schema (draft 2020-12), by which editors complete and check YAML too.
    public var schema: JSONValue {
        let analysis = sections.dropFirst().flatMap(\.keys)
        var merged: [PlanKey] = []
        for key in analysis where !merged.contains(where: { $0.name == key.name }) { merged.append(key) }
        let plan = sections[0].keys.map { key in
            key.name == "analyses"
                ? PlanKey("analyses", .list(.mapping(merged)), or: key.fallback, key.meaning, example: key.example)
                : key
        }
        let head: [String: JSONValue] = [
            "$schema": .string("https://json-schema.org/draft/2020-12/schema"), "title": .string(AnalysisPlan.format),
        ]
        return JSONValue(PlanKey.Value.mapping(plan).schema.merging(head) { own, _ in own })
    }
}

extension PlanKey.Value {
    /// What a JSON Schema says of the value.
    fileprivate var schema: [String: JSONValue] {
        switch self {
        // YAML reads 2023 and 0.5 as numbers where a text is meant.
        case .text: ["type": .array([.string("string"), .string("number")])]
        case .number: ["type": .string("number")]
        case .wholeNumber: ["type": .string("integer"), "minimum": .number(0)]
        case .flag: ["type": .string("boolean")]
        case .word(let words): ["enum": .array(words.map { .string($0) })]
        case .list(let value): ["type": .string("array"), "items": JSONValue(value.schema)]
        case .named(let value): ["type": .string("object"), "additionalProperties": JSONValue(value.schema)]
        case .either(let values): values.isEmpty ? [:] : ["anyOf": .array(values.map { JSONValue($0.schema) })]
        case .mapping(let keys):
            [
                "type": .string("object"), "additionalProperties": .bool(false),
                "required": .array(keys.filter(\.isRequired).map { .string($0.name) }),
                "properties": JSONValue(
                    Dictionary(keys.map { ($0.name, $0.schema) }, uniquingKeysWith: { first, _ in first })),
            ]
        }
    }
}

extension PlanKey {
    fileprivate var schema: JSONValue {
        let description: [String: JSONValue] = meaning.isEmpty ? [:] : ["description": .string(meaning)]
        return JSONValue(value.schema.merging(description) { own, _ in own })
    }
}
