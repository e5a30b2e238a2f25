import TrialResults

/// What a run remembers and keeps: the cache as long as it works. A cache never stops an answer.
struct AnswerMemory {
    private var cache: ResultCache?
    private let answers: AnswerTypes
    /// What a person should know of the cache, one line each.
    private(set) var remarks: [String] = []

    init(_ cache: ResultCache?, answers: AnswerTypes) {
        self.cache = cache
        self.answers = answers
    }

    /// Whether there is a cache that works.
    var isUsed: Bool { cache != nil }

    /// The stored answer; nil where there is none that can be trusted.
    mutating func answer(for key: String, of analysis: String) -> AnalysisRecord? {
        guard let cache else { return nil }
        do throws(AnalysisError) {
            switch try cache.lookup(key, answers: answers) {
            case .found(let record) where record.id == analysis: return record
            case .absent: return nil
            case .found, .damaged:
                remarks.append("the stored answer to \(analysis) is damaged; it was computed again")
                return nil
            }
        } catch {
            giveUp(error)
            return nil
        }
    }

    /// Stores an answer.
    mutating func keep(_ record: AnalysisRecord, for key: String) {
        do throws(AnalysisError) { try cache?.store(record, for: key) } catch { giveUp(error) }
    }

    /// The work of a question with a place for its parts.
    func work(
        _ key: String, of analysis: String, report: @escaping @Sendable (WorkProgress) -> Void
    ) -> RunningWork {
        RunningWork(analysis: analysis, store: cache.map { ($0, key) }, report: report)
    }

    private mutating func giveUp(_ error: AnalysisError) {
        cache = nil
        remarks.append("\(error); the rest was answered without it")
    }
}
