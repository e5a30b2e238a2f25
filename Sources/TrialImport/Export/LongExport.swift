import TrialEvidence

/// The outcome rows as they are, one row an arm, outcome and time point, in the columns that ``DelimitedOutcomes`` reads.
///
/// Texts that a spreadsheet would run as formulas are guarded with an apostrophe.
public struct LongExport: ExportFormat {
    /// The stable name.
    public let name = "long"
    /// One sentence for a list of formats.
    public let summary = "A long CSV, one row an arm, outcome and time point."

    /// Makes the format.
    public init() {}

    /// Writes `NAME-long.csv`.
    public func export(_ dataset: Dataset) throws -> ExportedFiles {
        let table = Table(
            file: "long.csv", header: OutcomeRow.columns.map(\.name), rows: dataset.outcomes.map(\.cells))
        var unheld = Unheld()
        unheld.head(of: dataset)
        unheld.columns(of: .studies, dataset.studies, except: ["study_id"])
        unheld.columns(
            of: .arms, dataset.arms, except: ["study_id", "arm_id"], defaults: ["unit": CountingUnit.patient.rawValue])
        let tables: [DatasetTable] = [
            .contrasts, .publishedSyntheses, .riskOfBias, .flow, .ongoingTrials, .scales, .definitions,
            .acceptedFindings,
        ]
        unheld.tables(tables, of: dataset)
        return ExportedFiles(
            files: [
                "\(dataset.name)-long.csv": DelimitedText.commaSeparated.write(SpreadsheetGuard.added(to: table))
            ],
            notHeld: unheld.entries)
    }
}
