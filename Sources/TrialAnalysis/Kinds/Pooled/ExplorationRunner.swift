import TrialNumerics
import TrialResults
import TrialStatistics

/// Fills an answer's `explorations` once its rows are pooled.
///
/// Everything follows the model that pooled the rows. Rows that share a control are explored by the equivalent
/// independent model where the method allows it; where it does not, a remark says why the numbers are missing. An
/// exploration that cannot be made never stops an analysis.
struct ExplorationRunner {
    /// Beyond this many rows nothing is refitted row by row: the work grows with the square.
    static let mostRefits = 1_000
    /// Beyond this many subsets a sample is drawn.
    static let mostSubsets = (1 << 13) - 1
    /// Size of the sample of subsets.
    static let sampledSubsets = 2_000
    /// Beyond this many rows the subsets of rows that cannot be refitted quickly are not explored.
    static let mostSlowRows = 8

    let set: ContrastSet
    let pooled: PooledResult
    let pooling: ContrastPooling
    let seed: UInt64
    /// Size of the sample of subsets; all are taken where there are no more.
    var samples = Self.sampledSubsets
    /// The rows as the model sees them.
    let form: Form
    private let quick: ContrastPooling

    /// What the rows are to a method.
    enum Form {
        /// Independent rows.
        case independent(LinearModel)
        /// Rows that share controls, as an equivalent independent model with the choices that pooled it.
        case correlated(LinearModel, PoolingModel)
        /// 2 × 2 tables that the profile pools its own way, and the same rows by inverse variances.
        case tables(LinearModel)
    }

    /// Takes pooled rows; nil where the rows make no model, which pooling them would have refused.
    init?(_ set: ContrastSet, pooled: PooledResult, pooling: ContrastPooling, seed: UInt64) {
        guard let form = Self.form(set, pooling) else { return nil }
        self.set = set
        self.pooled = pooled
        self.pooling = pooling
        self.seed = seed
        self.form = form
        var quick = pooling
        quick.model.prediction = nil
        quick.model.heterogeneityInterval = nil
        self.quick = quick
    }

    private static func form(_ set: ContrastSet, _ pooling: ContrastPooling) -> Form? {
        let positions = Array(set.contrasts.indices)
        let effects = set.contrasts.map(\.effect)
        guard
            let model = try? LinearModel(estimates: effects.map(\.estimate), variances: effects.map(\.variance))
        else { return nil }
        if let covariance = pooling.covariance(set, positions) {
            let names = set.contrasts.map(\.study)
            let studies = names.map { names.firstIndex(of: $0) ?? 0 }
            return
                (try? CorrelatedEstimates(
                    estimates: model.estimates, covariance: covariance, studies: studies)).map {
                    .correlated($0.independent, pooling.modelForTrials(names))
                }
        }
        let isTables = ((try? pooling.tablePooling(set, positions)) ?? nil) != nil
        return isTables ? .tables(model) : .independent(model.ofStudies(set.studies))
    }

    /// Number of rows.
    var rows: Int { self.set.contrasts.count }

    /// What can be explored of the rows.
    func explorations() -> Explorations {
        var result = Explorations()
        var remarks: [MethodWarning] = []
        func attempt<Value>(_ code: String, _ make: () throws(StatisticsError) -> Value?) -> Value? {
            do { return try make() } catch {
                remarks.append(MethodWarning(code: "no-\(code)", message: Self.sentence(error.message)))
                return nil
            }
        }
        if rows > 1 {
            result.leaveOneOut = attempt("leave-one-out", leaveOneOut)
            result.cumulative = attempt("cumulative", cumulative)
            result.influence = attempt("influence", influence)
            result.baujat = attempt("baujat", baujat)
            result.subsets = attempt("subsets", subsets)
            result.tau2Profile = attempt("tau2-profile", tau2Profile)
        }
        result.fewStudies = attempt("few-studies", fewStudies)
        result.curves = attempt("curves", curves)
        result.funnel = FunnelRunner(self).exploration
        result.remarks = remarks.isEmpty ? nil : remarks
        return result
    }

    private static func sentence(_ message: String) -> String {
        "\(message.prefix(1).uppercased())\(message.dropFirst())."
    }

    // MARK: - Refits

    private func checkRefits() throws(StatisticsError) {
        guard rows <= Self.mostRefits else {
            throw StatisticsError(
                .unsupported, "with more than \(Self.mostRefits) rows nothing is refitted row by row")
        }
    }

