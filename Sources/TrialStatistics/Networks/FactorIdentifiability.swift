import TrialNumerics

/// What comparisons within trials can tell of several properties of treatments at once, such as route, source and dose.
///
/// An arm's effect is taken as that of any treatment, plus what each property adds; a trial carries one independent contrast fewer
/// than it has arms. A coefficient that the contrasts do not identify is said, and one that they identify only because whole
/// trials differ is told apart from one that a trial randomised: differences between trials are no randomised comparison
/// (Thompson and Higgins 2002, doi:10.1002/sim.1187).
public struct FactorIdentifiability: Sendable, Codable, Equatable {
    /// One arm with its properties; a control arm has none.
    public struct Arm: Sendable, Equatable {
        /// The study.
        public let study: String
        /// Whether it is a control arm.
        public let isControl: Bool
        /// The level of each category, by its name.
        public let levels: [String: String]
        /// The value of each quantity, by its name.
        public let values: [String: Double]

        /// Creates an arm.
        ///
        /// - Parameters:
        ///   - study: The study.
        ///   - isControl: Whether it is a control arm.
        ///   - levels: The level of each category.
        ///   - values: The value of each quantity.
        public init(study: String, isControl: Bool, levels: [String: String], values: [String: Double]) {
            self.study = study
            self.isControl = isControl
            self.levels = levels
            self.values = values
        }
    }

    /// How much the trials can tell of a coefficient.
    public enum Verdict: String, Sendable, Codable, CaseIterable {
        /// At least two trials compare it within themselves.
        case withinTrials = "within-trials"
        /// One trial alone compares it within itself.
        case oneTrial = "one-trial"
        /// Only whole trials differ in it.
        case betweenTrials = "between-trials"
        /// The contrasts do not identify it.
        case unidentified
    }

    /// One coefficient.
    public struct Term: Sendable, Codable, Equatable {
        /// The property; empty for any treatment against control.
        public let factor: String
        /// The level of a category; nil for a quantity.
        public let level: String?
        /// The level that it is measured against; nil for a quantity.
        public let reference: String?
        /// How much the trials can tell.
        public let verdict: Verdict
        /// Trials that compare it within themselves.
        public let studies: [String]
    }

    /// A trial that would tell what none does now.
    public struct Missing: Sendable, Codable, Equatable {
        /// The property.
        public let factor: String
        /// One level, or the smallest value.
        public let first: String
        /// The other level, or the largest value.
        public let second: String
    }

    /// A property that is the same in every treated arm.
    public struct Constant: Sendable, Codable, Equatable {
        /// The property.
        public let factor: String
        /// What it is everywhere.
        public let value: String
    }

    /// The properties, in the order asked for.
    public let factors: [String]
    /// The coefficients.
    public let terms: [Term]
    /// Σ (arms − 1) over the studies.
    public let independentContrasts: Int
    /// How many independent combinations of coefficients the contrasts carry.
    public let rank: Int
    /// Studies with an arm that lacks a property, left out here.
    public let incomplete: [String]
    /// Properties that are the same in every treated arm, of which these trials can tell nothing.
    public let constants: [Constant]
    /// Head-to-head trials that are missing, one for each property that no trial compares.
    public let missing: [Missing]

    /// Number of coefficients.
    public var coefficients: Int { terms.count }
    /// Whether a model of all coefficients asks for more than the contrasts carry, or leaves nothing to judge it by.
    public var isOverfitted: Bool { rank < coefficients || coefficients >= independentContrasts }

    /// Looks at the arms of a network.
    ///
    /// - Parameters:
    ///   - arms: The arms; studies with one arm say nothing.
    ///   - categories: The properties that are categories, in order.
    ///   - quantities: The properties that are quantities, in order.
    public init(_ arms: [Arm], categories: [String], quantities: [String]) {
        let design = FactorDesign(arms, categories: categories, quantities: quantities)
        factors = categories + quantities
        incomplete = design.incomplete
        independentContrasts = design.rows.count
        let whole = design.rank(without: nil)
        rank = whole
        terms = design.columns.indices.map { k in
            let column = design.columns[k]
            let studies = design.headToHead(k)
            let verdict: Verdict =
                design.rank(without: k) == whole
                ? .unidentified
                : studies.count > 1 || (column.factor.isEmpty && design.studies > 1)
                    ? .withinTrials : studies.count == 1 || column.factor.isEmpty ? .oneTrial : .betweenTrials
            return Term(
                factor: column.factor, level: column.level, reference: column.reference, verdict: verdict,
                studies: studies)
        }
        constants = design.constants
        missing = categories.compactMap(design.missingPair) + quantities.compactMap(design.missingValues)
    }
}

/// The design matrix of arms by their properties, as contrasts within studies.
private struct FactorDesign {
    struct Column {
        let factor: String
        let level: String?
        let reference: String?
        let value: (FactorIdentifiability.Arm) -> Double
    }

