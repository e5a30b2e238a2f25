import TrialArchives
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// A record of each kind of answer that comes with TrialPool, and records with answers of several kinds.
enum KindFixtures {
    /// A comparison with everything around it: groups, what stands beside, exclusions, warnings, choices, regressions,
    /// methods for rare events.
    static let pairwise: AnalysisRecord = {
        var builder = full("pairwise-full")
        builder.excluded = [
            ExcludedRow(study: "Twin 2021", arm: "low dose", code: "overlap", reason: "Overlaps Study 1.")
        ]
        builder.warnings = [MethodWarning(code: "few", message: "Few studies: read the interval.")]
        let doses: [Double?] = [1, 2, nil, 4, 5, 6]
        let explored = ExploredResults.exploring(
            builder.analysis(), moderators: [("dose", "Dose (million cells)", doses)])
        var record = builder.explorable()
        record.explorations = explored.explorations
        record.further = explored.further + ExploredCase.rare.input.analysis.further
        return record
    }()

    /// Single groups with groups and what stands beside.
    static let singleGroups: AnalysisRecord = {
        var builder = full("single-full")
        builder.measure = ResultBuilder.logit
        builder.groupLabels = ["MSC"]
        return builder.analysis()
    }()

    /// The methods for rare events as the answer itself.
    static let rareEvents: AnalysisRecord = {
        var record = ExploredCase.rare.input.analysis
        record.answer = record.further.removeFirst()
        record.warnings = [MethodWarning(code: "rare", message: "Events are few.")]
        return record
    }()

    /// A regression as the answer itself, with rows that lack the moderator.
    static let regression: AnalysisRecord = {
        let values: [Double?] = [1, 2, nil, 4, 5, 6, nil, 8]
        var record = ExploredResults.exploring(
            ResultBuilder(id: "regression", rows: 8).analysis(), moderators: [("dose", "Dose (million cells)", values)])
        record.answer = record.further.removeFirst()
        return record
    }()

    /// Eight rows in four studies, with errors that correlate within a study.
    static let multilevel: AnalysisRecord = {
        var record = ResultBuilder(id: "multilevel", rows: 8).analysis()
        let groups = record.rows.indices.map { "Group \($0 / 2 + 1), north" }
        let levels: [MultilevelAnswer.Level] = [
            .init(name: "study", groups: groups), .init(name: "row", groups: record.rows.indices.map(String.init)),
        ]
        var dependence = MultilevelAnswer.Dependence()
        dependence.assumedCorrelation = 0.4
        let fit = try? MultilevelFitter(inference: .containment).fitWithComponentLimits(
            MultilevelModel(
                estimates: record.rows.map(\.estimate),
                covariance: SamplingCovariance(
                    variances: record.rows.map(\.variance), clusters: groups, correlation: 0.4),
                terms: RandomTerm.nested(names: levels.map(\.name), rows: levels.map(\.groups))))
        var answer = MultilevelAnswer(
            levels: levels, dependence: dependence, fit: fit, measure: record.question.measure)
        let kinds = record.rows.indices.map { $0.isMultiple(of: 2) ? "relapsing" : "progressive, any" }
        if let covariance = try? SamplingCovariance(variances: record.rows.map(\.variance)) {
            answer.interaction = try? OneStageInteraction(
                OneStageInteraction.Rows(
                    estimates: record.rows.map(\.estimate), covariance: covariance, trials: groups, kinds: kinds),
                reference: "relapsing", by: MultilevelFitter(inference: .containment))
            answer.interactionProperty = "ms-type"
        }
        record.answer = Answer(kind: "multilevel", answer)
        return record
    }()

    /// Four trials at three months, one of them again at a fourth, with people who leave and another correlation beside.
    static let durability: AnalysisRecord = {
        var record = ResultBuilder(id: "durability", title: "Disability over time", rows: 13).analysis()
        let months = record.rows.indices.map { [3, 6, 12, 27.8][$0 == 12 ? 3 : $0 % 3] }
        let trials = record.rows.indices.map { $0 == 12 ? "trial 1" : "trial \($0 / 3 + 1)" }
        var dependence = AssumedDependence(correlation: 0.6, months: 12, isStated: false, sharedControls: 1)
        dependence.replaced = ["Study 1"]
        var answer = DurabilityAnswer(
            course: .linear, asked: [6, 12, 24, 60],
            rows: record.rows.indices.map { row in
                DurabilityAnswer.Row(
                    months: months[row], trial: (trials[row], "North, \(trials[row])"),
                    line: (trials[row], "North, \(trials[row]) (low dose)"), people: (50, 48 - months[row]))
            }, dependence: dependence)
        if let own = fit(record, months, trials, 0.6) { answer.take(own, measure: record.question.measure) }
        answer.add(0.3, fit(record, months, trials, 0.3), measure: record.question.measure)
        answer.add(0.95, nil, measure: record.question.measure)
        record.answer = Answer(kind: "durability", answer)
        return record
    }()

    private static func fit(
        _ record: AnalysisRecord, _ months: [Double], _ trials: [String], _ correlation: Double
    ) -> TimeCourseFit? {
        guard
            let covariance = try? SamplingCovariance(
                variances: record.rows.map(\.variance), clusters: trials, correlation: correlation),
            let effect = try? EffectOverTime(
                EffectOverTime.Rows(
                    estimates: record.rows.map(\.estimate), months: months, trials: trials, covariance: covariance),
                course: .linear)
        else { return nil }
        return try? MultilevelFitter(inference: .containment).timeCourse(
            effect, TimeCourseRequest(months: [6, 12, 24, 60], curvePoints: 7))
    }

