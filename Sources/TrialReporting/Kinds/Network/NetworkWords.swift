import TrialResults
import TrialStatistics

/// Sentences about a network, written from its numbers.
struct NetworkWords {
    private let shown: NetworkShown
    private let telling: Telling<NetworkAnswer>

    private var answer: NetworkAnswer { shown.answer }
    private var format: NumberFormat { shown.format }
    private var record: AnalysisRecord { shown.record }

    init(_ telling: Telling<NetworkAnswer>) {
        self.telling = telling
        shown = NetworkShown(telling)
    }

    /// What was found, for the page.
    var plain: String { text(isFull: false) }

    /// The whole results paragraph.
    var full: String { text(isFull: true) }

    /// What was found against the reference.
    var brief: String {
        guard let part = answer.parts.first else { return nothing }
        return basis + against(part)
    }

    private var nothing: String { "No network: no study compares two of the nodes." }

    private func text(isFull: Bool) -> String {
        let left = telling.isOwn ? ExclusionWords(format: format).sentence(record.excluded) : ""
        guard let first = answer.parts.first else { return nothing + left }
        var words = basis
        words += answer.parts.map(against).joined()
        words += overall(first) + spread(first, isFull: isFull) + disagreement(first)
        words += telling.remarks.map { " \($0)" }.joined()
        let judged = answer.judgements.isEmpty ? " No rating of certainty (GRADE, CINeMA) was made." : ""
        return words + judged + left
    }

    private var basis: String {
        let people = answer.nodes.compactMap(\.participants)
        let whole = people.count == answer.nodes.count ? people.reduce(0, +) : nil
        let who = whole.map { " with \(format.count($0)) participants" } ?? ""
        let pairs = answer.edges.count
        return "\(shown.studies(answer.studies))\(who) compare \(format.count(answer.nodes.count)) treatments in"
            + " \(format.count(pairs)) \(pairs == 1 ? "pair" : "different pairs")."
            + (answer.parts.count > 1
                ? " They fall into \(format.count(answer.parts.count)) parts that no trial connects." : "")
    }

    /// What was found against the reference of a part.
    private func against(_ part: NetworkPart) -> String {
        let others = part.treatments.filter { $0 != part.reference }
        let found = others.compactMap { name in
            shown.estimate(part, name, against: part.reference).map { (name: name, estimate: $0) }
        }
        let clear = found.filter { shown.isClear($0.estimate) }
        let reference = DisplayText.clean(part.reference)
        guard found.count > 1 else {
            return found.map {
                " \(shown.versus($0.name, reference)): \(shown.display.name) \(shown.words($0.estimate))."
            }
            .joined()
        }
        let sorted = found.sorted { $0.estimate.estimate < $1.estimate.estimate }
        let ends = [sorted[0], sorted[sorted.count - 1]].map {
            "\(DisplayText.clean($0.name)) \(shown.words($0.estimate))"
        }
        return " Against \(reference), the interval of \(format.count(clear.count)) of \(format.count(found.count))"
            + " treatments excludes no difference; the \(shown.display.name) runs from \(ends[0]) to \(ends[1])."
    }

    private func overall(_ part: NetworkPart) -> String {
        guard let test = part.overall, part.treatments.count > 1 else { return "" }
        let words = HeadlineWords(display: shown.display).test(
            GroupTest(statistic: test.statistic, degreesOfFreedom: test.degreesOfFreedom, pValue: test.pValue))
        return " That all treatments are equal: \(words)."
    }

    private func spread(_ part: NetworkPart, isFull: Bool) -> String {
        guard let tau2 = part.tau2 else {
            return " No comparison was made twice, so that the spread between studies is unknown."
        }
        guard answer.effects == .random else { return "" }
        let share = part.heterogeneity.iSquared.map { "; I² \(format.percent(100 * $0))" } ?? ""
        let limits =
            isFull
            ? part.heterogeneity.iSquaredLimits.map {
                " (\(telling.scope.convention.limits(format.percent(100 * $0.lower), format.percent(100 * $0.upper))))"
            } ?? "" : ""
        return " Between studies of one comparison true effects vary with a standard deviation of"
            + " \(format.number(tau2.squareRoot())), on \(shown.display.scaleWords)\(share)\(limits)."
    }

    private func disagreement(_ part: NetworkPart) -> String {
        guard let test = part.inconsistency?.betweenRandom, let p = test.pValue else {
            return
                " There is no closed loop of independent evidence, so direct and indirect evidence cannot be compared."
        }
        let verdict =
            p < 0.05
            ? "Direct and indirect evidence disagree" : "Direct and indirect evidence do not clearly disagree"
        return " \(verdict) (design-by-treatment interaction, Q = \(format.number(test.q)),"
            + " df = \(format.count(test.degreesOfFreedom)), \(format.pValue(p)))."
    }

    /// A plain warning against ranks without intervals, and who ranks first with how sure that is.
    var ranks: [ReportBlock] {
        answer.parts.compactMap { part -> ReportBlock? in
            guard let ranking = part.ranking, let best = ranking.ranks.max(by: { $0.pScore < $1.pScore }) else {
                return nil
            }
            let limits = best.rankLimits
            let span =
                limits.lower == limits.upper
                ? "rank \(format.count(limits.lower))"
                : "ranks \(format.count(limits.lower)) to \(format.count(limits.upper))"
            let others = ranking.ranks.filter { $0.treatment != best.treatment && $0.rankLimits.lower <= limits.upper }
            let overlap =
                others.isEmpty
                ? "No other treatment may have its ranks."
                : "\(format.count(others.count)) of \(format.count(ranking.ranks.count - 1)) other treatments may have one of them too."
            return .paragraph(
                "A rank says nothing of how far apart treatments are, and treatments that cannot be told apart still get an order:"
                    + " read ranks only with their intervals and the league table."
                    + " \(DisplayText.clean(best.treatment)) has the highest P-score (\(format.number(best.pScore)));"
                    + " its \(format.level(answer.level)) interval holds \(span) of \(format.count(ranking.ranks.count))."
                    + " \(overlap) Ranks were drawn \(format.count(ranking.draws)) times.")
        }
    }

    /// Which trial the network would learn most from; nil where none can be named.
    var next: String? {
        if let trial = answer.joining {
            return
                "A trial of \(DisplayText.clean(trial.treatment)) against \(DisplayText.clean(trial.comparator)) would join the"
                + " two largest parts of the network; now nothing connects them."
        }
        guard let trial = answer.parts.first?.next, let now = trial.standardError, let gain = trial.gain else {
            return nil
        }
        return "The network would learn most from a trial of \(DisplayText.clean(trial.treatment)) against"
            + " \(DisplayText.clean(trial.comparator)): one as precise as the median of these would bring the standard error of"
            + " that comparison from \(format.number(now)) to \(format.number(trial.expectedStandardError)) and the mean variance"
            + " of all comparisons down by \(format.percent(100 * gain))."
    }
}
