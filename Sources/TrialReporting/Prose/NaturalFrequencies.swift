import TrialResults
import TrialStatistics

/// An effect as numbers of people: `Of 100 people, about 12 had this outcome (the interval allows 8 to 17).`
///
/// Proportions are counted as they are. For measures that tie the risks of two groups together, the risk with control is
/// that of all control groups taken together, and the risk with treatment is what the effect makes of it; the sentence
/// says so. The group of people is the smallest of 100, 1,000, … in which the estimate is at least one person.
struct NaturalFrequencies: Sendable {
    /// The sentence; nil where the numbers are none of people, or leave 0 to 1.
    let sentence: String?

    init(_ record: AnalysisRecord, _ effect: NaturalEffect, display: MeasureDisplay) {
        let measure = record.question.measure
        if measure.kind == .proportion, measure.nullValue == nil {
            sentence = Self.proportion(effect, display.format)
        } else if let relation = measure.riskRelation, let control = Self.controlRisk(record) {
            let words = ComparisonWords(record.question.comparison)
            sentence = Self.comparison(effect, relation, control: control, words, display.format)
        } else {
            sentence = nil
        }
    }

    private static func proportion(_ effect: NaturalEffect, _ format: NumberFormat) -> String? {
        let numbers = [effect.estimate, effect.lower, effect.upper]
        guard numbers.allSatisfy({ $0 >= 0 && $0 <= 1 }),
            let people = people(for: effect.estimate > 0 ? effect.estimate : effect.upper)
        else { return nil }
        let counts = numbers.map { count($0 * people, format) }
        return "Of \(format.count(people)) people, about \(counts[0]) had this outcome"
            + " (the interval allows \(counts[1]) to \(counts[2]))."
    }

    private static func comparison(
        _ effect: NaturalEffect, _ relation: RiskRelation, control: Double, _ words: ComparisonWords,
        _ format: NumberFormat
    ) -> String? {
        let risks = [effect.estimate, effect.lower, effect.upper].map {
            relation.treatmentRisk(control: control, effect: $0)
        }
        guard risks.allSatisfy({ !$0.isNaN }), risks[0] >= 0, risks[0] <= 1,
            let people = people(for: min(control, risks[0] > 0 ? risks[0] : control))
        else { return nil }
        let counts = risks.map { count(min(max($0, 0), 1) * people, format) }
        return
            "Of \(format.count(people)) people with \(words.control), about \(count(control * people, format)) had this"
            + " outcome (all control groups taken together); of as many with \(words.treatment) it would be about"
            + " \(counts[0]) (the interval allows \(counts[1]) to \(counts[2]))."
    }

    /// The smallest group in which a share is at least one person; nil for a share of 0 or of less than one in a million.
    private static func people(for share: Double) -> Double? {
        [100, 1000, 10_000, 100_000, 1_000_000].first { share * $0 >= 0.995 }
    }

    private static func count(_ people: Double, _ format: NumberFormat) -> String {
        people > 0 && people < 0.5 ? "fewer than 1" : format.fixed(people, decimals: 0)
    }

    /// Events among the people of all control groups, each group once; nil where one of them does not count both, or
    /// no event was seen.
    private static func controlRisk(_ record: AnalysisRecord) -> Double? {
        guard !record.rows.isEmpty, record.rows.allSatisfy({ $0.groups.count == 2 }) else { return nil }
        let isSplit = record.question.rules["multi-arm"] == "split-control"
        var (events, total) = (0.0, 0.0)
        for rows in Dictionary(grouping: record.rows, by: \.study).sorted(by: { $0.key < $1.key }).map(\.value) {
            var seen: [GroupResult] = []
            for control in rows.map({ $0.groups[1] }) where isSplit || !seen.contains(control) {
                guard let number = control.events, let people = control.total else { return nil }
                seen.append(control)
                events += number
                total += people
            }
        }
        return events > 0 && events <= total ? events / total : nil
    }
}
