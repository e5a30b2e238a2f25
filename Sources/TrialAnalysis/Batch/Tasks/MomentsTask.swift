import TrialJSON
import TrialStatistics

/// `moments`: medians with quartiles or ranges → means and standard deviations, each with its formula.
///
/// Columns `median`, `total` with `firstQuartile` `thirdQuartile`, `minimum` `maximum`, or both. `method`: luo-wan-shi
/// (the default; `refuseSkewed` false answers skewed studies too), wan, quantile-matching, box-cox, log-normal,
/// mln, best-linear, hozo, bland, walter-yao, and the pairs of mean and deviation that other programs offer: luo-wan,
/// wan-shi, wan-tables.
struct MomentsTask: BatchTask {
    let name = "moments"
    let fields = ["method", "refuseSkewed"]
    let pools = false

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let refuses = try request.fields.flag("refuseSkewed") ?? true
        let known: [(word: String, value: any MomentEstimator)] = [
            ("luo-wan-shi", LuoWanShi(refusesSkewness: refuses)), ("wan", Wan()),
            ("quantile-matching", QuantileMatching()), ("box-cox", BoxCoxMoments()),
            ("log-normal", LogNormalMoments()),
            ("best-linear", BestLinearMoments()), ("hozo", Hozo()), ("bland", Bland()), ("walter-yao", WalterYao()),
            ("luo-wan", PairedMoments(luoMean: true, shiDeviation: false)),
            ("wan-shi", PairedMoments(luoMean: false, shiDeviation: true)),
            ("wan-tables", PairedMoments(luoMean: false, shiDeviation: false)),
        ]
        let method = try request.fields.choice("method", from: known) ?? LuoWanShi(refusesSkewness: refuses)
        let summaries = try summaries(try request.data)
        var rows: [Derivation?] = []
        var excluded: [(study: Int, reason: String)] = []
        for (index, summary) in summaries.enumerated() {
            do throws(StatisticsError) {
                guard let summary else { throw StatisticsError(.missingField, "the median or the total is missing") }
                rows.append(try method.moments(of: summary))
            } catch {
                rows.append(nil)
                excluded.append((index + 1, error.description))
            }
        }
        func texts(_ text: (Derivation) -> String) -> JSONValue { .array(rows.map { JSONValue($0.map(text)) }) }
        let warnings = rows.enumerated().flatMap { index, row in
            (row?.warnings ?? []).map { MethodWarning(code: "moments", message: "Study \(index + 1): \($0)") }
        }
        return [
            (
                "result",
                .object([
                    ("mean", JSONValue(rows.map { $0?["mean"] })),
                    ("sd", JSONValue(rows.map { $0?["standard deviation"] })),
                    ("standardError", JSONValue(rows.map { $0?["standard error"] })), ("formula", texts(\.formula)),
                    ("reference", texts(\.reference)), ("excluded", PoolAnswer.excluded(excluded)),
                    ("warnings", PoolAnswer.warnings(warnings)),
                ])
            )
        ]
    }

    /// One summary a study; nil where median or total is missing.
    private func summaries(_ data: BatchFields) throws(StatisticsError) -> [FiveNumberSummary?] {
        let names = ["median", "total", "minimum", "maximum", "firstQuartile", "thirdQuartile"]
        var columns: [String: [Double?]] = [:]
        for name in names { columns[name] = try data.column(name) }
        let medians = try data.requiredColumn("median")
        _ = try data.requiredColumn("total")
        if let other = names.first(where: { columns[$0].map { $0.count != medians.count } ?? false }) {
            throw StatisticsError(.unequalLengths, "needs one entry a study: \(medians.count)", field: other)
        }
        return medians.indices.map { i in
            func value(_ name: String) -> Double? { columns[name].flatMap { $0[i] } }
            guard let median = medians[i], let total = value("total") else { return nil }
            var summary = FiveNumberSummary(median: median, total: total)
            (summary.minimum, summary.maximum) = (value("minimum"), value("maximum"))
            (summary.firstQuartile, summary.thirdQuartile) = (value("firstQuartile"), value("thirdQuartile"))
            return summary
        }
    }
}
