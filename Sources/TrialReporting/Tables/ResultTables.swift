import TrialResults
import TrialStatistics

/// The CSV tables of a result: what every figure and sentence was drawn from.
public struct ResultTables: Sendable {
    private let document: ResultDocument
    private let kinds: ReportKinds

    /// Tabulates a document; `kinds` tell its answers.
    public init(_ document: ResultDocument, kinds: ReportKinds = .standard) {
        self.document = document
        self.kinds = kinds
    }

    private func scope(_ record: AnalysisRecord) -> TellingScope {
        TellingScope(record, overview: document.overview, look: ReportLook(kinds: kinds))
    }

    /// The rows of an analysis and of what its answers bring.
    private func blocks(_ record: AnalysisRecord) -> [RowBlock] {
        let scope = scope(record)
        return record.answers.enumerated().flatMap { index, answer in
            kinds.report(for: answer).rows(answer, scope, isOwn: index == 0)
        }
    }

    /// The tables that only some kinds of answers have.
    public func tables(_ record: AnalysisRecord) -> [NamedTable] {
        let scope = scope(record)
        return record.answers.enumerated().flatMap { index, answer in
            kinds.report(for: answer).tables(answer, scope, isOwn: index == 0)
        }
    }

    /// One row an analysis.
    public var summary: CSVTable {
        CSVTable(
            header: [
                "analysis", "title", "outcome", "measure", "k", "estimate", "lower", "upper", "prediction_lower",
                "prediction_upper", "level", "tau2", "i2", "q", "q_df", "q_p", "rows", "excluded", "warnings",
            ],
            rows: document.analyses.map(summaryRow))
    }

    private func summaryRow(_ record: AnalysisRecord) -> [CSVTable.Cell] {
        let headline = record.headline
        let heterogeneity = kinds.report(for: record.answer).heterogeneity(record.answer)
        let names: [CSVTable.Cell] = [
            .text(record.id), .text(record.title), .text(record.question.outcome),
            .text((headline?.measure ?? record.question.measure).code), .integer(record.basis?.studies ?? 0),
        ]
        let only = headline?.components.count == 1 ? headline?.components.first?.variance : nil
        let effect = [
            headline?.effect?.estimate, headline?.effect?.lower, headline?.effect?.upper, headline?.prediction?.lower,
            headline?.prediction?.upper, headline?.level, heterogeneity?.tau2 ?? only,
            heterogeneity?.iSquared ?? headline?.iSquared, heterogeneity?.q,
        ]
        return names + effect.map { CSVTable.Cell($0) } + [
            CSVTable.Cell(heterogeneity?.qDegreesOfFreedom), CSVTable.Cell(heterogeneity?.qPValue),
            .integer(record.basis?.rows ?? 0), .integer(record.excluded.count),
            .text(record.allWarnings.map { "\($0.code): \($0.message)" }.joined(separator: " ")),
        ]
    }

    /// One row a study row of an analysis, also of what stands beside it.
    public func studies(_ record: AnalysisRecord) -> CSVTable {
        let blocks = blocks(record)
        let all = blocks.flatMap(\.used)
        let groups = all.map(\.groups.count).max() ?? 0
        let properties = Set(all.flatMap(\.properties.keys)).sorted()
        let groupHeader = (0..<groups).flatMap { group in
            ["label", "n", "events", "mean", "sd", "person_years"].map { "group\(group + 1)_\($0)" }
        }
        return CSVTable(
            header: [
                "block", "study", "label", "year", "estimate", "lower", "upper", "weight", "analysis_scale_estimate",
                "analysis_scale_variance", "months", "persons",
            ] + groupHeader + properties + ["notes"],
            rows: blocks.flatMap { block in
                block.used.map { [.text(block.name)] + row($0, groups: groups, properties: properties) }
            })
    }

