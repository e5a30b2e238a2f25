import TrialResults
import TrialStatistics

/// What a reader must know of natural values: limits that the quantity cannot reach, and sizes that a reading rests on.
struct NaturalScaleWarnings {
    private let descriptor: MeasureDescriptor
    private let measure: MeasureReference
    private let display: MeasureDisplay
    private var beyond: [String] = []
    private var beyondRows: [String] = []

    /// Prepares the check of an answer whose pooled values are shown by `measure`.
    init(_ descriptor: MeasureDescriptor, shown measure: MeasureReference) {
        self.descriptor = descriptor
        self.measure = measure
        display = MeasureDisplay(measure)
    }

    // MARK: - Numbers

    /// Checks an effect: its estimate and its limits.
    mutating func check(_ name: String, _ effect: NaturalEffect?) {
        guard let effect else { return }
        add(name, [effect.estimate, effect.lower, effect.upper])
    }

    /// Checks limits, such as those of a prediction.
    mutating func check(_ name: String, _ limits: ConfidenceLimits?) {
        guard let limits else { return }
        add(name, [limits.lower, limits.upper])
    }

    /// Checks a pooled effect with its prediction.
    mutating func check(_ name: String, _ pooled: PooledResult?) {
        check(name, pooled?.natural)
        check(name == "pooled" ? "prediction" : "\(name), prediction", pooled?.naturalPrediction)
    }

    /// Checks effects on the scale of analysis, such as those without each row in turn.
    mutating func check(_ name: String, analysed effects: [Coefficient]) {
        let values = effects.flatMap { [$0.estimate, $0.limits.lower, $0.limits.upper] }
        let out = values.map(measure.natural).filter(isBeyond)
        guard let farthest = out.max(by: { distance($0) < distance($1) }) else { return }
        beyond.append("\(name) (up to \(display.value(farthest)))")
    }

    /// Checks the rows as they are shown.
    mutating func check(_ rows: [StudyResult]) {
        for row in rows where [row.shown.estimate, row.shown.lower, row.shown.upper].contains(where: isBeyond) {
            beyondRows.append("\(row.label) \(display.effect(row.shown))")
        }
    }

    private mutating func add(_ name: String, _ values: [Double]) {
        let out = values.filter(isBeyond)
        guard !out.isEmpty else { return }
        beyond.append("\(name) \(out.map(display.value).joined(separator: " and "))")
    }

    private func isBeyond(_ value: Double) -> Bool { distance(value) > 1e-12 }

    /// How far beyond the bounds a value is; 0 within, and for what is no number.
    private func distance(_ value: Double) -> Double {
        value.isNaN ? 0 : max(0, measure.bounds.lowerBound - value, value - measure.bounds.upperBound)
    }

    // MARK: - Warnings

    /// `beyond-bounds`; empty where every number is possible.
    var ofBounds: [MethodWarning] {
        var parts = beyond
        if !beyondRows.isEmpty {
            let named = beyondRows.prefix(3).joined(separator: "; ")
            let more = beyondRows.count > 3 ? " and \(beyondRows.count - 3) more rows" : ""
            parts.append("\(beyondRows.count == 1 ? "row" : "rows") \(named)\(more)")
        }
        guard !parts.isEmpty else { return [] }
        let forms = descriptor.boundedForms
        let advice =
            forms.isEmpty
            ? "No measure of these data keeps to the bounds."
            : "\(forms.joined(separator: " or ")) \(forms.count == 1 ? "keeps" : "keep") to the bounds for such data."
        return [
            MethodWarning(
                code: "beyond-bounds",
                message:
                    "Beyond what \(IndefiniteArticle.with(display.name)) can be (\(boundWords)): \(parts.joined(separator: "; ")). The numbers are shown as they are; \(advice)"
            )
        ]
    }

    private var boundWords: String {
        switch (measure.lowerBound, measure.upperBound) {
        case (let lower?, let upper?): "\(display.value(lower)) to \(display.value(upper))"
        case (let lower?, nil): "at least \(display.value(lower))"
        case (nil, let upper?): "at most \(display.value(upper))"
        case (nil, nil): "any number"
        }
    }

    /// `arbitrary-size` and `unequal-sizes` of a pooled value that goes back with a size; empty where none does, and for
    /// one study, whose own size it is.
    func ofSizes(_ pooled: Coefficient?) -> [MethodWarning] {
        guard let inverse = measure.pooledInverse, inverse.count > 1, let pooled else { return [] }
        var warnings = [
            MethodWarning(
                code: "arbitrary-size",
                message:
                    "The pooled \(display.name) depends on the size with which it goes back, here the harmonic mean of the studies’ sizes (\(display.format.number(inverse.size))); no group need have had that size. \(advice)"
            )
        ]
        if inverse.isUnequal(pooled) {
            let readings = [inverse.natural(pooled.estimate), inverse.naturalByMean(pooled.estimate)].map(display.value)
            warnings.append(
                MethodWarning(
                    code: "unequal-sizes",
                    message:
                        "The studies’ sizes differ so much that the way back matters: by their harmonic mean (\(display.format.number(inverse.size))) the pooled \(display.name) is \(readings[0]), by their arithmetic mean (\(display.format.number(inverse.meanSize))) \(readings[1]). \(advice)"
                ))
        }
        return warnings
    }

    private var advice: String {
        let forms = descriptor.sizelessForms.joined(separator: " or ")
        return forms.isEmpty ? "Compare with another measure." : "Compare with \(forms), which needs no size."
    }
}
