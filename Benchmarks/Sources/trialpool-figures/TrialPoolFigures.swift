import CReference
import TrialReporting
import TrialResults
import TrialStatistics

/// Times the drawing of forest plots, beside measuring their texts alone and writing their SVG alone.
@main
struct TrialPoolFigures {
    static func main() throws {
        print("| what | studies | minimum | median |\n|---|---:|---:|---:|")
        for studies in [13, 300] {
            let input = FigureInput(try analysis(studies))
            for style in StyleRegistry.standard.styles {
                let name = "forest plot as SVG, \(style.code)"
                row(name, studies) { ForestPlot().svg(for: input, style: style)?.utf8.count ?? 0 }
            }
            let style = JournalStyle()
            guard let scene = ForestPlot().scene(for: input, style: style) else { continue }
            row("its texts measured by Pango alone", studies) {
                let measurer = TextMeasurer(family: style.fontFamilies[0])
                return Int(scene.texts.reduce(0) { $0 + measurer.width($1.content, $1.font) })
            }
            row("its SVG written alone", studies) { SVGWriter(style: style).svg(scene, id: "x").utf8.count }
        }
    }

    /// Prints one row: CPU time of this thread over 25 calls after one to warm up.
    private static func row(_ name: String, _ studies: Int, _ work: () -> Int) {
        var total = work()
        let samples = (0..<25).map { _ in
            let start = reference_cpu_nanoseconds(0)
            total &+= work()
            return Double(reference_cpu_nanoseconds(0) - start) / 1e6
        }.sorted()
        // The total is used, so that no call can be left out.
        precondition(total != 0)
        print("| \(name) | \(studies) | \(milliseconds(samples[0])) | \(milliseconds(samples[12])) |")
    }

    private static func milliseconds(_ value: Double) -> String { "\((value * 100).rounded() / 100) ms" }

    private static func analysis(_ count: Int) throws -> AnalysisRecord {
        let measure = MeasureReference(RiskRatio.descriptor)
        let values = (0..<count).map { (index: Int) -> (estimate: Double, variance: Double) in
            (Double(index * 37 % 11) / 8 - 0.7, 0.04 + 0.03 * Double(index % 7))
        }
        let model = PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp.guarded,
            prediction: PredictionInterval(.tStudiesMinusOne))
        let fit = try model.fit(LinearModel(estimates: values.map(\.estimate), variances: values.map(\.variance)))
        let studies = values.enumerated().map { index, value in
            let half = 1.959963984540054 * value.variance.squareRoot()
            let limits = ConfidenceLimits(lower: value.estimate - half, upper: value.estimate + half)
            return StudyResult(
                study: "S\(index)", label: "Author \(index * 7919 % 1000) and colleagues \(1990 + index % 35)",
                year: 1990 + index % 35,
                groups: [
                    GroupResult(label: "MSC", total: Double(20 + index), events: Double(2 + index % 9)),
                    GroupResult(label: "Sham", total: Double(21 + index), events: Double(3 + index % 9)),
                ],
                effect: (value.estimate, value.variance, limits),
                natural: NaturalEffect(value.estimate, limits, scale: .log), weight: fit.weights[index],
                properties: [:],
                sources: [], notes: [])
        }
        return AnalysisRecord(
            id: "speed", title: "Worsened disability",
            question: AnalysisQuestion(
                outcome: "edss_worsened", measure: measure,
                comparison: NamedGroups(treatment: "MSC", control: "control"),
                rules: [:], better: .lower,
                favours: ["favours MSC", "favours control"]),
            rows: (studies, []),
            method: MethodRecord(MethodProfiles.trialPool1.randomEffects, profile: MethodProfiles.trialPool1),
            answer: Answer(kind: "pairwise", PooledAnswer(PooledResult(fit, scale: .log))))
    }
}
