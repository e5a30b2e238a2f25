import TrialResults
import TrialStatistics

/// Fits a multilevel model to the rows of a question.
struct MultilevelRunner {
    /// The levels with the group of each row, from the outermost in.
    let levels: [MultilevelAnswer.Level]
    /// What is assumed of the sampling errors.
    let dependence: MultilevelAnswer.Dependence
    private let set: ContrastSet
    private let fitter: MultilevelFitter
    private let correction: ClusterCorrection?

    init(_ set: ContrastSet, _ options: MultilevelOptions, level: Double) {
        self.set = set
        levels = options.levels.map { level in
            MultilevelAnswer.Level(
                name: level.rawValue, groups: Self.groups(set, level),
                titles: level == .study ? set.contrasts.map(\.studyName) : nil)
        }
        var dependence = MultilevelAnswer.Dependence()
        dependence.assumedCorrelation = options.samplingCorrelation
        dependence.sharedControls = set.covariances.count
        self.dependence = dependence
        correction = options.robust
        fitter = MultilevelFitter(isRestricted: options.isRestricted, level: level, inference: options.inference)
    }

    private static func groups(_ set: ContrastSet, _ level: MultilevelLevel) -> [String] {
        switch level {
        case .study: set.contrasts.map(\.study)
        case .row: set.contrasts.indices.map { String($0 + 1) }
        case .property(let property):
            set.contrasts.map { $0.properties[property.rawValue] ?? StudyProperty.notStated }
        }
    }

    /// The fit with profile-likelihood limits of the variances.
    func fit() throws(StatisticsError) -> MultilevelFit { try fitter.fitWithComponentLimits(model()) }

    /// The effect judged by how the groups of the outermost level scatter; nil where the plan does not ask for it.
    func robust(_ fit: MultilevelFit) throws(StatisticsError) -> RobustInference? {
        guard let correction, let outermost = levels.first else { return nil }
        return try fitter.robust(
            model(), fit, clusters: outermost.groups, by: RobustMethod(correction: correction, level: fit.level))
    }

    /// The differences between kinds of participants; nil where the plan does not ask for them.
    func interaction(
        _ options: MultilevelOptions
    ) throws(StatisticsError) -> OneStageInteraction? {
        guard let property = options.interaction else { return nil }
        let known = set.contrasts.indices.filter { row in
            set.contrasts[row].properties[property.rawValue].map { $0 != StudyProperty.notStated } ?? false
        }
        let kinds = known.compactMap { set.contrasts[$0].properties[property.rawValue] }
        guard let first = kinds.min() else {
            throw StatisticsError(.missingField, "no row says its \(property.rawValue)", field: "interaction")
        }
        let rows = OneStageInteraction.Rows(
            estimates: known.map { set.contrasts[$0].effect.estimate }, covariance: try covariance().subset(known),
            trials: known.map { set.contrasts[$0].study }, kinds: kinds)
        return try OneStageInteraction(rows, reference: options.reference ?? first, by: fitter)
    }

    private func model() throws(StatisticsError) -> MultilevelModel {
        try MultilevelModel(
            estimates: set.contrasts.map(\.effect.estimate), covariance: covariance(),
            terms: RandomTerm.nested(names: levels.map(\.name), rows: levels.map(\.groups)))
    }

    /// Covariances of shared control groups, else the assumed correlation within a study.
    private func covariance() throws(StatisticsError) -> SamplingCovariance {
        let variances = set.contrasts.map(\.effect.variance)
        let assumed = dependence.assumedCorrelation ?? 0
        guard assumed != 0 || !set.covariances.isEmpty else { return try SamplingCovariance(variances: variances) }
        var known: [Pair: Double] = [:]
        for pair in set.covariances {
            let correlation = pair.value / (variances[pair.first] * variances[pair.second]).squareRoot()
            known[Pair(pair.first, pair.second)] = correlation
        }
        return try SamplingCovariance(variances: variances, clusters: set.contrasts.map(\.study)) { a, b in
            known[Pair(a, b)] ?? assumed
        }
    }

    /// Two rows in either order.
    private struct Pair: Hashable {
        let low: Int
        let high: Int

        init(_ a: Int, _ b: Int) { (low, high) = (min(a, b), max(a, b)) }
    }
}