    /// Five trials with two outcomes each, one turned, one with a minimal important difference, judged by trials too.
    static let severalOutcomes: AnalysisRecord = {
        var record = ResultBuilder(id: "several-outcomes", title: "Disability and mood", rows: 10).analysis()
        let codes = record.rows.indices.map { $0 < 5 ? "disability" : "mood" }
        let trials = record.rows.indices.map { "trial \($0 % 5 + 1)" }
        let measure = record.question.measure
        func outcome(_ code: String, _ title: String, isTurned: Bool) -> SeveralOutcomesAnswer.Outcome {
            SeveralOutcomesAnswer.Outcome(
                (code, title), measure: (measure, true), direction: (isTurned ? .higher : .lower, isTurned),
                isReported: isTurned, important: (isTurned ? 1.25 : nil, isTurned ? 4 : nil))
        }
        var answer = SeveralOutcomesAnswer(
            outcomes: [
                outcome("disability", "Disability, (any)", isTurned: false),
                outcome("mood", "Good mood", isTurned: true),
            ],
            rows: zip(codes, trials).map { .init(outcome: $0 == "mood" ? 1 : 0, trial: $1) },
            dependence: AssumedDependence(correlation: 0.5, isStated: true, sharedControls: 2),
            correlations: [.init(outcomes: [0, 1], value: 0.5)])
        func fit(_ correlation: Double) -> OutcomesFit? {
            guard
                let covariance = try? SamplingCovariance(
                    variances: record.rows.map(\.variance), clusters: trials, correlation: correlation),
                let model = try? OutcomesModel(
                    OutcomesModel.Rows(
                        estimates: record.rows.map(\.estimate), outcomes: codes, trials: trials, covariance: covariance)
                )
            else { return nil }
            return try? MultilevelFitter(inference: .containment).outcomes(model, robust: .biasReduced)
        }
        if let own = fit(0.5) { answer.take(own) }
        answer.add(0, fit(0))
        answer.add(0.99, nil)
        record.answer = Answer(kind: "several-outcomes", answer)
        return record
    }()

    /// What a plugin answered, with everything that it may show.
    static let plugin: AnalysisRecord = {
        var record = ResultBuilder(id: "plugin", rows: 4).analysis()
        var (paragraph, list, table, figure) = (PluginContent(), PluginContent(), PluginContent(), PluginContent())
        paragraph.paragraph = "A paragraph of the plugin with <b>marks</b>."
        list.list = ["First point", "Second point"]
        table.table = PluginContent.Table(
            caption: "A table of the plugin", columns: ["Name", "Number"], numeric: [false, true], rows: [["a", "1.5"]])
        figure.figure = PluginDrawing(
            code: "dots", title: "Dots", description: "Two dots.",
            svg: "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><circle cx='5' cy='5' r='2'/></svg>")
        let effect = NaturalEffect(estimate: -0.5, lower: -0.9, upper: -0.1)
        var answer = PluginAnswer(
            PluginReference(name: "my-plugin", version: "1.2.3", sha256: String(repeating: "ab", count: 32)),
            method: "a method of its own", finding: "The plugin found something.", rows: 4, level: 0.95)
        answer.content = [paragraph, list, table, figure]
        record.answer = Answer(
            kind: "my-plugin", answer.with(effect: effect, scale: record.question.measure.scale))
        return record
    }()

    /// One record a kind.
    static let all: [AnalysisRecord] = [
        pairwise, singleGroups, rareEvents, regression, multilevel, durability, severalOutcomes,
        NetworkFixtures.network, NetworkFixtures.doses, MultiverseFixtures.record, ResamplingFixtures.record,
    ]

    private static func full(_ id: String) -> ResultBuilder {
        var builder = ResultBuilder(id: id, title: "Disability with \(id)", rows: 6)
        builder.groups = [("relapsing", [0, 1]), ("progressive", [2, 3])]
        builder.beside = 1
        return builder
    }
}

/// A form of a report, with how a text of the report stands in it.
struct ReportForm {
    let name: String
    private let content: String
    private let written: (String) -> String

    func contains(_ text: String) -> Bool { Self.spaced(content).contains(Self.spaced(written(text))) }

    /// Blanks that break no line as plain ones: where they stand is the business of `UnbrokenTextTests`.
    private static func spaced(_ text: String) -> String {
        text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ").replacing("~", with: " ")
    }

    /// The page and every document that can be read back: Markdown, LaTeX and Word.
    static func page(_ report: ToldReport) throws -> ReportForm {
        ReportForm(
            name: "page", content: try ParsedMarkup(try ReportPage(report).html()).text, written: DisplayText.clean)
    }

    static func documents(_ report: ToldReport) throws -> [ReportForm] {
        let text = ReportTextBuilder(report, figures: ReportFigures(report)).text(date: "2026-11-23")
        func string(_ format: any DocumentFormat) throws -> String {
            String(decoding: try format.write(text, figureFolder: "figures/"), as: UTF8.self)
        }
        let archive = try ZipArchive.read(try WordDocument().write(text, figureFolder: ""))
        let word = String(decoding: archive["word/document.xml"] ?? [], as: UTF8.self)
        return [
            ReportForm(name: "Markdown", content: try string(MarkdownDocument()), written: MarkdownText.escaped),
            ReportForm(name: "LaTeX", content: try string(LaTeXDocument()), written: LaTeXText.escaped),
            ReportForm(
                name: "Word", content: try ParsedMarkup(word).text.replacing("\u{200B}", with: ""),
                written: DisplayText.clean),
        ]
    }
}
