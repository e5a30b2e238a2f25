import TrialNumerics

extension FailSafeNumber {
    /// What the general method is to reach.
    public enum Goal: Sendable, Equatable {
        /// A two-sided p-value of the pooled effect of at least this level.
        case significance(Double)
        /// A pooled effect no larger in size than this.
        case effect(Double)
    }

    /// How the general method comes to a whole number.
    public enum Convention: String, Sendable, Codable, CaseIterable {
        /// The smallest number that reaches the goal.
        case smallest
        /// The number that metafor 5 reports: the root of the criterion rounded to the nearest whole number, plus one.
        ///
        /// It is one more than the smallest where the root's fraction is above one half.
        case metafor
    }

    /// The largest number that the general method looks for.
    public static let largestNumber = 10_000_000

    /// General: the number of unseen studies with which a random-effects model loses its significance or size.
    ///
    /// The N unseen studies have the mean 0, the heterogeneity τ² of the observed ones and the harmonic mean of their
    /// variances. True effects then vary by ((k − 1)τ² + (N − 1)τ² + μ² kN/(k + N)) / (k + N − 1), the variance of two
    /// samples thrown together, and all studies are weighted with it. Normal distribution. Under a common effect τ²
    /// stays 0, which is the method of Rosenberg or, for an effect as the goal, of Orwin.
    ///
    /// *Edge cases*: where 10⁷ studies are not enough that number is given with a warning. *Reference*: Viechtbauer,
    /// documentation of metafor 5.0, `fsn`; for the idea Rosenberg 2005, doi:10.1111/j.0014-3820.2005.tb01004.x.
    public static func general(
        _ model: LinearModel, by choices: PoolingModel, goal: Goal = .significance(0.05),
        convention: Convention = .smallest
    ) throws(StatisticsError) -> FailSafeNumber {
        var level: Double?
        var target: Double?
        switch goal {
        case .significance(let value): level = value
        case .effect(let value): target = value
        }
        try check(model, level ?? 0.5)
        if let target, !(target.isFinite && target != 0) {
            throw StatisticsError(.impossibleData, "the target must be a number other than 0", field: "target")
        }
        let solved = choices.solve(model)
        let drawer = FileDrawer(model, solved)
        /// Negative where the goal is reached.
        func distance(_ number: Double) -> Double {
            let combined = drawer.combined(number)
            return level.map { $0 - combined.pValue } ?? (abs(combined.estimate) - abs(target ?? 0))
        }
        let number = Self.number(convention, distance)
        let combined = drawer.combined(number ?? Double(largestNumber))
        var warnings = MethodWarning.fewStudiesForAsymmetry(model.studies)
        if number == nil {
            warnings.append(
                MethodWarning(
                    code: "fail-safe-number-beyond-limit",
                    message: "More than \(largestNumber) unseen studies would be needed; the search ended there."))
        }
        let estimate = solved.solution.coefficients[0]
        return FailSafeNumber(
            code: "general", studies: number ?? Double(largestNumber), estimate: estimate,
            pValue: drawer.combined(0).pValue, significanceLevel: level,
            target: target.map { abs($0) * (estimate < 0 ? -1 : 1) }, combined: combined, warnings: warnings)
    }

    /// The number at which a falling distance becomes 0, made whole; nil beyond the largest.
    private static func number(_ convention: Convention, _ distance: (Double) -> Double) -> Double? {
        if distance(0) <= 0 { return 0 }
        let root = RootFinder.rootOfFalling(from: 0, step: 1, limit: Double(largestNumber), of: distance)
        guard let value = root.found else { return nil }
        if convention == .metafor { return value.rounded(.toNearestOrEven) + 1 }
        let below = value.rounded(.down)
        return distance(below) <= 0 ? below : below + 1
    }
}

/// The observed studies together with unseen ones that average no effect.
private struct FileDrawer {
    private let model: LinearModel
    private let estimate: Double
    private let tau2: Double
    private let isRandom: Bool
    private let unseenVariance: Double

    init(_ model: LinearModel, _ solved: SolvedModel) {
        self.model = model
        estimate = solved.solution.coefficients[0]
        tau2 = solved.estimate.tau2
        isRandom = solved.solution.isRandom
        unseenVariance = Double(model.studies) / model.variances.reduce(0) { $0 + 1 / $1 }
    }

    func combined(_ unseen: Double) -> FailSafeNumber.Combined {
        let (k, n) = (Double(model.studies), unseen)
        var between = tau2
        if isRandom, unseen > 0 {
            between = ((k + n - 2) * tau2 + estimate * estimate * k * n / (k + n)) / (k + n - 1)
        }
        var weight = n / (unseenVariance + between)
        var product = 0.0
        for i in 0..<model.studies {
            let w = 1 / (model.variances[i] + between)
            weight += w
            product += w * model.estimates[i]
        }
        return FailSafeNumber.Combined(
            estimate: product / weight, tau2: between,
            pValue: NormalDistribution.standard.twoSided(product / weight.squareRoot()))
    }
}
