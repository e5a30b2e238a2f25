import TrialResults
import TrialStatistics

/// What a forest plot shows, in sentences, for who cannot see it.
struct ForestDescription {
    private let source: ForestSource
    private let display: MeasureDisplay
    private let lights: StudyLights
    private static let mostRows = 40

    init(_ source: ForestSource, display: MeasureDisplay, lights: StudyLights) {
        self.source = source
        self.display = display
        self.lights = lights
    }

    /// The description.
    var text: String {
        let rows = source.record.rows
        var sentences = [
            "Forest plot of \(display.format.count(rows.count)) \(rows.count == 1 ? "row" : "rows"); \(display.name) with"
                + " \(display.format.level(source.record.level)) confidence intervals."
        ]
        if let total = source.total {
            sentences.append("Pooled: \(display.effect(total.effect)).")
            if let prediction = total.prediction {
                sentences.append("Prediction interval: \(display.limits(prediction.lower, prediction.upper)).")
            }
        }
        sentences += rows.prefix(Self.mostRows).map(sentence)
        if rows.count > Self.mostRows {
            sentences.append(
                "\(display.format.count(rows.count - Self.mostRows)) more rows are in the table of studies.")
        }
        return (sentences + source.description.map { $0(display) }).joined(separator: " ")
    }

    private func sentence(_ study: StudyResult) -> String {
        let weight = study.weight.map { ", weight \(display.format.percent($0))" } ?? ""
        let row = "\(DisplayText.clean(study.markedLabel)): \(display.effect(study.shown))\(weight)"
        let judged = zip(lights.domains, lights.row(study.study)).compactMap { domain, light in
            light.map { "\(BiasWords.domain(domain.code, tool: domain.tool)): \($0.words)" }
        }
        return judged.isEmpty ? "\(row)." : "\(row); risk of bias: \(judged.joined(separator: ", "))."
    }
}
