import TrialNumerics

/// A grouping of rows whose levels deviate from the mean at random, such as districts, studies or laboratories.
public struct RandomTerm: Sendable {
    /// The name, such as `district`; unique in its model.
    public let name: String
    /// The distinct levels, in the order of their first rows.
    public let levels: [String]
    /// For each row the position of its level in `levels`.
    public let level: [Int]
    /// For each row the position of its inner level in `structure.innerLevels`; 0 for a plain random effect.
    public let inner: [Int]
    /// How rows of one level covary.
    public let structure: any RandomStructure

    /// A plain random effect: one deviation a level, the same for all its rows.
    ///
    /// - Parameters:
    ///   - name: The name for tables.
    ///   - rows: The level of each row; equal words share one.
    public init(name: String, rows: [String]) {
        self.init(name: name, rows: rows, inner: Array(repeating: 0, count: rows.count), structure: RandomIntercept())
    }

    /// A term whose rows have an inner level each, such as an outcome or a time within a trial.
    ///
    /// - Parameters:
    ///   - name: The name for tables.
    ///   - rows: The outer level of each row.
    ///   - inner: The position of each row's inner level in `structure.innerLevels`.
    ///   - structure: How inner levels covary within an outer level.
    public init(name: String, rows: [String], inner: [Int], structure: any RandomStructure) {
        precondition(rows.count == inner.count, "a random term needs an outer and an inner level a row")
        precondition(
            inner.allSatisfy { structure.innerLevels.indices.contains($0) }, "an inner level is not in the structure")
        self.name = name
        self.inner = inner
        self.structure = structure
        var position: [String: Int] = [:]
        var levels: [String] = []
        level = rows.map { word in
            if let known = position[word] { return known }
            position[word] = levels.count
            levels.append(word)
            return levels.count - 1
        }
        self.levels = levels
    }

    /// The same grouping with a structure over the same inner levels.
    init(_ other: RandomTerm, structure: any RandomStructure) {
        name = other.name
        levels = other.levels
        level = other.level
        inner = other.inner
        self.structure = structure
    }

    /// Nested terms, outermost first: schools within districts give the terms `district` and `district/school`.
    ///
    /// The levels of an inner term are made unique within the outer ones, `11/1`, so that school 1 of two districts is two.
    ///
    /// - Parameters:
    ///   - names: The names, outermost first.
    ///   - rows: For each name the level of each row.
    public static func nested(names: [String], rows: [[String]]) -> [RandomTerm] {
        precondition(names.count == rows.count, "each nested term needs a name and its levels")
        precondition(Set(rows.map(\.count)).count <= 1, "nested terms need the same number of rows")
        return names.indices.map { depth in
            let path = rows[...depth]
            let words = (rows.first ?? []).indices.map { row in
                depth == 0 ? rows[0][row] : path.map { escaped($0[row]) }.joined(separator: "/")
            }
            return RandomTerm(name: names[...depth].joined(separator: "/"), rows: words)
        }
    }

    /// A word whose own slashes cannot be taken for the one between levels.
    private static func escaped(_ word: String) -> String {
        guard word.contains("/") || word.contains("\\") else { return word }
        return word.reduce(into: "") { $0 += $1 == "/" || $1 == "\\" ? "\\\($1)" : String($1) }
    }

    /// Number of levels that vary, also where they correlate in a known way.
    public var levelCount: Int { structure is KnownCorrelation ? structure.innerLevels.count : levels.count }

    /// For each row the number of the level that varies.
    var varyingLevel: [Int] { structure is KnownCorrelation ? inner : level }

    /// Whether it is a plain random effect.
    var isIntercept: Bool { structure.innerLevels.count == 1 && structure.parameters.count == 1 }

    /// The names of its components for tables: the term's, with what tells several apart.
    var componentNames: [String] {
        let parameters = structure.parameters
        guard parameters.count > 1 else { return [name] }
        return parameters.map { parameter in
            parameter.label.isEmpty
                ? "\(name): \(parameter.kind.rawValue)" : "\(name): \(parameter.kind.rawValue) \(parameter.label)"
        }
    }

    /// The term of some rows; levels without a row are gone.
    func subset(_ rows: [Int]) -> RandomTerm {
        RandomTerm(
            name: name, rows: rows.map { levels[level[$0]] }, inner: rows.map { inner[$0] }, structure: structure)
    }
}
