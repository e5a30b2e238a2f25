import Glibc
import TrialNumerics

/// How many rearrangements a permutation test may look at.
public struct PermutationPlan: Sendable, Codable, Equatable {
    /// All rearrangements are taken where there are no more than this many, else a sample.
    public var exactLimit: Int
    /// The size of the sample.
    public var iterations: Int
    /// The seed of the sample; the same seed gives the same sample on every machine.
    public var seed: UInt64

    /// Creates a plan: exact for up to 10,000 rearrangements (13 sign flips, 7 permuted rows), else 9,999 sampled.
    public init(exactLimit: Int = 10_000, iterations: Int = 9_999, seed: UInt64 = 1) {
        self.exactLimit = exactLimit
        self.iterations = iterations
        self.seed = seed
    }

    /// All rearrangements, however many.
    public static let exact = PermutationPlan(exactLimit: .max)
    /// A sample, however few rearrangements there are.
    public static func sampled(_ iterations: Int, seed: UInt64) -> PermutationPlan {
        PermutationPlan(exactLimit: 0, iterations: iterations, seed: seed)
    }
}

/// The data sets that are as likely as the observed one where there is no effect.
///
/// Without moderators the signs of the estimates may be flipped, 2ᵏ ways; with moderators the rows of the design may
/// change studies, k! ways divided by those that exchange equal rows. Flipping all signs only flips the sign of every
/// statistic, so half the flips suffice for two-sided tests.
struct Rearrangements {
    let isExact: Bool
    /// Number of data sets counted, the observed one among them.
    let total: Int
    private let plan: PermutationPlan
    private let flipsSigns: Bool
    /// The rows of the design, equal ones under one number, in the order of the studies.
    private let rowNumbers: [Int]

    init(_ model: LinearModel, _ plan: PermutationPlan) throws(StatisticsError) {
        guard plan.iterations > 0 else {
            throw StatisticsError(
                .impossibleData, "a permutation test needs at least one iteration", field: "iterations")
        }
        let k = model.studies
        flipsSigns = model.design.isInterceptOnly
        var distinct: [[Double]] = []
        rowNumbers = (0..<k).map { i in
            let row = model.design.values.row(i)
            if let known = distinct.firstIndex(of: row) { return known }
            distinct.append(row)
            return distinct.count - 1
        }
        let count = flipsSigns ? Self.signFlips(k) : Self.orders(rowNumbers)
        isExact = count.map { $0 <= plan.exactLimit } ?? false
        guard isExact || plan.exactLimit < .max else {
            throw StatisticsError(
                .unsupported, "\(k) studies have too many rearrangements to look at all; take a sample of them")
        }
        total = isExact ? count ?? 0 : plan.iterations + 1
        self.plan = plan
    }

    private static func signFlips(_ k: Int) -> Int? { k < 31 ? 1 << k : nil }

    private static func orders(_ rowNumbers: [Int]) -> Int? {
        guard rowNumbers.count <= 20 else { return nil }
        func factorial(_ n: Int) -> Int { (1...max(n, 1)).reduce(1, *) }
        let equal = Dictionary(grouping: rowNumbers) { $0 }.values.reduce(1) { $0 * factorial($1.count) }
        return factorial(rowNumbers.count) / equal
    }

    /// Visits the data sets with the number of times each counts, until `body` answers false.
    func visit(_ model: LinearModel, _ body: (LinearModel, Int) -> Bool) {
        if flipsSigns { visitSigns(model, body) } else { visitRows(model, body) }
    }

    private func visitSigns(_ model: LinearModel, _ body: (LinearModel, Int) -> Bool) {
        var estimates = model.estimates
        func flipped() -> LinearModel { model.withEstimates(estimates) }
        guard isExact else {
            guard body(model, 1) else { return }
            var generator = SeededGenerator(seed: plan.seed)
            for _ in 0..<plan.iterations {
                for i in estimates.indices {
                    estimates[i] = generator.next() >> 63 == 0 ? model.estimates[i] : -model.estimates[i]
                }
                guard body(flipped(), 1) else { return }
            }
            return
        }
        for mask in 0..<(total / 2) {
            for i in estimates.indices.dropLast() {
                estimates[i] = mask >> i & 1 == 0 ? model.estimates[i] : -model.estimates[i]
            }
            guard body(flipped(), 2) else { return }
        }
    }

    private func visitRows(_ model: LinearModel, _ body: (LinearModel, Int) -> Bool) {
        let first = Dictionary(rowNumbers.enumerated().map { ($1, $0) }) { known, _ in known }
        func reordered(_ rows: [Int]) -> LinearModel {
            var values = model.design.values
            for (i, row) in rows.enumerated() {
                for j in 0..<values.columns { values[i, j] = model.design.values[row, j] }
            }
            return rebuilt(model, model.estimates, DesignMatrix(values: values, names: model.design.names))
        }
        guard isExact else {
            guard body(model, 1) else { return }
            var generator = SeededGenerator(seed: plan.seed)
            var order = Array(0..<model.studies)
            for _ in 0..<plan.iterations {
                // Fisher and Yates by hand, so that a seed gives the same sample under every version of the language.
                for i in stride(from: order.count - 1, to: 0, by: -1) {
                    order.swapAt(i, Int(saturating: generator.uniform() * Double(i + 1)))
                }
                guard body(reordered(order), 1) else { return }
            }
            return
        }
        var order = rowNumbers.sorted()
        repeat {
            guard body(reordered(order.map { first[$0] ?? 0 }), 1) else { return }
        } while Self.advance(&order)
    }

    private func rebuilt(_ model: LinearModel, _ estimates: [Double], _ design: DesignMatrix) -> LinearModel {
        do {
            return try LinearModel(
                estimates: estimates, variances: model.variances, design: design, givenWeights: model.givenWeights)
        } catch {
            preconditionFailure("a rearranged model is as sound as the model itself: \(error)")
        }
    }

    /// The next order in the dictionary's sense; false after the last.
    private static func advance(_ order: inout [Int]) -> Bool {
        guard let pivot = order.indices.dropLast().last(where: { order[$0] < order[$0 + 1] }),
            let successor = order.indices.last(where: { order[$0] > order[pivot] })
        else { return false }
        order.swapAt(pivot, successor)
        order[(pivot + 1)...].reverse()
        return true
    }
}
