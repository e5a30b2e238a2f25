import TrialNumerics

/// How true effects of one trial on several outcomes hang together.
public enum OutcomeStructure: Sendable, Equatable {
    /// What the rows carry: a correlation a pair of outcomes where each pair stands together in five trials or more, else one
    /// correlation where five trials have two outcomes or more, else no correlation; a variance an outcome where each has three
    /// trials or more, else one variance.
    case automatic
    /// One of the structures over outcomes.
    case over(RandomStructureKind)

    /// The structures that a plan may name: those that need no order of the outcomes.
    public static let all: [OutcomeStructure] =
        [.automatic]
        + [.identity, .diagonal, .compoundSymmetric, .heteroscedasticCompoundSymmetric, .unstructured].map { .over($0) }

    private static let fewestPairs = 5
    private static let fewestTrials = 3

    /// What the rows carry.
    func resolved(outcomes: [String], trials: [String]) -> RandomStructureKind {
        if case .over(let kind) = self { return kind }
        let members = Dictionary(grouping: zip(outcomes, trials), by: \.1).values.map { Set($0.map(\.0)) }
        let names = Set(outcomes).sorted()
        let several = members.count { $0.count > 1 }
        let isEachPair = names.indices.allSatisfy { i in
            (0..<i).allSatisfy { j in
                members.count { $0.contains(names[i]) && $0.contains(names[j]) } >= Self.fewestPairs
            }
        }
        let hasOwn = names.allSatisfy { name in members.count { $0.contains(name) } >= Self.fewestTrials }
        guard hasOwn else { return several >= Self.fewestPairs ? .compoundSymmetric : .identity }
        if isEachPair { return .unstructured }
        return several >= Self.fewestPairs ? .heteroscedasticCompoundSymmetric : .diagonal
    }

    /// The name in full.
    public var name: String {
        switch self {
        case .automatic: "chosen by the rows"
        case .over(let kind): kind.name
        }
    }
}

extension OutcomeStructure: RawRepresentable, Codable {
    /// The structure of a word: `automatic` or a code such as `UN`.
    public init?(rawValue: String) {
        guard let found = Self.all.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = found
    }

    /// The word.
    public var rawValue: String {
        switch self {
        case .automatic: "automatic"
        case .over(let kind): kind.rawValue
        }
    }
}

/// Multivariate random effects: a mean effect an outcome, true effects of one trial on its outcomes that covary.
///
/// *References*: Berkey, Hoaglin, Antczak-Bouckoms, Mosteller and Colditz 1998, Statistics in Medicine 17; Jackson, Riley and
/// White 2011, doi:10.1002/sim.4172.
public struct OutcomesModel: Sendable {
    /// The rows.
    public struct Rows: Sendable {
        /// The estimates, on the scale of analysis.
        public let estimates: [Double]
        /// The outcome of each.
        public let outcomes: [String]
        /// The trial of each.
        public let trials: [String]
        /// Their sampling covariance; rows of two trials do not covary.
        public let covariance: SamplingCovariance

        /// Joins the columns of rows.
        ///
        /// - Parameters:
        ///   - estimates: The estimates, on the scale of analysis.
        ///   - outcomes: The outcome of each.
        ///   - trials: The trial of each.
        ///   - covariance: Their sampling covariance.
        public init(estimates: [Double], outcomes: [String], trials: [String], covariance: SamplingCovariance) {
            self.estimates = estimates
            self.outcomes = outcomes
            self.trials = trials
            self.covariance = covariance
        }
    }

    /// The rows.
    public let rows: Rows
    /// The outcomes, in the order of their first rows.
    public let outcomes: [String]
    /// How true effects hang together, as the rows chose it.
    public let structure: RandomStructureKind
    /// The model.
    public let model: MultilevelModel

    /// Builds the model.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - structure: How true effects of one trial hang together.
    /// - Throws: `StatisticsError` where the rows do not carry it, or the covariances are not possible.
    public init(_ rows: Rows, structure: OutcomeStructure = .automatic) throws(StatisticsError) {
        guard rows.outcomes.count == rows.estimates.count, rows.trials.count == rows.estimates.count else {
            throw StatisticsError(
                .unequalLengths,
                "\(rows.estimates.count) estimates, \(rows.outcomes.count) outcomes and \(rows.trials.count) trials; give one of each a row",
                field: "outcomes")
        }
        if let refusal = Self.refusal(outcomes: rows.outcomes, trials: rows.trials, structure: structure) {
            throw StatisticsError(.tooFewStudies, refusal.message, field: "outcomes")
        }
        let names = RowConnections(labels: rows.outcomes).sets.map { rows.outcomes[$0[0]] }
        let position = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let inner = rows.outcomes.map { position[$0] ?? 0 }
        structureDesign = Matrix(inner.map { own in names.indices.map { $0 == own ? 1 : 0 } })
        self.structure = structure.resolved(outcomes: rows.outcomes, trials: rows.trials)
        let term = RandomTerm(
            name: Self.term, rows: rows.trials, inner: inner,
            structure: try self.structure.structure(innerLevels: names))
        self.rows = rows
        outcomes = names
        model = try MultilevelModel(
            estimates: rows.estimates, covariance: rows.covariance,
            design: DesignMatrix(values: structureDesign, names: names), terms: [term])
    }

    private static let term = "outcome | trial"
    private let structureDesign: Matrix

    /// Why rows do not carry a joint model; nil where they do.
    ///
    /// There must be two outcomes, two trials, and at least as many rows as means, variances and correlations together.
    ///
    /// - Parameters:
    ///   - outcomes: The outcome of each row.
    ///   - trials: The trial of each row.
    ///   - structure: How true effects hang together.
    public static func refusal(
        outcomes: [String], trials: [String], structure: OutcomeStructure = .automatic
    ) -> ModelRefusal? {
        let (names, carried) = (Set(outcomes).count, Set(trials).count)
        guard names > 1 else {
            return ModelRefusal(
                .oneOutcome,
                "rows are of \(names == 0 ? "no outcome" : "one outcome only"), so there is nothing to join")
        }
        guard carried > 1 else {
            return ModelRefusal(
                .fewTrials,
                "one trial has all the rows, so nothing is known of differences between trials; read its own estimates")
        }
        let kind = structure.resolved(outcomes: outcomes, trials: trials)
        let parameters = (try? kind.structure(innerLevels: (0..<names).map(String.init)))?.parameters.count ?? 1
        guard outcomes.count >= names + parameters else {
            return ModelRefusal(
                .fewRows,
                "\(outcomes.count) rows do not carry \(names) means and \(parameters) variances and correlations "
                    + "(\(kind.name)); ask for fewer outcomes or the structure ID")
        }
        return nil
    }

    /// How many trials have an outcome.
    func trials(of outcome: String) -> Int {
        Set(rows.trials.indices.filter { rows.outcomes[$0] == outcome }.map { rows.trials[$0] }).count
    }
}
