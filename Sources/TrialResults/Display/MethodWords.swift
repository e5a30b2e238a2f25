import TrialStatistics

/// A record of methods in words: the one-line sentence and the short labels beside figures.
///
/// The only place where methods become words. What must be decided by the method asks the record, never these words.
public struct MethodWords: Sendable, Equatable {
    private let record: MethodRecord

    /// Takes a record.
    public init(_ record: MethodRecord) { self.record = record }

    /// One line, such as `random effects, τ² by restricted maximum likelihood; guarded Hartung–Knapp interval`.
    ///
    /// Inverse variance goes without saying; every other way to combine the studies is named first. A method that was not
    /// used, or gave nothing, is not named.
    public var sentence: String {
        let parts: [String?] = [
            [combination, model].compactMap(\.self).joined(separator: ", "),
            record.interval.map { "\($0.name) interval" }, record.prediction?.name,
        ]
        return parts.compactMap(\.self).joined(separator: "; ")
    }

    /// The way to combine the studies, short: `IV`, `M-H`, `Peto`.
    public var comparisonLabel: String { record.comparison.label }

    /// The model, short: `Common` or `Random`.
    public var modelLabel: String { record.model == .common ? "Common" : "Random" }

    /// Both, such as `M-H, Random`.
    public var label: String { "\(comparisonLabel), \(modelLabel)" }

    /// What was chosen in place of the profile's, such as `heterogeneity DL, level 0.9`; nil where nothing was.
    public var overrides: String? {
        guard !record.overrides.isEmpty else { return nil }
        return record.overrides.map { "\($0.key.rawValue) \(DisplayText.clean($0.value))" }.joined(separator: ", ")
    }

    /// What was added to zero cells, such as `½ was added to 8 cells of 2 of 7 rows`; nil where nothing was.
    public var zeroCells: String? {
        guard let use = record.zeroCells, use.rows > 0 else { return nil }
        let amount = use.rule.add.map(CorrectionWords.amount) ?? "½"
        if let among = use.among {
            return "\(amount) was added to \(use.cells) cells of \(use.rows) of \(among) \(among == 1 ? "row" : "rows")"
        }
        return "\(amount) was added to \(use.cells) cells of \(use.rows == 1 ? "1 row" : "\(use.rows) rows")"
    }

    private var combination: String? {
        record.comparison == .inverseVariance ? nil : record.comparison.name
    }

    private var model: String {
        let reason = record.modelChange.map { " (\(Self.words($0)))" } ?? ""
        switch record.model {
        case .common: return "common effect\(reason)"
        case .random:
            if let tau2 = record.givenTau2 { return "random effects\(reason), τ² given as \(NumberFormat.exact(tau2))" }
            return "random effects\(reason)" + (record.estimator.map { ", τ² by \($0.name)" } ?? "")
        }
    }

    private static func words(_ change: EffectModel.Change) -> String {
        switch change {
        case .comparisonsOfOneTrial: "several comparisons of one trial are pooled as one effect"
        }
    }
}
