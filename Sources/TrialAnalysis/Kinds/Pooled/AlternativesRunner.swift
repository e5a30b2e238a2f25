import Glibc
import TrialNumerics
import TrialResults
import TrialStatistics

/// Computes the pooled effect for every choice that a reader may make on the page.
///
/// Every entry is what `ContrastPooling.pool` gives for its rows; intervals share the τ² of the plan's own, because τ²
/// does not depend on them.
struct AlternativesRunner {
    let pooling: ContrastPooling
    /// The rows of the analysis, then those of other multi-arm rules.
    let arrangements: [ArrangedContrasts]

    /// Beyond so many studies nothing can be left out.
    static let mostStudies = 400
    /// The most entries of all tables of an analysis together.
    static let mostEntries = 40_000

    private var planned: PoolingModel { pooling.model }

    /// The alternatives; nil where nothing was pooled or there are too many studies.
    func alternatives() -> Alternatives? {
        let studies = arrangements.compactMap(\.set).flatMap(\.contrasts).map(\.study).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        guard let main = arrangements.first?.set, !main.contrasts.isEmpty, studies.count <= Self.mostStudies else {
            return nil
        }
        var result = Alternatives(
            studies: studies,
            coverage: studies.count <= Alternatives.mostStudiesForSubsets ? .allSubsets : .leaveOneOut,
            level: planned.level, arrangements: [])
        for other in arrangements {
            if let problem = other.problem { result.unavailable.append(.init(code: other.code, reason: problem)) }
        }
        var usable = arrangements.filter { $0.set != nil }
        var intervals = intervals(for: usable.compactMap(\.set), &result.unavailable)
        bound(&usable, &intervals, &result)
        result.arrangements = usable.compactMap { arrangement in
            arrangement.set.map { table($0, code: arrangement.code, intervals, result) }
        }
        return result
    }

    // MARK: - Choices

    /// The plan's interval and the others that exist for the rows by at least one multi-arm rule.
    private func intervals(
        for sets: [ContrastSet], _ unavailable: inout [Alternatives.UnavailableChoice]
    ) -> [any IntervalMethod] {
        var intervals: [any IntervalMethod] = [planned.interval]
        let others: [any IntervalMethod] = [NormalInterval(), HartungKnapp(), HartungKnapp.guarded, KenwardRoger()]
        for method in others where method.code != planned.interval.code {
            let objections = sets.map { objection(to: method, for: $0) }
            if objections.contains(nil) {
                intervals.append(method)
            } else if let reason = objections.first ?? nil {
                unavailable.append(.init(code: method.code, reason: reason))
            }
        }
        return intervals
    }

    private func objection(to method: any IntervalMethod, for set: ContrastSet) -> String? {
        if method is KenwardRoger, !(planned.heterogeneity is RestrictedMaximumLikelihood) {
            return "Kenward–Roger needs a random-effects model with τ² by REML."
        }
        guard let fit = pooled(set, Array(set.contrasts.indices), by: method, tau2: nil)?.fit else {
            return "\(method.name) gives no interval for these rows."
        }
        if fit.interval == method.code { return nil }
        return set.covariances.isEmpty
            ? "The profile pools these tables with an interval of their own."
            : "The comparisons of one trial are pooled as one effect, with the normal interval."
    }

    /// Drops choices until the tables fit: first multi-arm rules from the last, then intervals from the last.
    private func bound(
        _ usable: inout [ArrangedContrasts], _ intervals: inout [any IntervalMethod], _ result: inout Alternatives
    ) {
        func isTooLarge() -> Bool { usable.count * intervals.count * result.entries > Self.mostEntries }
        let reason = "Left out because the tables for \(result.studies.count) studies would be too large."
        while isTooLarge(), usable.count > 1 {
            result.unavailable.append(.init(code: usable.removeLast().code, reason: reason))
        }
        while isTooLarge(), intervals.count > 1 {
            result.unavailable.append(.init(code: intervals.removeLast().code, reason: reason))
        }
    }

    // MARK: - Tables

