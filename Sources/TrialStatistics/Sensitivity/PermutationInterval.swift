import TrialNumerics

/// The values of a coefficient that a permutation test does not reject.
///
/// A value δ belongs to the interval where the test of β = δ, that is of y − δx, has p > 1 − level. The ends are found
/// by bisection to a ten-millionth of the standard error; a sample uses the same rearrangements for every δ.
///
/// *Edge cases*: where even the most extreme rearrangement leaves p above the level, as with fewer than six studies at
/// 95 % by flipped signs, no value is ever rejected: an end that does not exist is nil, with a warning. *Reference*:
/// Follmann and Proschan 1999, doi:10.1111/j.0006-341X.1999.00732.x; Garthwaite 1996, doi:10.2307/2532852.
public struct PermutationInterval: Sendable, Codable, Equatable {
    /// The name of the coefficient.
    public let name: String
    /// The estimate.
    public let estimate: Double
    /// The lower end; nil where no small value is ever rejected.
    public let lower: Double?
    /// The upper end; nil where no large value is ever rejected.
    public let upper: Double?
    /// The confidence level.
    public let level: Double
    /// Number of rearrangements behind each test.
    public let rearrangements: Int
    /// Whether these are all there are.
    public let isExact: Bool
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// The interval for a coefficient of `model`, the first unless said otherwise (zero-based).
    ///
    /// - Throws: `StatisticsError` for a coefficient that does not exist or a plan that cannot be carried out.
    public init(
        _ model: LinearModel, by choices: PoolingModel, coefficient: Int = 0, plan: PermutationPlan = PermutationPlan()
    ) throws(StatisticsError) {
        try choices.checkedLevel()
        guard (0..<model.coefficients).contains(coefficient) else {
            throw StatisticsError(
                .impossibleData, "there is no coefficient number \(coefficient + 1)", field: "coefficient")
        }
        let rearrangements = try Rearrangements(model, plan)
        let solved = choices.solve(model)
        let estimate = solved.solution.coefficients[coefficient]
        let plain = solved.solution.covariance[coefficient, coefficient].squareRoot()
        let column = model.design.values.column(coefficient)
        let enough = (1 - choices.level) * Double(rearrangements.total)

        func isRejected(_ value: Double) -> Bool {
            guard
                let shifted = try? LinearModel(
                    estimates: zip(model.estimates, column).map { $0 - value * $1 }, variances: model.variances,
                    design: model.design, givenWeights: model.givenWeights)
            else { return true }
            let observed = PermutationTest.statistic(choices.solve(shifted), coefficient)
            var count = 0
            rearrangements.visit(shifted) { data, times in
                if PermutationTest.isAsExtreme(choices.solve(data), coefficient, observed) { count += times }
                return Double(count) <= enough
            }
            return Double(count) <= enough
        }
        let reachable = model.design.isInterceptOnly && rearrangements.isExact ? 2.0 <= enough : true
        lower = reachable ? Self.end(from: estimate, step: -plain, isRejected) : nil
        upper = reachable ? Self.end(from: estimate, step: plain, isRejected) : nil
        name = model.design.names[coefficient]
        self.estimate = estimate
        level = choices.level
        self.rearrangements = rearrangements.total
        isExact = rearrangements.isExact
        warnings =
            lower != nil && upper != nil
            ? []
            : [
                MethodWarning(
                    code: "permutation-interval-unbounded",
                    message:
                        "With \(model.studies) studies the permutation test cannot reject every value, so the interval has no end."
                )
            ]
    }

    /// The last value in the direction of `step` that is not rejected; nil where none is rejected within 2²⁰ steps.
    private static func end(from start: Double, step: Double, _ isRejected: (Double) -> Bool) -> Double? {
        guard step != 0, step.isFinite else { return nil }
        var (inside, outside) = (start, start + step)
        var width = step
        while !isRejected(outside) {
            inside = outside
            width *= 2
            outside += width
            if abs(width) > 0x1p20 * abs(step) { return nil }
        }
        while abs(outside - inside) > 1e-7 * abs(step) {
            let middle = inside + (outside - inside) / 2
            if middle == inside || middle == outside { break }
            if isRejected(middle) { outside = middle } else { inside = middle }
        }
        return inside + (outside - inside) / 2
    }
}
