import Testing
import TrialEvidence
import TrialJSON

@Suite("The schemas of a dataset's files")
struct DatasetSchemaTests {
    @Test(
        "a table's schema has the table's columns in their order, with codes and what must be filled",
        arguments: DatasetTable.allCases)
    func tables(table: DatasetTable) throws {
        guard case .array(let fields)? = DatasetSchema.table(table)["fields"] else {
            Issue.record("\(table) has no fields")
            return
        }
        #expect(fields.map { $0["name"] } == table.columns.map { .string($0.name) })
        for (field, column) in zip(fields, table.columns) {
            #expect(field["description"] == .string(column.summary))
            #expect((field["constraints"]?["required"] == .bool(true)) == column.isRequired)
            if case .code(let codes) = column.kind {
                #expect(field["constraints"]?["enum"] == .array(codes.map { .string($0) }))
            }
        }
    }

    @Test("the descriptor's schema knows every table by name and file")
    func descriptor() {
        let text = DatasetSchema.descriptor.text
        for table in DatasetTable.allCases {
            #expect(text.contains("\"\(table.resource)\"") && text.contains("\"\(table.file)\""))
        }
    }
}
