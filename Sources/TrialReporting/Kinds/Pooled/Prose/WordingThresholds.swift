/// When a sentence may say `reduces`, when only `may reduce`, and what `little or no difference` is.
///
/// The words are those that GRADE recommends for findings (Santesso et al. 2020, J Clin Epidemiol 119:126–135,
/// doi:10.1016/j.jclinepi.2019.10.014): a plain verb, `may`, or that the effect is uncertain. There they follow from a
/// rating of certainty that people agree on. No such rating is made here, so the words follow from stated numbers only
/// and lean to caution:
///
/// - the interval includes no difference: no direction is claimed;
/// - it lies on one side: `may reduce`, and `reduces` only where ``EvidenceCaution`` finds nothing;
/// - it reaches beyond ``widestRatio`` or ``widestDeviations`` on both sides of no difference: nothing is known, and the
///   sentence gives no point estimate, which would be read as a finding;
/// - it lies inside the smallest important difference on both sides: `little or no difference`. Without such a
///   difference in the plan these words are never used, because nothing says what would be little.
public struct WordingThresholds: Sendable, Equatable {
    /// The fewest studies for a plain verb.
    public var fewestStudies: Int
    /// The fewest participants for a plain verb where the groups do not count events: a rule of thumb for the optimal
    /// information size of a continuous outcome (Guyatt et al. 2011, J Clin Epidemiol 64:1283–1293,
    /// doi:10.1016/j.jclinepi.2011.01.012).
    public var fewestParticipants: Int
    /// The fewest events for a plain verb where all groups count them: the same rule of thumb for a binary outcome.
    public var fewestEvents: Int
    /// The factor to both sides of 1 beyond which the interval of a ratio tells nothing. Ten, because data that allow a
    /// tenfold reduction and a tenfold rise alike exclude no effect that any treatment is known to have.
    public var widestRatio: Double = 10
    /// How many of the groups' largest standard deviation to both sides of 0 the interval of a difference may reach before
    /// it tells nothing. Two, because 95 % of people lie within two standard deviations of their mean: a difference of
    /// that size would lift nearly everybody above the former middle, or below it.
    public var widestDeviations: Double = 2

    /// Creates thresholds.
    public init(fewestStudies: Int = 5, fewestParticipants: Int = 400, fewestEvents: Int = 300) {
        self.fewestStudies = fewestStudies
        self.fewestParticipants = fewestParticipants
        self.fewestEvents = fewestEvents
    }

    /// Five studies, and 400 participants or 300 events.
    public static let standard = WordingThresholds()
}
