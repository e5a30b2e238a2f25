import FoundationEssentials
import TrialJSON

/// The files of a dataset in memory: what a folder holds, and what an archive packs.
public struct DatasetFiles: Sendable, Equatable {
    /// The bytes of each file by its name.
    public var files: [String: [UInt8]]
    /// What lies beside them in their folder and does not belong to the dataset, in the order of names.
    public var leftOut: [String] = []

    /// One line that tells what was left out; nil where nothing was.
    public var leftOutNotice: String? {
        guard !leftOut.isEmpty else { return nil }
        let rest = leftOut.count > 5 ? " and \(leftOut.count - 5) more" : ""
        return
            "left out, because \(Self.descriptor) does not name it: \(leftOut.prefix(5).joined(separator: ", "))\(rest)"
    }

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

    /// The same files with some tables cut down to their headers, for those who read the rows elsewhere.
    public func headersOnly(of tables: [DatasetTable]) -> DatasetFiles {
        var result = self
        for table in tables {
            guard let bytes = files[table.file] else { continue }
            result.files[table.file] = DelimitedText.commaSeparated.headerLine(of: bytes)
        }
        return result
    }

    static func table(_ table: DatasetTable, of dataset: Dataset) -> Table {
        switch table {
        case .studies: Study.table(dataset.studies, file: table.file, declared: dataset.declaredColumns[table] ?? [])
        case .arms: Arm.table(dataset.arms, file: table.file, declared: dataset.declaredColumns[table] ?? [])
        case .outcomes: OutcomeRow.table(dataset.outcomes, file: table.file)
        case .contrasts: OutcomeRow.table(dataset.contrasts, file: table.file)
        case .publishedSyntheses: PublishedSynthesis.table(dataset.publishedSyntheses, file: table.file)
        case .riskOfBias: RiskOfBiasJudgement.table(dataset.riskOfBias, file: table.file)
        case .flow: FlowCount.table(dataset.flow, file: table.file)
        case .ongoingTrials: OngoingTrial.table(dataset.ongoingTrials, file: table.file)
        case .scales: Scale.table(dataset.scales, file: table.file)
        case .definitions: EndpointDefinition.table(dataset.definitions, file: table.file)
        case .acceptedFindings: AcceptedFinding.table(dataset.acceptedFindings, file: table.file)
        }
    }

    /// The descriptor of a dataset whose tables are these files; columns are described in the order of each file.
    public static func descriptor(of dataset: Dataset, files: [String: [UInt8]]) -> [UInt8] {
        let package = DataPackage(
            schema: DataPackage.profile, name: dataset.name, title: dataset.title.nilIfEmpty,
            description: dataset.description.nilIfEmpty, version: dataset.version.nilIfEmpty,
            licenses: dataset.licences.isEmpty ? nil : dataset.licences,
            resources: resources(of: files, declared: dataset.declaredColumns))
        return encode(package)
    }

    /// Brings the descriptor's tables up to the files' headers and keeps everything else that it says.
    public mutating func refreshDescriptor() throws(EvidenceError) {
        let decoder = JSONDecoder()
        guard let bytes = files[Self.descriptor],
            var package = (try? decoder.decode(JSONValue.self, from: Data(bytes)))?.members
        else {
            let message = "the descriptor is not a Data Package; mend the JSON"
            throw EvidenceError([Diagnostic(.badDescriptor, at: Place(Self.descriptor), message)])
        }
        var old: [JSONValue] = []
        if case .array(let list)? = package["resources"] { old = list }
        let declared = Dictionary(
            uniqueKeysWithValues: DatasetTable.allCases.map { ($0, declaredColumns(of: $0)) })
        for resource in Self.resources(of: files, declared: declared) {
            guard let new = try? decoder.decode(JSONValue.self, from: Data(Self.encode(resource))) else { continue }
            if let position = old.firstIndex(where: { $0["name"] == .string(resource.name) }) {
                old[position] = old[position].overlaid(with: new.keepingFields(of: old[position]))
            } else {
                old.append(new)
            }
        }
        package["resources"] = .array(old)
        files[Self.descriptor] = Self.encode(JSONValue(package))
    }

    private static func encode(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("a descriptor of plain text always encodes")
        }
        return [UInt8](data) + [UInt8(ascii: "\n")]
    }

    private static func resources(
        of files: [String: [UInt8]], declared: [DatasetTable: [DeclaredColumn]]
    ) -> [DataResource] {
        DatasetTable.allCases.compactMap { table -> DataResource? in
            guard let bytes = files[table.file] else { return nil }
            return resource(
                table, header: DelimitedText.commaSeparated.read(bytes, file: table.file).table?.header ?? [],
                declared: declared[table] ?? [])
        }
    }

    // Size and hash are left out: they would be wrong after every edit by hand, and an archive's manifest has them.
    private static func resource(
        _ table: DatasetTable, header: [String], declared: [DeclaredColumn]
    ) -> DataResource {
        let fields = header.compactMap { name in
            table.columns.first { $0.name == name }.map(TableField.init)
                ?? declared.first { $0.name == name }.map(TableField.init)
        }
        let foreignKeys = table.foreignKeys.filter { $0.fields.allSatisfy(header.contains) }
        let schema = TableSchema(
            fields: fields, missingValues: [""], primaryKey: table.primaryKey,
            foreignKeys: foreignKeys.isEmpty ? nil : foreignKeys)
        return DataResource(
            name: table.resource, path: table.file, type: "table", title: table.title, format: "csv",
            mediatype: "text/csv", encoding: "utf-8", schema: schema)
    }
}

extension JSONValue {
    /// A resource whose fields keep what those of another say beyond them, such as titles and units.
    fileprivate func keepingFields(of old: JSONValue) -> JSONValue {
        guard case .array(let fields)? = self["schema"]?["fields"], case .array(let former)? = old["schema"]?["fields"]
        else { return self }
        let kept = fields.map { field in
            former.first { $0["name"] == field["name"] }.map { $0.overlaid(with: field) } ?? field
        }
        let schema = (self["schema"] ?? .null).overlaid(with: .object([(key: "fields", value: .array(kept))]))
        return overlaid(with: .object([(key: "schema", value: schema)]))
    }
}

extension String {
    var nilIfEmpty: String? { isEmpty ? nil : self }
}
