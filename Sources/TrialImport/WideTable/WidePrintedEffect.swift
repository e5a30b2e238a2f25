import TrialEvidence

/// An effect with its limits, in columns of their own or together: `1.2 (0.8, 1.9)`, `95% CI` `0.8-1.9`.
struct WidePrintedEffect {
    let estimate: Double
    let lower, upper, level: Double?

    /// Reads the cells; `nil` where something is wrong with them, which the cells then report.
    init?(_ column: WideColumn, _ cells: inout WideCells) {
        var limits: (low: Double, high: Double)?
        var level: Double?
        let content = cells.content(column)
        switch content {
        case .number(let value): estimate = value
        case .interval(let value?, let low, let high):
            estimate = value
            limits = (low, high)
            level = cells.header.reading(of: column)?.level
        default:
            cells.refuse(column, content)
            return nil
        }
        let together = cells.content(.limits)
        switch together {
        case .nothing: break
        case .interval(nil, let low, let high):
            if let limits, limits != (low, high) {
                let words = "\"\(cells.text(column).shown)\" and \"\(cells.text(.limits).shown)\""
                cells.report(.limitsReversed, .limits, "\(words) disagree about the limits; correct one")
            }
            limits = (low, high)
            level = cells.header.reading(of: .limits)?.level
        default: cells.refuse(.limits, together)
        }
        lower = cells.number(.lower) ?? limits?.low
        upper = cells.number(.upper) ?? limits?.high
        self.level = level ?? cells.header.reading(of: .lower)?.level
    }
}
