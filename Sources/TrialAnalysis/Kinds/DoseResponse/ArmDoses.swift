import TrialEvidence
import TrialStatistics

/// The dose of each arm: a number of it, or a product of several.
struct ArmDoses {
    /// What the dose is, in words.
    let title: String
    /// Its unit; nil where nobody says, or several numbers are multiplied.
    let unit: String?
    private let options: DoseResponseOptions

    init(_ options: DoseResponseOptions, _ set: ArmSet) {
        self.options = options
        let labels = options.dose.map(set.label)
        title = labels.map(\.name).joined(separator: " × ")
        unit = labels.count == 1 ? labels.first?.unit : nil
    }

    /// The dose of an arm; nil where it is not known.
    func value(_ arm: ReadArm) -> Double? {
        if arm.role == .control, let dose = options.controlDose { return dose }
        let factors = options.dose.map { arm.quantities[$0.rawValue] }
        let known = factors.compactMap(\.self)
        guard known.count == factors.count, !known.isEmpty else { return nil }
        return known.reduce(1, *)
    }

    /// A dose as the name that arms of it share.
    func text(_ dose: Double) -> String {
        let words = Decimals.text(dose)
        return unit.map { "\(words) \($0)" } ?? words
    }

    /// The name of an arm: its dose.
    func name(_ arm: ReadArm) -> Result<String, EffectExclusion> {
        if let value = value(arm) { return .success(text(value)) }
        return .failure(
            EffectExclusion(
                code: "no-dose", reason: "The dose of the arm (\(title)) is not stated, or its arms differ."))
    }
}