    private func table(
        _ set: ContrastSet, code: String, _ intervals: [any IntervalMethod], _ whole: Alternatives
    ) -> Alternatives.Arrangement {
        let positions = Dictionary(uniqueKeysWithValues: whole.studies.enumerated().map { ($1, $0) })
        let studies = set.contrasts.map { positions[$0.study] ?? 0 }
        var columns = EntryColumns(intervals)
        for entry in 0..<whole.entries {
            let members = Set(whole.members(ofEntry: entry))
            let rows = studies.indices.filter { members.contains(studies[$0]) }
            var tau2: Double?
            for (index, method) in intervals.enumerated() {
                let result = pooled(set, rows, by: method, tau2: tau2)
                if index == 0 { tau2 = sharedTau2(result) }
                columns.add(result, at: index)
            }
        }
        let rows = set.rows(measure: pooling.measure, level: planned.level, zeroCells: pooling.request.zeroCells)
        return Alternatives.Arrangement(
            code: code,
            rows: zip(rows, studies).map { row, study in
                let own = row.size != nil || row.correction != nil
                return Alternatives.Row(
                    study: study, label: row.label, estimate: row.estimate, limits: row.limits,
                    natural: own ? row.shown : nil)
            },
            intervals: columns.finished, tau2: columns.tau2, iSquared: columns.iSquared)
    }

    /// The τ² that further intervals may take as it is.
    private func sharedTau2(_ result: PooledResult?) -> Double? {
        guard planned.heterogeneity != nil, planned.givenTau2 == nil, pooling.profile.comparisons == nil else {
            return nil
        }
        return result?.fit.heterogeneity.tau2
    }

    /// The pooled effect of some rows; nil where they give none, or where the search for τ² did not converge.
    private func pooled(
        _ set: ContrastSet, _ rows: [Int], by method: any IntervalMethod, tau2: Double?
    ) -> PooledResult? {
        var model = planned
        model.interval = method
        model.heterogeneityInterval = nil
        if let tau2 { model.givenTau2 = tau2 }
        let pooling = ContrastPooling(model: model, measure: pooling.measure, profile: pooling.profile)
        guard let result = (try? pooling.pool(set, rows))?.result, result.fit.convergence.converged else { return nil }
        return result
    }
}

/// The columns of a table while its entries are computed.
private struct EntryColumns {
    var tables: [Alternatives.IntervalTable]
    var tau2: [Double] = []
    var iSquared: [Double] = []

    init(_ intervals: [any IntervalMethod]) {
        tables = intervals.map { Alternatives.IntervalTable(code: $0.code, name: $0.name) }
    }

    /// The tables without what they need not say: estimates that are the first one's, predictions where there are none.
    var finished: [Alternatives.IntervalTable] {
        let first = tables[0].estimates?.map(\.bitPattern)
        return tables.enumerated().map { index, table in
            var table = table
            if index > 0, table.estimates?.map(\.bitPattern) == first { table.estimates = nil }
            if table.predictionLower.allSatisfy(\.isNaN) {
                table.predictionLower = []
                table.predictionUpper = []
            }
            return table
        }
    }

    mutating func add(_ result: PooledResult?, at index: Int) {
        let fit = result?.fit
        if index == 0 {
            tau2.append(Self.rounded(fit?.heterogeneity.tau2))
            iSquared.append(Self.rounded(fit?.heterogeneity.iSquared))
        }
        tables[index].estimates?.append(Self.rounded(fit?.pooled.estimate))
        tables[index].lower.append(Self.rounded(fit?.pooled.limits.lower))
        tables[index].upper.append(Self.rounded(fit?.pooled.limits.upper))
        tables[index].predictionLower.append(Self.rounded(fit?.prediction?.lower))
        tables[index].predictionUpper.append(Self.rounded(fit?.prediction?.upper))
    }

    /// Ten significant digits; NaN for what does not exist.
    private static func rounded(_ value: Double?) -> Double {
        guard let value, value.isFinite, value != 0 else { return value ?? .nan }
        let power = 9 - Int(log10(abs(value)).rounded(.down))
        guard abs(power) <= 22 else { return value }
        let scale = pow(10, Double(abs(power)))
        return power < 0 ? (value / scale).rounded() * scale : (value * scale).rounded() / scale
    }
}
