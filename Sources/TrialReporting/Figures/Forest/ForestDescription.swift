import TrialResults
import TrialStatistics

/// What a forest plot shows, in sentences, for who cannot see it.
struct ForestDescription {
    private let analysis: AnalysisResult
    private static let mostRows = 40

    init(_ analysis: AnalysisResult) { self.analysis = analysis }

    /// The description.
    var text: String {
        let display = analysis.display
        var sentences = [
            "Forest plot of \(display.format.count(analysis.studies.count))"
                + " \(analysis.studies.count == 1 ? "row" : "rows"); \(display.name) with"
                + " \(display.format.level(analysis.level)) confidence intervals."
        ]
        if let pooled = analysis.pooled {
            sentences.append("Pooled: \(display.effect(pooled.natural)).")
            if let prediction = pooled.naturalPrediction {
                sentences.append("Prediction interval: \(display.limits(prediction.lower, prediction.upper)).")
            }
        }
        sentences += analysis.studies.prefix(Self.mostRows).map { study in
            let weight = study.weight.map { ", weight \(display.format.percent($0))" } ?? ""
            return "\(DisplayText.clean(study.label)): \(display.effect(study.natural))\(weight)."
        }
        if analysis.studies.count > Self.mostRows {
            let rest = display.format.count(analysis.studies.count - Self.mostRows)
            sentences.append("\(rest) more rows are in the table of studies.")
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
}
