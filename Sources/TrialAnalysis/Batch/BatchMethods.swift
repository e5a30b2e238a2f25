import Synchronization
import TrialStatistics

/// Methods that were named before, so that requests of one shape look them up once.
final class MethodCache: Sendable {
    private let known = Mutex<[(request: MethodRequest, method: ResolvedMethod)]>([])

    /// More shapes than this are looked up each time.
    private static let most = 32

    /// The methods of a request by the profile that it names, or `batch-1`.
    ///
    /// - Throws: `StatisticsError` as ``MethodRequest/resolved(by:methods:seed:)`` does.
    func resolved(_ request: MethodRequest, methods: MethodRegistry) throws(StatisticsError) -> ResolvedMethod {
        if let known = known.withLock({ $0.first { $0.request == request }?.method }) { return known }
        let method = try request.resolved(by: MethodProfiles.batch1, methods: methods)
        known.withLock { if $0.count < Self.most { $0.append((request, method)) } }
        return method
    }
}
