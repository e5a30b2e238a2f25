import Glibc

/// The pooled effect of any subset of the studies of an intercept-only model.
///
/// For a common effect, a given τ² and DerSimonian–Laird a subset costs two passes over its studies, for estimators that ask
/// for sums alone a search, both without allocation; other estimators and intervals fit the subset as a model of its own.
struct SubsetKernel: Sendable {
    /// What a subset gives.
    struct Outcome: Sendable {
        var studies = 0
        var estimate = 0.0
        var tau2 = 0.0
        var q = 0.0
        var iSquared = 0.0
        var hSquared = 1.0

        /// The same with I² and H² from Cochran's Q.
        var withSquaresFromQ: Outcome {
            var outcome = self
            outcome.hSquared = studies > 1 ? max(1, q / Double(studies - 1)) : 1
            outcome.iSquared = 100 * (outcome.hSquared - 1) / outcome.hSquared
            return outcome
        }
    }

    private let model: LinearModel
    private let choices: PoolingModel
    private let isDirect: Bool
    private let isCommon: Bool
    /// Whether H² is Cochran's Q over its degrees of freedom.
    private let hasHSquaredFromQ: Bool
    private var refits: RefitKernel?
    private var members: [Int]

    init(_ model: LinearModel, _ choices: PoolingModel) {
        self.model = model
        self.choices = choices
        isCommon = choices.heterogeneity == nil
        let isMoment = isCommon || choices.heterogeneity is DerSimonianLaird
        hasHSquaredFromQ = isMoment && choices.givenTau2 == nil
        isDirect = model.givenWeights == nil && (isMoment || choices.givenTau2 != nil)
        refits = isDirect ? nil : RefitKernel(model, by: choices)
        members = []
        members.reserveCapacity(model.studies)
    }

    /// The outcome of the studies for which `contains` is true; there must be at least one.
    mutating func evaluate(_ contains: (Int) -> Bool) throws(StatisticsError) -> Outcome {
        members.removeAll(keepingCapacity: true)
        for i in 0..<model.studies where contains(i) { members.append(i) }
        let members = members
        var outcome = Outcome()
        outcome.studies = members.count
        let sums = common()
        outcome.q = members.count > 1 ? sums.q : 0
        let df = Double(members.count - 1)
        let spread = sums.spread
        if isDirect {
            if !isCommon {
                outcome.tau2 = choices.givenTau2 ?? (df > 0 ? max(0, (sums.q - df) / spread) : 0)
            }
            outcome.estimate = mean(outcome.tau2)
        } else if let fit = refits?.fit(of: members) {
            (outcome.tau2, outcome.estimate) = (fit.tau2, fit.pooled)
        } else {
            let solved = choices.solve(try model.subset(members))
            outcome.tau2 = solved.estimate.tau2
            outcome.estimate = solved.solution.coefficients[0]
        }
        guard df > 0 else { return outcome }
        let typical = df / spread
        if isCommon {
            outcome.iSquared = sums.q > 0 ? max(0, 100 * (sums.q - df) / sums.q) : 0
        } else {
            outcome.iSquared = 100 * outcome.tau2 / (outcome.tau2 + typical)
        }
        outcome.hSquared = hasHSquaredFromQ ? sums.q / df : 1 + outcome.tau2 / typical
        return outcome
    }

    /// Σw − Σw²/Σw and Q at w = 1/v.
    ///
    /// The first is summed as 2 Σᵢ<ⱼ wᵢwⱼ / Σw, which does not cancel where one study has nearly all the weight. Mutating, as
    /// ``mean(_:)`` is, so that nothing is copied to call it.
    private mutating func common() -> (spread: Double, q: Double) {
        var (weight, pairs, product) = (0.0, 0.0, 0.0)
        for i in members {
            let w = 1 / model.variances[i]
            pairs += w * weight
            weight += w
            product += w * model.estimates[i]
        }
        let mean = product / weight
        var q = 0.0
        for i in members {
            let r = model.estimates[i] - mean
            q += r * r / model.variances[i]
        }
        return (2 * pairs / weight, q)
    }

    private mutating func mean(_ tau2: Double) -> Double {
        var (weight, product) = (0.0, 0.0)
        for i in members {
            let w = 1 / (model.variances[i] + tau2)
            weight += w
            product += w * model.estimates[i]
        }
        return product / weight
    }
}