    let columns: [Column]
    let rows: [[Double]]
    let incomplete: [String]
    let constants: [FactorIdentifiability.Constant]
    private let groups: [(study: String, arms: [FactorIdentifiability.Arm])]

    var studies: Int { groups.count }

    init(_ arms: [FactorIdentifiability.Arm], categories: [String], quantities: [String]) {
        var order: [String] = []
        var byStudy: [String: [FactorIdentifiability.Arm]] = [:]
        for arm in arms {
            if byStudy[arm.study] == nil { order.append(arm.study) }
            byStudy[arm.study, default: []].append(arm)
        }
        func isWhole(_ arm: FactorIdentifiability.Arm) -> Bool {
            arm.isControl
                || (categories.allSatisfy { arm.levels[$0] != nil } && quantities.allSatisfy { arm.values[$0] != nil })
        }
        let lacking = order.filter { name in !(byStudy[name] ?? []).allSatisfy(isWhole) }
        incomplete = lacking
        let kept = order.filter { !lacking.contains($0) && (byStudy[$0]?.count ?? 0) > 1 }
        groups = kept.map { ($0, byStudy[$0] ?? []) }
        let treated = kept.flatMap { byStudy[$0] ?? [] }.filter { !$0.isControl }
        var columns: [Column] = []
        var constants: [FactorIdentifiability.Constant] = []
        if kept.contains(where: { byStudy[$0]?.contains(where: \.isControl) ?? false }) {
            columns.append(Column(factor: "", level: nil, reference: nil) { $0.isControl ? 0 : 1 })
        }
        for factor in categories {
            let levels = Set(treated.compactMap { $0.levels[factor] }).sorted()
            guard let first = levels.first else { continue }
            if levels.count == 1 { constants.append(.init(factor: factor, value: first)) }
            for level in levels.dropFirst() {
                columns.append(
                    Column(factor: factor, level: level, reference: first) {
                        !$0.isControl && $0.levels[factor] == level ? 1 : 0
                    })
            }
        }
        for factor in quantities {
            let values = treated.compactMap { $0.values[factor] }
            guard let low = values.min(), let high = values.max() else { continue }
            guard high > low else {
                constants.append(.init(factor: factor, value: Self.shown(low)))
                continue
            }
            let mean = values.reduce(0, +) / Double(values.count)
            columns.append(
                Column(factor: factor, level: nil, reference: nil) {
                    $0.isControl ? 0 : (($0.values[factor] ?? mean) - mean) / (high - low)
                })
        }
        self.columns = columns
        self.constants = constants
        rows = groups.flatMap { group in
            let base = columns.map { $0.value(group.arms[0]) }
            return group.arms.dropFirst().map { arm in zip(columns, base).map { $0.value(arm) - $1 } }
        }
    }

    /// The rank of the contrasts without one column.
    func rank(without dropped: Int?) -> Int {
        let kept = columns.indices.filter { $0 != dropped }
        guard !kept.isEmpty, !rows.isEmpty else { return 0 }
        return ColumnRank(Matrix(rows.map { row in kept.map { row[$0] } })).rank
    }

    /// Studies of which two treated arms differ in a column.
    func headToHead(_ k: Int) -> [String] {
        groups.filter { group in
            let values = group.arms.filter { !$0.isControl }.map(columns[k].value)
            return (values.max() ?? 0) - (values.min() ?? 0) > 1e-12
        }.map(\.study)
    }

    /// The two levels that most studies have and no study compares; nil where each pair is compared.
    func missingPair(_ factor: String) -> FactorIdentifiability.Missing? {
        let levels = groups.map { group in Set(group.arms.filter { !$0.isControl }.compactMap { $0.levels[factor] }) }
        let names = Set(levels.flatMap(\.self)).sorted()
        var best: (first: String, second: String, size: Int)?
        for (i, a) in names.enumerated() {
            for b in names.dropFirst(i + 1) where !levels.contains(where: { $0.contains(a) && $0.contains(b) }) {
                let counts = [a, b].map { name in levels.count { $0.contains(name) } }
                let size = 1_000 * (counts.min() ?? 0) + counts.reduce(0, +)
                if size > best?.size ?? 0 { best = (a, b, size) }
            }
        }
        return best.map { .init(factor: factor, first: $0.first, second: $0.second) }
    }

    /// The smallest and the largest value where no study compares two values.
    func missingValues(_ factor: String) -> FactorIdentifiability.Missing? {
        let values = groups.map { group in group.arms.filter { !$0.isControl }.compactMap { $0.values[factor] } }
        guard !values.contains(where: { Set($0).count > 1 }) else { return nil }
        let all = values.flatMap(\.self)
        guard let low = all.min(), let high = all.max(), high > low else { return nil }
        return .init(factor: factor, first: Self.shown(low), second: Self.shown(high))
    }

    private static func shown(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
