import TrialResults
import TrialStatistics

extension NetworkTables {
    /// Components with their effects and the treatments that they make up; nothing where no model was asked for.
    var components: [ReportBlock] {
        guard let model = answer.components else { return [] }
        let effects = TextTable(
            caption: "Additive effects of components\(model.inactive.map { "; \($0) has none" } ?? "")",
            columns: [.init("Component"), .init(shown.display.effectHeading(level: answer.level), .trailing)],
            rows: model.components.map {
                [$0.name, $0.estimate.map { shown.words($0) } ?? "not identified by these trials"]
            })
        let made = TextTable(
            caption: "Treatments as sums of their components, against \(model.reference)",
            columns: [
                .init("Treatment"), .init("Components"),
                .init(shown.display.effectHeading(level: answer.level), .trailing),
            ],
            rows: model.combinations.map { treatment in
                [
                    treatment.treatment,
                    treatment.components.isEmpty ? "none" : treatment.components.joined(separator: ", "),
                    treatment.treatment == model.reference
                        ? "reference" : treatment.estimate.map { shown.words($0) } ?? "not identified",
                ]
            })
        return [.paragraph(additivity(model)), .table(effects), .table(made)]
    }

    private func additivity(_ model: NetworkComponents) -> String {
        let lost = model.components.filter { $0.estimate == nil }.map(\.name)
        let words =
            lost.isEmpty
            ? "The trials identify every component." : "The trials do not identify \(lost.joined(separator: ", "))."
        let rank =
            "They carry \(format.count(model.rank)) independent \(model.rank == 1 ? "effect" : "effects") of"
            + " \(format.count(model.components.count)) components."
        guard model.additivity.degreesOfFreedom > 0, let p = model.additivity.pValue else {
            return
                "\(words) \(rank) Whether effects add up cannot be tested: the additive model has as many effects as treatments."
        }
        let verdict = p < 0.05 ? "Effects of components do not add up" : "Nothing speaks against effects that add up"
        return "\(words) \(rank) \(verdict) (Q = \(format.number(model.additivity.q)),"
            + " df = \(format.count(model.additivity.degreesOfFreedom)), \(format.pValue(p)))."
    }

    // MARK: - Confidence

    /// What people judged, beside what the numbers say; nothing where nobody judged.
    var confidence: [ReportBlock] {
        answer.judgements.flatMap { judgement -> [ReportBlock] in
            let part = answer.parts.first { $0.pair(judgement.treatment, judgement.comparator) != nil }
            let numbers = NetworkConfidence(shown, part, judgement)
            let rows = NetworkJudgement.Domain.allCases.map { domain in
                [
                    PropertyWords.heading(domain.rawValue),
                    judgement.concern(domain).map { PropertyWords.phrase($0.rawValue) } ?? "not judged",
                    numbers.words(domain),
                ]
            }
            let overall = judgement.confidence.map { PropertyWords.phrase($0.rawValue) } ?? "not judged"
            let reason = judgement.reason.map { ": \(DisplayText.clean($0))" } ?? ""
            let pair = shown.versus(judgement.treatment, judgement.comparator)
            return [
                .table(
                    TextTable(
                        caption: "\(pair), judged by \(judgement.judgedBy)",
                        columns: [.init("Domain"), .init("Judgement"), .init("What the numbers say")], rows: rows)),
                .paragraph(
                    "Confidence in \(pair), all in all: \(overall)\(reason). People judged; the numbers beside were computed."
                ),
            ]
        }
    }
}

/// What the numbers say of each domain that people judge of a comparison.
struct NetworkConfidence {
    private let shown: NetworkShown
    private let part: NetworkPart?
    private let pair: NetworkPart.Pair?
    private let isTurned: Bool

    private var format: NumberFormat { shown.format }

    init(_ shown: NetworkShown, _ part: NetworkPart?, _ judgement: NetworkJudgement) {
        self.shown = shown
        self.part = part
        pair = part?.pair(judgement.treatment, judgement.comparator)
        isTurned = pair?.treatment != judgement.treatment
    }

    /// The numbers of a domain.
    func words(_ domain: NetworkJudgement.Domain) -> String {
        guard let pair, let part else { return "The network does not connect the two." }
        switch domain {
        case .withinStudyBias: return bias(part)
        case .reportingBias:
            return
                "\(shown.studies(pair.split.studies)) of this comparison, \(shown.studies(part.studies.count)) in all"
        case .indirectness: return "\(format.percent(100 * min(1, pair.split.directShare))) of the evidence is direct"
        case .imprecision:
            let found = shown.answer.effects == .common ? pair.common : pair.random
            let estimate = isTurned ? found.reversed : found
            return "\(shown.words(estimate)), \(shown.isClear(estimate) ? "excludes" : "includes") no difference"
        case .heterogeneity:
            guard let limits = pair.prediction else { return "cannot be estimated" }
            let turned = isTurned ? ConfidenceLimits(lower: -limits.upper, upper: -limits.lower) : limits
            return "in a new study between \(shown.words(turned))"
        case .incoherence:
            guard let difference = pair.split.difference else {
                return "direct and indirect evidence cannot be compared"
            }
            return "direct and indirect evidence differ with \(format.pValue(difference.pValue))"
        }
    }

    /// The contributions of studies by their risk of bias: each direct comparison's share is divided evenly among its studies.
    private func bias(_ part: NetworkPart) -> String {
        guard let pair, let table = part.contributions,
            let row = part.pairs.firstIndex(where: { $0 == pair })
        else { return "not computed for a network of this size" }
        var shares: [BiasLight: Double] = [:]
        for (ends, share) in zip(table.direct, table.shares[row]) {
            let studies =
                shown.answer.edges.first { Set([$0.treatment, $0.comparator]) == Set(ends) }?.studies ?? []
            for study in studies {
                shares[shown.light(study) ?? .unknown, default: 0] += share / Double(studies.count)
            }
        }
        let words = BiasLight.allCases.compactMap { light in
            shares[light].map { "\(format.percent(100 * $0)) \(light.words)" }
        }
        return words.joined(separator: ", ")
    }
}
