import TrialStatistics

/// What else the engine knows of a pooled effect: the numbers behind every figure but the forest plot.
///
/// A field is nil where the analysis has no such thing, as with one study; where a method does not suit the rows, a
/// remark says so in words. Positions of rows are 1-based and count `AnalysisRecord.rows`.
public struct Explorations: Codable, Sendable, Equatable {
    /// The pooled effect without each row in turn.
    public var leaveOneOut: LeaveOneOut?
    /// The pooled effect as rows are added by year; rows without a year come last.
    public var cumulative: Cumulative?
    /// What each row does to the fit.
    public var influence: Influence?
    /// What each row adds to Cochran's Q, and how much it moves the pooled effect.
    public var baujat: BaujatCoordinates?
    /// What the common intervals say, for up to ten studies.
    public var fewStudies: FewStudiesView?
    /// The pooled effect and I² of all subsets of the rows, or of a sample of them.
    public var subsets: SubsetCloud?
    /// Whether small studies show other effects than large ones.
    public var funnel: FunnelExploration?
    /// The likelihood of τ², and the pooled effect at each value of it.
    public var tau2Profile: Tau2Profile?
    /// The limits of pooled effect and prediction at every confidence level.
    public var curves: ConfidenceCurves?
    /// What is not here, and why.
    public var remarks: [MethodWarning]?

    /// Nothing explored.
    public init() {}
}

/// What a funnel plot shows beside the rows themselves.
public struct FunnelExploration: Codable, Sendable, Equatable {
    /// The region in which a study's two-sided p-value of no effect is above a bound.
    public struct Contour: Codable, Sendable, Equatable {
        /// The bound, such as 0.05.
        public let pValue: Double
        /// Its normal quantile: the region reaches this many standard errors to each side of no effect.
        public let quantile: Double

        /// Creates a contour.
        public init(pValue: Double, quantile: Double) {
            self.pValue = pValue
            self.quantile = quantile
        }
    }

    /// The pooled effect, on the scale of analysis: the centre of the funnel.
    public var centre: Double
    /// How many standard errors the pseudo confidence limits are from the centre.
    public var quantile: Double
    /// The contours of significance, from the narrowest.
    public var contours: [Contour]
    /// Participants of each row; nil where a group's number is not known.
    public var participants: [Double?]
    /// The tests of asymmetry that suit the measure; empty where none can be made.
    public var tests: [FunnelAsymmetry] = []
    /// Trim-and-fill; nil where it cannot be made.
    public var trimAndFill: TrimAndFill?
    /// What a reader must know.
    public var warnings: [MethodWarning] = []

    /// Creates a funnel without tests.
    public init(centre: Double, quantile: Double, contours: [Contour], participants: [Double?]) {
        self.centre = centre
        self.quantile = quantile
        self.contours = contours
        self.participants = participants
    }
}
