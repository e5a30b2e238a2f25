/// The descriptor of a Frictionless Data Package 2.0, as far as a dataset needs it.
struct DataPackage: Codable, Equatable {
    static let profile = "https://datapackage.org/profiles/2.0/datapackage.json"
    static let fileName = "datapackage.json"

    var schema: String?
    var name: String
    var title: String?
    var description: String?
    var version: String?
    var licenses: [Licence]?
    var resources: [DataResource]

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case name, title, description, version, licenses, resources
    }
}

/// One file of a Data Package.
struct DataResource: Codable, Equatable {
    var name: String
    var path: String
    var type: String?
    var title: String?
    var format: String?
    var mediatype: String?
    var encoding: String?
    var schema: TableSchema?
}

/// What the columns of a table hold.
struct TableSchema: Codable, Equatable {
    var fields: [TableField]
    var missingValues: [String]?
    var primaryKey: [String]?
    var foreignKeys: [ForeignKey]?
}

/// One column of a table.
struct TableField: Codable, Equatable {
    var name: String
    var type: String
    var title: String?
    var description: String?
    /// The unit of a declared quantity, beyond what the Table Schema knows.
    var unit: String?
    var constraints: Constraints?

    struct Constraints: Codable, Equatable {
        var required: Bool?
        var pattern: String?
        var `enum`: [String]?
    }

    /// The field that declares a column.
    init(_ column: DeclaredColumn) {
        name = column.name
        type = column.kind.rawValue
        title = column.title
        unit = column.unit
    }

    /// The field that describes a column.
    init(_ column: Column) {
        name = column.name
        description = column.summary
        var limits = Constraints()
        limits.required = column.isRequired ? true : nil
        switch column.kind {
        case .text, .list:
            type = "string"
        case .integer:
            type = "integer"
        case .number:
            type = "number"
        case .range:
            type = "string"
            limits.pattern = "(max )?[0-9.]+(-[0-9.]+)?"
        case .pValue:
            type = "string"
            limits.pattern = "[<=]? ?[0-9.eE-]+"
        case .code(let codes):
            type = "string"
            limits.enum = codes
        }
        constraints = limits == Constraints() ? nil : limits
    }
}

/// Columns of one table that name a row of another.
struct ForeignKey: Codable, Equatable {
    var fields: [String]
    var reference: Reference

    struct Reference: Codable, Equatable {
        /// Left out where the table points at itself.
        var resource: String?
        var fields: [String]
    }

    init(fields: [String], resource: String, referenced: [String]? = nil) {
        self.fields = fields
        reference = Reference(resource: resource, fields: referenced ?? fields)
    }
}
