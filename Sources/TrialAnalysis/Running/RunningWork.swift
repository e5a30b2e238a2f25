import Foundation
import TrialArchives
import TrialResults

/// How far a question is that takes long.
public struct WorkProgress: Sendable, Equatable {
    /// The id of the analysis.
    public let analysis: String
    /// How many are done.
    public let done: Int
    /// How many there are.
    public let total: Int
    /// What is counted, such as `specifications`.
    public let unit: String
}

/// What a question that takes long may do while it is answered: tell how far it is, and keep what is done, so that a run that was
/// stopped goes on from there.
///
/// Parts lie in the cache under the key of their question, so another plan, dataset or program never reads them. A cache that
/// fails keeps nothing, and the question is answered all the same.
public struct RunningWork: Sendable {
    /// Tells nobody and keeps nothing.
    public static let silent = RunningWork(analysis: "", store: nil) { _ in }

    private let analysis: String
    private let store: (cache: ResultCache, key: String)?
    private let report: @Sendable (WorkProgress) -> Void

    init(
        analysis: String, store: (cache: ResultCache, key: String)?,
        report: @escaping @Sendable (WorkProgress) -> Void
    ) {
        self.analysis = analysis
        self.store = store
        self.report = report
    }

    /// Tells how far the question is.
    public func tell(done: Int, of total: Int, _ unit: String) {
        report(WorkProgress(analysis: analysis, done: done, total: total, unit: unit))
    }

    /// A part that an earlier run kept; nil where there is none.
    func kept<Part: Decodable>(_ name: String) -> Part? {
        guard let store, let data = (try? store.cache.part(name, of: store.key)) ?? nil else { return nil }
        return try? ResultCoding().decodePart(Part.self, from: data)
    }

    /// Keeps a part.
    func keep(_ part: some Encodable, as name: String) {
        guard let store, let data = try? ResultCoding().encodePart(part) else { return }
        try? store.cache.keep(data, as: name, of: (store.key, analysis))
    }
}
