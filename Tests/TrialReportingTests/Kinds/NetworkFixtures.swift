import TrialResults
import TrialStatistics

@testable import TrialReporting

/// Records of networks and dose–response curves, made from the statistics as an analysis makes them.
enum NetworkFixtures {
    /// A comparison of the fixture: study, its two treatments, estimate and standard error.
    typealias Row = (study: String, treatment: String, comparator: String, estimate: Double, error: Double)

    /// Two loops, a trial of three arms, and a pair that stands apart.
    static let rows: [Row] = [
        ("Ahl 2001", "first drug", "placebo", -0.4, 0.2), ("Berg 2002", "first drug", "placebo", -0.9, 0.25),
        ("Costa 2003", "second drug", "placebo", -0.3, 0.2), ("Dunn 2004", "second drug", "first drug", 0.6, 0.3),
        ("Eide 2005", "both", "placebo", -1.1, 0.3), ("Faro 2006", "both", "first drug", -0.1, 0.35),
        ("Gatti 2007", "first drug", "placebo", -0.5, 0.3), ("Gatti 2007", "second drug", "placebo", -0.2, 0.3),
        ("Gatti 2007", "first drug", "second drug", -0.3, 0.3), ("Haug 2008", "exercise", "waiting list", -0.2, 0.3),
    ]

    /// A record of a network of rows.
    static func record(
        _ id: String, _ rows: [Row], reference: String = "placebo", isFull: Bool = true
    ) throws -> AnalysisRecord {
        let contrasts = rows.map {
            NetworkContrast(
                study: $0.study, treatment: $0.treatment, comparator: $0.comparator, estimate: $0.estimate,
                standardError: $0.error)
        }
        let network = try TreatmentNetwork(contrasts)
        var answer = NetworkAnswer(effects: .random, level: 0.95, nodeProperties: ["arm"])
        var choices = NetworkPart.Choices()
        choices.desirable = isFull ? .small : nil
        choices.draws = 500
        choices.funnelOrder = isFull ? network.treatments : []
        for island in network.islands {
            guard let part = network.restricted(to: island) else { continue }
            answer.parts.append(
                NetworkPart(
                    try NetworkModel().fit(part), reference: island.contains(reference) ? reference : island[0],
                    by: choices))
        }
        place(rows, network, &answer)
        if isFull { try complete(&answer, network, reference) }
        var record = ResultBuilder(id: id, title: "Pain, every treatment", rows: rows.count).analysis()
        record.rows = rows.map { result($0, record.question.measure) }
        record.answer = Answer(kind: "network", answer)
        return record
    }

    private static func place(_ rows: [Row], _ network: TreatmentNetwork, _ answer: inout NetworkAnswer) {
        var studies: [String: [String]] = [:]
        var edges: [[String]: [String]] = [:]
        for row in rows {
            edges[[row.treatment, row.comparator].sorted(), default: []].append(row.study)
            for node in [row.treatment, row.comparator] where !(studies[node] ?? []).contains(row.study) {
                studies[node, default: []].append(row.study)
                answer.placements.append(
                    .init(
                        study: (row.study, row.study), arm: "\(node), daily", node: node, participants: 40,
                        isJoined: false))
            }
        }
        answer.nodes = network.islands.flatMap(\.self).map { name in
            .init(name: name, studies: studies[name] ?? [], participants: 40 * Double(studies[name]?.count ?? 0))
        }
        answer.edges = edges.keys.sorted { $0.lexicographicallyPrecedes($1) }.map {
            .init(treatment: $0[0], comparator: $0[1], studies: edges[$0] ?? [])
        }
    }

    private static func complete(
        _ answer: inout NetworkAnswer, _ network: TreatmentNetwork, _ reference: String
    ) throws {
        let made = network.treatments.map {
            $0 == "both" ? ["first drug", "second drug"] : $0 == reference ? [] : [$0]
        }
        let names = network.treatments.map { $0 == "both" ? "first drug + second drug" : $0 }
        let components = try TreatmentComponents(names, inactive: reference)
        answer.components = NetworkComponents(
            try ComponentModel().fit(network, components), .random, made: made, reference: reference,
            inactive: reference)
        let arms = answer.placements.map {
            FactorIdentifiability.Arm(
                study: $0.study, isControl: $0.node == reference,
                levels: ["route": $0.node == "both" ? "vein" : "mouth"],
                values: ["dose": Double($0.node.count)])
        }
        answer.identifiability = FactorIdentifiability(arms, categories: ["route"], quantities: ["dose"])
        answer.joining = NextTrial(joining: reference, with: "exercise", variance: 0.09)
        answer.judgements = [
            NetworkJudgement(
                ("first drug", reference), judgedBy: "A. Reader",
                concerns: [NetworkJudgement.Domain.imprecision.rawValue: .some], confidence: .moderate,
                reason: "few people")
        ]
    }

