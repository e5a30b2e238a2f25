import Synchronization
import TrialResults

/// What a run remembers and keeps: the cache as long as it works. A cache never stops an answer.
///
/// Questions that are answered side by side share it. What a person should know of the cache goes to the remarks of the question
/// that met it; that the cache failed is said once.
final class AnswerMemory: Sendable {
    private let cache: Mutex<ResultCache?>
    private let answers: AnswerTypes

    init(_ cache: ResultCache?, answers: AnswerTypes) {
        self.cache = Mutex(cache)
        self.answers = answers
    }

    private var working: ResultCache? { cache.withLock(\.self) }

    /// Whether there is a cache that works.
    var isUsed: Bool { working != nil }

    /// The stored answer; nil where there is none that can be trusted.
    func answer(for key: String, of analysis: String, _ remarks: inout [String]) -> AnalysisRecord? {
        guard let cache = working else { return nil }
        do throws(AnalysisError) {
            switch try cache.lookup(key, answers: answers) {
            case .found(let record) where record.id == analysis: return record
            case .absent: return nil
            case .found, .damaged:
                remarks.append("the stored answer to \(analysis) is damaged; it was computed again")
                return nil
            }
        } catch {
            giveUp(error, &remarks)
            return nil
        }
    }

    /// Stores an answer.
    func keep(_ record: AnalysisRecord, for key: String, _ remarks: inout [String]) {
        do throws(AnalysisError) { try working?.store(record, for: key) } catch { giveUp(error, &remarks) }
    }

    /// The work of a question with a place for its parts.
    func work(
        _ key: String, of analysis: String, report: @escaping @Sendable (WorkProgress) -> Void
    ) -> RunningWork {
        RunningWork(analysis: analysis, store: working.map { ($0, key) }, report: report)
    }

    private func giveUp(_ error: AnalysisError, _ remarks: inout [String]) {
        // Another question may have met it at the same time.
        guard cache.withLock({ $0.take() }) != nil else { return }
        remarks.append("\(error); the rest was answered without it")
    }
}
