import TrialStatistics

/// What kinds that take every arm by itself read of a plan's methods, and which keys have no place there.
struct ArmMethods {
    /// How the variance between trials is estimated.
    enum Estimator: String, CaseIterable {
        case restricted = "REML"
        case plain = "ML"
        case moments = "DL"
    }

    private enum Interval: String, CaseIterable {
        case normal
    }

    /// The estimator; REML where the plan names none.
    let estimator: Estimator

    /// Reads the methods.
    ///
    /// Every key that the covariances of arms do not know is a problem and never passed over.
    ///
    /// - Parameters:
    ///   - entry: The question in the plan.
    ///   - what: The kind in words, such as `a network`.
    ///   - reasons: Why keys have no place in this kind, by the key.
    init(_ entry: PlanEntry, of what: String, refusing reasons: KeyValuePairs<String, String>) {
        estimator = entry.choice("heterogeneity", Estimator.self) ?? .restricted
        _ = entry.choice("interval", Interval.self)
        for (key, reason) in reasons where entry.has(key) { entry.problem(at: key, reason) }
        if entry.has("dispersion") {
            entry.problem(at: "dispersion", "\(what) takes counts as Poisson's; remove 'dispersion'")
        }
        if entry.rules.arms != .controlled {
            entry.problem(at: "arms", "\(what) compares arms; set 'arms' to controlled or remove it")
        }
        if entry.rules.crossover == .paired {
            entry.problem(
                at: "crossover", "\(what) takes arms, not pairs; set 'crossover' to first-period or all-periods")
        }
        if !entry.measure.isEmpty, NetworkMeasure(rawValue: entry.measure) == nil,
            (try? entry.catalogue.measures.named(entry.measure)) != nil
        {
            let known = NetworkMeasure.allCases.map(\.rawValue).joined(separator: ", ")
            entry.problem(at: "measure", "\(what) has no '\(entry.measure)'; its measures are \(known)")
        }
    }
}
