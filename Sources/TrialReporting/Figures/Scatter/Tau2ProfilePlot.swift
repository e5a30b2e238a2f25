import TrialResults
import TrialStatistics

/// The likelihood of the between-study spread, and below it what the pooled effect would be at each value of it.
///
/// Across: τ, the standard deviation between studies on the scale of analysis. Above: the log-likelihood less its
/// highest value; where it is above the dashed line lies the profile-likelihood interval. Below: the pooled effect with its
/// limits, so that one sees whether the conclusion hangs on the estimate of τ. Hardy and Thompson 1996,
/// doi:10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A; the numbers are `Tau2Profile`.
public struct Tau2ProfilePlot: PooledFigure {
    /// `tau2-profile`.
    public let code = "tau2-profile"
    /// `Profile of τ²`.
    public let title = "Profile of τ²"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil for a common effect, for a single row and where nothing was explored.
    public func scene(for result: PooledAnalysis, style: any FigureStyle) -> Scene? {
        let analysis = PlottedAnalysis(result, style)
        guard let profile = analysis.explorations?.tau2Profile, profile.points.count > 2 else { return nil }
        var contents = [likelihoodContent(profile, analysis), effectContent(profile, analysis)]
        let rooms = contents.map { PlotFrame($0, style: style).texts }
        for index in contents.indices {
            contents[index].leftRoom = rooms.map(\.leftWidth).max() ?? 0
        }
        let panels = [
            likelihood(profile, PlotFrame(contents[0], style: style)),
            effects(profile, analysis, PlotFrame(contents[1], style: style)),
        ]
        guard var scene = SceneStack.stacked(panels, title: PlotWords.title(title, analysis)) else { return nil }
        scene.description = description(profile, analysis)
        return scene
    }

    private func horizontal(_ profile: Tau2Profile, _ analysis: PlottedAnalysis) -> FrameAxis {
        let display = analysis.display
        let words = analysis.question.measure.scale == .identity ? "" : " on \(display.scaleWords)"
        return FrameAxis(
            title: "τ, standard deviation between studies\(words)",
            domain: 0...(profile.points.last?.tau2 ?? 1).squareRoot(), ticks: .linear,
            label: { AxisLabel.plain($0, display.format) })
    }

    private func likelihoodContent(_ profile: Tau2Profile, _ analysis: PlottedAnalysis) -> PlotContent {
        let display = analysis.display
        let format = display.format
        let lowest = max(profile.points.map(\.logLikelihood).min() ?? -1, -4 * profile.drop)
        var content = PlotContent(
            title: PlotWords.title(title, analysis), horizontal: horizontal(profile, analysis),
            vertical: FrameAxis(
                title: "\(profile.isRestricted ? "Restricted log" : "Log")-likelihood, relative",
                domain: min(lowest, -1.3 * profile.drop)...0.08 * profile.drop + 0.05, ticks: .linear,
                label: { AxisLabel.plain($0, display.format) }))
        content.proportion = 0.45
        content.legend = [
            .init(sample: .line(.estimate, dashed: false), text: "Likelihood of τ"),
            .init(
                sample: .line(.rule, dashed: true),
                text: "\(format.level(profile.level)) profile-likelihood interval above this line"),
            .init(sample: .line(.pooled, dashed: false), text: "τ in use"),
        ]
        return content
    }

    private func likelihood(_ profile: Tau2Profile, _ frame: PlotFrame) -> Scene {
        var marks = PlotMarks()
        if let limits = profile.limits {
            let (low, high) = (limits.lower.squareRoot(), limits.upper.squareRoot())
            let (bottom, top) = (
                frame.content.vertical.domain.lowerBound, frame.content.vertical.domain.upperBound
            )
            marks.under += frame.shape([(low, bottom), (high, bottom), (high, top), (low, top)], .band)
        }
        marks.over += frame.horizontalLine(-profile.drop, .rule, width: 1.2, dashed: true)
        marks.over += frame.curve(
            profile.points.map { ($0.tau2.squareRoot(), $0.logLikelihood) }, .estimate, width: 2)
        marks.over += frame.verticalLine(profile.chosen.squareRoot(), .pooled, width: 1.4)
        return frame.scene(marks, title: frame.content.title, description: "")
    }

