import TrialEvidence
import TrialImport

/// An import format of this laboratory: lines such as `Alder2001 new 5/50`, a study, an arm and its relapses of participants.
public struct EventSheet: ImportFormat {
    /// `event-sheet`.
    public let name = "event-sheet"
    /// One sentence.
    public let summary = "Relapses of participants, one line an arm: study, arm, 5/50."
    /// `sheet`.
    public let fileExtensions = ["sheet"]

    /// Creates the format.
    public init() {}

    /// Reads the lines; a wrong one is told with its number, blank ones are passed over.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        var rows: [[String]] = []
        var (lines, problems): ([Int], [Diagnostic]) = ([], [])
        let text = String(decoding: bytes, as: UTF8.self)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(separator: " ").map(String.init)
            guard !words.isEmpty else { continue }
            let counts = words.last?.split(separator: "/").map(String.init) ?? []
            guard words.count == 3, counts.count == 2 else {
                let place = Place(file, line: index + 1)
                problems.append(Diagnostic(.malformedFile, at: place, "write a study, an arm and EVENTS/PARTICIPANTS"))
                continue
            }
            rows.append([words[0], words[1], "relapse", "events", counts[1], counts[0], "primary"])
            lines.append(index + 1)
        }
        // The rules of the dataset's own table read the cells, so that a wrong number is told as everywhere.
        let header = ["study_id", "arm_id", "outcome", "statistic", "n", "events", "confidence"]
        let table = Table(file: file, header: header, rows: rows, lines: lines)
        let (outcomes, wrong) = RowReader.rows(of: table, as: OutcomeRow.self)
        problems += wrong
        if !problems.isEmpty { throw EvidenceError(problems) }
        var evidence = ImportedEvidence(file: file)
        evidence.outcomes = outcomes
        return evidence
    }
}

extension ImportFormatRegistry {
    /// What comes with TrialPool, with this laboratory's format.
    public static let anotherLab = ImportFormatRegistry.standard.adding(EventSheet())
}
