import TrialResults
import TrialStatistics

/// A pooled effect in the summary that a report begins with: the finding, numbers of people, what it rests on.
///
/// The finding is that of the analysis' own section, so the two cannot disagree.
struct PooledBrief: Sendable {
    private let analysis: PooledAnalysis
    private let display: MeasureDisplay
    private let isCautious: Bool

    init(_ analysis: PooledAnalysis, _ scope: TellingScope) {
        self.analysis = analysis
        display = analysis.display(scope.convention)
        isCautious = !EvidenceCaution(analysis, overview: scope.overview, convention: scope.convention).reasons.isEmpty
    }

    /// The sentences.
    var text: String {
        guard let pooled = analysis.pooled else { return "Nothing could be pooled." }
        let sentence = EffectSentence(analysis, display: display, isCautious: isCautious)
        let told = sentence.text(EffectVerdict(analysis))
        let finding = told.isEmpty ? "\(bare(pooled)) (\(sentence.interval))." : told
        let people = NaturalFrequencies(analysis.record, analysis.leading ?? pooled.natural, display: display).sentence
        return ([finding] + [people, analysis.record.besideHeadline(display.convention)].compactMap(\.self) + [basis])
            .joined(separator: " ")
    }

    private func bare(_ pooled: PooledResult) -> String {
        "The \(pooled.fit.studies > 1 ? "pooled " : "")\(display.name) was \(display.value((analysis.leading ?? pooled.natural).estimate))"
    }

    private var basis: String {
        let format = display.format
        let people = ParticipantCount(analysis.record)
        let studies = "\(format.count(people.studies)) \(people.studies == 1 ? "study" : "studies")"
        guard people.participants > 0 else { return "This rests on \(studies)." }
        let least = people.unknownRows == 0 ? "" : "at least "
        let noun = people.participants == 1 ? "participant" : "participants"
        return "This rests on \(studies) with \(least)\(format.count(people.participants)) \(noun)."
    }
}
