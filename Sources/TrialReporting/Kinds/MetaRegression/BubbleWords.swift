import Glibc
import TrialResults
import TrialStatistics

/// What a meta-regression on one quantity says, in sentences.
struct BubbleWords {
    private let analysis: PlottedRecord
    private let moderator: PlottedModerator

    init(_ analysis: PlottedRecord, _ moderator: PlottedModerator) {
        self.analysis = analysis
        self.moderator = moderator
    }

    /// The sentences below the figure.
    var notes: [String] {
        var notes: [String] = []
        if let slope { notes.append(slope) }
        if !moderator.missing.isEmpty {
            var seen: Set<String> = []
            let names = moderator.missing.map { DisplayText.clean($0.study) }.filter { seen.insert($0).inserted }
            notes.append(
                "Without this quantity, and not shown: \(names.prefix(12).joined(separator: ", "))"
                    + "\(names.count > 12 ? " and \(names.count - 12) more" : "").")
        }
        return notes + moderator.warnings.map(\.message)
    }

    private var slope: String? {
        guard let line = moderator.line, line.fit.coefficients.count > 1 else { return nil }
        let display = analysis.display
        let format = display.format
        let slope = line.slope
        let scale = analysis.question.measure.scale
        let isRatio = scale == .log
        let step = Self.step(moderator.values)
        func shown(_ change: Double) -> Double { isRatio ? scale.natural(step * change) : step * change }
        let value = shown(slope.estimate)
        let (lower, upper) = (shown(slope.limits.lower), shown(slope.limits.upper))
        let units = step == 1 ? "For one unit more" : "For \(AxisLabel.plain(step, format)) units more"
        let what =
            isRatio
            ? "\(units) the \(display.name) is multiplied by"
            : "\(units) the effect\(scale == .identity ? "" : " on \(display.scaleWords)") changes by"
        let heterogeneity = line.fit.heterogeneity
        let explained = heterogeneity.rSquared.map { ", R² \(format.percent($0))" } ?? ""
        let limits = display.convention.limits(format.number(lower), format.number(upper))
        return "\(what) \(display.convention.effect(format.number(value), limits: limits)),"
            + " \(format.pValue(slope.pValue)); remaining τ² \(format.tauSquared(heterogeneity.tau2))\(explained)."
    }

    /// The difference in the quantity that a slope is told for: one unit, or the power of ten that lies between two and
    /// twenty times in its range, where one unit is a thousandth of the range or less, or more than all of it.
    static func step(_ values: [Double]) -> Double {
        let range = (values.max() ?? 1) - (values.min() ?? 0)
        guard range.isFinite, range > 1000 || (range > 0 && range < 1) else { return 1 }
        return pow(10, log10(range / 2).rounded(.down))
    }

    /// The figure in sentences.
    var description: String {
        let ends = [moderator.values.min() ?? 0, moderator.values.max() ?? 0].map { value in
            moderator.label(value, analysis.display.format) ?? analysis.display.format.number(value)
        }
        let opening =
            "Bubble plot of \(PlotWords.rows(moderator.rows.count, analysis)): effects against"
            + " \(DisplayText.clean(moderator.name)), from \(ends[0]) to \(ends[1])."
        return ([opening] + notes).joined(separator: " ")
    }
}
