import TrialStatistics

/// What the rows of a pooled effect say when they are rearranged, reweighted by random signs, or taken in parts.
public struct ResamplingAnswer: AnalysisAnswer {
    /// A way to resample.
    public enum Method: String, Codable, Sendable, CaseIterable {
        /// The test of no effect by flipped signs.
        case permutation
        /// The values that the test by flipped signs does not reject.
        case permutationInterval = "permutation-interval"
        /// The interval by studies that are drawn with replacement.
        case bootstrap
        /// The test of no effect by random signs of the studies' residuals.
        case wildBootstrap = "wild-bootstrap"
        /// The pooled effects of all subsets of the rows.
        case subsets
    }

    /// The permutation test.
    public struct Permutation: Codable, Sendable, Equatable {
        /// The statistic of the data.
        public let statistic: Double
        /// The two-sided p-value.
        public let pValue: Double
        /// Number of rearrangements counted, the observed data among them.
        public let rearrangements: Int
        /// Whether these are all there are.
        public let isExact: Bool
        /// The smallest p-value that there can be.
        public let smallest: Double

        /// Takes the test of a pooled effect; nil where it has no coefficient.
        public init?(_ test: PermutationTest) {
            guard let own = test.coefficients.first else { return nil }
            statistic = own.statistic
            pValue = own.pValue
            rearrangements = test.rearrangements
            isExact = test.isExact
            smallest = (test.isExact ? 2 : 1) / Double(test.rearrangements)
        }
    }

    /// The permutation interval, on the natural scale.
    public struct Interval: Codable, Sendable, Equatable {
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

        /// Brings an interval to the natural scale.
        public init(_ interval: PermutationInterval, natural: (Double) -> Double) {
            estimate = natural(interval.estimate)
            lower = interval.lower.map(natural)
            upper = interval.upper.map(natural)
            level = interval.level
            rearrangements = interval.rearrangements
            isExact = interval.isExact
        }
    }

    /// The bootstrap of the studies: the ends on the natural scale, standard error and bias on that of the analysis.
    public struct Bootstrap: Codable, Sendable, Equatable {
        /// The estimate.
        public let estimate: Double
        /// The interval by percentiles.
        public let percentile: ConfidenceLimits
        /// The interval by percentiles that are corrected for bias and acceleration; nil where there is none.
        public let accelerated: ConfidenceLimits?
        /// The confidence level.
        public let level: Double
        /// The standard deviation of the samples' effects.
        public let standardError: Double
        /// The mean of the samples' effects less the estimate.
        public let bias: Double
        /// Number of samples behind it.
        public let samples: Int
        /// Whether these are all there are.
        public let isExact: Bool

        /// Brings a bootstrap to the natural scale.
        public init(_ bootstrap: StudyBootstrap, natural: (Double) -> Double) {
            estimate = natural(bootstrap.estimate)
            percentile = bootstrap.percentile.mapped(natural)
            accelerated = bootstrap.accelerated?.mapped(natural)
            level = bootstrap.level
            standardError = bootstrap.standardError
            bias = bootstrap.bias
            samples = bootstrap.samples
            isExact = bootstrap.isExact
        }
    }

    /// The pooled effects of subsets of the rows, on the natural scale.
    public struct Subsets: Codable, Sendable, Equatable {
        /// How many subsets there are.
        public let count: Int
        /// Whether these are all.
        public let isComplete: Bool
        /// The median of their effects.
        public let median: Double
        /// The least effect.
        public let least: Double
        /// The greatest effect.
        public let greatest: Double
        /// How many effects lie below no effect; nil for single groups.
        public let below: Int?
        /// How many effects lie above no effect; nil for single groups.
        public let above: Int?

        /// Sums up a cloud; nil for an empty one.
        public init?(_ cloud: SubsetCloud, measure: MeasureReference) {
            let natural = cloud.estimates.filter(\.isFinite).map(measure.natural).sorted()
            guard let least = natural.first, let greatest = natural.last,
                let median = MultiversePanel.median(natural, on: measure.scale)
            else { return nil }
            count = natural.count
            isComplete = cloud.isComplete
            (self.least, self.greatest, self.median) = (least, greatest, median)
            below = measure.nullValue.map { null in natural.count { $0 < null } }
            above = measure.nullValue.map { null in natural.count { $0 > null } }
        }
    }

    /// What was asked, in the plan's order.
    public let methods: [Method]
    /// How many draws are made where not all can be looked at.
    public let iterations: Int
    /// The seed of the draws.
    public let seed: UInt64
    /// The permutation test.
    public var permutation: Permutation?
    /// The permutation interval.
    public var interval: Interval?
    /// The bootstrap of the studies.
    public var bootstrap: Bootstrap?
    /// The wild bootstrap.
    public var wildBootstrap: ClusterWildBootstrap?
    /// The subsets.
    public var subsets: Subsets?
    /// What was asked and cannot be had, and what a reader must know.
    public var warnings: [MethodWarning] = []

    /// Creates an answer without numbers.
    public init(_ methods: [Method], iterations: Int, seed: UInt64) {
        self.methods = methods
        self.iterations = iterations
        self.seed = seed
    }

    /// Whether anything could be computed.
    public var isAnswered: Bool {
        permutation != nil || interval != nil || bootstrap != nil || wildBootstrap != nil || subsets != nil
    }

    /// None: it stands beside the pooled effect.
    public var headline: Headline? { nil }

    /// What each method gives, in one line.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] {
        let parts = ResamplingWords(self, display).parts.map(\.text)
        return parts.isEmpty ? [] : [AnswerLine("Resampling", parts.joined(separator: "; "))]
    }
}
