import TrialResults

/// How many studies and participants stand behind an analysis: people, each once.
///
/// A control group that stands in several rows of one study counts once; where it was split among them, its parts are
/// added. Where the groups count people more than once, as cycles of a crossover trial do, the study counts as many as
/// `StudyResult.persons` says, never more than its groups add up to.
public struct ParticipantCount: Sendable, Equatable {
    /// Different studies.
    public let studies: Int
    /// Different people in the groups that say how many they are.
    public let participants: Double
    /// Events, where all groups count them; nil otherwise.
    public let events: Double?
    /// Rows without a group, or with a group that does not say how many it is.
    public let unknownRows: Int

    /// Counts the rows of an analysis.
    public init(_ analysis: AnalysisRecord) {
        self.init(analysis.rows, splitsControl: analysis.question.rules["multi-arm"] == "split-control")
    }

    init(_ rows: [StudyResult], splitsControl: Bool) {
        studies = Set(rows.map(\.study)).count
        unknownRows = rows.filter { $0.groups.isEmpty || $0.groups.contains { $0.total == nil } }.count
        let byStudy = Dictionary(grouping: rows, by: \.study).values
        let groups = byStudy.flatMap { Self.groups($0, splitsControl) }
        participants = byStudy.reduce(0) { sum, own in
            let counted = Self.groups(own, splitsControl).reduce(0) { $0 + ($1.total ?? 0) }
            return sum + min(counted, own.compactMap(\.persons).max() ?? .infinity)
        }
        let counted = groups.compactMap(\.events)
        let isComplete = !groups.isEmpty && counted.count == groups.count && !rows.contains { $0.groups.isEmpty }
        events = isComplete ? counted.reduce(0, +) : nil
    }

    private static func groups(_ rows: [StudyResult], _ splitsControl: Bool) -> [GroupResult] {
        guard !splitsControl else { return rows.flatMap(\.groups) }
        let treated = rows.compactMap(\.groups.first)
        var controls: [GroupResult] = []
        for control in rows.flatMap({ $0.groups.dropFirst() }) where !controls.contains(control) {
            controls.append(control)
        }
        return treated + controls
    }
}
