import Glibc
import Testing
import TrialReporting
import TrialResults
import TrialStatistics

/// Results with explorations, risk of bias and rare-event tables for the tests of figures.
struct ExploredCase: Sendable, CustomTestStringConvertible {
    let name: String
    let input: FigureInput
    var testDescription: String { name }

    /// The hand-made cases of the forest plot with everything that the engine can explore.
    static let all: [ExploredCase] =
        ForestCase.all.map { ExploredCase(name: $0.name, input: explored($0.analysis)) } + [bcg]

    /// The trials of BCG against tuberculosis (Colditz et al. 1994, doi:10.1001/jama.1994.03510330076038): log risk ratios.
    static let bcg: ExploredCase = {
        let measure = ResultBuilder.riskRatio
        var studies: [StudyResult] = []
        for (position, trial) in BCGTrials.all.enumerated() {
            let (a, n1, c, n2) = (trial.cases1, trial.total1, trial.cases2, trial.total2)
            let estimate = log(a / n1 * n2 / c)
            let variance = 1 / a - 1 / n1 + 1 / c - 1 / n2
            let half = 1.959963984540054 * variance.squareRoot()
            let limits = ConfidenceLimits(lower: estimate - half, upper: estimate + half)
            studies.append(
                StudyResult(
                    study: "BCG\(position)", label: "\(trial.name) \(trial.year)", year: trial.year,
                    groups: [
                        GroupResult(label: "Vaccinated", total: n1, events: a),
                        GroupResult(label: "Not vaccinated", total: n2, events: c),
                    ],
                    effect: (estimate, variance, limits), natural: NaturalEffect(estimate, limits, scale: .log),
                    weight: nil, properties: ["allocation": trial.allocation], sources: [], notes: []))
        }
        let base = ResultBuilder.analysis(
            title: "Tuberculosis after BCG vaccination", measure: measure, studies: studies,
            favours: ["favours BCG", "favours no vaccine"])
        return ExploredCase(name: "bcg", input: explored(base))
    }()

    /// An analysis with every exploration, and judgements on most of its studies.
    static func explored(_ analysis: AnalysisResult) -> FigureInput {
        var analysis = analysis
        var overview = EvidenceOverview()
        let judgements = ["low", "some-concerns", "high", "no-information", "critical"]
        for (row, study) in analysis.studies.enumerated() where row % 6 != 5 {
            for (column, domain) in ["D1", "D2", "D3", "D4", "D5", "overall"].enumerated() {
                overview.riskOfBias.append(
                    BiasEntry(
                        study: study.study, tool: "rob2", domain: domain,
                        judgement: judgements[(row * 3 + column * column) % judgements.count]))
            }
        }
        guard !analysis.studies.isEmpty else { return FigureInput(analysis, overview: overview) }
        do {
            let model = try LinearModel(
                estimates: analysis.studies.map(\.estimate), variances: analysis.studies.map(\.variance))
            let pooling = ResultBuilder.pooling
            var explorations = Explorations()
            explorations.leaveOneOut = try LeaveOneOut(model, by: pooling)
            explorations.cumulative = try Cumulative(
                model, by: pooling, order: Cumulative.order(by: analysis.studies.map { Double($0.year ?? 9999) }))
            explorations.influence = try Influence(model, by: pooling)
            explorations.fewStudies = try FewStudiesView(model, pooling)
            explorations.subsets = SubsetCloud(try SubsetExploration(model, by: pooling, limit: 1 << 13, seed: 7))
            analysis.explorations = explorations
        } catch {
            preconditionFailure("the fixture cannot be explored: \(error)")
        }
        return FigureInput(analysis, overview: overview)
    }
}

extension ResultBuilder {
    /// The choices of every fit of the fixtures.
    static var pooling: PoolingModel {
        var model = PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp.guarded,
            prediction: PredictionInterval(.tStudiesMinusOne))
        model.fewestStudiesForPrediction = 3
        return model
    }

    /// An analysis of given rows, pooled, with their weights.
    static func analysis(
        title: String, measure: MeasureReference, studies: [StudyResult], favours: [String]?
    ) -> AnalysisResult {
        do {
            let fit = try pooling.fit(
                LinearModel(estimates: studies.map(\.estimate), variances: studies.map(\.variance)))
            let weighted = zip(studies, fit.weights).map { study, weight in
                StudyResult(
                    study: study.study, label: study.label, year: study.year, groups: study.groups,
                    effect: (study.estimate, study.variance, study.limits), natural: study.natural, weight: weight,
                    properties: study.properties, sources: [], notes: [])
            }
            return AnalysisResult(
                id: "given", title: title,
                question: AnalysisQuestion(
                    outcome: "outcome", measure: measure, comparison: "A versus B",
                    method: "random effects (REML), guarded Hartung–Knapp interval", rules: [:], better: .lower,
                    favours: favours),
                rows: (weighted, []), pooled: PooledResult(fit, scale: measure.scale), warnings: [])
        } catch {
            preconditionFailure("the fixture cannot be pooled: \(error)")
        }
    }
}

/// The 13 trials of BCG against tuberculosis.
enum BCGTrials {
    struct Trial {
        let name: String
        let year: Int
        let cases1: Double
        let total1: Double
        let cases2: Double
        let total2: Double
        let allocation: String
    }

    static let all: [Trial] = [
        trial("Aronson", 1948, (4, 119, 11, 128), "random"),
        trial("Ferguson & Simes", 1949, (6, 300, 29, 274), "random"),
        trial("Rosenthal et al", 1960, (3, 228, 11, 209), "random"),
        trial("Hart & Sutherland", 1977, (62, 13536, 248, 12619), "random"),
        trial("Frimodt-Møller et al", 1973, (33, 5036, 47, 5761), "alternate"),
        trial("Stein & Aronson", 1953, (180, 1361, 372, 1079), "alternate"),
        trial("Vandiviere et al", 1973, (8, 2537, 10, 619), "random"),
        trial("TPT Madras", 1980, (505, 87886, 499, 87892), "random"),
        trial("Coetzee & Berjak", 1968, (29, 7470, 45, 7232), "random"),
        trial("Rosenthal et al", 1961, (17, 1699, 65, 1600), "systematic"),
        trial("Comstock et al", 1974, (186, 50448, 141, 27197), "systematic"),
        trial("Comstock & Webster", 1969, (5, 2493, 3, 2338), "systematic"),
        trial("Comstock et al", 1976, (27, 16886, 29, 17825), "systematic"),
    ]

    private static func trial(
        _ name: String, _ year: Int, _ counts: (Double, Double, Double, Double), _ allocation: String
    ) -> Trial {
        Trial(
            name: name, year: year, cases1: counts.0, total1: counts.0 + counts.1, cases2: counts.2,
            total2: counts.2 + counts.3, allocation: allocation)
    }
}
