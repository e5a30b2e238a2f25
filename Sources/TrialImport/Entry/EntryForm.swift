import TrialEvidence

/// A form for a trial: asks for study, arms and results, one thing after the other, and holds each answer against the rules.
///
/// The form is nothing but the dataset and the answers: whoever keeps the answers can go on where another stopped, and taking an
/// answer back is asking again without it. What comes of it is evidence like that of any file.
public struct EntryForm: Sendable {
    /// The dataset that the trial is for.
    public let dataset: Dataset
    /// The answers so far.
    public private(set) var answers: [String]
    /// What is asked next; `nil` when the form is filled.
    public private(set) var question: EntryQuestion?
    /// What the last answer gave rise to: numbers that follow from those typed, and doubts.
    public private(set) var remarks: [String]
    /// The rows so far.
    public private(set) var evidence: ImportedEvidence

    /// The name that the evidence has in place of a file's.
    private let source: String

    /// Opens a form for a dataset.
    ///
    /// - Parameters:
    ///   - dataset: The dataset with all its rows.
    ///   - answers: Answers that were given already.
    ///   - source: What the merge names as the source of the rows.
    /// - Throws: ``EntryRefusal`` that names the first answer which can no longer stand, because the dataset has changed.
    public init(into dataset: Dataset, answers: [String] = [], source: String = "form") throws(EntryRefusal) {
        self.dataset = dataset
        self.answers = answers
        self.source = source
        (question, remarks, evidence) = (nil, [], ImportedEvidence(file: source))
        do throws(EntryInterview.Stop) {
            try ask()
        } catch {
            let number = error.answered + 1
            throw EntryRefusal(
                "answer \(number) of \(answers.count), \"\(answers[error.answered])\", no longer fits: \(error.reason)")
        }
    }

    /// Answers the question.
    ///
    /// - Parameter typed: What was typed.
    /// - Throws: ``EntryRefusal`` where the answer cannot stand; the question stays.
    public mutating func answer(_ typed: String) throws(EntryRefusal) {
        guard let question else { preconditionFailure("the form is filled; nothing is asked") }
        let before = self
        answers.append(try question.resolve(typed))
        do throws(EntryInterview.Stop) {
            try ask()
        } catch {
            self = before
            throw EntryRefusal(error.reason)
        }
    }

    /// Takes the last answer back, so that its question is asked again.
    ///
    /// - Returns: False where nothing was answered yet.
    public mutating func back() -> Bool {
        guard !answers.isEmpty else { return false }
        answers.removeLast()
        do throws(EntryInterview.Stop) { try ask() } catch { preconditionFailure("these answers stood before") }
        remarks = []
        return true
    }

    private mutating func ask() throws(EntryInterview.Stop) {
        var interview = EntryInterview(dataset, answers: answers, source: source)
        question = nil
        do throws(EntryInterview.Stop) {
            try interview.run()
        } catch {
            guard let next = error.question else { throw error }
            question = next
        }
        remarks = interview.remarks
        evidence = interview.typed.evidence
    }
}
