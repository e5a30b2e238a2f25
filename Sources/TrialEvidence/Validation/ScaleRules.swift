/// A scale is there once, belongs to an outcome, and its limits make sense.
public struct ScaleRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names repeated scales, reversed limits, steps and items that cannot be, and, as a warning, unknown outcomes.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        let known = dataset.outcomeNames
        let outcomes = Set(known)
        var lines: [String: Int] = [:]
        var diagnostics: [Diagnostic] = []
        for scale in dataset.scales {
            func report(_ code: DiagnosticCode, _ column: String, _ message: String, _ severity: Severity = .error) {
                let place = Place(DatasetTable.scales.file, line: scale.line, column: column)
                diagnostics.append(Diagnostic(code, at: place, message, severity: severity))
            }
            if let first = lines.updateValue(scale.line ?? 0, forKey: scale.outcome) {
                report(.duplicateKey, "outcome", "the scale of \(scale.outcome) is there on line \(first); remove one")
            }
            if !scale.outcome.isEmpty, !outcomes.contains(scale.outcome) {
                let hint = NearestName.hint(known, for: scale.outcome)
                let message = "no result has the outcome \"\(scale.outcome)\"\(hint); correct or remove it"
                report(.unknownOutcome, "outcome", message, .warning)
            }
            if let low = scale.minimum, let high = scale.maximum, low >= high {
                report(.badScale, "minimum", "the minimum is not below the maximum; swap or correct them")
            }
            if let step = scale.step, step <= 0 {
                report(
                    .badScale, "step", "a step of \(Decimals.text(step)) cannot be; write the distance of two values")
            }
            if let items = scale.items, items < 1 {
                report(.badScale, "items", "\(items) items cannot be; write how many are averaged, or nothing")
            }
        }
        return diagnostics
    }
}

/// An accepted doubt is about studies that are there.
public struct AcceptedFindingRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names accepted doubts about studies that the dataset does not have.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        let known = dataset.studies.map(\.id)
        return dataset.acceptedFindings.flatMap { accepted in
            accepted.studies.filter { !known.contains($0) }.map { name in
                let place = Place(DatasetTable.acceptedFindings.file, line: accepted.line, column: "study_id")
                let hint = NearestName.hint(known, for: name)
                return Diagnostic(
                    .unknownStudy, at: place, "no study has the name \"\(name)\"\(hint); correct or remove it")
            }
        }
    }
}
