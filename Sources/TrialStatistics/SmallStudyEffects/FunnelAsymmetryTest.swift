/// A test of whether small studies show other effects than large ones.
///
/// Asymmetry of a funnel has many causes besides unpublished studies; below ten studies the tests can hardly tell
/// asymmetry from chance, so every result then carries a warning. Sterne et al. 2011, doi:10.1136/bmj.d4002.
public protocol FunnelAsymmetryTest: Sendable {
    /// A stable word, such as `egger`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// The test of the studies of a funnel.
    ///
    /// - Throws: `StatisticsError` for too few studies, equal sizes throughout, or group sizes or tables that are
    ///   missing.
    func evaluate(_ funnel: Funnel) throws(StatisticsError) -> FunnelAsymmetry
}

/// The studies of a funnel: their estimates and, for the tests that need them, the groups behind these.
public struct Funnel: Sendable {
    /// Estimates, sampling variances and any moderators.
    public let model: LinearModel
    /// Participants of each group.
    public let sizes: [GroupSizes]?
    /// Events and totals of each group.
    public let tables: [BinaryComparison]?

    /// The participants of the two groups of a study.
    public struct GroupSizes: Sendable, Codable, Equatable {
        /// Participants on treatment.
        public let treatment: Double
        /// Participants on control.
        public let control: Double
        /// Participants in all.
        public var total: Double { treatment + control }

        /// Creates the sizes of a study.
        public init(treatment: Double, control: Double) {
            self.treatment = treatment
            self.control = control
        }

        /// The size of a study of one group, or of one whose groups are not known, taken as two equal halves.
        public init(total: Double) { self.init(treatment: total / 2, control: total / 2) }
    }

    /// Creates a funnel; `sizes` follow from `tables` where these are given.
    ///
    /// - Throws: `StatisticsError` where a column has another length than the estimates or a size is not positive.
    public init(
        _ model: LinearModel, sizes: [GroupSizes]? = nil, tables: [BinaryComparison]? = nil
    ) throws(StatisticsError) {
        let sizes = sizes ?? tables?.map { GroupSizes(treatment: $0.total1, control: $0.total2) }
        guard [sizes?.count, tables?.count].allSatisfy({ $0 == nil || $0 == model.studies }) else {
            throw StatisticsError(.unequalLengths, "group sizes and tables must have one entry a study")
        }
        if let bad = sizes?.firstIndex(where: { !($0.treatment > 0 && $0.control > 0 && $0.total.isFinite) }) {
            throw StatisticsError(
                .impossibleData, "a group needs at least one participant", study: bad + 1, field: "total")
        }
        if let bad = tables?.firstIndex(where: { !$0.isPossible }) {
            throw StatisticsError(
                .impossibleData, "events must lie between 0 and the total of their group", study: bad + 1,
                field: "events")
        }
        self.model = model
        self.sizes = sizes
        self.tables = tables
    }

    func requiredSizes(for name: String) throws(StatisticsError) -> [GroupSizes] {
        guard let sizes else {
            throw StatisticsError(.missingField, "the \(name) test needs the group sizes of each study", field: "total")
        }
        return sizes
    }

    func requiredTables(for name: String) throws(StatisticsError) -> [BinaryComparison] {
        guard let tables else {
            throw StatisticsError(
                .missingField, "the \(name) test needs the events and totals of each study", field: "events")
        }
        return tables
    }
}

extension BinaryComparison {
    fileprivate var isPossible: Bool {
        events1 >= 0 && events2 >= 0 && nonEvents1 >= 0 && nonEvents2 >= 0 && total1.isFinite && total2.isFinite
    }
}

/// What a test of funnel asymmetry found.
public struct FunnelAsymmetry: Sendable, Codable, Equatable {
    /// The word of the test.
    public let code: String
    /// Number of studies that took part.
    public let studies: Int
    /// The slope that measures asymmetry; Kendall's score S for rank tests.
    public let bias: Double
    /// Its standard error.
    public let biasStandardError: Double
    /// The test statistic.
    public let statistic: Double
    /// Degrees of freedom of t; nil for the normal distribution and for exact p-values.
    public let degreesOfFreedom: Double?
    /// Two-sided p-value.
    public let pValue: Double
    /// All coefficients of a regression test, intercept first; empty for rank tests.
    public let coefficients: [Coefficient]
    /// The effect that the regression predicts for an infinitely large study, where its predictor then vanishes.
    public let limitEffect: Coefficient?
    /// The root of the multiplicative dispersion of a weighted regression.
    public let dispersion: Double?
    /// The τ² of a mixed-effects regression.
    public let tau2: Double?
    /// Kendall's τ of a rank test.
    public let rankCorrelation: Double?
    /// What a reader must know.
    public let warnings: [MethodWarning]
}

extension MethodWarning {
    static func fewStudiesForAsymmetry(_ studies: Int) -> [MethodWarning] {
        guard studies < 10 else { return [] }
        return [
            MethodWarning(
                code: "few-studies-for-asymmetry",
                message:
                    "With \(studies) studies, fewer than 10, asymmetry can hardly be told from chance; do not read this as absence or proof of bias."
            )
        ]
    }
}
