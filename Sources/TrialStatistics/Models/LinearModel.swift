import TrialNumerics

/// Estimates y with sampling variances v and a design X: y = Xβ + u + e, u ~ N(0, τ²), e ~ N(0, v).
///
/// Checked once here, so that estimators and intervals need not: finite estimates, positive variances, as many rows
/// everywhere, independent columns, at least as many studies as coefficients.
public struct LinearModel: Sendable, Equatable {
    /// The studies' estimates, on the scale of analysis.
    public private(set) var estimates: [Double]
    /// Their sampling variances, > 0.
    public private(set) var variances: [Double]
    /// Weights given by the user in place of inverse variances.
    public private(set) var givenWeights: [Double]?
    /// How many independent studies the rows come from, where that is not one a row; nil where it is.
    ///
    /// t-type intervals have this number less p degrees of freedom in place of k − p; see ``CorrelatedEstimates``.
    public internal(set) var clusters: Int?
    /// The moderators, ready for fits.
    let prepared: PreparedDesign

    /// The moderators.
    public var design: DesignMatrix { prepared.matrix }
    /// The design in coordinates that cost no digits.
    var basis: DesignBasis { prepared.basis }
    /// Number of rows, k: one a study unless ``clusters`` says otherwise.
    public var studies: Int { estimates.count }
    /// Number of coefficients, p.
    public var coefficients: Int { design.names.count }
    /// k − p.
    public var residualDegreesOfFreedom: Int { studies - coefficients }
    /// How many independent studies the rows come from: `clusters`, or k.
    public var independentStudies: Int { clusters ?? studies }
    /// Independent studies less p: what a t distribution may use; 0 where nothing is left.
    public var inferenceDegreesOfFreedom: Int { max(0, independentStudies - coefficients) }

    /// Creates a model; without a design, one with an intercept only.
    ///
    /// - Throws: `StatisticsError` naming the first study or moderator that cannot be used.
    public init(
        estimates: [Double], variances: [Double], design: DesignMatrix? = nil, givenWeights: [Double]? = nil
    ) throws(StatisticsError) {
        self.estimates = estimates
        self.variances = variances
        self.givenWeights = givenWeights
        prepared = design.map { PreparedDesign($0) } ?? .intercept(studies: estimates.count)
        try checkColumns()
        try checkDesign()
    }

    /// A model of as many studies as a design without moderators has rows.
    ///
    /// - Throws: `StatisticsError` naming the first study that cannot be used.
    init(estimates: [Double], variances: [Double], design: PreparedDesign) throws(StatisticsError) {
        self.estimates = estimates
        self.variances = variances
        givenWeights = nil
        prepared = design
        try checkColumns()
    }

    /// A model made from one that was checked, without given weights.
    init(parent: LinearModel, estimates: [Double], design: DesignMatrix) {
        self.init(parent: parent, estimates: estimates, design: PreparedDesign(design))
    }

    private init(parent: LinearModel, estimates: [Double], design: PreparedDesign) {
        self.estimates = estimates
        variances = parent.variances
        givenWeights = nil
        clusters = parent.clusters
        prepared = design
    }

    /// The same model by its inverse variances with other estimates, which must be finite.
    func replacing(estimates: [Double]) -> LinearModel {
        LinearModel(parent: self, estimates: estimates, design: prepared)
    }

    /// The largest number whose square, times any number of studies, a double still holds; no real unit needs more.
    private static let largest = 1e75

    /// The smallest variance whose inverse squared a double still holds.
    private static let smallestVariance = 1e-100

