import Glibc
import TrialNumerics

/// How many rearrangements a permutation test, or samples a bootstrap of studies may look at.
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
    fileprivate let plan: PermutationPlan
    fileprivate let flipsSigns: Bool
    /// The rows of the design, equal ones under one number, in the order of the studies.
    fileprivate let rowNumbers: [Int]

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

    /// How often each of the rearrangements that are visited counts.
    var times: Int { flipsSigns && isExact ? 2 : 1 }
    /// How many are visited.
    var visits: Int { total / times }

    /// Rearrangements a block, and of these a piece of work.
    private static let (blockSize, pieceSize) = (16_384, 512)

    /// Has `work` look at all rearrangements, in blocks and in pieces of these, and hands what came of each piece to `take` in
    /// the order of the rearrangements, until that answers false.
    func visit<Part: Sendable>(
        _ work: @Sendable (RearrangementBlock, Range<Int>) -> Part, _ take: (Part) -> Bool
    ) {
        var source = RearrangementSource(self)
        var done = 0
        while done < visits {
            let count = min(Self.blockSize, visits - done)
            let block = source.next(count)
            let parts = ParallelChunks.map(count, size: Self.pieceSize) { work(block, $0) }
            for part in parts { guard take(part) else { return } }
            done += count
        }
    }
}

/// Some rearrangements one after the other.
struct RearrangementBlock: Sendable {
    /// Number of studies.
    fileprivate let studies: Int
    /// For each rearrangement and study whether the sign is turned, ⌈k/64⌉ words a rearrangement; empty where rows are
    /// exchanged.
    fileprivate var turned: [UInt64] = []
    /// For each rearrangement and row of the design the study that comes there; empty where signs are turned.
    fileprivate var exchanged: [Int32] = []

    private var words: Int { (studies + 63) / 64 }

    /// Puts a rearrangement of estimates and variances into a kernel.
    func load(_ draw: Int, into kernel: inout ModelKernel, _ estimates: [Double], _ variances: [Double]) {
        if exchanged.isEmpty {
            let first = draw * words
            kernel.load(studies) { i in
                let isTurned = turned[first + i >> 6] >> UInt64(i & 63) & 1 == 1
                return (isTurned ? -estimates[i] : estimates[i], variances[i])
            }
        } else {
            let first = draw * studies
            kernel.load(studies) { i in
                let study = Int(exchanged[first + i])
                return (estimates[study], variances[study])
            }
        }
    }

    /// A rearrangement of a model.
    func model(_ draw: Int, of model: LinearModel) -> LinearModel {
        guard exchanged.isEmpty else {
            let first = draw * studies
            return model.exchanging(exchanged[first..<(first + studies)].map(Int.init))
        }
        let first = draw * words
        return model.withEstimates(
            model.estimates.enumerated().map { i, estimate in
                turned[first + i >> 6] >> UInt64(i & 63) & 1 == 1 ? -estimate : estimate
            })
    }
}

/// The rearrangements in their order, the observed data first.
private struct RearrangementSource {
    private let whole: Rearrangements
    private var generator: SeededGenerator
    private var isFirst = true
    private var mask: UInt64 = 0
    private var order: [Int]
    /// The rows of the design that are equal, by their number.
    private let places: [[Int]]

    init(_ whole: Rearrangements) {
        self.whole = whole
        generator = SeededGenerator(seed: whole.plan.seed)
        var places = [[Int]](repeating: [], count: (whole.rowNumbers.max() ?? -1) + 1)
        for (i, number) in whole.rowNumbers.enumerated() { places[number].append(i) }
        self.places = places
        order = whole.isExact ? whole.rowNumbers.sorted() : Array(whole.rowNumbers.indices)
    }

    /// The next `count` of them.
    mutating func next(_ count: Int) -> RearrangementBlock {
        let k = whole.rowNumbers.count
        var block = RearrangementBlock(studies: k)
        for _ in 0..<count {
            if whole.flipsSigns { turn(&block, k) } else { exchange(&block, k) }
        }
        return block
    }

    private mutating func turn(_ block: inout RearrangementBlock, _ k: Int) {
        if whole.isExact {
            block.turned.append(mask)
            mask += 1
            return
        }
        for first in stride(from: 0, to: k, by: 64) {
            var word: UInt64 = 0
            if !isFirst {
                for i in 0..<min(64, k - first) { word |= (generator.next() >> 63) << UInt64(i) }
            }
            block.turned.append(word)
        }
        isFirst = false
    }

    private mutating func exchange(_ block: inout RearrangementBlock, _ k: Int) {
        let start = block.exchanged.count
        block.exchanged.append(contentsOf: repeatElement(0, count: k))
        if whole.isExact {
            // Study i takes the next of the equal rows that it is given.
            var used = Array(repeating: 0, count: places.count)
            for (i, number) in order.enumerated() {
                block.exchanged[start + places[number][used[number]]] = Int32(i)
                used[number] += 1
            }
            _ = Rearrangements.advance(&order)
            return
        }
        if !isFirst {
            // Fisher and Yates by hand, so that a seed gives the same sample under every version of the language.
            for i in stride(from: k - 1, to: 0, by: -1) {
                order.swapAt(i, Int(saturating: generator.uniform() * Double(i + 1)))
            }
        }
        isFirst = false
        for (i, row) in order.enumerated() { block.exchanged[start + row] = Int32(i) }
    }
}

extension Rearrangements {
    /// The next order in the dictionary's sense; false after the last.
    fileprivate static func advance(_ order: inout [Int]) -> Bool {
        guard let pivot = order.indices.dropLast().last(where: { order[$0] < order[$0 + 1] }),
            let successor = order.indices.last(where: { order[$0] > order[pivot] })
        else { return false }
        order.swapAt(pivot, successor)
        order[(pivot + 1)...].reverse()
        return true
    }
}
