import TrialResults
import TrialStatistics

/// How answers of one pooled effect are told; the kinds of them differ in their name and their figures.
public protocol PooledReport: KindReport where Answer == PooledAnswer {}

extension PooledReport {
    /// The pooled effect in plain language and as a results paragraph.
    public func finding(_ telling: Telling<PooledAnswer>) -> ReportFinding {
        let prose = PooledProse(
            PooledAnalysis(telling.record, telling.answer), convention: telling.scope.convention,
            overview: telling.scope.overview, remarks: telling.remarks)
        return ReportFinding(prose.plainLanguage, full: prose.results)
    }

    /// What the interval allows, in the words of the finding, with numbers of people and what it rests on.
    public func brief(_ telling: Telling<PooledAnswer>) -> String {
        let analysis = PooledAnalysis(telling.record, telling.answer)
        return PooledBrief(analysis, telling.scope).text
    }

    /// Head, method, rows; then groups, what stands beside, and the same question with one rule changed.
    public func sections(_ telling: Telling<PooledAnswer>) throws(ReportingError) -> [ReportSection] {
        let analysis = PooledAnalysis(telling.record, telling.answer)
        let common = CommonSections(telling)
        let comparisons = comparisons(analysis, telling.scope.convention)
        guard telling.isOwn else {
            return [
                ReportSection(
                    "further-\(SafeName.of(name(of: telling.answer)))", .everywhere("Another pooled effect"),
                    [.paragraph(finding(telling).full)] + comparisons.flatMap(\.blocks))
            ]
        }
        let head = common.head(
            finding: finding(telling), tiles: PooledTiles(analysis, telling.display).tiles,
            choices: try choices(analysis, telling.scope.convention))
        return [head, common.method] + common.studies(rows(telling)) + comparisons
    }

    private func comparisons(_ analysis: PooledAnalysis, _ convention: NumberConvention) -> [ReportSection] {
        let tables = PooledTables(analysis, convention: convention)
        let heading = ReportSection.Heading.onPage("Groups, methods and changed rules")
        var blocks = tables.subgroups.map { ReportBlock.table($0) }
        blocks += tables.subgroupSentences.map { .paragraph(convention.spelled(DisplayText.clean($0))) }
        blocks += tables.beside.map { .table($0) }
        let words = BesideWords(display: analysis.display(convention))
        blocks += analysis.beside.map { .paragraph(words.sentence($0)) }
        return [
            ReportSection("comparisons", heading, blocks),
            CredibilityTables(analysis.subgroups, analysis.display(convention)).section,
            ReportSection("sensitivity", heading, [tables.sensitivity].compactMap { $0.map { .table($0) } }),
        ]
    }

    private func choices(
        _ analysis: PooledAnalysis, _ convention: NumberConvention
    ) throws(ReportingError) -> ReaderChoices? {
        guard var builder = ExplorerBuilder(analysis, convention: convention) else { return nil }
        let hasOverlap = analysis.excluded.contains { $0.code == "overlap" }
        let note = "Leaving a study out here does not bring back a report that it displaced."
        return ReaderChoices(json: try builder.json(), notes: hasOverlap ? [note] : [])
    }

    /// The record's rows, then those of what stands beside.
    public func rows(_ telling: Telling<PooledAnswer>) -> [RowBlock] {
        let own = telling.isOwn ? [RowBlock.own(telling.record)] : []
        return own
            + telling.answer.beside.map {
                RowBlock($0.title, caption: "Beside: \($0.title)", used: $0.studies, excluded: $0.excluded)
            }
    }

    /// That of the pooled effect.
    public func heterogeneity(of answer: PooledAnswer) -> Heterogeneity? { answer.pooled?.fit.heterogeneity }

    /// The rows in their groups with diamonds, and what stands beside.
    public func forest(_ record: AnalysisRecord, _ answer: PooledAnswer) -> ForestSource {
        ForestSource(PooledAnalysis(record, answer))
    }

    /// Subgroups, sensitivity analyses and leave-one-out.
    public func tables(_ telling: Telling<PooledAnswer>) -> [NamedTable] {
        PooledFiles(PooledAnalysis(telling.record, telling.answer)).tables
    }

    /// The pooled effect with its heterogeneity in words, everything else counted.
    public func changes(
        from first: PooledAnswer, to second: PooledAnswer, display: MeasureDisplay
    ) throws -> [AnswerChange] {
        var changes = AnswerChanges(display: display)
        let (old, new) = (first.pooled, second.pooled)
        func both(_ subject: String, _ value: (PooledResult) -> Double?, _ words: (PooledResult) -> String) {
            changes.both(subject, (old.flatMap(value), new.flatMap(value)), (old.map(words), new.map(words)))
        }
        both("rows pooled", { Double($0.fit.studies) }, { String($0.fit.studies) })
        both("pooled effect", \.natural.estimate) { display.effect($0.natural) }
        both("prediction interval", \.naturalPrediction?.lower) { pooled in
            pooled.naturalPrediction.map { display.limits($0.lower, $0.upper) } ?? "none"
        }
        both("τ²", \.fit.heterogeneity.tau2) { display.format.tauSquared($0.fit.heterogeneity.tau2) }
        both("I²", \.fit.heterogeneity.iSquared) { display.format.percent($0.fit.heterogeneity.iSquared) }
        try changes.count("subgroups", first.subgroups, second.subgroups)
        try changes.count("what stands beside", first.beside, second.beside)
        try changes.count("sensitivity analyses", first.sensitivity, second.sensitivity)
        try changes.count("numbers of further figures", first.explorations, second.explorations)
        try changes.count("choices of the page", first.alternatives, second.alternatives)
        return changes.list
    }
}

/// The numbers at the head of a pooled effect.
struct PooledTiles {
    let tiles: [ReportTile]

    init(_ analysis: PooledAnalysis, _ display: MeasureDisplay) {
        guard let pooled = analysis.pooled else {
            tiles = []
            return
        }
        let format = display.format
        let level = format.level(pooled.fit.level)
        let effect = analysis.leading ?? pooled.natural
        let heterogeneity = pooled.fit.heterogeneity
        let studies = analysis.record.studies
        let rows = pooled.fit.studies
        var tiles = [
            ReportTile(
                rows > 1 ? "Pooled \(display.name)" : display.heading, display.value(effect.estimate),
                "\(level) CI \(display.limits(effect.lower, effect.upper))"
                    + (analysis.choice.map { ", \(DisplayText.clean($0.method))" } ?? ""))
        ]
        if analysis.choice != nil {
            let own = pooled.natural
            tiles.append(
                ReportTile(
                    "Beside it, by the model of the plan", display.value(own.estimate),
                    "\(level) CI \(display.limits(own.lower, own.upper))"))
        }
        if let prediction = pooled.naturalPrediction, !prediction.lower.isNaN {
            tiles.append(
                ReportTile(
                    "In a new study", display.limits(prediction.lower, prediction.upper),
                    "\(level) prediction interval"
                        + (PredictionWords.sameAsInterval(pooled.fit).map { "; \($0)" } ?? "")))
        }
        if heterogeneity.qDegreesOfFreedom > 0 {
            let tau = heterogeneity.estimator == nil ? "" : "τ² = \(format.tauSquared(heterogeneity.tau2))"
            tiles.append(ReportTile("Spread between studies", "I² = \(format.percent(heterogeneity.iSquared))", tau))
        }
        tiles.append(
            ReportTile(
                "Evidence", "\(format.count(studies)) \(studies == 1 ? "study" : "studies")",
                rows == studies ? "" : "\(format.count(rows)) rows"))
        self.tiles = tiles
    }
}
