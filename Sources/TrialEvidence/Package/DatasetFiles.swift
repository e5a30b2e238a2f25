import FoundationEssentials

/// The files of a dataset in memory: what a folder holds, and what an archive packs.
public struct DatasetFiles: Sendable, Equatable {
    /// The bytes of each file by its name.
    public var files: [String: [UInt8]]

    /// The name of the descriptor.
    public static let descriptor = DataPackage.fileName

    /// Wraps files.
    public init(_ files: [String: [UInt8]]) {
        self.files = files
    }

    /// Writes a dataset: its descriptor and every table that has rows or must be there.
    public init(encoding dataset: Dataset) {
        files = [:]
        for table in DatasetTable.allCases {
            let content = Self.table(table, of: dataset)
            guard table.isRequired || !content.rows.isEmpty else { continue }
            files[table.file] = DelimitedText.commaSeparated.write(content)
        }
        files[Self.descriptor] = Self.descriptor(of: dataset, files: files)
    }

    static func table(_ table: DatasetTable, of dataset: Dataset) -> Table {
        switch table {
        case .studies: Study.table(dataset.studies, file: table.file)
        case .arms: Arm.table(dataset.arms, file: table.file)
        case .outcomes: OutcomeRow.table(dataset.outcomes, file: table.file)
        case .contrasts: OutcomeRow.table(dataset.contrasts, file: table.file)
        case .publishedSyntheses: PublishedSynthesis.table(dataset.publishedSyntheses, file: table.file)
        case .riskOfBias: RiskOfBiasJudgement.table(dataset.riskOfBias, file: table.file)
        case .flow: FlowCount.table(dataset.flow, file: table.file)
        }
    }

    /// The descriptor of a dataset whose tables are these files; columns are described in the order of each file.
    public static func descriptor(of dataset: Dataset, files: [String: [UInt8]]) -> [UInt8] {
        let resources = DatasetTable.allCases.compactMap { table -> DataResource? in
            guard let bytes = files[table.file] else { return nil }
            let header = DelimitedText.commaSeparated.read(bytes, file: table.file).table?.header ?? []
            return resource(table, header: header, bytes: bytes.count)
        }
        let package = DataPackage(
            schema: DataPackage.profile, name: dataset.name, title: dataset.title.nilIfEmpty,
            description: dataset.description.nilIfEmpty, version: dataset.version.nilIfEmpty,
            licenses: dataset.licences.isEmpty ? nil : dataset.licences, resources: resources)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(package) else {
            preconditionFailure("a descriptor of plain text always encodes")
        }
        return [UInt8](data) + [UInt8(ascii: "\n")]
    }

    private static func resource(_ table: DatasetTable, header: [String], bytes: Int) -> DataResource {
        let columns = header.compactMap { name in table.columns.first { $0.name == name } }
        let foreignKeys = table.foreignKeys.filter { $0.fields.allSatisfy(header.contains) }
        let schema = TableSchema(
            fields: columns.map(TableField.init), missingValues: [""], primaryKey: table.primaryKey,
            foreignKeys: foreignKeys.isEmpty ? nil : foreignKeys)
        return DataResource(
            name: table.resource, path: table.file, type: "table", title: table.title, format: "csv",
            mediatype: "text/csv", encoding: "utf-8", bytes: bytes, schema: schema)
    }
}

extension String {
    var nilIfEmpty: String? { isEmpty ? nil : self }
}
