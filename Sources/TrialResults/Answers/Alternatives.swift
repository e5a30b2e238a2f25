import TrialStatistics

/// The pooled effect for every choice that a reader may make on the page: studies in or out, interval, multi-arm rule.
///
/// The engine computes all of them beforehand, so a page needs no statistics. Up to 13 studies every non-empty subset
/// has an entry: the subset with mask m (bit i set where study i, zero-based, is in) is entry m − 1. Beyond, entry 0 is
/// all studies and entry i + 1 leaves study i out. Numbers are on the scale of analysis, to ten significant digits;
/// what does not exist is NaN.
public struct Alternatives: Codable, Sendable, Equatable {
    /// The most studies for which there are all subsets.
    public static let mostStudiesForSubsets = 13

    /// Which entries the tables have.
    public enum Coverage: String, Codable, Sendable {
        /// One for each non-empty subset.
        case allSubsets = "all-subsets"
        /// All studies, then each study left out in turn.
        case leaveOneOut = "leave-one-out"
    }

    /// The ids of the studies that can be left out; several comparisons of one study leave together.
    public var studies: [String]
    /// Which entries the tables have.
    public var coverage: Coverage
    /// The confidence level of all limits.
    public var level: Double
    /// The multi-arm rules, the plan's own first; one, with an empty code, where no study has several arms.
    public var arrangements: [Arrangement]
    /// Choices that a reader may look for but cannot make, each with its reason.
    public var unavailable: [UnavailableChoice]

    /// Names the studies and what is known of them.
    public init(
        studies: [String], coverage: Coverage, level: Double, arrangements: [Arrangement],
        unavailable: [UnavailableChoice] = []
    ) {
        self.studies = studies
        self.coverage = coverage
        self.level = level
        self.arrangements = arrangements
        self.unavailable = unavailable
    }

    /// How many entries each table has.
    public var entries: Int {
        coverage == .allSubsets ? (1 << studies.count) - 1 : studies.count + 1
    }

    /// The position of the entry without some studies (positions in `studies`); nil where there is none.
    public func entry(leavingOut missing: Set<Int>) -> Int? {
        guard missing.allSatisfy(studies.indices.contains), missing.count < studies.count else { return nil }
        if coverage == .allSubsets {
            return missing.reduce((1 << studies.count) - 1) { $0 & ~(1 << $1) } - 1
        }
        return missing.count > 1 ? nil : missing.first.map { $0 + 1 } ?? 0
    }

    /// The studies in an entry, as positions in `studies`.
    public func members(ofEntry entry: Int) -> [Int] {
        coverage == .allSubsets
            ? studies.indices.filter { (entry + 1) >> $0 & 1 == 1 } : studies.indices.filter { $0 != entry - 1 }
    }

    /// A multi-arm rule with the rows and the pooled effects that it gives.
    public struct Arrangement: Codable, Sendable, Equatable {
        /// The rule's code, such as `split-control`; empty where no study has several arms.
        public var code: String
        /// The rows under this rule, in the order of the evidence.
        public var rows: [Row]
        /// The intervals, the plan's own first.
        public var intervals: [IntervalTable]
        /// τ² of each entry; the same for all intervals.
        public var tau2: [Double]
        /// I² of each entry in percent; the same for all intervals.
        public var iSquared: [Double]

        /// Creates an arrangement.
        public init(code: String, rows: [Row], intervals: [IntervalTable], tau2: [Double], iSquared: [Double]) {
            self.code = code
            self.rows = rows
            self.intervals = intervals
            self.tau2 = tau2
            self.iSquared = iSquared
        }
    }

    /// A row of the forest plot under a multi-arm rule.
    public struct Row: Codable, Sendable, Equatable {
        /// The study's position in `Alternatives.studies`.
        public var study: Int
        /// What the row is called.
        public var label: String
        /// Estimate and limits on the scale of analysis.
        public var estimate: Double
        /// The limits.
        public var limits: ConfidenceLimits
        /// Both on the natural scale, where the row's own size leads back; nil where the scale alone does.
        public var natural: NaturalEffect?

        /// Creates a row.
        public init(
            study: Int, label: String, estimate: Double, limits: ConfidenceLimits, natural: NaturalEffect? = nil
        ) {
            self.study = study
            self.label = label
            self.estimate = estimate
            self.limits = limits
            self.natural = natural
        }

        /// Estimate and limits on the natural scale.
        public func natural(_ scale: EffectScale) -> NaturalEffect {
            natural ?? NaturalEffect(estimate, limits, scale: scale)
        }
    }

    /// What one interval method says of every entry.
    public struct IntervalTable: Codable, Sendable, Equatable {
        /// The method's code, such as `hartung-knapp`.
        public var code: String
        /// Its name.
        public var name: String
        /// The pooled effects; nil where they are those of the arrangement's first interval.
        public var estimates: [Double]?
        /// The lower confidence limits.
        public var lower: [Double]
        /// The upper confidence limits.
        public var upper: [Double]
        /// The lower prediction limits; empty where no entry has any.
        public var predictionLower: [Double]
        /// The upper prediction limits; empty where no entry has any.
        public var predictionUpper: [Double]

        /// Creates an empty table of a method.
        public init(code: String, name: String) {
            self.code = code
            self.name = name
            estimates = []
            lower = []
            upper = []
            predictionLower = []
            predictionUpper = []
        }
    }

    /// A choice that cannot be made.
    public struct UnavailableChoice: Codable, Sendable, Equatable {
        /// The code of the interval method or of the multi-arm rule.
        public var code: String
        /// Why, in one sentence.
        public var reason: String

        /// Creates a reason.
        public init(code: String, reason: String) {
            self.code = code
            self.reason = reason
        }
    }
}
