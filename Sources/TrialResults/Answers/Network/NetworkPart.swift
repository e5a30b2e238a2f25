import TrialStatistics

/// A connected part of a network, with its fit.
public struct NetworkPart: Codable, Sendable, Equatable {
    /// One treatment against another one, by the whole part and by what it is made of.
    public struct Pair: Codable, Sendable, Equatable {
        /// The treatment whose effect is measured.
        public let treatment: String
        /// What it is measured against.
        public let comparator: String
        /// By the common-effect model.
        public let common: NetworkEstimate
        /// By the random-effects model.
        public let random: NetworkEstimate
        /// Where the true difference in a new study may lie; nil without degrees of freedom.
        public let prediction: ConfidenceLimits?
        /// Direct and indirect evidence, by the model that leads.
        public let split: DirectAndIndirect
        /// How the estimate rests on its evidence; nil for networks too large for it.
        public let measures: NetworkMeasures?

        /// Creates a comparison.
        ///
        /// - Parameters:
        ///   - split: Direct and indirect evidence, which also names the treatments.
        ///   - estimates: By the common-effect and by the random-effects model.
        ///   - prediction: Where the true difference in a new study may lie.
        ///   - measures: How the estimate rests on its evidence.
        public init(
            _ split: DirectAndIndirect, estimates: (common: NetworkEstimate, random: NetworkEstimate),
            prediction: ConfidenceLimits?, measures: NetworkMeasures?
        ) {
            treatment = split.treatment
            comparator = split.comparator
            (common, random) = estimates
            self.prediction = prediction
            self.split = split
            self.measures = measures
        }
    }

    /// The share of each direct comparison in each estimate.
    public struct Contributions: Codable, Sendable, Equatable {
        /// The direct comparisons, each its two treatments.
        public let direct: [[String]]
        /// A row for each pair in the order of `pairs`, adding up to 1.
        public let shares: [[Double]]

        /// Creates a table.
        ///
        /// - Parameters:
        ///   - direct: The direct comparisons.
        ///   - shares: A row for each pair.
        public init(direct: [[String]], shares: [[Double]]) {
            self.direct = direct
            self.shares = shares
        }
    }

    /// Treatments by how good they are.
    public struct Ranking: Codable, Sendable, Equatable {
        /// Which direction is good.
        public let desirable: DesirableDirection
        /// The ranks, in the order of treatments.
        public let ranks: [TreatmentRank]
        /// How often ranks were drawn.
        public let draws: Int

        /// Creates a ranking.
        ///
        /// - Parameters:
        ///   - desirable: Which direction is good.
        ///   - ranks: The ranks, in the order of treatments.
        ///   - draws: How often ranks were drawn.
        public init(desirable: DesirableDirection, ranks: [TreatmentRank], draws: Int) {
            self.desirable = desirable
            self.ranks = ranks
            self.draws = draws
        }
    }

    /// The treatments, in the order of all tables.
    public var treatments: [String]
    /// The one that others are shown against.
    public var reference: String
    /// The studies.
    public var studies: [String]
    /// How many comparisons the studies give.
    public var comparisons: Int
    /// The variance between studies of one comparison; nil where no degree of freedom is left.
    public var tau2: Double?
    /// The test that all treatments are equal, by the model that leads; nil where it cannot be had.
    public var overall: LinearHypothesis.JointTest?
    /// Q of the whole part.
    public var heterogeneity: NetworkHeterogeneity
    /// Each pair of treatments, in the order of rows and columns.
    public var pairs: [Pair] = []
    /// Q taken apart by design.
    public var inconsistency: NetworkInconsistency?
    /// What each estimate is made of; nil for networks too large for it.
    public var contributions: Contributions?
    /// Treatments by how good they are; nil where the plan does not say which direction is.
    public var ranking: Ranking?
    /// The comparison-adjusted funnel; nil where the plan gives no order of treatments.
    public var funnel: [FunnelDeviation]?
    /// The trial that this part would learn most from; nil for two treatments.
    public var next: NextTrial?
    /// What a reader must know of the fit.
    public var warnings: [MethodWarning] = []

    /// What is computed beside the pairs.
    public struct Choices: Sendable {
        /// The model that leads.
        public var effects = NetworkEffects.random
        /// How direct and indirect evidence are told apart.
        public var split = EvidenceSplit.backCalculation
        /// Which direction is good; nil for no ranks.
        public var desirable: DesirableDirection?
        /// How often ranks are drawn.
        public var draws = 10_000
        /// The seed of ranks.
        public var seed: UInt64 = 1
        /// The order in which small trials would favour treatments, best last; without all of them there is no adjusted funnel.
        public var funnelOrder: [String] = []
        /// Above how many treatments it is not said what each estimate is made of.
        public var mostDetailed = 30

