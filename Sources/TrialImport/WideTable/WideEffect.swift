import Glibc
import TrialEvidence

/// A published comparison in a wide row: `yi` with `vi` or `sei`, or an effect with its limits.
///
/// `yi` and its limits are on the scale of the analysis, so those of a ratio are logarithms; `effect` and its limits are on
/// the natural scale. Where limits are missing they are computed as estimate ± 1.959964 standard errors on the scale of
/// the analysis, and the note says so.
struct WideEffect {
    private static let normalQuantile = 1.959963984540054

    private let measure: PublishedMeasure
    private let isOnAnalysisScale: Bool
    private let estimate: Double
    private let standardError: Double?
    private let lower: Double?
    private let upper: Double?
    private let level: Double?
    /// Whether the spread was given as a standard error.
    private let stated: Bool

    /// Whether the row gives an effect.
    static func isFilled(in cells: WideCells) -> Bool { cells.isFilled(.yi) || cells.isFilled(.effect) }

    /// Whether the effect of the row is a ratio of hazards.
    static func isOfTime(in cells: WideCells) -> Bool {
        let column = cells.isFilled(.yi) ? WideColumn.yi : .effect
        let named = cells.text(.measure)
        return (named.isEmpty ? cells.header.reading(of: column)?.measure : WideMeasure.named(named)) == .hazardRatio
    }

    /// Reads an effect; `nil` where something is wrong with it, which the cells then report.
    init?(_ cells: inout WideCells) {
        let onAnalysisScale = cells.isFilled(.yi)
        let column = onAnalysisScale ? WideColumn.yi : .effect
        if onAnalysisScale, cells.isFilled(.effect) {
            let names = "\"\(cells.header.name(of: .yi))\" and \"\(cells.header.name(of: .effect))\""
            cells.report(.duplicateColumn, .effect, "\(names) both give an effect; keep one")
            return nil
        }
        guard let measure = Self.measure(of: column, &cells),
            let printed = WidePrintedEffect(column, &cells)
        else { return nil }
        self.measure = measure
        isOnAnalysisScale = onAnalysisScale
        estimate = printed.estimate
        lower = printed.lower
        upper = printed.upper
        level = cells.number(.level) ?? printed.level
        let variance = cells.number(.vi)
        let stated = cells.number(.sei)
        if let negative = [variance, stated].compactMap(\.self).first(where: { $0 < 0 }) {
            let column = variance.map { $0 < 0 } ?? false ? WideColumn.vi : .sei
            cells.report(.negativeSpread, column, "\(Decimals.text(negative)) is below zero; correct it")
            return nil
        }
        standardError = stated ?? variance?.squareRoot()
        self.stated = stated != nil
        if let problem = impossible { cells.report(.notANumber, column, problem) }
    }

    /// The measure that the row names, else the one that the name of the column tells.
    private static func measure(of column: WideColumn, _ cells: inout WideCells) -> PublishedMeasure? {
        let name = cells.text(.measure)
        if let measure = WideMeasure.named(name) { return measure }
        if name.isEmpty, let measure = cells.header.reading(of: column)?.measure { return measure }
        let what = name.isEmpty ? "the measure is not said" : "the measure \"\(name.shown)\" is unknown"
        let hint = NearestName.hint(WideMeasure.names, for: name)
        // Without such a column every row lacks it, which need be said once.
        guard !name.isEmpty || cells.header.has(.measure) || !cells.hasReported(.measure) else { return nil }
        cells.report(
            name.isEmpty ? .missingValue : .unknownCode, .measure,
            "\(what)\(hint); add a column measure, or map measure=\"OR\" or \"MD\"")
        return nil
    }

    /// The columns that the effect was read from.
    var columns: [WideColumn] {
        let spread: [WideColumn] = lower != nil || upper != nil ? [] : [stated ? .sei : .vi]
        // Limits that are computed have a level of their own, so the stated one is read only beside stated limits.
        let level: [WideColumn] = lower != nil || upper != nil ? [.level] : []
        return [.measure, isOnAnalysisScale ? .yi : .effect, .lower, .upper, .limits] + level + spread
    }

    /// Writes the effect into a row.
    func fill(_ row: inout OutcomeRow) {
        row.statistic = measure.isRatio ? .ratioCI : .differenceCI
        row.effectMeasure = measure
        row.effect = natural(estimate)
        row.ciLow = limit(lower, -1)
        row.ciHigh = limit(upper, 1)
        if row.ciLow != nil || row.ciHigh != nil {
            row.ciLevel = lower == nil && upper == nil ? 95 : level.map { $0 <= 1 ? $0 * 100 : $0 } ?? 95
        }
        row.derived = recorded
        let words = derivation
        if !words.isEmpty {
            row.provenance.note = [row.provenance.note, words].filter { !$0.isEmpty }.joined(separator: "; ")
        }
    }

    private var isLogged: Bool { isOnAnalysisScale && measure.isRatio }

    private func natural(_ value: Double) -> Double { isLogged ? exp(value) : value }

    private func limit(_ given: Double?, _ sign: Double) -> Double? {
        if let given { return natural(given) }
        guard lower == nil, upper == nil, let standardError else { return nil }
        let distance = sign * Self.normalQuantile * standardError
        return !isOnAnalysisScale && measure.isRatio ? estimate * exp(distance) : natural(estimate + distance)
    }

    private var impossible: String? {
        let values = [natural(estimate), limit(lower, -1), limit(upper, 1)].compactMap(\.self)
        return values.allSatisfy(\.isFinite) ? nil : "the exponential of the effect or of a limit overflows; correct it"
    }

    /// The derivations by rules; limits that follow from a ratio on its natural scale have none, only words.
    private var recorded: [RecordedDerivation] {
        let spread = lower == nil && upper == nil ? standardError.map { Decimals.text($0) } : nil
        if isLogged {
            var inputs = [RecordedDerivation.Input("log_ratio", Decimals.text(estimate))]
            if let spread { inputs.append(.init("se_log", spread)) }
            let cells: [OutcomeCell] = spread == nil ? [.effect] : [.effect, .ciLow, .ciHigh]
            return cells.map { RecordedDerivation($0, by: "ratio-from-log", from: inputs) }
        }
        guard let spread, !measure.isRatio else { return [] }
        let inputs: [RecordedDerivation.Input] = [.init("effect", Decimals.text(estimate)), .init("se", spread)]
        return [OutcomeCell.ciLow, .ciHigh].map { RecordedDerivation($0, by: "limits-from-se", from: inputs) }
    }

    /// How the numbers were derived, or nothing.
    private var derivation: String {
        var words: [String] = []
        if isLogged { words.append("effect = exp(\(Decimals.text(estimate)))") }
        if let standardError, lower == nil, upper == nil {
            words.append("limits = estimate ± 1.959964 SE, SE = \(Decimals.text(standardError))")
        }
        return words.joined(separator: ", ")
    }
}
