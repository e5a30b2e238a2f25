import TrialNumerics

/// Which moderators enter a model: main effects, interactions and the intercept.
///
/// A category becomes treatment contrasts: one column of zeros and ones for each level but the reference, which is the first
/// in order of bytes unless ``references`` names another.
/// Without an intercept the first category among the main effects gets a column for every level. An interaction is the
/// product of the contrast columns of its factors, so the main effects of its factors belong in the formula too.
public struct ModeratorFormula: Sendable, Equatable {
    /// One term: a moderator, or several multiplied.
    public struct Term: Sendable, Equatable, ExpressibleByStringLiteral {
        /// The names of the moderators multiplied.
        public let factors: [String]

        /// A main effect or, with several factors, an interaction.
        public init(_ factors: [String]) { self.factors = factors }

        /// The main effect of one moderator.
        public init(stringLiteral name: String) { factors = [name] }
    }

    /// The terms, in order.
    public let terms: [Term]
    /// Whether the intercept comes first.
    public let intercept: Bool
    /// The reference levels of categories, by their names, where they are not the first ones.
    public var references: [String: String] = [:]

    /// Creates a formula.
    public init(_ terms: [Term], intercept: Bool = true) {
        self.terms = terms
        self.intercept = intercept
    }

    /// The main effects of `names`.
    public init(mainEffects names: [String], intercept: Bool = true) {
        self.init(names.map { Term([$0]) }, intercept: intercept)
    }

    /// The design of `studies` studies, columns named `age`, `design: cohort`, `age × year`.
    ///
    /// - Throws: `StatisticsError` naming the moderator that is absent, has another length, a missing value, only one level
    ///   or not its reference level, or where the formula has neither intercept nor terms, or a term
    ///   without a name.
    public func design(_ moderators: ModeratorColumns, studies: Int) throws(StatisticsError) -> DesignMatrix {
        guard intercept || !terms.isEmpty else {
            throw StatisticsError(.missingField, "a model needs an intercept or a moderator", field: "moderators")
        }
        guard terms.allSatisfy({ !$0.factors.isEmpty }) else {
            throw StatisticsError(
                .missingField, "a moderator has no name; name one, or two with a colon between", field: "moderators")
        }
        var columns: [NamedColumn] = []
        if intercept { columns.append(NamedColumn(name: "intercept", values: Array(repeating: 1, count: studies))) }
        var needsEveryLevel = !intercept
        for term in terms {
            var product: [NamedColumn] = []
            for (position, factor) in term.factors.enumerated() {
                let values = try self.values(of: factor, in: moderators, studies: studies)
                let isCategory = if case .categories = values { true } else { false }
                let expands = needsEveryLevel && isCategory && term.factors.count == 1
                let expanded = try coded(factor, values, everyLevel: expands)
                if expands { needsEveryLevel = false }
                product = position == 0 ? expanded : Self.products(product, expanded)
            }
            columns += product
        }
        var matrix = Matrix(rows: studies, columns: columns.count)
        for (j, column) in columns.enumerated() { for i in 0..<studies { matrix[i, j] = column.values[i] } }
        return DesignMatrix(values: matrix, names: columns.map(\.name))
    }

    /// The design of new studies for a prediction, coded by the levels of the studies that were fitted.
    ///
    /// - Throws: `StatisticsError` also where a new study has a level that no fitted study has.
    public func design(
        of new: ModeratorColumns, studies: Int, coded fitted: ModeratorColumns, fittedStudies: Int
    ) throws(StatisticsError) -> DesignMatrix {
        var joined = ModeratorColumns()
        for name in Set(terms.flatMap(\.factors)).sorted() {
            let old = try values(of: name, in: fitted, studies: fittedStudies)
            let added = try values(of: name, in: new, studies: studies)
            switch (old, added) {
            case (.numbers(let a), .numbers(let b)): joined[name] = .numbers(a + b)
            case (.categories(let a), .categories(let b)):
                if let stranger = b.firstIndex(where: { !a.contains($0) }) {
                    throw StatisticsError(
                        .impossibleData, "no fitted study has the level '\(b[stranger])'", study: stranger + 1,
                        field: name)
                }
                joined[name] = .categories(a + b)
            default:
                throw StatisticsError(.impossibleData, "'\(name)' must be numbers in both or text in both", field: name)
            }
        }
        let all = try design(joined, studies: fittedStudies + studies)
        let p = all.names.count
        return DesignMatrix(
            values: Matrix(
                rows: studies, columns: p, elements: Array(all.values.elements.dropFirst(fittedStudies * p))),
            names: all.names)
    }

    private struct NamedColumn {
        let name: String
        let values: [Double]
    }

    private func values(
        of name: String, in moderators: ModeratorColumns, studies: Int
    ) throws(StatisticsError) -> ModeratorColumns.Values {
        guard let values = moderators[name] else {
            throw StatisticsError(
                .missingField,
                "there is no moderator '\(name)'; there are: \(moderators.names.joined(separator: ", "))",
                field: name)
        }
        guard values.count == studies else {
            throw StatisticsError(
                .unequalLengths, "'\(name)' has \(values.count) values for \(studies) studies", field: name)
        }
        return values
    }

    private func coded(
        _ name: String, _ values: ModeratorColumns.Values, everyLevel: Bool
    ) throws(StatisticsError) -> [NamedColumn] {
        switch values {
        case .numbers(let numbers):
            if let bad = numbers.firstIndex(where: { !$0.isFinite }) {
                throw StatisticsError(
                    .notFinite, "the moderator must be a finite number; exclude the study", study: bad + 1, field: name)
            }
            return [NamedColumn(name: name, values: numbers)]
        case .categories(let labels):
            if let bad = labels.firstIndex(of: "") {
                throw StatisticsError(
                    .missingField, "the moderator is empty; exclude the study", study: bad + 1, field: name)
            }
            var levels = ModeratorColumns.levels(labels)
            if let reference = references[name] {
                guard let position = levels.firstIndex(of: reference) else {
                    throw StatisticsError(
                        .impossibleData,
                        "no study has the reference level '\(reference)'; choose one of \(levels.joined(separator: ", "))",
                        field: name)
                }
                levels.insert(levels.remove(at: position), at: 0)
            }
            guard everyLevel || levels.count > 1 else {
                throw StatisticsError(
                    .redundantModerator, "every study has '\(levels.first ?? "")'; leave '\(name)' out", field: name)
            }
            return levels.dropFirst(everyLevel ? 0 : 1).map { level in
                NamedColumn(name: "\(name): \(level)", values: labels.map { $0 == level ? 1 : 0 })
            }
        }
    }

    /// Every product of a column on the left with one on the right, the left running fastest.
    private static func products(_ left: [NamedColumn], _ right: [NamedColumn]) -> [NamedColumn] {
        right.flatMap { r in
            left.map { l in
                NamedColumn(name: "\(l.name) × \(r.name)", values: zip(l.values, r.values).map { $0 * $1 })
            }
        }
    }
}