        /// The random-effects model without ranks.
        public init() {}
    }

    /// Takes a fit with all that is told of it.
    ///
    /// - Parameters:
    ///   - fit: The fit.
    ///   - reference: The treatment that others are shown against.
    ///   - choices: What is computed beside the pairs.
    public init(_ fit: NetworkFit, reference: String, by choices: Choices) {
        treatments = fit.treatments
        self.reference = reference
        studies = fit.network.studyNames
        comparisons = fit.network.contrasts.count
        tau2 = fit.tau2
        overall = fit.overallTest(choices.effects)
        heterogeneity = fit.heterogeneity
        warnings = fit.warnings
        let isDetailed = fit.treatments.count <= choices.mostDetailed
        let flow = isDetailed ? fit.flow(choices.effects) : nil
        let measures = flow?.measures(choices.effects)
        let splits = fit.split(choices.effects, by: isDetailed ? choices.split : .backCalculation)
        for i in fit.treatments.indices {
            for j in fit.treatments.indices where j > i {
                let place = pairs.count
                pairs.append(
                    Pair(
                        splits[place], estimates: (fit.comparison(i, j, .common), fit.comparison(i, j, .random)),
                        prediction: fit.prediction(i, j), measures: measures?[place]))
            }
        }
        contributions = flow.map { flow in
            Contributions(
                direct: flow.directComparisons.map { [fit.treatments[$0.treatment], fit.treatments[$0.comparator]] },
                shares: flow.shares)
        }
        inconsistency = NetworkInconsistency(isDetailed ? fit.decomposition : fit.inconsistency)
        if let desirable = choices.desirable, fit.treatments.count > 1 {
            let ranks = fit.ranking(
                choices.effects, desirable: desirable, draws: choices.draws, seed: choices.seed)
            ranking = ranks.isEmpty ? nil : Ranking(desirable: desirable, ranks: ranks, draws: choices.draws)
        }
        let order = choices.funnelOrder.filter(fit.treatments.contains)
        if order.count == fit.treatments.count { funnel = fit.funnel(choices.effects, order: order) }
        next = fit.nextTrial(choices.effects)
    }

    /// The pair of two treatments, in either order; nil where there is none.
    ///
    /// - Parameters:
    ///   - a: One treatment.
    ///   - b: The other one.
    public func pair(_ a: String, _ b: String) -> Pair? {
        guard let i = treatments.firstIndex(of: a), let j = treatments.firstIndex(of: b), i != j else { return nil }
        let (low, high, n) = (min(i, j), max(i, j), treatments.count)
        let place = low * n - low * (low + 1) / 2 + high - low - 1
        return pairs.indices.contains(place) ? pairs[place] : nil
    }

    /// One treatment against another one, by the model that is named; nil where there is no such pair.
    ///
    /// - Parameters:
    ///   - a: The treatment whose effect is measured.
    ///   - b: What it is measured against.
    ///   - effects: The model.
    public func estimate(_ a: String, against b: String, _ effects: NetworkEffects) -> NetworkEstimate? {
        pair(a, b).map { pair in
            let found = effects == .common ? pair.common : pair.random
            return pair.treatment == a ? found : found.reversed
        }
    }
}

/// Q of a network taken apart by design, as a result holds it.
public struct NetworkInconsistency: Codable, Sendable, Equatable {
    /// One design.
    public struct Design: Codable, Sendable, Equatable {
        /// Its treatments.
        public let treatments: [String]
        /// Its studies.
        public let studies: [String]
        /// Heterogeneity among its studies.
        public let within: NetworkHeterogeneity
        /// Q between all other designs once this one has effects of its own; nil where its removal tears the network.
        public let detached: NetworkHeterogeneity?
        /// What it adds to Q between.
        public let inconsistency: Double
    }

    /// The designs.
    public let designs: [Design]
    /// Heterogeneity within designs.
    public let within: NetworkHeterogeneity
    /// Inconsistency between them, by the common-effect model.
    public let between: NetworkHeterogeneity
    /// The same with heterogeneity within designs taken as random: the test of the design-by-treatment interaction.
    public let betweenRandom: NetworkHeterogeneity
    /// The net heat matrix; nil where a design cannot be detached.
    public let netHeat: [[Double?]]

    /// Takes a decomposition.
    ///
    /// - Parameter parts: The decomposition.
    public init(_ parts: DesignDecomposition) {
        designs = parts.designs.map {
            Design(
                treatments: $0.treatments, studies: $0.studies, within: $0.within, detached: $0.detached,
                inconsistency: $0.inconsistency)
        }
        within = parts.within
        between = parts.between
        betweenRandom = parts.betweenRandom
        netHeat = parts.netHeatRows.map { row in row.map { $0.isFinite ? $0 : nil } }
    }
}