    private static func result(_ row: Row, _ measure: MeasureReference) -> StudyResult {
        let limits = ConfidenceLimits(lower: row.estimate - 1.96 * row.error, upper: row.estimate + 1.96 * row.error)
        return StudyResult(
            study: row.study, label: "\(row.study): \(row.treatment) v \(row.comparator)", year: 2001, groups: [],
            effect: (row.estimate, row.error * row.error, limits),
            natural: NaturalEffect(row.estimate, limits, natural: measure.natural), weight: nil,
            properties: ["risk-of-bias": row.study.hasPrefix("A") ? "low" : "some concerns"], sources: [], notes: [])
    }

    /// A network with everything around it.
    static let network: AnalysisRecord = {
        do { return try record("network-full", rows) } catch { preconditionFailure("an impossible network: \(error)") }
    }()

    /// A network of many treatments around one, with these names.
    static func star(_ id: String, names: [String]) -> AnalysisRecord {
        let spokes = names.enumerated().map { k, name -> Row in
            ("Study \(k)", "\(name) \(k)", "placebo", 0.1 * Double(k % 7) - 0.3, 0.2)
        }
        let more = names.indices.dropFirst(2).map { k -> Row in
            ("Further \(k)", "\(names[k]) \(k)", "\(names[k - 2]) \(k - 2)", 0.05, 0.3)
        }
        do { return try record(id, spokes + more, isFull: names.count < 20) } catch {
            preconditionFailure("an impossible network: \(error)")
        }
    }

    // MARK: - Doses

    /// A curve over four trials, one of which has one dose above none.
    static let doses: AnalysisRecord = {
        do { return try curve("doses-full", .quadratic, "quadratic") } catch {
            preconditionFailure("an impossible curve: \(error)")
        }
    }()

    /// A record of a curve; nil for a refusal.
    static func curve(_ id: String, _ curve: DoseCurve?, _ word: String) throws -> AnalysisRecord {
        let trials: [(name: String, doses: [Double], effects: [Double])] = [
            ("Ivo 2009", [5, 10], [-0.3, -0.5]), ("Jost 2010", [10, 20], [-0.4, -0.7]),
            ("Kern 2011", [5, 20], [-0.1, -0.6]), ("Lund 2012", [40], [-0.5]),
        ]
        let studies = try trials.map { trial in
            return try DoseStudy(
                name: trial.name,
                levels: [DoseLevel(dose: 0, estimate: 0, standardError: 0)]
                    + zip(trial.doses, trial.effects).map { DoseLevel(dose: $0, estimate: $1, standardError: 0.22) },
                design: .cumulativeIncidence, covariance: .independent)
        }
        var answer = DoseResponseAnswer(
            dose: ("Daily dose (mg)", "mg"), shape: .init(word, curve ?? .linear), isOneStage: true, level: 0.95)
        answer.independentContrasts = 7
        if let curve {
            let fit = try DoseResponseModel(curve: curve, heterogeneity: .fixed, isOneStage: true).fit(studies)
            let zeros = fit.coefficients.map { _ in fit.coefficients.map { _ in 0.0 } }
            answer.fit = .init(fit, covariance: zeros, psi: zeros)
            answer.predictions = try fit.predictions(at: [0, 5, 10, 20, 40], reference: 0)
            answer.line = try fit.predictions(at: (0...40).map(Double.init), reference: 0)
        } else {
            answer.refusal = .init(code: "over-fitted", message: "The curve asks for more than the trials give.")
        }
        answer.trials = studies.map { study in
            let variances = study.doses.indices.map { i in study.doses.indices.map { i == $0 ? 0.05 : 0.0 } }
            return .init(
                study, covariance: variances, title: study.name,
                own: study.doses.count > 1
                    ? [.init(dose: 0, estimate: 0), .init(dose: study.doses[1], estimate: study.estimates[1])] : [])
        }
        answer.identifiability = FactorIdentifiability(
            studies.flatMap { study in
                [FactorIdentifiability.Arm(study: study.name, isControl: true, levels: [:], values: [:])]
                    + study.doses.map {
                        FactorIdentifiability.Arm(
                            study: study.name, isControl: false, levels: [:], values: ["dose": $0])
                    }
            }, categories: [], quantities: ["dose"])
        var record = ResultBuilder(id: id, title: "Pain by dose", rows: 7).analysis()
        record.answer = Answer(kind: "dose-response", answer)
        return record
    }
}
