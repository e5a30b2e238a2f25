import TrialStatistics
import Yams

extension PlanNode {
    /// The effect measure's code.
    var measure: String {
        let code = required("measure")
        if !code.isEmpty, (try? report.catalogue.measures.named(code)) == nil {
            refuse(code, key: "measure", UnknownMeasure.hint(code, among: report.catalogue.measures.all))
        }
        return code
    }

    /// The methods in place of the profile's.
    var methods: MethodRequest {
        var methods = MethodRequest()
        methods.model = choice("model", EffectModel.self)
        methods.heterogeneity = word("heterogeneity", known: report.catalogue.methods.estimators.map(\.code))
        methods.interval = word("interval", known: report.catalogue.methods.intervals.map(\.code))
        methods.prediction = word("prediction", known: report.catalogue.methods.predictions.map(\.code))
        methods.level = number("level")
        if let level = methods.level, !(level > 0 && level < 1) {
            report.add(node("level")?.mark, "'level' must lie between 0 and 1, such as 0.95")
        }
        return methods
    }

    private func word(_ key: String, known: [String]) -> String? {
        guard let word = text(key) else { return nil }
        if !known.contains(word) { unknownWord(word, key: key, among: known) }
        return word
    }
}
