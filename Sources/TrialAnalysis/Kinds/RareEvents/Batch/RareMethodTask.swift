import TrialJSON
import TrialStatistics

/// `rare-method`: one method of the panel of rare events by its word, such as `sample-size-weighted-or` or `cochran-irr`.
///
/// The columns say which panel, as for `rare-panel`.
struct RareMethodTask: BatchTask {
    let name = "rare-method"
    let fields = ["method", "followUps", "cumulative", "order"]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let data = try request.data
        if data.hasAll(BinaryComparison.columns) { return try answer(BinaryComparisonPanel(), request) }
        if data.hasAll(CountComparison.columns) { return try answer(CountComparisonPanel(), request) }
        if data.hasAll(BinaryGroup.columns) { return try answer(ProportionPanel(), request) }
        if data.hasAll(CountGroup.columns) { return try answer(RatePanel(), request) }
        throw StatisticsError(
            .missingField,
            "give events1, total1, events2, total2; or count1, time1, count2, time2; or events, total; or count, time",
            field: "data")
    }

    private func answer<Panel: RareEventPanel>(
        _ panel: Panel, _ request: BatchRequest
    ) throws(StatisticsError) -> [(key: String, value: JSONValue)] where Panel.Summary: CountedSummary {
        let words = panel.methods.map { (word: $0.code, value: $0) }
        guard let method = try request.fields.choice("method", from: words) else {
            throw StatisticsError(
                .missingField, "name one of \(words.map(\.word).joined(separator: ", "))", field: "method")
        }
        let counted = try CountedStudies<Panel.Summary>(request)
        return try RareMethodAnswer(
            request: request, method: method, measure: nil, warnings: panel.warnings(method.code, counted.studies)
        ).answer()
    }
}
