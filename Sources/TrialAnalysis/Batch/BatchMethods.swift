import Synchronization
import TrialStatistics

/// What requests can name, and the methods that were named before, so that requests of one shape look them up once.
final class BatchMethods: Sendable {
    /// The measures, methods and kinds that a request can name.
    let catalogue: AnalysisCatalogue
    private let known = Mutex<[(request: MethodRequest, method: ResolvedMethod)]>([])

    /// More shapes than this are looked up each time.
    private static let most = 32

    init(_ catalogue: AnalysisCatalogue) { self.catalogue = catalogue }

    /// The methods of a request by the profile that it names, or `batch-1`.
    ///
    /// - Throws: `StatisticsError` as ``MethodRequest/resolved(by:methods:seed:)`` does.
    func resolved(_ request: MethodRequest) throws(StatisticsError) -> ResolvedMethod {
        let found = known.withLock { known in
            known.firstIndex { $0.request == request }.map { known[$0].method }
        }
        if let found { return found }
        let method = try request.resolved(by: MethodProfiles.batch1, methods: catalogue.methods)
        known.withLock { if $0.count < Self.most { $0.append((request, method)) } }
        return method
    }
}