    private func row(_ study: StudyResult, groups: Int, properties: [String]) -> [CSVTable.Cell] {
        let head: [CSVTable.Cell] = [.text(study.study), .text(study.label), CSVTable.Cell(study.year)]
        let time: [CSVTable.Cell] = [CSVTable.Cell(study.months), CSVTable.Cell(study.persons)]
        let numbers: [CSVTable.Cell] = [
            .number(study.shown.estimate), .number(study.shown.lower), .number(study.shown.upper),
            CSVTable.Cell(study.weight), .number(study.estimate), .number(study.variance),
        ]
        let cells = (0..<groups).flatMap { index -> [CSVTable.Cell] in
            let group = index < study.groups.count ? study.groups[index] : nil
            return [CSVTable.Cell(group?.label)]
                + [group?.total, group?.events, group?.mean, group?.standardDeviation, group?.personYears]
                .map { CSVTable.Cell($0) }
        }
        return head + numbers + time + cells + properties.map { CSVTable.Cell(study.properties[$0]) }
            + [.text(study.remarks.joined(separator: " "))]
    }

    /// One row an excluded row, of all analyses.
    public var excluded: CSVTable {
        CSVTable(
            header: ["analysis", "block", "study", "arm", "place", "code", "reason"],
            rows: document.analyses.flatMap { analysis in
                blocks(analysis).flatMap { block in
                    block.excluded.map { row -> [CSVTable.Cell] in
                        [
                            .text(analysis.id), .text(block.name), .text(row.study), CSVTable.Cell(row.arm),
                            CSVTable.Cell(row.place), .text(row.code), .text(row.reason),
                        ]
                    }
                }
            })
    }

    /// One row a number's source, of all analyses.
    public var sources: CSVTable {
        CSVTable(
            header: [
                "analysis", "study", "label", "quantity", "place", "location", "document", "confidence", "derivation",
            ],
            rows: document.analyses.flatMap { analysis in
                blocks(analysis).flatMap(\.used).flatMap { study in
                    study.sources.map { source -> [CSVTable.Cell] in
                        [
                            .text(analysis.id), .text(study.study), .text(study.label), .text(source.quantity),
                            .text(source.place), .text(source.location), CSVTable.Cell(source.document),
                            .text(source.confidence), CSVTable.Cell(source.derivation),
                        ]
                    }
                }
            })
    }

    /// What published reviews report.
    public var published: CSVTable {
        CSVTable(
            header: [
                "review", "outcome", "subgroup", "measure", "k", "estimate", "lower", "upper", "source", "participants",
                "p_value", "indirect",
            ],
            rows: document.published.map { result in
                [
                    .text(result.review), .text(result.outcome), CSVTable.Cell(result.subgroup), .text(result.measure),
                    CSVTable.Cell(result.studies), CSVTable.Cell(result.estimate), CSVTable.Cell(result.lower),
                    CSVTable.Cell(result.upper), .text(result.source), CSVTable.Cell(result.participants),
                    CSVTable.Cell(result.pValue), CSVTable.Cell(result.indirect),
                ]
            })
    }

    /// The trials that are registered and have not reported.
    public var ongoing: CSVTable {
        CSVTable(
            header: [
                "registry_id", "intervention", "product", "phase", "status", "participants", "completion", "design",
                "regulatory", "source",
            ],
            rows: (document.overview?.ongoing ?? []).map { trial in
                [
                    .text(trial.registryID), .text(trial.intervention), .text(trial.product), .text(trial.phase),
                    .text(trial.status), CSVTable.Cell(trial.participants), .text(trial.completion),
                    .text(trial.design), .text(trial.regulatory), CSVTable.Cell(trial.source),
                ]
            })
    }

    /// The outcomes that no question asks of.
    public var unasked: CSVTable {
        CSVTable(
            header: ["outcome", "title", "results", "k", "reason"],
            rows: (document.unasked ?? []).map { outcome in
                [
                    .text(outcome.outcome), CSVTable.Cell(outcome.title), .integer(outcome.results),
                    .integer(outcome.studies), CSVTable.Cell(outcome.reason),
                ]
            })
    }
}
