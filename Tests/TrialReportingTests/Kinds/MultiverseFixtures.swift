import TrialResults
import TrialStatistics

@testable import TrialReporting

/// A multiverse of two measures, with a choice of many options and specifications without an effect.
enum MultiverseFixtures {
    static let record: AnalysisRecord = {
        var record = ResultBuilder(id: "multiverse", title: "Disability by every choice", rows: 6).analysis()
        record.answer = Answer(kind: "multiverse", answer(record.question.measure, important: 1.25))
        record.question.important = 1.25
        return record
    }()

    static let studies = 14

    /// Effects that rise with the positions of their options; the second estimator has none for the last study left out.
    static func answer(_ measure: MeasureReference, important: Double?) -> MultiverseAnswer {
        let difference = MeasureReference(
            code: "RD", name: "risk difference", scale: .identity,
            natural: NaturalScale(of: "the risk", kind: .difference, bounds: -1...1, noEffect: 0))
        func option(_ code: String, _ title: String) -> MultiverseAnswer.Option { .init(code: code, title: title) }
        let choices: [MultiverseAnswer.Choice] = [
            .init(
                code: "measure", title: "Effect measure",
                options: [option(measure.code, measure.naturalName), option("RD", "risk difference")]),
            .init(
                code: "model", title: "Model",
                options: [option("random", "random effects"), option("common", "common effect")]),
            .init(
                code: "heterogeneity", title: "Estimator of τ²",
                options: [option("REML", "restricted maximum likelihood"), option("DL", "DerSimonian–Laird")]),
            .init(
                code: "without", title: "Studies",
                options: [option("none", "all studies")]
                    + (1...studies).map { option("S\($0)", "without Study \($0), (north) & <south>") }),
        ]
        var all: [MultiverseAnswer.Specification] = []
        for place in 0..<2 {
            for study in 0...studies {
                for estimator: Int? in [0, 1, nil] {
                    var own = MultiverseAnswer.Specification(
                        options: [place, estimator == nil ? 1 : 0, estimator, study], rows: study == 0 ? 14 : 13,
                        studies: study == 0 ? 14 : 13)
                    if estimator == 1, study == studies {
                        own.reason = 0
                    } else {
                        own.effect = effect(place == 0 ? measure : difference, estimator, study)
                        own.tau2 = estimator == nil ? nil : 0.02 + 0.01 * Double(estimator ?? 0)
                    }
                    all.append(own)
                }
            }
        }
        return MultiverseAnswer(
            measures: [measure, difference], choices: choices,
            results: (all, ["The search for τ² did not converge."]), important: important, level: 0.95,
            remarks: [
                MethodWarning(code: "varies-nothing", message: "'correlation' does not vary: no row rests on it.")
            ])
    }

    private static func effect(_ measure: MeasureReference, _ estimator: Int?, _ study: Int) -> NaturalEffect {
        let centre = -0.35 + 0.04 * Double(study) + (estimator.map { 0.03 * Double($0) } ?? -0.05)
        let half = estimator == nil ? 0.1 : 0.2
        let scale = measure.scale
        let values = [centre, centre - half, centre + half].map { scale.natural(measure.nullValue == 1 ? $0 : $0 / 5) }
        return NaturalEffect(estimate: values[0], lower: values[1], upper: values[2])
    }
}
