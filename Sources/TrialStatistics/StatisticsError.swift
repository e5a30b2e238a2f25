/// Why a statistic cannot be computed from what was given: bad data, never a programmer's mistake.
public struct StatisticsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable word for the kind of problem; part of the batch contract.
    public struct Code: Sendable, Equatable, Hashable, CustomStringConvertible {
        /// The word itself, such as `invalid-variance`.
        public let description: String

        /// Creates a code from its word.
        public init(_ word: String) { description = word }

        /// A number that is NaN or infinite where a finite one is needed.
        public static let notFinite = Code("not-finite")
        /// A sampling variance or standard error that is negative, or zero where the method divides by it.
        public static let invalidVariance = Code("invalid-variance")
        /// A count, size or summary outside what is possible (events > total, negative standard deviation).
        public static let impossibleData = Code("impossible-data")
        /// Columns of different lengths.
        public static let unequalLengths = Code("unequal-lengths")
        /// Too few studies for what was asked.
        public static let tooFewStudies = Code("too-few-studies")
        /// A moderator that is a linear combination of others.
        public static let redundantModerator = Code("redundant-moderator")
        /// A search for an optimum or a root that did not end.
        public static let notConverged = Code("not-converged")
        /// A choice that this method does not offer.
        public static let unsupported = Code("unsupported")
        /// A required field that is absent.
        public static let missingField = Code("missing-field")
    }

    /// The kind of problem.
    public let code: Code
    /// What is wrong and what to do, in one line.
    public let message: String
    /// The 1-based position of the study, where one is to blame.
    public let study: Int?
    /// The field, where one is to blame.
    public let field: String?

    /// Creates an error.
    public init(_ code: Code, _ message: String, study: Int? = nil, field: String? = nil) {
        self.code = code
        self.message = message
        self.study = study
        self.field = field
    }

    /// The message, with the place in front where it is known.
    public var description: String {
        let place = [study.map { "study \($0)" }, field].compactMap { $0 }.joined(separator: ", ")
        return place.isEmpty ? message : "\(place): \(message)"
    }
}
