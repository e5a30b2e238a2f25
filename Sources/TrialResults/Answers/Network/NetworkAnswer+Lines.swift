import TrialStatistics

extension NetworkAnswer {
    /// Each treatment against the reference, one line a part.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] {
        parts.map { part in
            let found = part.treatments.filter { $0 != part.reference }.compactMap { name -> String? in
                guard let estimate = part.estimate(name, against: part.reference, effects) else { return nil }
                let effect = NaturalEffect(estimate.estimate, estimate.limits, natural: display.measure.natural)
                return "\(name) \(display.effect(effect))"
            }
            return AnswerLine("Treatments against \(part.reference)", found.joined(separator: "; "))
        }
    }
}

extension DoseResponseAnswer {
    /// The effect at each dose, or why there is no curve.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] {
        if let refusal { return [AnswerLine("No curve", refusal.message)] }
        guard fit != nil else { return [] }
        let unit = unit.map { "\u{A0}\($0)" } ?? ""
        let effects = predictions.filter { $0.dose != reference }.map { row in
            let effect = NaturalEffect(row.estimate, row.limits, natural: display.measure.natural)
            return "\(NumberFormat.exact(row.dose))\(unit) \(display.effect(effect))"
        }
        return [AnswerLine("Doses against \(NumberFormat.exact(reference))\(unit)", effects.joined(separator: "; "))]
    }
}
