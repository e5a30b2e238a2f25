import TrialJSON
import TrialNumerics
import TrialStatistics

/// The random terms that a request names in `random`.
///
/// Texts are one nesting, outermost first: `["district", "school"]`. An object `{"outer": "district"}` is a plain random effect
/// of its own, for crossed groupings; `{"outer": "trial", "inner": "outcome", "structure": "UN"}` a structured one, its `inner` a
/// list of coordinates for a spatial structure; `{"outer": "species", "correlations": {names, matrix}}` one whose levels
/// correlate in a known way.
struct RandomTermsRequest {
    private let parts: [Part]

    private enum Part {
        case nested([String])
        case plain(String)
        case structured(Structured)
        case known(outer: String, names: [String], Matrix)
    }

    private struct Structured {
        let outer: String
        /// One level, or the coordinates of a place.
        let inner: [String]
        let kind: RandomStructureKind
        let distance: SpatialDistance

        var name: String { "\(inner.joined(separator: " + ")) | \(outer)" }
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
        case .structured(let term): [term.outer] + term.inner
        case .known(let outer, _, _): [outer]
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
        try fields.check(knowing: ["outer", "inner", "structure", "distance", "correlations"])
        guard let outer = try fields.text("outer") else {
            throw StatisticsError(.missingField, "name the level", field: path + ".outer")
        }
        let kinds = RandomStructureKind.allCases.map { (word: $0.rawValue, value: $0) }
        let kind = try fields.choice("structure", from: kinds)
        let distances = SpatialDistance.allCases.map { (word: $0.rawValue, value: $0) }
        let distance = try fields.choice("distance", from: distances)
        guard distance == nil || kind?.isSpatial == true else {
            throw StatisticsError(
                .unsupported, "only a spatial structure has distances; remove it", field: path + ".distance")
        }
        if fields.has("correlations") { return try known(outer, fields, path: path) }
        let inner = try fields.texts("inner")
        switch (inner.isEmpty ? nil : inner, kind) {
        case (nil, nil): return .plain(outer)
        case (let inner?, let kind?):
            guard inner.count == 1 || kind.isSpatial else {
                throw StatisticsError(
                    .unsupported, "only a spatial structure has several inner levels, its coordinates",
                    field: path + ".inner")
            }
            return .structured(
                Structured(outer: outer, inner: inner, kind: kind, distance: distance ?? .euclidean))
        case (nil, _):
            throw StatisticsError(
                .missingField, "a structure needs the level within '\(outer)'", field: path + ".inner")
        case (_, nil):
            throw StatisticsError(
                .missingField, "name one of: \(kinds.map(\.word).joined(separator: ", "))", field: path + ".structure")
        }
    }

    private static func known(_ outer: String, _ fields: BatchFields, path: String) throws(StatisticsError) -> Part {
        for name in ["inner", "structure"] where fields.has(name) {
            throw StatisticsError(
                .unsupported, "known correlations are those of the outer level; remove it", field: "\(path).\(name)")
        }
        let table = BatchFields(fields.value["correlations"] ?? .null, path: "\(path).correlations.")
        try table.check(knowing: ["names", "matrix"])
        let names = try table.texts("names")
        guard names.count <= MultilevelLimits.blockRows else {
            throw StatisticsError(
                .unsupported, "at most \(MultilevelLimits.blockRows) levels may correlate, there are \(names.count)",
                field: path + ".correlations")
        }
        return .known(outer: outer, names: names, try table.matrix("matrix", columns: names))
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
            case .structured(let term): terms.append(try Self.structured(term, rows))
            case .known(let outer, let names, let matrix):
                terms.append(
                    try RandomTerm(name: outer, rows: try rows.level(outer), known: names, correlation: matrix))
            }
        }
        return terms
    }

    private static func structured(_ term: Structured, _ rows: PoolRows) throws(StatisticsError) -> RandomTerm {
        var innerRows = try rows.level(term.inner[0])
        for name in term.inner.dropFirst() {
            for (row, word) in try rows.level(name).enumerated() { innerRows[row] += ", " + word }
        }
        try MultilevelLimits.check(
            innerLevels: Set(innerRows).count, of: term.inner.joined(separator: " + "),
            most: term.kind.isSpatial ? MultilevelLimits.blockRows : MultilevelLimits.innerLevels)
        return try RandomTerm(
            name: term.name, rows: try rows.level(term.outer), innerRows: innerRows, kind: term.kind,
            distance: term.distance)
    }
}
