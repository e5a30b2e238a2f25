import Foundation
import TrialResults
import TrialStatistics

/// Analyses with their explorations, made from the engine's own types as the analysing program makes them.
enum ExploredResults {
    /// The choices that `ResultBuilder` pools by.
    static let choices: PoolingModel = {
        var model = PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp(),
            prediction: PredictionInterval(.tStudiesMinusOne))
        model.fewestStudiesForPrediction = 3
        return model
    }()

    /// The analysis with everything explored; `moderators` gives names and a value for each row.
    static func exploring(
        _ analysis: AnalysisRecord, moderators: [(property: String, name: String, values: [Double?])] = []
    ) -> AnalysisRecord {
        var analysis = analysis
        guard let pooled = analysis.pooled,
            let model = try? LinearModel(
                estimates: analysis.rows.map(\.estimate), variances: analysis.rows.map(\.variance))
        else { return analysis }
        var result = Explorations()
        let years = analysis.rows.map { Double($0.year ?? .max) }
        result.leaveOneOut = try? LeaveOneOut(model, by: choices)
        result.cumulative = try? Cumulative(model, by: choices, order: Cumulative.order(by: years))
        result.influence = try? Influence(model, by: choices)
        result.baujat = try? BaujatCoordinates(model)
        result.fewStudies = try? FewStudiesView(model, choices)
        if model.studies > 2 {
            result.subsets = (try? SubsetExploration(model, by: choices, limit: 300)).map(SubsetCloud.init)
        }
        result.tau2Profile = try? Tau2Profile(model, by: choices)
        result.curves = try? ConfidenceCurves(model, by: choices)
        if model.studies > 1 { result.funnel = funnel(analysis, model, pooled) }
        analysis.explorations = result
        analysis.further += moderators.map { Answer(kind: "meta-regression", regression(analysis, model, $0)) }
        return analysis
    }

    private static func funnel(
        _ analysis: AnalysisRecord, _ model: LinearModel, _ pooled: PooledResult
    ) -> FunnelExploration {
        var funnel = FunnelExploration(
            centre: pooled.fit.pooled.estimate, quantile: 1.959963984540054,
            contours: [
                .init(pValue: 0.1, quantile: 1.6448536269514722), .init(pValue: 0.05, quantile: 1.959963984540054),
                .init(pValue: 0.01, quantile: 2.5758293035489004),
            ],
            participants: analysis.rows.map { study in study.groups.compactMap(\.total).reduce(0, +) })
        if let rows = try? Funnel(model), let egger = try? EggerRegression().evaluate(rows) {
            funnel.tests = [egger]
            funnel.warnings = egger.warnings
        }
        funnel.trimAndFill = try? TrimAndFill(model, by: choices)
        return funnel
    }

    private static func regression(
        _ analysis: AnalysisRecord, _ model: LinearModel,
        _ given: (property: String, name: String, values: [Double?])
    ) -> RegressionAnswer {
        let rows = given.values.indices.filter { given.values[$0] != nil }
        let values = rows.compactMap { given.values[$0] }
        var answer = RegressionAnswer(
            moderators: [.init(property: given.property, name: given.name, values: values)],
            rows: rows.map { $0 + 1 },
            missing: given.values.indices.filter { given.values[$0] == nil }.map {
                ExcludedRow(study: analysis.rows[$0].study, code: "missing-moderator", reason: "Not given.")
            })
        answer.line = try? model.subset(rows).line(values, name: given.property)
        answer.fit = answer.line?.fit
        answer.warnings = answer.line?.warnings ?? []
        return answer
    }
}

extension LinearModel {
    fileprivate func line(_ values: [Double], name: String) throws(StatisticsError) -> ModeratorLine {
        try ModeratorLine(self, on: values, name: name, by: ExploredResults.choices)
    }
}

