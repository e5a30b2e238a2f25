import TrialJSON
import TrialStatistics

/// The random terms that a request names in `random`.
///
/// Texts are one nesting, outermost first: `["district", "school"]`. An object `{"outer": "district"}` is a plain random effect
/// of its own, for crossed groupings; `{"outer": "trial", "inner": "outcome", "structure": "UN"}` a structured one.
struct RandomTermsRequest {
    private let parts: [Part]

    private enum Part {
        case nested([String])
        case plain(String)
        case structured(outer: String, inner: String, RandomStructureKind)
    }

    /// The names of the levels, each once, in the order of the request.
    var levels: [String] {
        var names: [String] = []
        for name in parts.flatMap(Self.levels) where !names.contains(name) { names.append(name) }
        return names
    }

    private static func levels(_ part: Part) -> [String] {
        switch part {
        case .nested(let names): names
        case .plain(let outer): [outer]
        case .structured(let outer, let inner, _): [outer, inner]
        }
    }

    init(_ request: BatchRequest) throws(StatisticsError) {
        guard case .array(let values) = request.fields.value["random"] ?? .null else {
            throw StatisticsError(
                request.fields.has("random") ? .impossibleData : .missingField,
                "give a list of levels from the outermost in, such as [\"district\", \"school\"], or of objects "
                    + "{outer, inner, structure}; an empty one is a common effect", field: "random")
        }
        var parts: [Part] = []
        var (nesting, place) = ([String](), 0)
        for (index, value) in values.enumerated() {
            if case .string(let name) = value {
                guard !nesting.contains(name) else {
                    throw StatisticsError(.impossibleData, "names the level '\(name)' twice", field: "random")
                }
                if nesting.isEmpty { place = parts.count }
                nesting.append(name)
            } else {
                parts.append(try Self.part(value, path: "random[\(index + 1)]"))
            }
        }
        if !nesting.isEmpty { parts.insert(.nested(nesting), at: place) }
        self.parts = parts
    }

    private static func part(_ value: JSONValue, path: String) throws(StatisticsError) -> Part {
        guard case .object = value else {
            throw StatisticsError(
                .impossibleData, "must be a level's name or an object {outer, inner, structure}", field: path)
        }
        let fields = BatchFields(value, path: path + ".")
        try fields.check(knowing: ["outer", "inner", "structure"])
        guard let outer = try fields.text("outer") else {
            throw StatisticsError(.missingField, "name the level", field: path + ".outer")
        }
        let kinds = RandomStructureKind.allCases.map { (word: $0.rawValue, value: $0) }
        let kind = try fields.choice("structure", from: kinds)
        switch (try fields.text("inner"), kind) {
        case (nil, nil): return .plain(outer)
        case (let inner?, let kind?): return .structured(outer: outer, inner: inner, kind)
        case (nil, _):
            throw StatisticsError(
                .missingField, "a structure needs the level within '\(outer)'", field: path + ".inner")
        case (_, nil):
            throw StatisticsError(
                .missingField, "name one of: \(kinds.map(\.word).joined(separator: ", "))", field: path + ".structure")
        }
    }

    /// The terms over the rows that stay.
    func terms(_ rows: PoolRows) throws(StatisticsError) -> [RandomTerm] {
        var terms: [RandomTerm] = []
        for part in parts {
            switch part {
            case .nested(let names):
                var columns: [[String]] = []
                for name in names { columns.append(try rows.level(name)) }
                terms += RandomTerm.nested(names: names, rows: columns)
            case .plain(let outer): terms.append(RandomTerm(name: outer, rows: try rows.level(outer)))
            case .structured(let outer, let inner, let kind):
                let innerRows = try rows.level(inner)
                try MultilevelLimits.check(innerLevels: Set(innerRows).count, of: inner)
                terms.append(
                    try RandomTerm(
                        name: "\(inner) | \(outer)", rows: try rows.level(outer), innerRows: innerRows, kind: kind))
            }
        }
        return terms
    }
}
