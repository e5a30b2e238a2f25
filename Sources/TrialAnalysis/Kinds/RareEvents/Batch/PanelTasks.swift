import TrialJSON
import TrialStatistics

extension BatchFields {
    /// Whether all of the columns are there.
    func hasAll(_ names: [String]) -> Bool { names.allSatisfy { has($0) } }
}

extension RareEventTable {
    /// The rows in the words of the batch contract.
    var answer: [(key: String, value: JSONValue)] {
        [
            (
                "rows",
                .array(
                    rows.map { row in
                        .object(
                            [("method", .string(row.code)), ("name", .string(row.name))]
                                + RareOutcome(row.answer).pairs + [
                                    ("tau2", JSONValue(row.answer.estimate?.tau2)),
                                    ("warnings", PoolAnswer.warnings(row.warnings)),
                                ])
                    })
            ), ("headline", JSONValue(headline)), ("rationale", .string(rationale)), ("level", .number(level)),
        ]
    }
}

/// `rare-panel`: every method's answer to one set of studies, with the one that the rule puts first.
///
/// The columns say which panel: two groups (`events1` … or `count1` …) or one (`events` `total` or `count` `time`).
struct RarePanelTask: BatchTask {
    let name = "rare-panel"
    let fields: [String] = []

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let data = try request.data
        if data.hasAll(BinaryComparison.columns) { return try answer(request) { .comparisons($0) } }
        if data.hasAll(CountComparison.columns) { return try answer(request) { .rateComparisons($0) } }
        if data.hasAll(BinaryGroup.columns) { return try answer(request) { .groups($0) } }
        if data.hasAll(CountGroup.columns) { return try answer(request) { .rates($0) } }
        throw StatisticsError(
            .missingField,
            "give events1, total1, events2, total2; or count1, time1, count2, time2; or events, total; or count, time",
            field: "data")
    }

    private func answer<Summary: CountedSummary>(
        _ request: BatchRequest, _ studies: ([Summary]) -> RareEventStudies
    ) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let counted = try CountedStudies<Summary>(request)
        try counted.checkSize(name)
        let table = try studies(counted.studies).table(level: try request.level)
        return [
            (
                "result",
                .object(
                    table.answer + [
                        ("studies", JSONValue(counted.studies.count)), ("warnings", .array([])),
                        ("excluded", PoolAnswer.excluded(counted.excluded)),
                    ])
            )
        ]
    }
}

/// `proportion`: proportions (`events` `total`) or rates (`count` `time`) of single groups, each study and pooled.
///
/// `method`: a method's word, by default the one that the panel's rule puts first. `interval` of each study's
/// proportion: clopper-pearson (the default), wilson, wilson-corrected, jeffreys, agresti-coull, simple,
/// simple-corrected.
struct ProportionTask: BatchTask {
    let name = "proportion"
    let fields = ["measure", "method", "interval"]

    private static let intervals: [any ProportionInterval] = [
        ClopperPearson(), Wilson(), Wilson(continuityCorrection: true), Jeffreys(), AgrestiCoull(),
        SimpleAsymptotic(), SimpleAsymptotic(continuityCorrection: true),
    ]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let level = try request.level
        let data = try request.data
        if data.has("count"), data.has("time") {
            let counted = try CountedStudies<CountGroup>(request)
            let limits = counted.studies.map { Garwood().limits(of: $0, level: level) }
            return try answer(RatePanel(), counted, counted.studies.map { $0.count / $0.time }, limits, request)
        }
        let words = Self.intervals.map { (word: $0.code, value: $0) }
        let interval = try request.fields.choice("interval", from: words) ?? ClopperPearson()
        let counted = try CountedStudies<BinaryGroup>(request)
        let limits = counted.studies.map { interval.limits(of: $0, level: level) }
        return try answer(ProportionPanel(), counted, counted.studies.map { $0.events / $0.total }, limits, request)
    }

    private func answer<Panel: RareEventPanel>(
        _ panel: Panel, _ counted: CountedStudies<Panel.Summary>, _ own: [Double], _ limits: [ConfidenceLimits],
        _ request: BatchRequest
    ) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        try counted.checkSize(name)
        let table = try panel.table(for: counted.studies, level: try request.level)
        let words = table.rows.map { (word: $0.code, value: $0) }
        let chosen = try request.fields.choice("method", from: words) ?? table.headlineRow ?? table.rows[0]
        let rationale =
            request.fields.has("method") ? "the request names the method" : table.rationale
        return [
            (
                "result",
                .object(
                    [("method", .string(chosen.code)), ("name", .string(chosen.name))]
                        + RareOutcome(chosen.answer).pairs + [
                            ("heterogeneity", .object([("tau2", JSONValue(chosen.answer.estimate?.tau2))])),
                            ("rationale", .string(rationale)),
                            (
                                "perStudy",
                                .object(
                                    [("study", JSONValue(counted.kept.map { $0 + 1 })), ("estimate", JSONValue(own))]
                                        + JSONValue.columns(limits))
                            ), ("studies", JSONValue(counted.studies.count)),
                            ("warnings", PoolAnswer.warnings(chosen.warnings)),
                            ("excluded", PoolAnswer.excluded(counted.excluded)),
                        ])
            )
        ]
    }
}
