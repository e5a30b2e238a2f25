import TrialNumerics

/// The pooled effect and heterogeneity of all subsets of the studies, or of a seeded sample of them.
///
/// Drawn as a scatter plot it shows whether one study, or a group of studies, splits the evidence. With k studies there
/// are 2ᵏ − 1 non-empty subsets; beyond `limit` of them a sample is taken in which every non-empty subset is equally
/// likely.
///
/// A subset takes 48 bytes and as much again while all are worked out: 100 MB for the 1,048,575 subsets of 20 studies.
///
/// *Edge cases*: subsets of one study have τ² = 0, I² = 0, H² = 1 and Q = 0. *Reference*: Olkin, Dahabreh and
/// Trikalinos 2012, doi:10.1002/jrsm.1053.
public struct SubsetExploration: Sendable, Codable, Equatable {
    /// Whether all subsets are here.
    public let isComplete: Bool
    /// Number of studies of the whole, k.
    public let wholeStudies: Int
    /// Number of studies in each subset.
    public let studies: [Int]
    /// The pooled effect of each subset.
    public let estimates: [Double]
    /// τ² of each subset.
    public let tau2: [Double]
    /// I² of each subset in percent.
    public let iSquared: [Double]
    /// H² of each subset: Q/(k − 1), which may be below 1, for a common effect and DerSimonian–Laird; else 1 + τ²/s².
    public let hSquared: [Double]
    /// Cochran's Q of each subset.
    public let q: [Double]
    /// Which studies form each subset: study i is bit i % 64 of word i / 64, ⌈k/64⌉ words a subset.
    public let membership: [UInt64]

    /// Whether a subset (zero-based) contains a study (zero-based).
    public func contains(study: Int, inSubset subset: Int) -> Bool {
        membership[subset * ((wholeStudies + 63) / 64) + study / 64] >> UInt64(study % 64) & 1 == 1
    }

    /// Explores the subsets of an intercept-only model.
    ///
    /// - Parameters:
    ///   - model: All studies, without moderators.
    ///   - choices: Estimator and model of every subset.
    ///   - limit: All subsets where there are no more than this many, else a sample of this size.
    ///   - seed: The seed of the sample.
    ///   - definition: Which quantity the subsets call I².
    /// - Throws: `StatisticsError` for moderators, a limit below 1, or more than 10,000 studies.
    public init(
        _ model: LinearModel, by choices: PoolingModel, limit: Int = 1 << 16, seed: UInt64 = 1,
        iSquared definition: ISquaredDefinition = .fromTau2
    ) throws(StatisticsError) {
        guard model.design.isInterceptOnly else {
            throw StatisticsError(.unsupported, "the exploration of subsets knows no moderators")
        }
        guard limit > 0 else {
            throw StatisticsError(.impossibleData, "the number of subsets must be positive", field: "limit")
        }
        try model.checkedRefits()
        let k = model.studies
        isComplete = k < 31 && (1 << k) - 1 <= limit
        wholeStudies = k
        let count = isComplete ? (1 << k) - 1 : limit
        let words = (k + 63) / 64
        var membership = [UInt64](repeating: 0, count: count * words)
        var generator = SeededGenerator(seed: seed)
        for subset in 0..<count {
            if isComplete {
                membership[subset] = UInt64(subset + 1)
            } else {
                Self.draw(&membership, subset * words, studies: k, &generator)
            }
        }
        let outcomes = try Self.outcomes(model, choices, membership, count: count)
        self.membership = membership
        studies = outcomes.map(\.studies)
        estimates = outcomes.map(\.estimate)
        tau2 = outcomes.map(\.tau2)
        let shown = definition == .fromTau2 ? outcomes : outcomes.map(\.withSquaresFromQ)
        iSquared = shown.map(\.iSquared)
        hSquared = shown.map(\.hSquared)
        q = outcomes.map(\.q)
    }

    /// Subsets a piece of work.
    private static let pieceSize = 1024

    /// What each subset gives, in their order.
    private static func outcomes(
        _ model: LinearModel, _ choices: PoolingModel, _ membership: [UInt64], count: Int
    ) throws(StatisticsError) -> [SubsetKernel.Outcome] {
        let words = (model.studies + 63) / 64
        let whole = SubsetKernel(model, choices)
        let parts = ParallelChunks.map(count, size: pieceSize) { subsets in
            Result { () throws(StatisticsError) in
                var kernel = whole
                var outcomes: [SubsetKernel.Outcome] = []
                outcomes.reserveCapacity(subsets.count)
                for subset in subsets {
                    outcomes.append(
                        try kernel.evaluate { membership[subset * words + $0 / 64] >> UInt64($0 % 64) & 1 == 1 })
                }
                return outcomes
            }
        }
        var outcomes: [SubsetKernel.Outcome] = []
        outcomes.reserveCapacity(count)
        for part in parts { outcomes += try part.get() }
        return outcomes
    }

    /// Draws a non-empty subset: k fair bits, again where none is set.
    private static func draw(
        _ membership: inout [UInt64], _ start: Int, studies: Int, _ generator: inout SeededGenerator
    ) {
        let words = (studies + 63) / 64
        var isEmpty = true
        while isEmpty {
            for word in 0..<words {
                let bits = min(64, studies - 64 * word)
                let drawn = generator.next() >> UInt64(64 - bits)
                membership[start + word] = drawn
                isEmpty = isEmpty && drawn == 0
            }
        }
    }
}
