import ArgumentParser
import TrialCommandLine
import TrialResults

/// The questions that got no answer, one line each; the exit code says that there are some.
struct UnansweredQuestions {
    let document: ResultDocument
    /// What the plan is called in messages.
    let place: String

    /// Names them on standard error and ends with exit code 1 where there is one.
    func report() throws {
        let unanswered = document.analyses.filter { !$0.isAnswered }
        for analysis in unanswered {
            let reason =
                analysis.rows.isEmpty
                ? "no row of the dataset answers it; see its excluded rows"
                : "its rows gave no answer; see its warnings"
            Terminal.error("trialpool-analyze: error: \(place): analysis \(analysis.id): \(reason)")
        }
        if !unanswered.isEmpty { throw ExitCode(1) }
    }
}
