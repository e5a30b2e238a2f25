import TrialNumerics

/// What the common intervals say of one pooled effect from at most ten studies, side by side, and why one is the headline.
///
/// With few studies the choice of interval moves the conclusion more than most data do, so a reader should see all of
/// them: normal, Hartung–Knapp, guarded Hartung–Knapp, Kenward–Roger and the exact sign-flip permutation.
public struct FewStudiesView: Sendable, Codable, Equatable {
    /// The most studies for which the view is made.
    public static let largestStudyCount = 10

    /// One method.
    public struct Row: Sendable, Codable, Equatable {
        /// The code of the method.
        public let code: String
        /// Its name in full.
        public let name: String
        /// The standard error; nil for the permutation.
        public let standardError: Double?
        /// Degrees of freedom of the t distribution; nil where there is none.
        public let degreesOfFreedom: Double?
        /// The two-sided p-value of no effect; nil where the method does not exist.
        public let pValue: Double?
        /// The limits; nil where the method does not exist or leaves the whole line.
        public let limits: ConfidenceLimits?
        /// Why limits are missing or special; nil where there is nothing to say.
        public let remark: String?
    }

    /// Number of independent studies, k.
    public let studies: Int
    /// Confidence level.
    public let level: Double
    /// The pooled effect.
    public let estimate: Double
    /// The methods, in a fixed order.
    public let rows: [Row]
    /// The code of the method whose interval is the headline.
    public let headline: String
    /// The rule that chose it, with the number that decided, in a sentence.
    public let rule: String
    /// What can and what cannot be known from so few studies, in sentences.
    public let knowledge: [String]

    /// Makes the view of a model without moderators; nil for more than ten studies or with moderators.
    ///
    /// - Throws: `StatisticsError` as `PoolingModel.fit` does.
    public init?(_ model: LinearModel, _ pooling: PoolingModel) throws(StatisticsError) {
        guard model.independentStudies <= Self.largestStudyCount, model.design.isPooledEffectOnly else { return nil }
        let fit = try pooling.fit(model)
        let solution = ModelSolution(
            model, tau2: fit.heterogeneity.tau2, isRandom: pooling.heterogeneity != nil)
        studies = model.independentStudies
        level = fit.level
        estimate = fit.pooled.estimate
        var rows: [Row] = []
        for method in Self.methods { rows.append(Self.row(method, solution, fit.level)) }
        if !Self.methods.contains(where: { $0.code == pooling.interval.code }) {
            // The headline's method may solve the model its own way, as Henmi and Copas do.
            let own = pooling.interval.solution(
                of: model, tau2: fit.heterogeneity.tau2, isRandom: pooling.heterogeneity != nil)
            rows.append(Self.row(pooling.interval, own, fit.level))
        }
        rows.append(Self.permutation(solution, fit.level))
        self.rows = rows
        headline = pooling.interval.code
        rule = Self.rule(pooling.interval, solution)
        knowledge = Self.knowledge(model.independentStudies, isRandom: solution.isRandom)
    }

    private static let methods: [any IntervalMethod] = [
        NormalInterval(), HartungKnapp(), HartungKnapp.guarded, KenwardRoger(),
    ]

    private static func row(_ method: any IntervalMethod, _ solution: ModelSolution, _ level: Double) -> Row {
        let isNormal = method.code == "normal"
        guard solution.model.inferenceDegreesOfFreedom > 0 || isNormal else {
            return Row(
                code: method.code, name: method.name, standardError: nil, degreesOfFreedom: nil, pValue: nil,
                limits: nil, remark: "needs two studies")
        }
        if method is KenwardRoger, !solution.isRandom {
            return Row(
                code: method.code, name: method.name, standardError: nil, degreesOfFreedom: nil, pValue: nil,
                limits: nil, remark: "adjusts for the estimation of τ², which a common-effect model does not have")
        }
        let inference = method.inference(for: solution, level: level)
        let pooled = inference.table(solution, level: level)[0]
        let isFinite = pooled.limits.lower.isFinite && pooled.limits.upper.isFinite
        let remark =
            isFinite ? inference.warnings.first?.message : "no finite limits: hardly a degree of freedom is left"
        return Row(
            code: method.code, name: method.name, standardError: pooled.standardError,
            degreesOfFreedom: pooled.degreesOfFreedom, pValue: pooled.pValue, limits: isFinite ? pooled.limits : nil,
            remark: remark)
    }

    private static func permutation(_ solution: ModelSolution, _ level: Double) -> Row {
        guard let test = SignFlipPermutation(solution) else {
            return Row(
                code: "sign-flip", name: "exact sign-flip permutation", standardError: nil, degreesOfFreedom: nil,
                pValue: nil, limits: nil, remark: "needs independent estimates")
        }
        let limits = test.interval(level: level)
        let smallest = test.smallestPValue
        return Row(
            code: "sign-flip", name: "exact sign-flip permutation", standardError: nil, degreesOfFreedom: nil,
            pValue: test.pValue(0), limits: limits,
            remark: limits == nil ? "no p-value below \(smallest) is possible, so every effect is compatible" : nil)
    }

    private static func rule(_ interval: any IntervalMethod, _ solution: ModelSolution) -> String {
        guard let q = solution.residualScale else {
            return "One study: its own normal interval is all there is."
        }
        let shown = (q * 1000).rounded() / 1000
        switch interval.code {
        case "hartung-knapp-guarded":
            return q < 1
                ? "Guarded Hartung–Knapp was chosen beforehand; q = \(shown) is below 1 and is replaced by 1."
                : "Guarded Hartung–Knapp was chosen beforehand; q = \(shown) is not below 1, so the guard changes nothing."
        case "hartung-knapp":
            return q < 1
                ? "Hartung–Knapp was chosen beforehand; q = \(shown) is below 1 and narrows the interval."
                : "Hartung–Knapp was chosen beforehand; q = \(shown) widens the interval."
        default:
            return "The \(interval.name) interval was chosen beforehand; Hartung–Knapp's q is \(shown)."
        }
    }

    private static func knowledge(_ k: Int, isRandom: Bool) -> [String] {
        switch k {
        case 1:
            return [
                "One study shows an effect in that study and its sampling error.",
                "Whether other studies would agree cannot be known: τ², I² and a prediction interval do not exist.",
                "Any pooled interval is that study's interval; it says nothing of differences between studies.",
            ]
        case 2:
            return [
                "Two studies show whether they disagree more than chance allows, with little power.",
                "τ² rests on a single difference; its interval reaches from zero to many times the estimate.",
                "t-type intervals have one degree of freedom, so they are wide (12.7 standard errors at 95 %);"
                    + " the normal one is narrow because it takes τ² as known.",
                "No permutation p-value below 0.5 is possible and a prediction interval says nothing.",
            ]
        default:
            return isRandom && k < 5
                ? [
                    "With fewer than five studies the interval of τ² spans most plausible values; compare the rows above."
                ]
                : []
        }
    }
}
