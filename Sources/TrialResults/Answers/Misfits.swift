import TrialStatistics

/// What does not fit together inside an answer, as only a file that was changed has it: whoever shows an answer takes lists
/// that belong together for equally long, and positions for those of rows.
extension AnalysisAnswer {
    /// Nothing by default.
    public func misfits(rows: Int) -> [String] { [] }
}

extension PooledAnswer {
    /// Rows outside those of the record, tables of other lengths, and fits without an effect.
    public func misfits(rows: Int) -> [String] {
        var fits = [pooled?.fit, explorations?.funnel?.trimAndFill?.fit]
        fits += subgroups.flatMap(\.groups).map { $0.pooled.fit }
        fits += beside.map { $0.pooled.fit }
        fits += sensitivity.map { $0.pooled?.fit }
        let empty = fits.contains { $0?.coefficients.isEmpty == true } ? ["a fit has no effect"] : []
        return empty + (explorations?.misfits(rows: rows) ?? []) + (alternatives?.misfits ?? [])
    }
}

extension Explorations {
    fileprivate func misfits(rows: Int) -> [String] {
        let positions =
            (leaveOneOut?.rows.map(\.omitted) ?? []) + (cumulative?.rows.map(\.added) ?? [])
            + (influence?.rows.map(\.study) ?? []) + (baujat?.rows.map(\.study) ?? [])
        let refits = (leaveOneOut?.rows.map(\.refit) ?? []) + (cumulative?.rows.map(\.refit) ?? [])
        var misfits: [String] = []
        if !positions.allSatisfy((1...max(1, rows)).contains) {
            misfits.append("explorations name a row that is none of the \(rows)")
        }
        if refits.contains(where: { $0?.coefficients.isEmpty == true }) {
            misfits.append("explorations have a fit without an effect")
        }
        if let curves {
            let lengths = [curves.pValues.count, curves.normalQuantiles.count, curves.pooled.count]
            if Set(lengths + (curves.prediction.map { [$0.count] } ?? [])).count > 1 {
                misfits.append("explorations have curves of several lengths")
            }
        }
        return misfits
    }
}

extension Alternatives {
    fileprivate var misfits: [String] {
        guard coverage != .allSubsets || studies.count <= Self.mostStudiesForSubsets else {
            return ["alternatives have too many studies for all subsets"]
        }
        var misfits: [String] = []
        if !arrangements.flatMap(\.lengths).allSatisfy({ $0 == entries }) {
            misfits.append("alternatives have tables of other lengths")
        }
        if !arrangements.allSatisfy(\.isWhole) { misfits.append("alternatives lack a table") }
        if !arrangements.flatMap({ $0.rows.map(\.study) }).allSatisfy(studies.indices.contains) {
            misfits.append("alternatives name a study that is none of theirs")
        }
        return misfits
    }
}

extension Alternatives.Arrangement {
    /// The lengths of all tables but those that are left out.
    fileprivate var lengths: [Int] {
        var lengths = [tau2.count, iSquared.count]
        for table in intervals {
            lengths += [table.lower.count, table.upper.count]
            if let estimates = table.estimates { lengths.append(estimates.count) }
            for limits in [table.predictionLower, table.predictionUpper] where !limits.isEmpty {
                lengths.append(limits.count)
            }
        }
        return lengths
    }

    /// The first interval has the estimates of all, and prediction limits come in pairs.
    fileprivate var isWhole: Bool {
        intervals.first?.estimates != nil
            && intervals.allSatisfy { $0.predictionLower.isEmpty == $0.predictionUpper.isEmpty }
    }
}
