import TrialNumerics

/// The effect of a treatment as a function of time, from rows of several times of each trial: y = f(t) + u(t) + e.
///
/// f is a ``TimeCourse``, u the deviation of the trial with a ``TimeStructure`` over its times, e the sampling errors with their
/// covariances. *References*: Ishak, Platt, Joseph, Hanley and Caro 2007, Clinical Trials 4, for models of repeated
/// times; Musekiwa et al. 2016, doi:10.1371/journal.pone.0164898, for their covariance structures.
public struct EffectOverTime: Sendable {
    /// The rows.
    public struct Rows: Sendable {
        /// The estimates, on the scale of analysis.
        public let estimates: [Double]
        /// The month of each.
        public let months: [Double]
        /// The trial of each.
        public let trials: [String]
        /// Their sampling covariance; rows of two trials do not covary.
        public let covariance: SamplingCovariance

        /// Joins the columns of rows.
        ///
        /// - Parameters:
        ///   - estimates: The estimates, on the scale of analysis.
        ///   - months: The month of each.
        ///   - trials: The trial of each.
        ///   - covariance: Their sampling covariance.
        public init(estimates: [Double], months: [Double], trials: [String], covariance: SamplingCovariance) {
            self.estimates = estimates
            self.months = months
            self.trials = trials
            self.covariance = covariance
        }
    }

    /// The rows.
    public let rows: Rows
    /// How the effect may run.
    public let course: TimeCourse
    /// How true effects of one trial hang together, as the rows chose it.
    public let structure: TimeStructure
    /// The model.
    public let model: MultilevelModel
    let basis: TimeBasis

    private static let term = "months | trial"

    /// Builds the model.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - course: How the effect may run over time.
    ///   - structure: How true effects of one trial hang together.
    /// - Throws: `StatisticsError` where the rows do not carry the course, or the design cannot be used.
    public init(_ rows: Rows, course: TimeCourse, structure: TimeStructure = .automatic) throws(StatisticsError) {
        guard rows.months.count == rows.estimates.count, rows.trials.count == rows.estimates.count else {
            throw StatisticsError(
                .unequalLengths,
                "\(rows.estimates.count) estimates, \(rows.months.count) months and \(rows.trials.count) trials; give one of each a row",
                field: "months")
        }
        if let row = rows.months.firstIndex(where: { !$0.isFinite }) {
            throw StatisticsError(.notFinite, "the month must be a number", study: row + 1, field: "months")
        }
        if let refusal = course.refusal(months: rows.months, trials: rows.trials) {
            throw StatisticsError(.tooFewStudies, refusal.message, field: "months")
        }
        let basis = try TimeBasis(course, months: rows.months)
        let chosen = structure.resolved(months: rows.months, trials: rows.trials)
        let term: RandomTerm
        if case .over(let kind) = chosen {
            term = try RandomTerm(
                name: Self.term, rows: rows.trials, innerRows: rows.months.map(TimeBasis.word), kind: kind)
        } else {
            term = RandomTerm(name: "trial", rows: rows.trials)
        }
        self.rows = rows
        self.course = course
        self.structure = chosen
        self.basis = basis
        model = try MultilevelModel(
            estimates: rows.estimates, covariance: rows.covariance,
            design: DesignMatrix(values: Matrix(rows.months.compactMap(basis.row)), names: basis.names), terms: [term])
    }

    /// How many different trials there are.
    var trialCount: Int { Set(rows.trials).count }

    /// The first and the last month of the rows.
    public var span: ClosedRange<Double> { (basis.months.first ?? 0)...(basis.months.last ?? 0) }

    /// The variance of true effects at a month; nil where it differs from month to month and no row is of this one.
    func spread(_ covariance: Matrix, at month: Double) -> Double? {
        let diagonal = covariance.diagonal
        guard let first = diagonal.first else { return nil }
        if diagonal.allSatisfy({ $0 == first }) { return first }
        return model.terms[0].structure.innerLevels.firstIndex(of: TimeBasis.word(month)).map { diagonal[$0] }
    }
}
