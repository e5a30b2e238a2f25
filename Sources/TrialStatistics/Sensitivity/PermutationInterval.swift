import TrialNumerics

/// The values of a coefficient that a permutation test does not reject.
///
/// A value δ belongs to the interval where the test of β = δ, that is of y − δx, has p > 1 − level. The ends are found
/// to a ten-millionth of the standard error; a sample uses the same rearrangements for every δ.
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
        let excess = PermutationExcess(model, choices, coefficient, rearrangements)
        lower = Self.end(from: estimate, step: -plain, excess)
        upper = Self.end(from: estimate, step: plain, excess)
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

    /// The last value in the direction of `step` that is not rejected; nil where none is rejected within 2²¹ steps.
    private static func end(from start: Double, step: Double, _ excess: PermutationExcess) -> Double? {
        guard step != 0, step.isFinite else { return nil }
        // No rearrangement is less extreme than the estimate itself. Most ends are more than two standard errors away.
        var (inside, outside, width) = (0.0, 2.0, 1.0)
        var (atInside, atOutside) = (Double.infinity, excess(start + 2 * step))
        while atOutside >= 0 {
            (inside, atInside) = (outside, atOutside)
            outside += width
            width *= 2
            if width > 0x1p21 { return nil }
            atOutside = excess(start + outside * step)
        }
        let end = RootFinder.bracket(from: (inside, atInside), to: (outside, atOutside), width: 1e-7) {
            excess(start + $0 * step)
        }
        return start + (end.inside + (end.outside - end.inside) / 2) * step
    }
}

/// By how much the test of a value of a coefficient falls short of rejecting it.
///
/// A value is rejected where at most m rearrangements are as extreme as the data. The data themselves always are, so of the
/// differences of the others' statistics the m-th largest is negative there. Unlike a p-value this difference has no steps, so that
/// its root can be interpolated; with the data among them it would stay at the tie's tolerance for a while.
private struct PermutationExcess {
    private let model: LinearModel
    private let choices: PoolingModel
    private let coefficient: Int
    private let column: [Double]
    private let rearrangements: Rearrangements
    /// How many visited rearrangements may be as extreme where a value is rejected, m.
    private let most: Int
    private let refits: RefitKernel?

    init(_ model: LinearModel, _ choices: PoolingModel, _ coefficient: Int, _ rearrangements: Rearrangements) {
        (self.model, self.choices, self.coefficient) = (model, choices, coefficient)
        self.rearrangements = rearrangements
        column = model.design.values.column(coefficient)
        let enough = (1 - choices.level) * Double(rearrangements.total)
        most = Int(saturating: (enough / Double(rearrangements.times)).rounded(.down))
        refits = RefitKernel(model, by: choices)
    }

    /// The difference at a value: negative where the value is rejected.
    func callAsFunction(_ value: Double) -> Double {
        // The data themselves are as extreme as they are, so that no value is ever rejected.
        guard most > 0 else { return .infinity }
        let shifted = zip(model.estimates, column).map { $0 - value * $1 }
        guard LinearModel.takes(shifted), most < rearrangements.visits else { return -.infinity }
        let data = model.withEstimates(shifted)
        let observed = abs(PermutationTest.statistic(choices.solve(data), coefficient))
        var excesses: [Double] = []
        excesses.reserveCapacity(rearrangements.visits)
        rearrangements.visit({ self.statistics($0, $1, of: data) }) { part in
            // Two infinite statistics are equally extreme.
            for statistic in part {
                let own = abs(statistic)
                excesses.append(
                    own == observed ? PermutationTest.tieTolerance : own - observed + PermutationTest.tieTolerance)
            }
            return true
        }
        Self.leaveOutData(&excesses)
        excesses.sort(by: >)
        return excesses[most - 1]
    }

    /// Takes away the difference of the data themselves: of all the nearest to a tie.
    private static func leaveOutData(_ excesses: inout [Double]) {
        func distance(_ place: Int) -> Double { abs(excesses[place] - PermutationTest.tieTolerance) }
        var nearest = 0
        for place in excesses.indices.dropFirst() where distance(place) < distance(nearest) { nearest = place }
        excesses.swapAt(nearest, excesses.count - 1)
        excesses.removeLast()
    }

    private func statistics(_ block: RearrangementBlock, _ draws: Range<Int>, of data: LinearModel) -> [Double] {
        guard var refits else {
            return draws.map { PermutationTest.statistic(choices.solve(block.model($0, of: data)), coefficient) }
        }
        let (estimates, variances) = (data.estimates, data.variances)
        return draws.map {
            block.load($0, into: &refits.kernel, estimates, variances)
            return refits.statistic(of: coefficient)
        }
    }
}
