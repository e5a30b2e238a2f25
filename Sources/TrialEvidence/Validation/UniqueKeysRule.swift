/// A study, an arm of a study and a result are each there once.
public struct UniqueKeysRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Rows are held against each other.
    public var comparesRows: Bool { true }

    /// Names the second and every later row of a key, and the line of the first.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        let studies = dataset.studies.map { (key: $0.id, line: $0.line, words: "the study \($0.id)") }
        let arms = dataset.arms.map { (key: $0.key, line: $0.line, words: "the arm \($0.studyID) \($0.id)") }
        let ongoing = dataset.ongoingTrials.map {
            (key: $0.registryID, line: $0.line, words: "the trial \($0.registryID)")
        }
        return repeated(studies, in: .studies, column: "study_id") + repeated(arms, in: .arms, column: "arm_id")
            + repeated(ongoing, in: .ongoingTrials, column: "registry_id")
            + repeated(outcomes(dataset.outcomes), in: .outcomes, column: nil)
            + repeated(outcomes(dataset.contrasts), in: .contrasts, column: nil)
    }

    private typealias Entry<Key> = (key: Key, line: Int?, words: String)

    private func outcomes(_ rows: [OutcomeRow]) -> [Entry<OutcomeKey>] {
        rows.map { ($0.key, $0.line, "the result \($0.key)") }
    }

    private func repeated<Key: Hashable>(
        _ entries: [Entry<Key>], in table: DatasetTable, column: String?
    ) -> [Diagnostic] {
        var first: [Key: Int] = [:]
        var diagnostics: [Diagnostic] = []
        for entry in entries {
            guard let line = first[entry.key] else {
                first[entry.key] = entry.line ?? 0
                continue
            }
            let advice = column == nil ? "remove one, or tell them apart in the column variant" : "rename or remove one"
            let message = "\(entry.words) is there already on line \(line); \(advice)"
            let place = Place(table.file, line: entry.line, column: column)
            diagnostics.append(Diagnostic(.duplicateKey, at: place, message))
        }
        return diagnostics
    }
}
