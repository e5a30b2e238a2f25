import Glibc
import TrialNumerics

/// Samples of studies with replacement, as many as there are studies: all of them with their probabilities, or some that are drawn.
///
/// Of k studies there are C(2k − 1, k) different samples; that with nᵢ copies of study i has the probability
/// k! / (kᵏ ∏ nᵢ!).
struct StudySamples {
    let isExact: Bool
    /// How many samples are looked at.
    let count: Int
    private let studies: Int
    private let seed: UInt64

    init(of studies: Int, _ plan: PermutationPlan) throws(StatisticsError) {
        guard plan.iterations > 0 else {
            throw StatisticsError(.impossibleData, "a bootstrap needs at least one sample", field: "iterations")
        }
        let all = Self.all(studies)
        isExact = all.map { $0 <= plan.exactLimit } ?? false
        guard isExact || plan.exactLimit < .max else {
            throw StatisticsError(
                .unsupported, "\(studies) studies have too many samples to look at all; draw some of them")
        }
        count = isExact ? all ?? 0 : plan.iterations
        self.studies = studies
        seed = plan.seed
    }

    /// C(2k − 1, k); nil above 16 studies, whose samples nobody can look at.
    private static func all(_ k: Int) -> Int? {
        // Each quotient is a binomial coefficient itself, so that no division leaves a rest.
        k <= 16 ? (1..<max(k, 1)).reduce(1) { $0 * (k + $1) / $1 } : nil
    }

    /// Samples a piece of work, and numbers a block of them.
    private static let (pieceSize, blockNumbers) = (256, 1 << 21)

    /// What `work` makes of each sample's studies, with the probabilities of the samples, in their order, whatever the number of
    /// processors.
    func map(_ work: @Sendable (ArraySlice<[Int]>) -> [Double]) -> [(value: Double, probability: Double)] {
        var source = SampleSource(studies: studies, isExact: isExact, seed: seed)
        var values: [(value: Double, probability: Double)] = []
        values.reserveCapacity(count)
        let size = max(Self.pieceSize, Self.blockNumbers / studies)
        while values.count < count {
            let samples = (0..<min(size, count - values.count)).map { _ in source.next() }
            let parts = ParallelChunks.map(samples.count, size: Self.pieceSize) { work(samples[$0]) }
            for (sample, value) in zip(samples, parts.joined()) {
                values.append((value, isExact ? probability(of: sample) : 1 / Double(count)))
            }
        }
        return values
    }

    /// k! / (kᵏ ∏ nᵢ!) of a sample in the order of its studies, as a product of ratios of at most 1.
    private func probability(of sample: [Int]) -> Double {
        let k = Double(studies)
        var (probability, copies) = (1.0, 0)
        for (place, study) in sample.enumerated() {
            copies = place > 0 && sample[place - 1] == study ? copies + 1 : 1
            probability *= Double(place + 1) / (k * Double(copies))
        }
        return probability
    }
}

/// The samples in their order.
private struct SampleSource {
    private let isExact: Bool
    private let studies: Int
    private var generator: SeededGenerator
    private var sample: [Int]
    private var isFirst = true

    init(studies: Int, isExact: Bool, seed: UInt64) {
        (self.studies, self.isExact) = (studies, isExact)
        generator = SeededGenerator(seed: seed)
        sample = Array(repeating: 0, count: studies)
    }

    /// The next sample: all in the dictionary's order of sorted samples, or one that is drawn.
    mutating func next() -> [Int] {
        if !isExact {
            return (0..<studies).map { _ in min(studies - 1, Int(saturating: generator.uniform() * Double(studies))) }
        }
        if !isFirst, let place = sample.lastIndex(where: { $0 < studies - 1 }) {
            let study = sample[place] + 1
            for later in place..<studies { sample[later] = study }
        }
        isFirst = false
        return sample
    }
}
