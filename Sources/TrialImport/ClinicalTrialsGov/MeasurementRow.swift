import Foundation
import TrialEvidence
import TrialForensics

/// Turns the measurement of one group into the numbers of an outcome row.
struct MeasurementRow {
    let measure: RegistryMeasure
    let kind: MeasureKind
    let spread: SpreadKind

    init(_ measure: RegistryMeasure) {
        self.measure = measure
        kind = MeasureKind(measure)
        spread = SpreadKind(measure.dispersionType)
    }

    /// Fills the row with the numbers and its note with whatever they need said.
    func fill(_ row: inout OutcomeRow, from measurement: RegistryMeasurement, n: Int?) throws(Refusal) {
        let value = try value(of: measurement)
        if n == 0 { throw Refusal(code: "nobody-analysed", reason: "the denominator is zero") }
        row.n = n
        if let units = unitsAnalysed {
            guard case .patients = kind else {
                row.n = nil
                row.provenance.add("the numbers are about \(units), whose number is no number of patients")
                return try fillNumbers(&row, value, measurement)
            }
        }
        try fillNumbers(&row, value, measurement)
    }

    /// What the numbers are about where not patients.
    private var unitsAnalysed: String? {
        let units = measure.denomUnitsSelected ?? measure.typeUnitsAnalyzed
        return units.flatMap { $0.lowercased() == "participants" || $0.isEmpty ? nil : $0.onOneLine }
    }

    private func fillNumbers(
        _ row: inout OutcomeRow, _ value: (text: RegistryText, number: Double), _ measurement: RegistryMeasurement
    ) throws(Refusal) {
        switch kind {
        case .mean(let isAdjusted):
            if isAdjusted { row.provenance.add("least-squares mean of a model") }
            if (measure.paramType ?? "").enumSpelling == "LOG_MEAN" {
                row.provenance.add("a mean of logarithms, as printed; their base is not stated")
            }
            try fillMean(&row, value.number, measurement)
        case .rate:
            row.provenance.add("a rate as printed")
            try fillMean(&row, value.number, measurement)
        case .geometricMean: try fillGeometricMean(&row, value.number, measurement)
        case .median: fillMedian(&row, value.number, measurement)
        case .patients: try fillCount(&row, value.text)
        case .percentOfPatients: fillPercent(&row, value.number, decimals: value.text.decimals, measurement)
        case .proportionOfPatients:
            guard value.number <= 1 else {
                throw Refusal(code: "bad-proportion", reason: "\(value.text.text) is no proportion")
            }
            row.provenance.add("printed as the proportion \(value.text.text)")
            fillPercent(&row, value.number * 100, decimals: max(0, value.text.decimals - 2), measurement)
        case .events:
            try fillCount(&row, value.text)
            row.statistic = .countRate
        case .units:
            let reason = "the measure counts units (\(measure.unitOfMeasure ?? "")), not patients"
            throw Refusal(code: "counts-units-not-patients", reason: reason)
        case .unknown:
            let unit = [measure.paramType ?? "no type", measure.unitOfMeasure ?? "no unit"].joined(separator: ", ")
            throw Refusal(code: "kind-of-number-unknown", reason: "no statistic stands for \(unit)")
        }
    }

    private func value(of measurement: RegistryMeasurement) throws(Refusal) -> (text: RegistryText, number: Double) {
        guard let text = measurement.value else {
            throw Refusal(code: "no-value", reason: "the record gives no value")
        }
        guard !text.isNotAvailable else {
            let comment = (measurement.comment ?? "").onOneLine
            let reason = comment.isEmpty ? "the record says not available" : "not available: \(comment)"
            throw Refusal(code: "not-available", reason: reason)
        }
        let isCount = kind == .patients || kind == .events || kind == .units
        guard let number = text.number ?? (isCount ? text.count.map(Double.init) : nil) else {
            throw Refusal(code: "not-a-number", reason: "\"\(text.text.shown)\" is not a number")
        }
        return (text, number)
    }

    private func fillMean(_ row: inout OutcomeRow, _ value: Double, _ measurement: RegistryMeasurement) throws(Refusal)
    {
        row.mean = value
        noteMissing(&row, measurement)
        let low = measurement.lowerLimit?.number
        let high = measurement.upperLimit?.number
        switch spread {
        case .absent: row.statistic = .meanOnly
        case .standardDeviation:
            row.statistic = .meanSD
            row.sd = measurement.spread?.number
        case .standardError:
            row.statistic = .meanSE
            row.se = measurement.spread?.number
        case .confidenceInterval(let level):
            row.statistic = .meanCI
            (row.ciLow, row.ciHigh, row.ciLevel) = (low, high, level)
        case .fullRange:
            row.statistic = .meanRange
            (row.min, row.max) = (low, high)
        case .quartiles:
            row.statistic = .meanOnly
            (row.q1, row.q3) = (low, high)
        case .geometricVariation, .other:
            row.statistic = .meanOnly
            row.provenance.add(spreadInWords(measurement))
        }
    }

