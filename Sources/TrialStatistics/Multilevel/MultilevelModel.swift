import TrialNumerics

/// Estimates that depend on each other: y = Xβ + Σ Zₜuₜ + e, uₜ ~ N(0, Gₜ) for each random term, e ~ N(0, V).
///
/// Several estimates a study, studies within groups, several outcomes a trial. Without random terms it is the common-effect model
/// with correlated errors. *References*: Konstantopoulos 2011, doi:10.1002/jrsm.35; Berkey, Hoaglin,
/// Antczak-Bouckoms, Mosteller and Colditz 1998, Statistics in Medicine 17.
public struct MultilevelModel: Sendable {
    /// The estimates, design and variances, checked.
    let linear: LinearModel
    /// The sampling variances and covariances V.
    public let covariance: SamplingCovariance
    /// The random terms, in the order of the components of a fit.
    public let terms: [RandomTerm]

    /// The estimates, on the scale of analysis.
    public var estimates: [Double] { linear.estimates }
    /// The moderators.
    public var design: DesignMatrix { linear.design }
    /// Number of rows, k.
    public var rows: Int { linear.studies }
    /// Number of coefficients, p.
    public var coefficients: Int { linear.coefficients }

    /// Creates a model; without a design, one with an intercept only.
    ///
    /// - Throws: `StatisticsError` naming the first row, moderator or term that cannot be used.
    public init(
        estimates: [Double], covariance: SamplingCovariance, design: DesignMatrix? = nil, terms: [RandomTerm]
    ) throws(StatisticsError) {
        linear = try LinearModel(estimates: estimates, variances: covariance.variances, design: design)
        self.covariance = covariance
        self.terms = terms
        var names: Set<String> = []
        for term in terms {
            guard term.level.count == estimates.count else {
                throw StatisticsError(
                    .unequalLengths,
                    "the random term has \(term.level.count) rows, the estimates \(estimates.count); give a level a row",
                    field: term.name)
            }
            guard names.insert(term.name).inserted else {
                throw StatisticsError(
                    .impossibleData, "two random terms have this name; rename one of them", field: term.name)
            }
        }
    }

    /// The same model with terms over the same rows.
    init(_ other: MultilevelModel, terms: [RandomTerm]) {
        linear = other.linear
        covariance = other.covariance
        self.terms = terms
    }

    /// The model of some of the rows, in the order of `rows` (zero-based).
    ///
    /// - Throws: `StatisticsError` where the remaining rows do not carry the design.
    public func subset(_ rows: [Int]) throws(StatisticsError) -> MultilevelModel {
        let part = try linear.subset(rows)
        return try MultilevelModel(
            estimates: part.estimates, covariance: covariance.subset(rows), design: part.design,
            terms: terms.map { $0.subset(rows) })
    }

    /// For each row the number of its set of rows that depend on each other through a covariance or a shared level.
    public var connectedSets: [Int] { connections.numbered }

    var connections: RowConnections {
        var rows = RowConnections(count: self.rows)
        for block in covariance.blocks { rows.connect(block.rows) }
        for term in terms {
            var members: [[Int]] = Array(repeating: [], count: term.levels.count)
            for (row, level) in term.level.enumerated() { members[level].append(row) }
            for group in members { rows.connect(group) }
        }
        return rows
    }

    /// The components in order, with the values that are given; `given` may be shorter than the list.
    func slots(given: [Double?]) throws(StatisticsError) -> [ComponentSlot] {
        var slots = terms.flatMap { term in
            zip(term.structure.parameters, term.componentNames).map { parameter, name in
                ComponentSlot(name: name, term: term.name, levels: term.levelCount, parameter: parameter, given: nil)
            }
        }
        guard given.count <= slots.count else {
            throw StatisticsError(
                .unequalLengths, "\(given.count) components are given, the model has \(slots.count)",
                field: "givenComponents")
        }
        for (position, value) in given.enumerated() {
            guard let value else { continue }
            let parameter = slots[position].parameter
            guard value.isFinite, value >= parameter.lower, value <= parameter.upper else {
                throw StatisticsError(
                    .impossibleData,
                    "the given component must lie between \(parameter.lower) and \(parameter.upper), not \(value)",
                    field: slots[position].name)
            }
            slots[position].given = parameter.coordinate(value)
        }
        return slots
    }

    /// Throws where more rows depend on each other than a dense matrix of them should have.
    func checkBlocks() throws(StatisticsError) {
        guard let largest = connections.sets.map(\.count).max(), largest > Self.mostBlockRows else { return }
        throw StatisticsError(
            .unsupported,
            "\(largest) rows depend on each other through a covariance or a shared level, at most \(Self.mostBlockRows) may; "
                + "bring rows together or choose smaller groups", field: "terms")
    }

    /// Rows whose matrix takes about 200 MB.
    private static let mostBlockRows = 5000

    /// Throws where an estimated plain random effect cannot be told from the intercept or from another one.
    func checkIdentifiability(_ slots: [ComponentSlot]) throws(StatisticsError) {
        var partitions: [[Int]: String] = [:]
        for term in terms where term.isIntercept {
            guard slots.first(where: { $0.term == term.name })?.given == nil else { continue }
            guard term.levels.count > 1 else {
                throw StatisticsError(
                    .unsupported,
                    "the random term has one level only, so its variance cannot be known; remove it or give its variance",
                    field: term.name)
            }
            // Levels are numbered in the order of first rows, so equal groupings have equal numbers.
            if let twin = partitions.updateValue(term.name, forKey: term.level) {
                throw StatisticsError(
                    .unsupported,
                    "the random terms '\(twin)' and '\(term.name)' group the rows alike (\(term.levels.count) levels for "
                        + "\(rows) rows), so their variances cannot be told apart; remove one or give its variance",
                    field: term.name)
            }
        }
    }
}