    private func effectContent(_ profile: Tau2Profile, _ analysis: PlottedAnalysis) -> PlotContent {
        let points = profile.points
        let ends = points.flatMap { [$0.limits.lower, $0.limits.upper] }.filter(\.isFinite)
        // Limits that open without end, as with two studies, are cut at twice their width at the τ in use.
        let chosen = points.min { abs($0.tau2 - profile.chosen) < abs($1.tau2 - profile.chosen) }?.limits
        let width = chosen.map { $0.upper - $0.lower }.flatMap { $0.isFinite ? $0 : nil } ?? .infinity
        let centre = chosen.map { ($0.upper + $0.lower) / 2 } ?? 0
        var all = ends.map { min(max($0, centre - width), centre + width) } + points.map(\.estimate)
        if let null = EffectAxis.null(analysis) { all.append(null) }
        var content = PlotContent(
            title: "", horizontal: horizontal(profile, analysis),
            vertical: EffectAxis.axis(analysis, domain: FrameAxis.domain(all), of: code))
        content.proportion = 0.45
        content.legend = [
            .init(sample: .line(.pooled, dashed: false), text: "Pooled \(analysis.display.name) at τ"),
            .init(sample: .area(.band), text: "\(analysis.display.format.level(profile.level)) limits at τ"),
        ]
        if EffectAxis.null(analysis) != nil {
            content.legend.append(.init(sample: .line(.null, dashed: false), text: "No effect"))
        }
        content.notes = notes(profile, analysis)
        return content
    }

    private func effects(_ profile: Tau2Profile, _ analysis: PlottedAnalysis, _ frame: PlotFrame) -> Scene {
        var marks = PlotMarks()
        let points = profile.points
        let limited = points.filter { $0.limits.lower.isFinite && $0.limits.upper.isFinite }
        marks.under += frame.shape(
            limited.map { ($0.tau2.squareRoot(), $0.limits.lower) }
                + limited.reversed().map { ($0.tau2.squareRoot(), $0.limits.upper) }, .band)
        if let null = EffectAxis.null(analysis) { marks.over += frame.horizontalLine(null, .null) }
        marks.over += frame.curve(points.map { ($0.tau2.squareRoot(), $0.estimate) }, .pooled, width: 2)
        marks.over += frame.verticalLine(profile.chosen.squareRoot(), .pooled, width: 1.4)
        return frame.scene(marks, title: "", description: "")
    }

    private func notes(_ profile: Tau2Profile, _ analysis: PlottedAnalysis) -> [String] {
        let format = analysis.display.format
        var notes: [String] = []
        if let limits = profile.limits, let last = profile.points.last, limits.upper > last.tau2 {
            notes.append(
                "The profile-likelihood interval of τ² reaches to \(format.tauSquared(limits.upper)), beyond the drawing."
            )
        }
        if analysis.rows.count < 5 {
            notes.append("Fewer than 5 rows: hardly any value of τ² can be ruled out.")
        }
        return notes
    }

    private func description(_ profile: Tau2Profile, _ analysis: PlottedAnalysis) -> String {
        let format = analysis.display.format
        var sentences = [
            "Profile of the between-study variance over \(PlotWords.rows(analysis.rows.count, analysis)):"
                + " the likelihood is highest at τ² = \(format.tauSquared(profile.highest));"
                + " τ² in use is \(format.tauSquared(profile.chosen))."
        ]
        if let limits = profile.limits {
            sentences.append(
                "The \(format.level(profile.level)) profile-likelihood interval is"
                    + " \(format.tauSquared(limits.lower)) to \(format.tauSquared(limits.upper)).")
        }
        if let first = profile.points.first, let last = profile.points.last {
            sentences.append(
                "The pooled \(analysis.display.name) goes from \(PlotWords.effect(first.estimate, analysis)) at τ² = 0 to"
                    + " \(PlotWords.effect(last.estimate, analysis)) at τ² = \(format.tauSquared(last.tau2)).")
        }
        return (sentences + notes(profile, analysis)).joined(separator: " ")
    }
}
