import TrialJSON
import TrialStatistics

/// `mantel-haenszel`: OR, RR, RD, IRR or IRD by Mantel–Haenszel weights.
///
/// `options`: `zeroCells` {`to`: `none` (the usual) or `only-zero`, `dropDoubleZero`: with true as RevMan does},
/// `continuityCorrection` of the tests of association (true).
struct MantelHaenszelTask: BatchTask {
    let name = "mantel-haenszel"
    let fields = ["measure", "options", "followUps", "cumulative", "order"]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        try request.measure(known: Self.measures) { $0.word }.value(request)
    }

    private typealias Answer = (_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)]

    private static var measures: [(word: String, value: Answer)] {
        [
            measure(MantelHaenszelOddsRatio()), measure(MantelHaenszelRiskRatio()),
            measure(MantelHaenszelRiskDifference()), measure(MantelHaenszelRateRatio()),
            measure(MantelHaenszelRateDifference()),
        ]
    }

    private static func measure<Measure: MantelHaenszelMeasure>(
        _ measure: Measure
    ) -> (word: String, value: Answer) where Measure.Summary: CountedSummary {
        (measure.code, { request throws(StatisticsError) in try Self().answer(measure, request) })
    }

    private func answer<Measure: MantelHaenszelMeasure>(
        _ measure: Measure, _ request: BatchRequest
    ) throws(StatisticsError) -> [(key: String, value: JSONValue)] where Measure.Summary: CountedSummary {
        let counted = try CountedStudies<Measure.Summary>(request)
        let options = try request.part("options", knowing: ["zeroCells", "continuityCorrection", "correct"])
        let level = try request.level
        var corrected = try options.flag("continuityCorrection")
        if corrected == nil { corrected = try options.flag("correct") }
        let method = MantelHaenszel(
            measure, correction: try correction(options), continuityCorrection: corrected ?? true)
        let result = method.analyse(counted.studies, level: level)
        let full = try? result.get()
        let part: JSONValue = .object(
            [("measure", .string(measure.code))] + Self.outcome(result).pairs + [
                ("heterogeneity", RareOutcome.heterogeneity(full?.heterogeneity)),
                (
                    "association",
                    full?.association.map {
                        .object([
                            ("mantelHaenszel", RareOutcome.test($0.mantelHaenszel)),
                            ("cochran", RareOutcome.test($0.cochran)),
                        ])
                    } ?? .null
                ),
                (
                    "homogeneity",
                    full?.homogeneity.map {
                        .object([
                            ("breslowDay", RareOutcome.test($0.breslowDay)), ("tarone", RareOutcome.test($0.tarone)),
                            ("informativeTables", JSONValue($0.informativeTables)),
                        ])
                    } ?? .null
                ),
                ("fit", RareOutcome.fit(full?.heterogeneity)), ("weights", full.map { JSONValue($0.weights) } ?? .null),
                ("studies", JSONValue(counted.studies.count)), ("warnings", .array([])),
                ("excluded", PoolAnswer.excluded(counted.excluded)),
            ])
        let followUps = RareFollowUps(request: request, kept: counted.kept) { rows in
            Self.outcome(method.analyse(rows.map { counted.studies[$0] }, level: level))
        }
        return [("result", part)] + (try followUps.answer())
    }

    private static func outcome(_ result: Result<MantelHaenszelResult, RareEventReason>) -> RareOutcome {
        switch result {
        case .success(let full): RareOutcome(full.pooled, full.heterogeneity)
        case .failure(let reason): RareOutcome(reason)
        }
    }

    /// The rule for the sums; the sums know half a count in the cells of studies with a zero cell, or none.
    private func correction(_ options: BatchFields) throws(StatisticsError) -> SumCorrection {
        guard options.has("zeroCells") else { return .uncorrected }
        let rule = try ZeroCellRule(options)
        guard rule.add ?? 0.5 == 0.5 || rule.add == 0, [.none, .onlyZero].contains(rule.to) else {
            throw StatisticsError(
                .unsupported, "the sums take 0.5 in studies with a zero cell ('only-zero'), or 'none'",
                field: options.path + "zeroCells")
        }
        if rule.to == .none || rule.add == 0 { return .uncorrected }
        return rule.dropDoubleZero ? .revMan : .zeroCells
    }
}

extension BatchRequest {
    /// The measure, one of those known, by its code.
    func measure<Known>(known: [Known], _ code: (Known) -> String) throws(StatisticsError) -> Known {
        guard let measure = try fields.choice("measure", from: known.map { (word: code($0), value: $0) }) else {
            throw StatisticsError(
                .missingField, "name the effect measure: \(known.map(code).joined(separator: ", "))", field: "measure")
        }
        return measure
    }
}

/// `peto`: Peto's one-step odds ratio.
struct PetoTask: BatchTask {
    let name = "peto"
    let fields = ["measure", "followUps", "cumulative", "order"]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let counted = try CountedStudies<BinaryComparison>(request)
        let level = try request.level
        let result = Peto().analyse(counted.studies, level: level)
        let full = try? result.get()
        let part: JSONValue = .object(
            [("measure", .string(PetoOddsRatio.descriptor.code))] + Self.outcome(result).pairs + [
                ("heterogeneity", RareOutcome.heterogeneity(full?.heterogeneity)),
                ("fit", RareOutcome.fit(full?.heterogeneity)), ("studies", JSONValue(counted.studies.count)),
                ("informativeStudies", JSONValue(full.map { Double($0.informativeStudies) })),
                ("warnings", .array([])), ("excluded", PoolAnswer.excluded(counted.excluded)),
            ])
        let followUps = RareFollowUps(request: request, kept: counted.kept) { rows in
            Self.outcome(Peto().analyse(rows.map { counted.studies[$0] }, level: level))
        }
        return [("result", part)] + (try followUps.answer())
    }

    private static func outcome(_ result: Result<PetoResult, RareEventReason>) -> RareOutcome {
        switch result {
        case .success(let full): RareOutcome(full.pooled, full.heterogeneity)
        case .failure(let reason): RareOutcome(reason)
        }
    }
}
