import ArgumentParser
import TrialCommandLine
import TrialEvidence
import TrialJSON

/// `trialpool-import schema NAME`: the schema of a file of a dataset.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the schema of a file of a dataset, for editors and other programs.",
        discussion: """
            Of the descriptor a JSON Schema, of a table a Table Schema (Frictionless Data) with every column it may have. That of a \
            plan is printed by trialpool-analyze plan keys --schema.

            Examples:
              trialpool-import schema datapackage > datapackage.schema.json
              trialpool-import schema ongoing-trials
            """)

    /// What has a schema.
    enum Subject: ExpressibleByArgument, CaseIterable {
        case descriptor
        case table(DatasetTable)

        static let allCases = [Subject.descriptor] + DatasetTable.allCases.map(Subject.table)
        static var allValueStrings: [String] { allCases.map(\.name) }

        var name: String {
            switch self {
            case .descriptor: "datapackage"
            case .table(let table): table.resource
            }
        }

        var schema: JSONValue {
            switch self {
            case .descriptor: DatasetSchema.descriptor
            case .table(let table): DatasetSchema.table(table)
            }
        }

        init?(argument: String) {
            guard let subject = Self.allCases.first(where: { $0.name == argument }) else { return nil }
            self = subject
        }
    }

    @Argument(help: "The file; their names are listed without it.")
    var name: Subject?

    func run() throws {
        guard let name else { return Terminal.print(Subject.allValueStrings.joined(separator: "\n")) }
        Terminal.printData(try OutputOptions.json(name.schema))
    }
}