    private func checkColumns() throws(StatisticsError) {
        guard !estimates.isEmpty else {
            throw StatisticsError(.tooFewStudies, "there is no study to pool; check which rows were excluded and why")
        }
        guard variances.count == estimates.count, givenWeights.map({ $0.count == estimates.count }) ?? true,
            design.values.rows == estimates.count
        else {
            throw StatisticsError(
                .unequalLengths, "estimates, variances, weights and moderators must have one entry a study")
        }
        for i in estimates.indices {
            guard estimates[i].isFinite else {
                throw StatisticsError(
                    .notFinite, "the estimate must be a finite number", study: i + 1, field: "estimate")
            }
            guard variances[i].isFinite, variances[i] > 0 else {
                throw StatisticsError(
                    .invalidVariance,
                    "the sampling variance must be a positive number, not \(variances[i]); exclude the study or correct it",
                    study: i + 1, field: "variance")
            }
            guard abs(estimates[i]) <= Self.largest, variances[i] >= Self.smallestVariance,
                variances[i] <= Self.largest * Self.largest
            else {
                throw StatisticsError(
                    .notFinite,
                    "estimate or variance is too large or too small to be combined with others; change the unit",
                    study: i + 1, field: abs(estimates[i]) > Self.largest ? "estimate" : "variance")
            }
            if let weight = givenWeights?[i], !(weight.isFinite && weight >= 0) {
                throw StatisticsError(.impossibleData, "a weight must be a number ≥ 0", study: i + 1, field: "weights")
            }
        }
    }

    private func checkDesign() throws(StatisticsError) {
        if let bad = design.values.elements.firstIndex(where: { !$0.isFinite }) {
            throw StatisticsError(
                .notFinite, "the moderator must be a finite number", study: bad / design.values.columns + 1,
                field: design.names[bad % design.values.columns])
        }
        if design.isInterceptOnly { return }
        let rank = ColumnRank(design.values)
        if let column = rank.redundant.first {
            let name = design.names[column]
            throw StatisticsError(
                .redundantModerator,
                "'\(name)' is a linear combination of the moderators before it; leave one of them out",
                field: name)
        }
        guard studies > coefficients else {
            throw StatisticsError(
                .tooFewStudies,
                "\(coefficients) coefficients need more than \(coefficients) studies, there are \(studies)")
        }
    }
}

extension LinearModel {
    /// The same model, with rows that come from so many different studies: two at least, and fewer than rows, else the
    /// model as it is, because rows of one study cannot show how studies differ.
    public func ofStudies(_ count: Int) -> LinearModel {
        var model = self
        model.clusters = count > 1 && count < studies ? count : nil
        return model
    }

    /// The same rows with other estimates, finite and no larger than those that were checked; no rows of one study.
    func withEstimates(_ estimates: [Double]) -> LinearModel {
        var model = self
        model.estimates = estimates
        model.clusters = nil
        return model
    }

    /// The rows of the design as they are, row j with the estimate, variance and weight of row `order[j]`; no rows of one
    /// study.
    func exchanging(_ order: [Int]) -> LinearModel {
        var model = self
        model.estimates = order.map { estimates[$0] }
        model.variances = order.map { variances[$0] }
        model.givenWeights = givenWeights.map { weights in order.map { weights[$0] } }
        model.clusters = nil
        return model
    }

    /// Whether estimates are finite and no larger than those that a model takes.
    static func takes(_ estimates: [Double]) -> Bool { estimates.allSatisfy { abs($0) <= largest } }

    /// The model of some of the studies, in the order of `rows` (zero-based).
    ///
    /// - Throws: `StatisticsError` where the remaining studies do not carry the design.
    public func subset(_ rows: [Int]) throws(StatisticsError) -> LinearModel {
        let p = coefficients
        var elements: [Double] = []
        elements.reserveCapacity(rows.count * p)
        for i in rows { for j in 0..<p { elements.append(design.values[i, j]) } }
        return try LinearModel(
            estimates: rows.map { estimates[$0] }, variances: rows.map { variances[$0] },
            design: DesignMatrix(
                values: Matrix(rows: rows.count, columns: p, elements: elements), names: design.names),
            givenWeights: givenWeights.map { weights in rows.map { weights[$0] } })
    }
}