    private func refit(_ positions: [Int]) -> Refit? {
        ((try? quick.pool(set, positions)) ?? nil).map { Refit($0.fit) }
    }

    private func leaveOneOut() throws(StatisticsError) -> LeaveOneOut? {
        try checkRefits()
        if case .independent(let model) = form, model.clusters == nil {
            return try LeaveOneOut(model, by: pooling.model, iSquared: pooling.profile.iSquared)
        }
        return LeaveOneOut(rows: rows, refit: refit)
    }

    private func cumulative() throws(StatisticsError) -> Cumulative? {
        try checkRefits()
        let order = Cumulative.order(by: set.contrasts.map { Double($0.year ?? .max) })
        if case .independent(let model) = form, model.clusters == nil {
            return try Cumulative(model, by: pooling.model, order: order, iSquared: pooling.profile.iSquared)
        }
        return Cumulative(order: order, refit: refit)
    }

    private func influence() throws(StatisticsError) -> Influence? {
        try checkRefits()
        return try Influence(try independentRows("the measures of influence"), by: pooling.model)
    }

    private func baujat() throws(StatisticsError) -> BaujatCoordinates? {
        try BaujatCoordinates(try independentRows("Baujat’s plot"))
    }

    /// The rows where each is a study of its own and inverse variances pool them.
    private func independentRows(_ method: String) throws(StatisticsError) -> LinearModel {
        switch form {
        case .independent(let model): return model
        case .correlated:
            throw StatisticsError(
                .unsupported,
                "\(method) cannot be made of rows that share a control; set 'multi-arm' to combine or split-control")
        case .tables:
            throw StatisticsError(
                .unsupported, "\(method) cannot be made where the profile pools the tables themselves")
        }
    }

    // MARK: - Subsets

    private func subsets() throws(StatisticsError) -> SubsetCloud? {
        guard rows > 2 else { return nil }
        try checkRefits()
        guard case .independent(let model) = form else { return try slowSubsets() }
        let most = max(Self.mostSubsets, samples)
        let isComplete = rows < 31 && (1 << rows) - 1 <= most
        return SubsetCloud(
            try SubsetExploration(
                model, by: pooling.model, limit: isComplete ? most : samples, seed: seed,
                iSquared: pooling.profile.iSquared))
    }

    private func slowSubsets() throws(StatisticsError) -> SubsetCloud? {
        guard rows <= Self.mostSlowRows else {
            throw StatisticsError(
                .unsupported,
                "subsets of more than \(Self.mostSlowRows) rows that share controls or are pooled as tables are not explored"
            )
        }
        let members = (1..<(1 << rows)).map { UInt64($0) }
        let refits = members.map { mask in refit((0..<rows).filter { mask >> UInt64($0) & 1 == 1 }) }
        guard refits.allSatisfy({ $0 != nil }) else {
            throw StatisticsError(.unsupported, "some subsets of these rows cannot be pooled")
        }
        return SubsetCloud(
            isComplete: true, rows: rows,
            values: (refits.map { $0?.pooled.estimate ?? .nan }, refits.map { $0?.iSquared ?? .nan }),
            membership: members)
    }

    // MARK: - The whole

    private var wholeModel: (model: LinearModel, choices: PoolingModel)? {
        switch form {
        case .independent(let model): (model, pooling.model)
        case .correlated(let model, let choices): (model, choices)
        case .tables: nil
        }
    }

    private func fewStudies() throws(StatisticsError) -> FewStudiesView? {
        guard let (model, choices) = wholeModel else { return nil }
        return try FewStudiesView(model, choices)
    }

    private func tau2Profile() throws(StatisticsError) -> Tau2Profile? {
        guard let (model, choices) = wholeModel, choices.heterogeneity != nil else { return nil }
        return try Tau2Profile(model, by: choices)
    }

    private func curves() throws(StatisticsError) -> ConfidenceCurves? {
        guard case (let model, var choices)? = wholeModel else {
            throw StatisticsError(
                .unsupported, "p-value functions cannot be made where the profile pools the tables themselves")
        }
        // A prediction that is drawn at random would be drawn anew for every point of its curve.
        if choices.prediction is ConfidenceDistributionPrediction { choices.prediction = nil }
        return try ConfidenceCurves(model, by: choices)
    }
}
