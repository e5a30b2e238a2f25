import FoundationEssentials
import TrialJSON

/// The schemas of a dataset's files, for editors and other programs, made from the columns that the reader checks.
public enum DatasetSchema {
    /// The schema of the descriptor, as a JSON Schema (draft 2020-12).
    ///
    /// A field that declares a column must have a title; what the Data Package standard allows beside that may stand.
    public static var descriptor: JSONValue {
        let text = JSONValue(["type": .string("string")])
        let resources = DatasetTable.allCases.map { table in
            object(
                [
                    "name": .object([(key: "const", value: .string(table.resource))]),
                    "path": .object([(key: "const", value: .string(table.file))]),
                ],
                required: ["name", "path"])
        }
        let properties: [String: JSONValue] = [
            "$schema": text, "name": text, "title": text, "description": text, "version": text,
            "licenses": .object([(key: "type", value: .string("array"))]),
            "resources": JSONValue([
                "type": .string("array"),
                "items": JSONValue(["allOf": .array([resource, JSONValue(["anyOf": .array(resources)])])]),
            ]),
        ]
        return object(properties, required: ["name", "resources"]).overlaid(
            with: JSONValue([
                "$schema": .string("https://json-schema.org/draft/2020-12/schema"),
                "title": .string("trialpool/dataset@1, \(DataPackage.fileName)"),
            ]))
    }

    /// The Table Schema of Frictionless Data for a table with all its columns.
    ///
    /// - Parameter table: The table.
    /// - Returns: The schema as JSON.
    public static func table(_ table: DatasetTable) -> JSONValue {
        let schema = TableSchema(
            fields: table.columns.map(TableField.init), missingValues: [""], primaryKey: table.primaryKey,
            foreignKeys: table.foreignKeys.isEmpty ? nil : table.foreignKeys)
        let encoded = (try? JSONEncoder().encode(schema)).flatMap {
            try? JSONDecoder().decode(JSONValue.self, from: $0)
        }
        guard let encoded else { preconditionFailure("a schema of plain texts always encodes") }
        return encoded.overlaid(
            with: JSONValue([
                "$schema": .string("https://datapackage.org/profiles/2.0/tableschema.json"),
                "title": .string("\(table.file): \(table.title)"),
            ]))
    }

    /// What every resource of a descriptor has.
    private static var resource: JSONValue {
        let names = DatasetTable.allCases.map { JSONValue.string($0.resource) }
        let kinds = DeclaredColumn.Kind.allCases.map { JSONValue.string($0.rawValue) }
        let text = JSONValue(["type": .string("string")])
        let field = object(
            ["name": text, "type": text, "title": text, "unit": text, "description": text], required: ["name", "type"])
        let declared = JSONValue([
            "if": JSONValue(["required": .array([.string("title")])]),
            "then": JSONValue(["properties": JSONValue(["type": JSONValue(["enum": .array(kinds)])])]),
        ])
        let fields = JSONValue(["type": .string("array"), "items": field.overlaid(with: declared)])
        return object(
            [
                "name": JSONValue(["enum": .array(names)]), "path": text,
                "schema": object(["fields": fields], required: ["fields"]),
            ], required: ["name", "path"])
    }

    private static func object(_ properties: [String: JSONValue], required: [String]) -> JSONValue {
        JSONValue([
            "type": .string("object"), "properties": JSONValue(properties),
            "required": .array(required.map { .string($0) }),
        ])
    }
}
