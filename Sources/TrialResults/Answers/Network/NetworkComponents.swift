import TrialStatistics

/// An additive model of what treatments are made of, also over parts that no trial connects.
public struct NetworkComponents: Codable, Sendable, Equatable {
    /// One component.
    public struct Component: Codable, Sendable, Equatable {
        /// Its name; an interaction has its two components with a star between them.
        public let name: String
        /// Its effect; nil where the trials do not identify it.
        public let estimate: NetworkEstimate?
    }

    /// One treatment against the reference.
    public struct Combination: Codable, Sendable, Equatable {
        /// The treatment.
        public let treatment: String
        /// Its components.
        public let components: [String]
        /// Its effect against the reference; nil where it is not identified, or it is the reference.
        public let estimate: NetworkEstimate?
    }

    /// The reference.
    public let reference: String
    /// The component without effect; nil where there is none.
    public let inactive: String?
    /// The components.
    public let components: [Component]
    /// The treatments.
    public let combinations: [Combination]
    /// How many independent effects of components the trials carry.
    public let rank: Int
    /// τ² of the additive model; nil where no degree of freedom is left.
    public let tau2: Double?
    /// Q of the additive model.
    public let heterogeneity: NetworkHeterogeneity
    /// The test of additivity against free treatments.
    public let additivity: NetworkHeterogeneity

    /// Takes a fit.
    ///
    /// - Parameters:
    ///   - fit: The fit.
    ///   - effects: The model that leads.
    ///   - made: The components of each treatment, in the order of the network.
    ///   - reference: The treatment that others are shown against.
    ///   - inactive: The component without effect.
    public init(
        _ fit: ComponentFit, _ effects: NetworkEffects, made: [[String]], reference: String, inactive: String?
    ) {
        self.reference = reference
        self.inactive = inactive
        components = zip(fit.components.components, fit.componentEffects(effects)).map {
            Component(name: $0, estimate: $1)
        }
        let treatments = fit.network.treatments
        let base = treatments.firstIndex(of: reference)
        combinations = treatments.enumerated().map { i, name in
            Combination(
                treatment: name, components: made[i],
                estimate: base.flatMap { $0 == i ? nil : fit.comparison(i, $0, effects) })
        }
        rank = fit.rank
        tau2 = fit.tau2
        heterogeneity = fit.heterogeneity
        let free = fit.freeQ
        additivity = fit.additivity(free: free.q, degreesOfFreedom: free.degreesOfFreedom)
    }
}
