import TrialEvidence
import TrialStatistics

/// A comparison or single group before its effect is computed.
struct ContrastDraft {
    let study: Study
    let rows: [SelectedRow]
    let arms: String
    let treatment: GroupNumbers?
    let control: GroupNumbers?
    /// The effect, where it does not come from the measure's columns.
    let published: EffectEstimate?
    let notes: [String]
    /// How many participants the whole study has, and whether its control serves several rows.
    let participants: Double
    let sharesControl: Bool
}
