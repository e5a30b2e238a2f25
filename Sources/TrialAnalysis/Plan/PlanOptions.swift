import Yams

/// A plan of one analysis, put together from keys and values such as the options of a command; no text is pasted.
///
/// A later value replaces an earlier one of the same key. Keys of the plan itself (`profile`, `seed`, …) and of the analysis
/// are told apart by name.
public struct PlanOptions {
    private var plan: [(key: String, value: Node)]
    private var analysis: [(key: String, value: Node)]

    /// Begins a plan of one analysis with a title and an id.
    public init(title: String, id: String) {
        plan = [("format", Self.node(AnalysisPlan.format)), ("title", Self.node(title))]
        analysis = [("id", Self.node(id))]
    }

    /// Sets a key to a text, whatever characters it holds.
    public mutating func set(_ key: String, to text: String) { put(key, Self.node(text)) }

    /// Sets a key to a value in YAML, such as `0.9`, `[a, b]` or `{from: 5, to: 7}`.
    ///
    /// - Throws: `AnalysisError` where the value by itself is no YAML.
    public mutating func set(_ key: String, yaml: String) throws(AnalysisError) {
        do {
            put(key, try Yams.compose(yaml: yaml).map(Self.withoutMarks) ?? Self.node(""))
        } catch {
            let reason = "\(error)".split(separator: "\n").prefix(2).joined(separator: " ")
            throw AnalysisError(.invalidPlan, "the value of '\(key)' is not YAML, put it in quotes: \(reason)")
        }
    }

    private mutating func put(_ key: String, _ value: Node) {
        if PlanKeys.plan.contains(key), !PlanKeys.analysis.contains(key) {
            Self.put(key, value, into: &plan)
        } else {
            Self.put(key, value, into: &analysis)
        }
    }

    private static func put(_ key: String, _ value: Node, into pairs: inout [(key: String, value: Node)]) {
        if let place = pairs.firstIndex(where: { $0.key == key }) {
            pairs[place].value = value
        } else {
            pairs.append((key, value))
        }
    }

    /// The plan as a mapping.
    var node: Node {
        let one = Node(Self.nodes(analysis))
        return Node(Self.nodes(plan) + [(Self.node("analyses"), Node([one]))])
    }

    /// The plan as YAML, for its identity.
    ///
    /// - Throws: `AnalysisError` where a value cannot be written.
    public var text: String {
        get throws(AnalysisError) {
            do { return try Yams.serialize(node: node) } catch {
                throw AnalysisError(.invalidPlan, "the options cannot be written as YAML: \(error)")
            }
        }
    }

    private static func nodes(_ pairs: [(key: String, value: Node)]) -> [(Node, Node)] {
        pairs.map { (node($0.key), $0.value) }
    }

    private static func node(_ text: String) -> Node { Node(text, Tag(.str), .doubleQuoted) }

    /// The value without its places, which are those of the value alone and would mislead.
    private static func withoutMarks(_ node: Node) -> Node {
        switch node {
        case .scalar(let scalar): Node(scalar.string, scalar.tag, scalar.style)
        case .sequence(let values): Node(values.map(withoutMarks), values.tag, values.style)
        case .mapping(let pairs):
            Node(pairs.map { (withoutMarks($0.key), withoutMarks($0.value)) }, pairs.tag, pairs.style)
        case .alias: node
        }
    }
}
