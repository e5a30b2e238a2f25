import TrialJSON
import TrialNumerics
import TrialStatistics

/// What a follow-up of `network` is asked: the fit and its own options.
struct NetworkQuestion {
    let fit: NetworkFit
    let options: BatchFields

    /// Throws where there are more treatments than the follow-up can take in a few seconds.
    func check(treatments most: Int) throws(StatisticsError) {
        guard fit.treatments.count > most else { return }
        throw StatisticsError(
            .unsupported, "this is for at most \(most) treatments, there are \(fit.treatments.count)",
            field: "followUps")
    }

    /// The model that the follow-up works on, random unless it says otherwise.
    var effects: NetworkEffects {
        get throws(StatisticsError) { try options.word("effects", as: NetworkEffects.self) ?? .random }
    }
}

extension BatchFollowUps where Question == NetworkQuestion {
    /// The follow-ups of `network` that ship with the toolkit.
    static var standard: BatchFollowUps {
        BatchFollowUps(all: [
            NetworkRankingFollowUp(), NetworkSplitFollowUp(), NetworkDecompositionFollowUp(),
            NetworkContributionsFollowUp(), NetworkMeasuresFollowUp(), NetworkHatFollowUp(), NetworkFunnelFollowUp(),
        ])
    }
}

/// `ranking`: P-scores, SUCRA and the probability of each rank, with the interval of ranks.
struct NetworkRankingFollowUp: BatchFollowUp {
    let name = "ranking"
    let options = ["effects", "desirable", "draws", "seed"]

    func answer(_ question: NetworkQuestion) throws(StatisticsError) -> JSONValue {
        guard let desirable = try question.options.word("desirable", as: DesirableDirection.self) else {
            throw StatisticsError(
                .missingField, "say which values are good, 'small' or 'large'", field: "ranking.desirable")
        }
        let draws = try question.options.whole("draws") ?? 10_000
        let seed = try question.options.whole("seed") ?? 1
        let n = Double(question.fit.treatments.count)
        guard (1...1_000_000).contains(draws), Double(draws) * n * n <= 2e9, seed >= 0 else {
            throw StatisticsError(
                .impossibleData,
                "between 1 and 1,000,000 draws (fewer with many treatments) and a seed of at least 0 are possible",
                field: "ranking.draws")
        }
        let ranks = question.fit.ranking(
            try question.effects, desirable: desirable, draws: draws, seed: UInt64(seed))
        let overlap = MethodWarning(
            code: "ranks-are-uncertain",
            message:
                "A rank says nothing of how far apart treatments are; read it with its interval and the league table.")
        return .object([
            ("treatment", .array(ranks.map { .string($0.treatment) })), ("pScore", JSONValue(ranks.map(\.pScore))),
            ("sucra", JSONValue(ranks.map(\.sucra))), ("meanRank", JSONValue(ranks.map(\.meanRank))),
            ("rankLower", JSONValue(ranks.map(\.rankLimits.lower))),
            ("rankUpper", JSONValue(ranks.map(\.rankLimits.upper))),
            ("probabilities", NetworkFields.matrix(ranks.map { $0.probabilities.map { Optional($0) } })),
            ("draws", JSONValue(draws)), ("seed", JSONValue(seed)), ("warnings", PoolAnswer.warnings([overlap])),
        ])
    }
}

/// `split`: direct against indirect evidence for every pair.
struct NetworkSplitFollowUp: BatchFollowUp {
    let name = "split"
    let options = ["effects", "by"]

    func answer(_ question: NetworkQuestion) throws(StatisticsError) -> JSONValue {
        let method = try question.options.word("by", as: EvidenceSplit.self) ?? .backCalculation
        if method == .separate { try question.check(treatments: 60) }
        let split = question.fit.split(try question.effects, by: method)
        return .object([
            ("treatment", .array(split.map { .string($0.treatment) })),
            ("comparator", .array(split.map { .string($0.comparator) })),
            ("studies", JSONValue(split.map(\.studies))), ("directShare", JSONValue(split.map(\.directShare))),
            ("network", NetworkFields.columns(split.map(\.network))),
            ("direct", NetworkFields.columns(split.map(\.direct))),
            ("indirect", NetworkFields.columns(split.map(\.indirect))),
            ("difference", NetworkFields.columns(split.map(\.difference))),
        ])
    }
}

/// `decomposition`: Q by design, each design detached, and the net heat matrix.
struct NetworkDecompositionFollowUp: BatchFollowUp {
    let name = "decomposition"