/// The thirteen trials of BCG vaccine against tuberculosis: Colditz et al. 1994, doi:10.1001/jama.1994.03510330076038.
enum TuberculosisTrials {
    struct Trial {
        let label: String
        let year: Int
        let vaccinated: (events: Double, others: Double)
        let control: (events: Double, others: Double)
        let latitude: Double
    }

    private static func trial(
        _ label: String, _ year: Int, _ cells: (Double, Double, Double, Double), _ latitude: Double
    ) -> Trial {
        Trial(
            label: label, year: year, vaccinated: (cells.0, cells.1), control: (cells.2, cells.3), latitude: latitude)
    }

    static let trials = [
        trial("Aronson 1948", 1948, (4, 119, 11, 128), 44),
        trial("Ferguson & Simes 1949", 1949, (6, 300, 29, 274), 55),
        trial("Rosenthal 1960", 1960, (3, 228, 11, 209), 42),
        trial("Hart & Sutherland 1977", 1977, (62, 13536, 248, 12619), 52),
        trial("Frimodt-Møller 1973", 1973, (33, 5036, 47, 5761), 13),
        trial("Stein & Aronson 1953", 1953, (180, 1361, 372, 1079), 44),
        trial("Vandiviere 1973", 1973, (8, 2537, 10, 619), 19),
        trial("TPT Madras 1980", 1980, (505, 87886, 499, 87892), 13),
        trial("Coetzee & Berjak 1968", 1968, (29, 7470, 45, 7232), 27),
        trial("Rosenthal 1961", 1961, (17, 1699, 65, 1600), 42),
        trial("Comstock 1974", 1974, (186, 50448, 141, 27197), 18),
        trial("Comstock & Webster 1969", 1969, (5, 2493, 3, 2338), 33),
        trial("Comstock 1976", 1976, (27, 16886, 29, 17825), 33),
    ]

    /// The log risk ratios by REML, with latitude and year as moderators.
    static let analysis: AnalysisRecord = {
        let effects = trials.map { trial -> (Double, Double) in
            let (a, b) = trial.vaccinated
            let (c, d) = trial.control
            return (log(a / (a + b)) - log(c / (c + d)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
        }
        guard let model = try? LinearModel(estimates: effects.map(\.0), variances: effects.map(\.1)),
            let fit = try? ExploredResults.choices.fit(model)
        else { preconditionFailure("the trials make a model") }
        let studies = zip(trials, effects).enumerated().map { index, pair in
            let (trial, (y, v)) = pair
            let half = 1.959963984540054 * v.squareRoot()
            let limits = ConfidenceLimits(lower: y - half, upper: y + half)
            return StudyResult(
                study: trial.label, label: trial.label, year: trial.year,
                groups: [
                    GroupResult(
                        label: "vaccine", total: trial.vaccinated.events + trial.vaccinated.others,
                        events: trial.vaccinated.events),
                    GroupResult(
                        label: "no vaccine", total: trial.control.events + trial.control.others,
                        events: trial.control.events),
                ],
                effect: (y, v, limits), natural: NaturalEffect(y, limits, scale: .log),
                weight: fit.weights[index], properties: [:], sources: [], notes: [])
        }
        let result = AnalysisRecord(
            id: "bcg", title: "BCG vaccine against tuberculosis",
            question: AnalysisQuestion(
                outcome: "tuberculosis", measure: ResultBuilder.riskRatio,
                comparison: NamedGroups(treatment: "vaccine", control: "none"),
                rules: [:], better: .lower,
                favours: ["favours vaccine", "favours none"]),
            rows: (studies, []),
            method: MethodRecord(MethodProfiles.trialPool1.randomEffects, profile: MethodProfiles.trialPool1),
            answer: Answer(kind: "pairwise", PooledAnswer(PooledResult(fit, scale: .log))))
        return ExploredResults.exploring(
            result,
            moderators: [
                ("latitude", "Distance from the equator (degrees)", trials.map(\.latitude)),
                ("year", "Year of publication", trials.map { Double($0.year) }),
            ])
    }()
}
