import TrialEvidence
import TrialResults
import TrialStatistics

/// A comparison or single group before its effect is computed.
struct ContrastDraft {
    /// What the effect is computed from.
    enum Numbers {
        /// One group, or treatment and control.
        case groups(GroupNumbers, control: GroupNumbers?)
        /// An estimate that the rows give as it is, with what it was made of where that is known.
        case ready(EffectEstimate, AnyStudySummary?)
    }

    let study: Study
    let rows: [SelectedRow]
    let arms: String
    let numbers: Numbers
    let sources: [SourceTrail]
    let notes: [String]
    /// The rows of the control group, where the groups' own numbers are compared.
    var controls: [SelectedRow] = []
    /// The part of the study that the rows are about; empty for the whole study.
    var part = ""
    /// How many participants the whole study has, and whether its control serves several rows.
    var participants: Double = 0
    var sharesControl = false

    /// The groups: none, one, or treatment and control.
    var groups: [GroupNumbers] {
        switch numbers {
        case .groups(let treatment, let control): [treatment] + (control.map { [$0] } ?? [])
        case .ready: []
        }
    }

    /// The months of the rows, where they agree.
    var months: Double? {
        let all = Set(rows.map(\.row.timepointMonths))
        return all.count == 1 ? all.first ?? nil : nil
    }

    /// The arms of the control group, as the rows name them.
    var controlArms: [String] { controls.isEmpty ? rows.compactMap(\.row.comparatorArmID) : controls.map(\.row.armID) }

    /// The people of the study, where the rows count treatment cycles, or people of both periods of a crossover trial in
    /// both groups; nil where the groups count everybody once, or the study does not say how many took part.
    var persons: Double? {
        let counted = rows.contains { row in
            row.arm.unit == .cycle || (groups.count == 2 && row.arm.period == .pooled)
                || row.arm.period == .withinPerson
        }
        return counted ? study.patients.map(Double.init) : nil
    }

    /// The control group, where there is one.
    var control: GroupNumbers? { groups.count == 2 ? groups[1] : nil }
}
