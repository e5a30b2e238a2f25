/// One point of a comparison-adjusted funnel plot.
public struct FunnelDeviation: Sendable, Codable, Equatable {
    /// The study.
    public let study: String
    /// The treatment that stands later in the order given.
    public let treatment: String
    /// The other one.
    public let comparator: String
    /// The study's difference less the mean of the trials of that comparison.
    public let deviation: Double
    /// Its standard error.
    public let standardError: Double
}

extension NetworkFit {
    /// Each row less the direct effect of its comparison, all in one direction.
    ///
    /// Small trials that favour later treatments then lie on one side. Chaimani, Higgins, Mavridis, Spyridonos and Salanti 2013,
    /// doi:10.1371/journal.pone.0076654.
    /// - Parameters:
    ///   - effects: Whether effects are common or random.
    ///   - order: The treatments from the oldest or weakest to the newest or strongest.
    public func funnel(_ effects: NetworkEffects, order: [String]) -> [FunnelDeviation] {
        let direct = DirectEvidence(self, effects)
        let place = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
        return network.contrasts.compactMap { row in
            guard let i = treatments.firstIndex(of: row.treatment), let j = treatments.firstIndex(of: row.comparator),
                let pooled = direct.pooled(i, j)
            else { return nil }
            let isForward = (place[row.treatment] ?? 0) > (place[row.comparator] ?? 0)
            let deviation = row.estimate - pooled.estimate
            return FunnelDeviation(
                study: row.study, treatment: isForward ? row.treatment : row.comparator,
                comparator: isForward ? row.comparator : row.treatment, deviation: isForward ? deviation : -deviation,
                standardError: row.standardError)
        }
    }
}