    func answer(_ question: NetworkQuestion) throws(StatisticsError) -> JSONValue {
        try question.check(treatments: 100)
        let parts = question.fit.decomposition
        let designs = parts.designs.map { design in
            JSONValue.object([
                ("design", .string(design.name)), ("studies", .array(design.studies.map { .string($0) })),
                ("within", NetworkFields.test(design.within)), ("detached", NetworkFields.test(design.detached)),
                ("inconsistency", .number(design.inconsistency)),
            ])
        }
        return .object([
            ("total", NetworkFields.test(parts.total)), ("within", NetworkFields.test(parts.within)),
            ("between", NetworkFields.test(parts.between)), ("betweenRandom", NetworkFields.test(parts.betweenRandom)),
            ("tau2Within", .number(parts.tau2Within)), ("designs", .array(designs)),
            (
                "netHeat",
                NetworkFields.matrix(
                    (0..<parts.netHeat.rows).map { row in parts.netHeat.row(row).map { $0.isFinite ? $0 : nil } })
            ),
        ])
    }
}

/// `contributions`: the share of each direct comparison in each estimate.
struct NetworkContributionsFollowUp: BatchFollowUp {
    let name = "contributions"
    let options = ["effects"]

    func answer(_ question: NetworkQuestion) throws(StatisticsError) -> JSONValue {
        try question.check(treatments: 100)
        let flow = question.fit.flow(try question.effects)
        let names = question.fit.treatments
        func words(_ pairs: [(treatment: Int, comparator: Int)]) -> JSONValue {
            .array(pairs.map { .array([.string(names[$0.treatment]), .string(names[$0.comparator])]) })
        }
        return .object([
            ("comparisons", words(flow.comparisons)), ("directComparisons", words(flow.directComparisons)),
            ("share", NetworkFields.matrix(flow.contributions)), ("hat", NetworkFields.matrix(flow.hat)),
        ])
    }
}

/// `measures`: how direct each estimate is, and over how many paths it runs.
struct NetworkMeasuresFollowUp: BatchFollowUp {
    let name = "measures"
    let options = ["effects"]

    func answer(_ question: NetworkQuestion) throws(StatisticsError) -> JSONValue {
        try question.check(treatments: 60)
        let effects = try question.effects
        let flow = question.fit.flow(effects)
        let measures = flow.measures(effects)
        let names = question.fit.treatments
        return .object([
            ("treatment", .array(flow.comparisons.map { .string(names[$0.treatment]) })),
            ("comparator", .array(flow.comparisons.map { .string(names[$0.comparator]) })),
            ("directShare", JSONValue(measures.map(\.directShare))),
            ("meanPathLength", JSONValue(measures.map(\.meanPathLength))),
            ("minimalParallelism", JSONValue(measures.map(\.minimalParallelism))),
            ("minimalParallelismOfStudies", JSONValue(measures.map(\.minimalParallelismOfStudies))),
        ])
    }
}

/// `hat`: the matrix that maps observed onto fitted differences, in the order of `rows`.
struct NetworkHatFollowUp: BatchFollowUp {
    let name = "hat"
    let options = ["effects"]

    func answer(_ question: NetworkQuestion) throws(StatisticsError) -> JSONValue {
        guard question.fit.network.contrasts.count <= 2_000 else {
            throw StatisticsError(.unsupported, "the matrix is for at most 2,000 comparisons", field: "followUps")
        }
        return .object([("hat", NetworkFields.matrix(question.fit.flow(try question.effects).rowHat))])
    }
}

/// `funnel`: each row less its comparison's pooled effect, for the comparison-adjusted funnel plot.
struct NetworkFunnelFollowUp: BatchFollowUp {
    let name = "funnel"
    let options = ["effects", "order"]

    func answer(_ question: NetworkQuestion) throws(StatisticsError) -> JSONValue {
        let order = try question.options.texts("order")
        guard Set(order) == Set(question.fit.treatments) else {
            throw StatisticsError(
                .missingField, "name all treatments in the order in which small trials would favour them, best last",
                field: "funnel.order")
        }
        let points = question.fit.funnel(try question.effects, order: order)
        return .object([
            ("study", .array(points.map { .string($0.study) })),
            ("treatment", .array(points.map { .string($0.treatment) })),
            ("comparator", .array(points.map { .string($0.comparator) })),
            ("deviation", JSONValue(points.map(\.deviation))),
            ("standardError", JSONValue(points.map(\.standardError))),
        ])
    }
}
