import TrialEvidence

/// The data package of RevMan Web: its data rows, the settings of its analyses, and what it knows of the studies.
///
/// An analysis is an outcome in a population at a time point: dichotomous from events, continuous from means with standard
/// deviation, contrast level from published effects, whose limits become a standard error on the scale of the analysis.
/// Nothing is pooled: the columns of results stay empty, and the settings are RevMan's defaults (Mantel-Haenszel risk
/// ratios and inverse-variance mean differences with random effects). Unused numbers are zero, as the format wants it.
public struct RevManWebExport: ExportFormat {
    /// The stable name.
    public let name = "revman-web"
    /// One sentence for a list of formats.
    public let summary = "The data package of RevMan Web as CSV files."

    /// Makes the format.
    public init() {}

    /// Writes the data rows, the settings, the study information and the judgements on the risk of bias, each with a byte order mark.
    public func export(_ dataset: Dataset) throws -> ExportedFiles {
        var analyses = RevManAnalyses(dataset)
        analyses.collect()
        let name = dataset.name
        let bias = RevManBias(dataset)
        var tables = [
            "\(name)-analysis-data/\(name)-data-rows.csv": analyses.dataRows,
            "\(name)-analysis-data/\(name)-overall-estimates-and-settings.csv": analyses.settings,
            "\(name)-study-data/\(name)-study-information.csv": Self.studies(dataset),
        ]
        tables["\(name)-study-data/\(name)-risk-of-bias.csv"] = bias.table
        var unheld = analyses.unheld
        unheld.head(of: dataset)
        unheld.columns(
            of: .studies, dataset.studies,
            except: ["study_id", "year", "design"])
        unheld.columns(
            of: .arms, dataset.arms, except: ["study_id", "arm_id", "role"],
            defaults: ["unit": CountingUnit.patient.rawValue])
        unheld.tables(
            [.contrasts, .publishedSyntheses, .flow, .ongoingTrials, .scales, .definitions, .acceptedFindings],
            of: dataset)
        unheld.rows(dataset.riskOfBias.count - bias.held.count, of: .riskOfBias)
        return ExportedFiles(
            files: tables.mapValues { table in
                [0xEF, 0xBB, 0xBF] + DelimitedText.commaSeparated.write(SpreadsheetGuard.added(to: table))
            },
            notHeld: unheld.entries)
    }

    private static func studies(_ dataset: Dataset) -> Table {
        let header = [
            "Study", "Year", "Data source", "Char: Methods", "Char: Participants", "Char: Interventions",
            "Char: Outcomes", "Char: Notes",
        ]
        let armsOfStudies = Dictionary(grouping: dataset.arms, by: \.studyID)
        let rowsOfStudies = Dictionary(grouping: dataset.outcomes, by: \.studyID)
        let rows = dataset.studies.map { study -> [String] in
            let arms = armsOfStudies[study.id] ?? []
            let outcomes = (rowsOfStudies[study.id] ?? []).map(\.outcome)
            var seen: Set<String> = []
            return [
                study.id, study.year.map(String.init) ?? "", study.journal.isEmpty ? "" : "PUB",
                [study.design.rawValue, study.blinding].filter { !$0.isEmpty }.joined(separator: "; "), study.country,
                arms.map { $0.label.isEmpty ? $0.id : $0.label }.joined(separator: "; "),
                outcomes.filter { seen.insert($0).inserted }.joined(separator: "; "), study.notes,
            ]
        }
        return Table(file: "study-information.csv", header: header, rows: rows)
    }
}
