import TrialResults
import TrialStatistics

/// What a forest plot shows, in sentences, for who cannot see it.
struct ForestDescription {
    private let analysis: AnalysisResult
    private let display: MeasureDisplay
    private let lights: StudyLights
    private static let mostRows = 40

    init(_ analysis: AnalysisResult, display: MeasureDisplay, lights: StudyLights) {
        self.analysis = analysis
        self.display = display
        self.lights = lights
    }

    /// The description.
    var text: String {
        let count = analysis.studies.count
        var sentences = [
            "Forest plot of \(display.format.count(count)) \(count == 1 ? "row" : "rows"); \(display.name) with"
                + " \(display.format.level(analysis.level)) confidence intervals."
        ]
        if let pooled = analysis.pooled {
            sentences.append("Pooled: \(display.effect(pooled.natural)).")
            if let prediction = pooled.naturalPrediction {
                sentences.append("Prediction interval: \(display.limits(prediction.lower, prediction.upper)).")
            }
        }
        sentences += analysis.studies.prefix(Self.mostRows).map(sentence)
        if count > Self.mostRows {
            sentences.append("\(display.format.count(count - Self.mostRows)) more rows are in the table of studies.")
        }
        for subgroup in analysis.subgroups {
            let groups = subgroup.groups.map { "\(DisplayText.clean($0.name)) \(display.effect($0.pooled.natural))" }
            sentences.append("By \(PropertyWords.phrase(subgroup.property)): \(groups.joined(separator: "; ")).")
        }
        sentences += analysis.beside.map {
            "Beside, \(DisplayText.clean($0.title)): \(display.effect($0.pooled.natural))."
        }
        return sentences.joined(separator: " ")
    }

    private func sentence(_ study: StudyResult) -> String {
        let weight = study.weight.map { ", weight \(display.format.percent($0))" } ?? ""
        let row = "\(DisplayText.clean(study.label)): \(display.effect(study.natural))\(weight)"
        let judged = zip(lights.domains, lights.row(study.study)).compactMap { domain, light in
            light.map { "\(BiasWords.domain(domain.code, tool: domain.tool)): \($0.words)" }
        }
        return judged.isEmpty ? "\(row)." : "\(row); risk of bias: \(judged.joined(separator: ", "))."
    }
}
