import TrialStatistics

/// A meta-regression: how the effect changes with properties of the studies.
public struct RegressionAnswer: AnalysisAnswer {
    /// The moderators, in the order of the plan.
    public var moderators: [Moderator]
    /// 1-based positions, among the record's rows, of those in the regression.
    public var rows: [Int]
    /// The rows that lack a moderator.
    public var missing: [ExcludedRow]
    /// The fit; nil where there is none, and then a warning says why.
    public var fit: ModelFit?
    /// The line with its limits, where there is one moderator and it is a quantity.
    public var line: ModeratorLine?
    /// What a reader must know.
    public var warnings: [MethodWarning] = []
    /// The products of moderators in the model, by their properties; nil for none.
    public var interactions: [[String]]?
    /// How credible each difference is that it claims; nil without a fit.
    public var credibility: [ModifierCredibility]?

    /// A property of the studies with its value in each row of the regression.
    public struct Moderator: Codable, Sendable, Equatable {
        /// The property's code, such as `year`.
        public let property: String
        /// The name for people, with its unit.
        public let name: String
        /// Its values in the order of the answer's `rows`, where it is a quantity.
        public let values: [Double]?
        /// Its categories in that order, where it is none.
        public let categories: [String]?
        /// Whether the dataset declares it, with the name that people call it by; nil for no.
        public var isDeclared: Bool?
        /// What was taken off each value in the model; nil where they entered as they are.
        public var centre: Double?
        /// Whether the centre is the mean of the values.
        public var isCentredAtMean: Bool?
        /// The category with which the others are compared.
        public var reference: String?
        /// Whether the plan chose it; otherwise it is the first in order of bytes.
        public var isReferenceStated: Bool?

        /// Names a quantity.
        public init(property: String, name: String, values: [Double]) {
            self.property = property
            self.name = name
            self.values = values
            categories = nil
        }

        /// Names a category.
        public init(property: String, name: String, categories: [String]) {
            self.property = property
            self.name = name
            values = nil
            self.categories = categories
        }
    }

    /// Creates an answer without a fit.
    public init(moderators: [Moderator], rows: [Int], missing: [ExcludedRow]) {
        self.moderators = moderators
        self.rows = rows
        self.missing = missing
    }

    /// Whether there is a fit.
    public var isAnswered: Bool { fit != nil }

    /// The joint test of the moderators.
    public var headline: Headline? {
        guard let fit, let test = fit.moderatorTest else { return nil }
        var headline = Headline(.test(GroupTest(test)), level: fit.level, rows: fit.studies)
        headline.iSquared = fit.heterogeneity.iSquared
        if fit.heterogeneity.estimator != nil {
            headline.components = [.init(variance: fit.heterogeneity.tau2)]
        }
        return headline
    }
}
