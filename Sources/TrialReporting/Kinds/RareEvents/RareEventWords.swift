import TrialResults
import TrialStatistics

/// The rare-event panel as people read it: every method's answer, or why it has none.
struct RareEventWords: Sendable {
    let display: MeasureDisplay

    /// One row a method; the headline's name is marked.
    func table(_ panel: RareEventTable) -> TextTable {
        TextTable(
            caption: "Every method for rare events",
            columns: [
                .init("Method"), .init("Estimate (\(display.format.level(panel.level)) CI)", .trailing),
                .init("Uses studies without events"), .init("Remarks"),
            ],
            rows: panel.rows.map { row in
                let remarks = row.warnings.map(\.message)
                let name = row.code == panel.headline ? "\(row.name) (headline)" : row.name
                switch row.answer {
                case .estimate(let estimate):
                    return [
                        name, effect(estimate), estimate.usedDoubleZero ? "yes" : "no", remarks.joined(separator: " "),
                    ]
                case .none(let reason):
                    return [name, "none", "–", ([reason.message] + remarks).joined(separator: " ")]
                }
            })
    }

    /// The headline and the rule that picked it, in one sentence; nil where no method answers.
    func sentence(_ panel: RareEventTable) -> String? {
        guard let row = panel.headlineRow, case .estimate(let estimate) = row.answer else { return nil }
        return "Rare events: \(row.name) gives \(effect(estimate)); the rule: \(panel.rationale)."
    }

    private func effect(_ estimate: RareEventEstimate) -> String {
        let values = [estimate.natural, estimate.naturalLower, estimate.naturalUpper].map(value)
        return display.convention.effect(values[0], limits: display.convention.limits(values[1], values[2]))
    }

    private func value(_ natural: Double) -> String {
        natural.isInfinite ? display.format.fixed(natural, decimals: 2) : display.value(natural)
    }
}
