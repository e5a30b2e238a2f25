import FoundationEssentials

/// The columns that the descriptor of a dataset declares beyond those of the toolkit.
struct Declarations {
    /// The tables that may have declared columns.
    static let tables: [DatasetTable] = [.studies, .arms]

    /// The columns by their tables, in the order of the descriptor.
    private(set) var columns: [DatasetTable: [DeclaredColumn]] = [:]
    /// What is wrong with declarations.
    private(set) var problems: [Diagnostic] = []

    /// Reads the declarations of the tables that a descriptor lists.
    init(_ resources: [DatasetTable: DataResource]) {
        var owners: [String: DatasetTable] = [:]
        for table in Self.tables {
            let known = Set(table.columns.map(\.name))
            for field in resources[table]?.schema?.fields ?? [] where !known.contains(field.name) {
                guard let title = field.title, !title.isEmpty else { continue }
                guard let kind = DeclaredColumn.Kind(rawValue: field.type) else {
                    let kinds = DeclaredColumn.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                    report(field.name, "has the type \"\(field.type)\"; a declared column has one of \(kinds)", table)
                    continue
                }
                if let owner = owners.updateValue(table, forKey: field.name) {
                    let place = owner == table ? "twice" : "in \(owner.file) too"
                    report(field.name, "is declared \(place); each needs a name of its own", table)
                    continue
                }
                columns[table, default: []].append(
                    DeclaredColumn(field.name, kind, title: title, unit: field.unit.flatMap(\.nilIfEmpty)))
            }
        }
    }

    private mutating func report(_ name: String, _ message: String, _ table: DatasetTable) {
        problems.append(
            Diagnostic(
                .badDescriptor, at: Place(DataPackage.fileName),
                "the column \"\(name)\" of \(table.file) \(message)"))
    }
}

extension DatasetFiles {
    /// The columns that the descriptor declares for a table; none where there is no descriptor that can be read.
    public func declaredColumns(of table: DatasetTable) -> [DeclaredColumn] {
        guard let bytes = files[Self.descriptor],
            let package = try? JSONDecoder().decode(DataPackage.self, from: Data(bytes))
        else { return [] }
        let listed = package.resources.compactMap { resource in
            DatasetTable(rawValue: resource.name).map { ($0, resource) }
        }
        return Declarations(Dictionary(listed) { _, last in last }).columns[table] ?? []
    }
}
