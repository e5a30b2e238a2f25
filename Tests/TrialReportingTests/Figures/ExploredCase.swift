import Testing
import TrialReporting
import TrialResults
import TrialStatistics

/// Explored results with the risk of bias of most studies, for the tests of forest plots and panels.
struct ExploredCase: Sendable, CustomTestStringConvertible {
    let name: String
    let input: FigureInput
    var testDescription: String { name }

    /// The hand-made cases of the forest plot and the trials of BCG, with everything that the engine can explore.
    static let all: [ExploredCase] =
        ForestCase.all.map { ExploredCase(name: $0.name, input: explored($0.analysis)) } + [bcg]

    /// The trials of BCG against tuberculosis.
    static let bcg = ExploredCase(name: "bcg", input: explored(TuberculosisTrials.analysis))

    /// Few events, with every method's answer.
    static let rare: ExploredCase = {
        let pairs: [(Double, Double, Double, Double)] = [
            (0, 20, 2, 21), (1, 34, 3, 30), (0, 12, 0, 11), (2, 60, 4, 58),
        ]
        let studies = pairs.map { BinaryComparison(events1: $0.0, total1: $0.1, events2: $0.2, total2: $0.3) }
        guard let table = try? BinaryComparisonPanel().table(for: studies) else {
            preconditionFailure("the fixture is impossible")
        }
        var analysis = ResultBuilder(id: "rare", title: "Serious infections", rows: 4).analysis()
        analysis.further = [Answer(kind: "rare-events", RareEventPanelAnswer(panel: table, rows: 4))]
        return ExploredCase(name: "rare", input: FigureInput(analysis))
    }()

    private static func explored(_ analysis: AnalysisRecord) -> FigureInput {
        var overview = EvidenceOverview()
        let judgements = ["low", "some-concerns", "high", "no-information", "critical"]
        for (row, study) in analysis.rows.enumerated() where row % 6 != 5 {
            for (column, domain) in ["D1", "D2", "D3", "D4", "D5", "overall"].enumerated() {
                overview.riskOfBias.append(
                    BiasEntry(
                        study: study.study, tool: "rob2", domain: domain,
                        judgement: judgements[(row * 3 + column * column) % judgements.count]))
            }
        }
        var explored = ExploredResults.exploring(analysis)
        let values = (analysis.rows.map(\.estimate), analysis.rows.map(\.variance))
        if let model = try? LinearModel(estimates: values.0, variances: values.1), model.studies > 2 {
            let subsets = try? SubsetExploration(model, by: ExploredResults.choices, limit: 1 << 13, seed: 7)
            explored.explorations?.subsets = subsets.map(SubsetCloud.init)
        }
        return FigureInput(explored, overview: overview)
    }
}
