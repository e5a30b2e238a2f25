import TrialNumerics

/// Tests and intervals that need no distribution: how extreme the observed statistic is among rearranged data.
///
/// Every rearrangement (`Rearrangements`: flipped signs without moderators, exchanged rows of the design with them) is
/// refitted with the estimator and the interval method in force. p is the share of rearrangements, the observed data
/// among them, whose statistic is at least as extreme; statistics closer than √ε = 1.5e-8 count as equal. So p is never
/// below 2/2ᵏ, or 1/k! with moderators; k = 5 cannot reach 0.05 by flipped signs.
///
/// *Edge cases*: a statistic that is 0/0 counts as 0. *References*: Follmann and Proschan 1999,
/// doi:10.1111/j.0006-341X.1999.00732.x; Higgins and Thompson 2004, doi:10.1002/sim.1752; Phipson and Smyth 2010,
/// doi:10.2202/1544-6115.1585 for counting the observed data in a sample.
public struct PermutationTest: Sendable, Codable, Equatable {
    /// The test of one coefficient.
    public struct CoefficientTest: Sendable, Codable, Equatable {
        /// The name of the coefficient.
        public let name: String
        /// The observed statistic.
        public let statistic: Double
        /// The two-sided permutation p-value.
        public let pValue: Double
    }

    /// One test a coefficient.
    public let coefficients: [CoefficientTest]
    /// The observed omnibus statistic of the moderators; nil without moderators.
    public let moderatorStatistic: Double?
    /// The permutation p-value of the omnibus test.
    public let moderatorPValue: Double?
    /// Number of rearrangements counted, the observed data among them.
    public let rearrangements: Int
    /// Whether these are all there are.
    public let isExact: Bool

    static let tieTolerance = 0x1p-26

    /// Tests the coefficients of `model`.
    ///
    /// - Throws: `StatisticsError` where a plan asks for all of too many rearrangements.
    public init(
        _ model: LinearModel, by choices: PoolingModel, plan: PermutationPlan = PermutationPlan()
    ) throws(StatisticsError) {
        try choices.checkedLevel()
        let rearrangements = try Rearrangements(model, plan)
        let observed = Self.statistics(model, choices)
        let omnibus = Self.omnibus(model, choices)
        let search = Search(model, choices, observed: observed, omnibus: omnibus)
        var counts = Counts(coefficients: observed.count)
        rearrangements.visit(search.counts) { part in
            counts.add(part)
            return true
        }
        let total = Double(rearrangements.total)
        coefficients = observed.indices.map { j in
            CoefficientTest(
                name: model.design.names[j], statistic: observed[j],
                pValue: min(1, Double(counts.extreme[j] * rearrangements.times) / total))
        }
        moderatorStatistic = omnibus
        moderatorPValue = omnibus == nil ? nil : Double(counts.omnibus * rearrangements.times) / total
        self.rearrangements = rearrangements.total
        isExact = rearrangements.isExact
    }

    /// How many rearrangements are at least as extreme as the observed data.
    private struct Counts {
        var extreme: [Int]
        var omnibus = 0

        init(coefficients: Int) { extreme = Array(repeating: 0, count: coefficients) }

        mutating func add(_ other: Counts) {
            for j in extreme.indices { extreme[j] += other.extreme[j] }
            omnibus += other.omnibus
        }
    }

    /// What is looked for in every rearrangement.
    private struct Search {
        let model: LinearModel
        let choices: PoolingModel
        let observed: [Double]
        let omnibus: Double?
        private let refits: RefitKernel?

        init(_ model: LinearModel, _ choices: PoolingModel, observed: [Double], omnibus: Double?) {
            (self.model, self.choices, self.observed, self.omnibus) = (model, choices, observed, omnibus)
            refits = omnibus == nil ? RefitKernel(model, by: choices) : nil
        }

        /// Counts in a part of a block; by sums where these serve.
        @Sendable func counts(_ block: RearrangementBlock, _ draws: Range<Int>) -> Counts {
            var counts = Counts(coefficients: observed.count)
            guard var refits else {
                for draw in draws { add(choices.solve(block.model(draw, of: model)), to: &counts) }
                return counts
            }
            let (estimates, variances, least) = (model.estimates, model.variances, abs(observed[0]) - tieTolerance)
            for draw in draws {
                block.load(draw, into: &refits.kernel, estimates, variances)
                if abs(refits.statistic(of: 0)) >= least { counts.extreme[0] += 1 }
            }
            return counts
        }

        private func add(_ solved: SolvedModel, to counts: inout Counts) {
            for j in observed.indices where abs(statistic(solved, j)) >= abs(observed[j]) - tieTolerance {
                counts.extreme[j] += 1
            }
            if let omnibus, let other = PermutationTest.omnibus(solved, choices), other >= omnibus - tieTolerance {
                counts.omnibus += 1
            }
        }
    }

    static func statistic(_ solved: SolvedModel, _ coefficient: Int) -> Double {
        if let own = solved.inference.tests?[coefficient].statistic { return own.isNaN ? 0 : own }
        let ratio =
            solved.solution.coefficients[coefficient]
            / solved.inference.covariance[coefficient, coefficient].squareRoot()
        return ratio.isNaN ? 0 : ratio
    }

    private static func statistics(_ model: LinearModel, _ choices: PoolingModel) -> [Double] {
        let solved = choices.solve(model)
        return solved.solution.coefficients.indices.map { statistic(solved, $0) }
    }

    private static func omnibus(_ model: LinearModel, _ choices: PoolingModel) -> Double? {
        model.design.isPooledEffectOnly ? nil : omnibus(choices.solve(model), choices)
    }

    private static func omnibus(_ solved: SolvedModel, _ choices: PoolingModel) -> Double? {
        let intercepts = solved.solution.model.design.interceptColumns
        let positions =
            choices.testedCoefficients?.map { $0 - 1 }
            ?? solved.solution.coefficients.indices.filter { !intercepts.contains($0) }
        return ModeratorTest(solved.solution, solved.inference, testing: positions)?.statistic
    }
}
