/// The estimates of many studies as two columns, and apart from them the few studies that have none.
///
/// No memory is asked for a study, only for one that is excluded.
public struct EffectColumns: Sendable, Equatable {
    /// A study without a usable estimate.
    public struct Excluded: Sendable, Equatable {
        /// Its zero-based position.
        public let study: Int
        /// Why it has none.
        public let exclusion: EffectExclusion
    }

    /// One estimate a study, on the scale of analysis; NaN where there is none.
    public private(set) var estimates: [Double]
    /// Their sampling variances; NaN where there is none.
    public private(set) var variances: [Double]
    /// The studies that cannot be pooled, in their order; one of their two numbers may exist all the same.
    public private(set) var excluded: [Excluded] = []

    /// Fills the columns study by study.
    ///
    /// - Parameters:
    ///   - count: How many studies there are.
    ///   - effect: The estimate of the study at a zero-based position, or why it has none.
    @inline(__always)
    init(count: Int, effect: (Int) throws(EffectExclusion) -> EffectEstimate) {
        var excluded: [Excluded] = []
        var variances: [Double] = []
        estimates = Array(unsafeUninitializedCapacity: count) { y, filled in
            variances = Array(unsafeUninitializedCapacity: count) { v, filled in
                for i in 0..<count {
                    do throws(EffectExclusion) {
                        let effect = try effect(i)
                        y[i] = effect.estimate
                        v[i] = effect.variance
                    } catch {
                        y[i] = error.estimate ?? .nan
                        v[i] = error.variance ?? .nan
                        excluded.append(Excluded(study: i, exclusion: error))
                    }
                }
                filled = count
            }
            filled = count
        }
        self.variances = variances
        self.excluded = excluded
    }

    /// The columns of estimates that were made one by one.
    public init(_ results: [Result<EffectEstimate, EffectExclusion>]) {
        self.init(count: results.count) { (i) throws(EffectExclusion) in try results[i].get() }
    }

    /// The effects of the studies that could be read, which were seen together, among the reasons for the others.
    init<Summary>(
        _ read: [Result<Summary, EffectExclusion>], effects: [Result<EffectEstimate, EffectExclusion>]
    ) {
        var effects = effects.makeIterator()
        self.init(
            read.map { summary in
                switch summary {
                case .success: effects.next()!
                case .failure(let exclusion): .failure(exclusion)
                }
            })
    }

    /// How many studies there are.
    public var count: Int { estimates.count }

    /// One estimate, or the reason there is none, for each study.
    public var results: [Result<EffectEstimate, EffectExclusion>] {
        var next = 0
        return estimates.indices.map { i in
            if next < excluded.count, excluded[next].study == i {
                defer { next += 1 }
                return .failure(excluded[next].exclusion)
            }
            return .success(EffectEstimate(estimate: estimates[i], variance: variances[i]))
        }
    }
}