    /// A geometric mean is the mean of the logarithms, so the row is about them: mean, limits and, from the coefficient of
    /// variation, sd = sqrt(ln(1 + CV²)).
    private func fillGeometricMean(
        _ row: inout OutcomeRow, _ value: Double, _ measurement: RegistryMeasurement
    ) throws(Refusal) {
        let low = measurement.lowerLimit?.number
        let high = measurement.upperLimit?.number
        guard value > 0, low ?? 1 > 0, high ?? 1 > 0 else {
            throw Refusal(code: "geometric-mean-not-positive", reason: "a geometric mean or its limit is not positive")
        }
        row.outcome = "ln(\(row.outcome))"
        row.mean = log(value)
        let limits = [measurement.lowerLimit, measurement.upperLimit].compactMap { $0?.text }.joined(separator: " to ")
        row.provenance.add("natural logarithm of the geometric mean \(measurement.value?.text ?? "")")
        if !limits.isEmpty { row.provenance.note += " (\(limits))" }
        switch spread {
        case .confidenceInterval(let level):
            row.statistic = .meanCI
            (row.ciLow, row.ciHigh, row.ciLevel) = (low.map { log($0) }, high.map { log($0) }, level)
        case .geometricVariation:
            row.statistic = .meanSD
            row.sd = measurement.spread?.number.map { sqrt(log1p($0 * $0 / 10_000)) }
            row.provenance.add("sd from the coefficient of variation \(measurement.spread?.text ?? "") %")
        case .fullRange:
            row.statistic = .meanRange
            (row.min, row.max) = (low.map { log($0) }, high.map { log($0) })
        default:
            row.statistic = .meanOnly
            if spread != .absent { row.provenance.add(spreadInWords(measurement)) }
        }
    }

    private func fillMedian(_ row: inout OutcomeRow, _ value: Double, _ measurement: RegistryMeasurement) {
        row.median = value
        row.statistic = .medianIQR
        noteMissing(&row, measurement)
        let low = measurement.lowerLimit?.number
        let high = measurement.upperLimit?.number
        switch spread {
        case .fullRange:
            row.statistic = .medianRange
            (row.min, row.max) = (low, high)
        case .quartiles: (row.q1, row.q3) = (low, high)
        case .confidenceInterval(let level):
            row.statistic = .medianCI
            (row.ciLow, row.ciHigh, row.ciLevel) = (low, high, level)
        case .absent: break
        default: row.provenance.add(spreadInWords(measurement))
        }
    }

    private func fillCount(_ row: inout OutcomeRow, _ text: RegistryText) throws(Refusal) {
        guard let count = text.count else {
            throw Refusal(code: "bad-count", reason: "\(text.text.shown) is not a count")
        }
        row.statistic = .events
        row.events = count
    }

    private func fillPercent(
        _ row: inout OutcomeRow, _ percent: Double, decimals: Int, _ measurement: RegistryMeasurement
    ) {
        row.statistic = .percent
        row.effect = percent
        row.effectMeasure = .percent
        if case .confidenceInterval(let level) = spread {
            row.ciLow = measurement.lowerLimit?.number
            row.ciHigh = measurement.upperLimit?.number
            row.ciLevel = level
            row.provenance.add("no count derived, since a percentage with an interval may be an estimate")
            return
        }
        guard let n = row.n, let events = PercentCount.count(percent: percent, decimals: decimals, of: n) else {
            row.provenance.add("count not derived: no single count gives this percentage")
            return
        }
        row.statistic = .events
        row.events = events
        row.derived.append(
            RecordedDerivation(
                .events, by: PercentCount.rule,
                from: PercentCount.inputs(percent: percent, decimals: decimals, of: n).all))
        row.provenance.add("printed as \(Decimals.text(percent))% only; events derived, the only count of \(n)")
    }

    private func noteMissing(_ row: inout OutcomeRow, _ measurement: RegistryMeasurement) {
        let given = [measurement.spread, measurement.lowerLimit, measurement.upperLimit].compactMap(\.self)
        guard given.contains(where: { $0.number == nil }) else { return }
        let comment = (measurement.comment ?? "").onOneLine
        row.provenance.add("part of the spread is not available\(comment.isEmpty ? "" : ": \(comment)")")
    }

    private func spreadInWords(_ measurement: RegistryMeasurement) -> String {
        let values = [measurement.spread, measurement.lowerLimit, measurement.upperLimit].compactMap { $0?.text }
        return "\(measure.dispersionType ?? "spread") \(values.joined(separator: " to "))"
    }
}

/// The count behind a printed percentage, by the rule that a dataset records.
enum PercentCount {
    static let rule = "count-from-percent"

    /// What goes into the rule; the decimals only where the percentage's own spelling does not show them.
    static func inputs(percent: Double, decimals: Int, of n: Int) -> DerivationInputs {
        let spelled = RecordedDerivation.Input("percent", Decimals.text(percent)).decimals
        return DerivationInputs([
            "percent": percent, "decimals": spelled == decimals ? nil : Double(decimals), "n": Double(n),
        ])
    }

    /// The only count of `n` that prints as the percentage with so many decimals; `nil` where none or several do.
    static func count(percent: Double, decimals: Int, of n: Int) -> Int? {
        guard n > 0, n <= 1_000_000_000 else { return nil }
        let step = try? AppliedDerivation(rule, inputs(percent: percent, decimals: decimals, of: n))
        return step.map { Int($0.value("count")) }
    }
}
