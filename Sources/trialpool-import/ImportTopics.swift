import TrialCommandLine
import TrialEvidence
import TrialForensics
import TrialImport

/// What trialpool-import explains: formats, the tables of a dataset, checks and derivations.
enum ImportTopics: HelpTopics {
    static let all = [
        HelpTopic("formats", "the files that are read and written") { formats },
        HelpTopic("dataset", "the tables of a dataset and their columns") { dataset },
        HelpTopic("mapping", "how to say which column of a table is which") { mapping },
        HelpTopic("checks", "the checks of a dataset's numbers") {
            "Checks, by `trialpool import check DATASET`:\n"
                + HelpTopic.list(EvidenceChecks.standard.all.map { ($0.code, $0.summary) })
        },
        HelpTopic("derivations", "the rules that get a number from others") {
            "Rules, for the column `derived` of outcomes.csv; an analysis goes by the same:\n"
                + HelpTopic.list(DerivationRules.all.map { ($0.code, $0.summary) })
        },
    ]

    private static var formats: String {
        "Read by `trialpool import NAME FILE… --into DATASET`:\n"
            + HelpTopic.list(ImportFormatRegistry.standard.formats.map { ($0.name, $0.summary) })
            + "\n\nWritten by `trialpool import export NAME DATASET -o FILE`:\n"
            + HelpTopic.list(ExportFormatRegistry.standard.formats.map { ($0.name, $0.summary) })
    }

    private static var dataset: String {
        let tables = DatasetTable.allCases.map { table in
            let columns = table.columns.map { ($0.isRequired ? "\($0.name) *" : $0.name, "\($0.summary)\(codes($0))") }
            return "\(table.file): \(table.title)\n\(HelpTopic.list(columns))"
        }
        return
            "A dataset is a folder of CSV files with a datapackage.json, or such a folder packed. * must be filled.\n\n"
            + tables.joined(separator: "\n\n")
            + "\n\n`trialpool import schema NAME` prints a schema of each file for editors."
    }

    private static func codes(_ column: Column) -> String {
        guard case .code(let codes) = column.kind else { return "" }
        return " One of \(codes.joined(separator: ", "))."
    }

    private static var mapping: String {
        """
        A mapping is a text file with one OURS=THEIRS a line, for --mapping FILE; --map OURS=THEIRS gives one line of it. A text in \
        double quotes in place of THEIRS stands for every row. # begins a remark.

        Names of ours for wide tables, for `wide` and `workbook`; 1 is the treatment, 2 its control:
        \(HelpTopic.lines(WideColumn.allCases.map(\.rawValue)))

        Names of ours for outcome rows, for `delimited`:
        \(HelpTopic.lines(DatasetTable.outcomes.columns.map(\.name)))

        `trialpool import wide TABLE --suggest` prints a mapping of a table to correct.
        """
    }
}
