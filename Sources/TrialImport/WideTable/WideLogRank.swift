import TrialEvidence
import TrialForensics

/// An endpoint in time, of which a wide row gives the log-rank test: observed minus expected events with their variance, or
/// the p-value with the events of both arms and the arm that did better.
///
/// Tierney et al. 2007, Trials 8, 16. A p-value has no sign, so without `favours` it is left.
struct WideLogRank {
    private let measure: PublishedMeasure
    private let derivation: AppliedDerivation
    /// The columns that the test was read from.
    let columns: [WideColumn]

    /// Reads a test; `nil` where the row gives none, or something is wrong with it, which the cells then report.
    init?(_ cells: inout WideCells, _ one: WideArm, _ two: WideArm) {
        let named = WideMeasure.named(cells.text(.measure))
        measure = named == .oddsRatio ? .oddsRatio : .hazardRatio
        if cells.isFilled(.observedMinusExpected) {
            guard let read = Self.difference(&cells) else { return nil }
            derivation = read
            columns = [.observedMinusExpected, .logRankVariance] + (named == measure ? [.measure] : [])
        } else if cells.isFilled(.logRankP) {
            guard let read = Self.pValue(&cells, one, two) else { return nil }
            derivation = read
            columns = [.logRankP, .favours] + (named == measure ? [.measure] : [])
        } else {
            return nil
        }
    }

    private static func difference(_ cells: inout WideCells) -> AppliedDerivation? {
        guard let difference = cells.number(.observedMinusExpected) else { return nil }
        guard cells.isFilled(.logRankVariance) else {
            cells.leave(
                .observedMinusExpected,
                LeftReason("difference-without-variance", "observed minus expected events need their variance V"))
            return nil
        }
        guard let variance = cells.number(.logRankVariance) else { return nil }
        let inputs = DerivationInputs(["observed_minus_expected": difference, "variance": variance])
        do { return try AppliedDerivation("ratio-from-log-rank", inputs) } catch {
            cells.report(.badCount, .logRankVariance, "\(error.reason); correct it")
            return nil
        }
    }

    private static func pValue(_ cells: inout WideCells, _ one: WideArm, _ two: WideArm) -> AppliedDerivation? {
        guard let p = cells.pValue(.logRankP) else { return nil }
        guard !p.isBelow, p.value > 0, p.value < 1 else {
            cells.leave(.logRankP, LeftReason("p-is-a-bound", "only an exact p-value between 0 and 1 gives a ratio"))
            return nil
        }
        guard let first = one.events, let second = two.events, first >= 0, second >= 0, first < 1 << 40,
            second < 1 << 40, first + second > 0
        else {
            cells.leave(.logRankP, LeftReason("p-without-events", "the p-value needs the events of both arms"))
            return nil
        }
        guard let side = side(&cells) else { return nil }
        let hasSizes = one.n ?? 0 > 0 && two.n ?? 0 > 0
        let inputs = DerivationInputs([
            "events": Double(first + second), "favours_arm": side, "n": hasSizes ? one.n.map(Double.init) : nil,
            "n_comparator": hasSizes ? two.n.map(Double.init) : nil,
        ]).adding(p)
        do { return try AppliedDerivation("ratio-from-log-rank-p", inputs) } catch {
            cells.report(.badPValue, .logRankP, "\(error.reason); correct it")
            return nil
        }
    }

    /// 1 where the first arm did better, 0 where the second did.
    private static func side(_ cells: inout WideCells) -> Double? {
        let text = cells.text(.favours)
        let words = text.words
        guard !words.isEmpty else {
            cells.leave(
                .logRankP,
                LeftReason(
                    "p-without-direction", "a p-value has no sign; add a column favours with the arm that did better"))
            return nil
        }
        for (name, labels, side) in [(WideColumn.arm1, ArmWords.treatment, 1.0), (.arm2, ArmWords.control, 0.0)] {
            let isLabel = words.allSatisfy { labels.contains($0) || $0 == "arm" }
            if isLabel || words == cells.text(name).words { return side }
        }
        cells.report(.unknownCode, .favours, "\"\(text.shown)\" is neither arm; write treatment or control")
        return nil
    }

    /// Writes the ratio and its limits into a row.
    func fill(_ row: inout OutcomeRow) {
        row.statistic = .ratioCI
        row.effectMeasure = measure
        row.effect = derivation.value("ratio")
        row.ciLow = derivation.value("lower limit")
        row.ciHigh = derivation.value("upper limit")
        row.ciLevel = 95
        row.derived = [OutcomeCell.effect, .ciLow, .ciHigh].map {
            RecordedDerivation($0, by: derivation.rule, from: derivation.inputs.all)
        }
        row.provenance.add("ratio and limits from the log-rank test")
    }
}
