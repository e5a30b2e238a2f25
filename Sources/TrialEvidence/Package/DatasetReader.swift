import FoundationEssentials

/// What reading a dataset found: the dataset as far as it could be read, and everything that is wrong with it.
public struct ValidationReport: Sendable, Equatable {
    /// The dataset; trustworthy only where there are no errors.
    public var dataset: Dataset
    /// Every problem, in the order of the files and their lines.
    public var diagnostics: [Diagnostic]

    /// The problems that forbid the use of the dataset.
    public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
    /// The problems that somebody should know.
    public var warnings: [Diagnostic] { diagnostics.filter { $0.severity == .warning } }

    /// The dataset, or all its problems as one error.
    public func get() throws(EvidenceError) -> Dataset {
        guard errors.isEmpty else { throw EvidenceError(diagnostics) }
        return dataset
    }
}

/// Reads and validates the files of a dataset.
public struct DatasetReader: Sendable {
    /// The rules that a dataset is held against once its tables are read.
    public var rules: [any DatasetRule]

    /// A reader with the rules that are usual.
    public init(rules: [any DatasetRule] = DatasetRules.all) {
        self.rules = rules
    }

    /// Reads a dataset, or throws all its problems at once.
    public func read(_ files: DatasetFiles) throws(EvidenceError) -> Dataset {
        try validate(files).get()
    }

    /// Reads a dataset and reports every problem at once.
    public func validate(_ files: DatasetFiles) -> ValidationReport {
        var session = ReadingSession(files: files.files)
        guard session.readDescriptor() else {
            return ValidationReport(dataset: session.dataset, diagnostics: session.diagnostics)
        }
        session.readTables()
        for rule in rules {
            session.diagnostics += rule.check(session.dataset)
        }
        return ValidationReport(dataset: session.dataset, diagnostics: session.sortedDiagnostics)
    }
}

/// The state of reading one dataset.
private struct ReadingSession {
    let files: [String: [UInt8]]
    var dataset = Dataset(name: "")
    var diagnostics: [Diagnostic] = []
    private var listed: [DatasetTable: DataResource] = [:]

    init(files: [String: [UInt8]]) {
        self.files = files
    }

    mutating func readDescriptor() -> Bool {
        let place = Place(DataPackage.fileName)
        guard let bytes = files[DataPackage.fileName] else {
            let message =
                "there is no \(DataPackage.fileName), so this is not a dataset; name a dataset's folder or archive"
            diagnostics.append(Diagnostic(.notADataset, at: place, message))
            return false
        }
        do {
            let package = try JSONDecoder().decode(DataPackage.self, from: Data(bytes))
            take(package)
            return true
        } catch {
            let message = "the descriptor is not a Data Package: \(Self.explain(error)); mend the JSON"
            diagnostics.append(Diagnostic(.badDescriptor, at: place, message))
            return false
        }
    }

    private mutating func take(_ package: DataPackage) {
        dataset.name = package.name
        dataset.title = package.title ?? ""
        dataset.description = package.description ?? ""
        dataset.version = package.version ?? ""
        dataset.licences = package.licenses ?? []
        for resource in package.resources {
            guard let table = DatasetTable(rawValue: resource.name) else {
                let hint = NearestName.hint(DatasetTable.allCases.map(\.resource), for: resource.name)
                let message = "the resource \"\(resource.name)\" is unknown\(hint) and is not read; rename or remove it"
                diagnostics.append(
                    Diagnostic(.unknownResource, at: Place(DataPackage.fileName), message, severity: .warning))
                continue
            }
            if resource.path != table.file {
                let message = "the resource \"\(resource.name)\" must have the path \"\(table.file)\"; rename the file"
                diagnostics.append(Diagnostic(.badDescriptor, at: Place(DataPackage.fileName), message))
            }
            listed[table] = resource
        }
        let declarations = Declarations(listed)
        dataset.declaredColumns = declarations.columns
        diagnostics += declarations.problems
    }

    mutating func readTables() {
        for table in DatasetTable.allCases where table.isRequired || listed[table] != nil || files[table.file] != nil {
            guard let bytes = files[table.file] else {
                diagnostics.append(
                    Diagnostic(.missingFile, at: Place(table.file), "the file is missing; add it to the dataset"))
                continue
            }
            let (content, problems) = DelimitedText.commaSeparated.read(bytes, file: table.file)
            diagnostics += problems
            compareWithDescriptor(table, header: content?.header ?? [])
            if let content { read(content, as: table) }
        }
    }

    /// Our own reading needs no schema, but other readers of the Data Package do.
    private mutating func compareWithDescriptor(_ table: DatasetTable, header: [String]) {
        func report(_ message: String) {
            diagnostics.append(Diagnostic(.badDescriptor, at: Place(table.file, line: 1), message))
        }
        guard let resource = listed[table] else {
            return report("the file is not listed as a resource; list it in \(DataPackage.fileName)")
        }
        guard let fields = resource.schema?.fields.map(\.name), fields != header else { return }
        let differing = Set(fields).symmetricDifference(header).sorted().first ?? "their order"
        report("the header and the schema in \(DataPackage.fileName) differ (\(differing)); make them agree")
    }

    private mutating func read(_ content: Table, as table: DatasetTable) {
        switch table {
        case .studies: dataset.studies = rows(content, declared: dataset.declaredColumns[table] ?? [])
        case .arms: dataset.arms = rows(content, declared: dataset.declaredColumns[table] ?? [])
        case .outcomes: dataset.outcomes = rows(content)
        case .contrasts: dataset.contrasts = rows(content)
        case .publishedSyntheses: dataset.publishedSyntheses = rows(content)
        case .riskOfBias: dataset.riskOfBias = rows(content)
        case .flow: dataset.flow = rows(content)
        case .ongoingTrials: dataset.ongoingTrials = rows(content)
        case .scales: dataset.scales = rows(content)
        case .definitions: dataset.definitions = rows(content)
        case .acceptedFindings: dataset.acceptedFindings = rows(content)
        }
    }

    private mutating func rows<Row: TableRow>(_ table: Table, declared: [DeclaredColumn] = []) -> [Row] {
        let (rows, problems) = RowReader.rows(of: table, as: Row.self, declared: declared)
        diagnostics += problems
        return rows
    }

    var sortedDiagnostics: [Diagnostic] {
        let files = [DataPackage.fileName] + DatasetTable.allCases.map(\.file)
        let order = Dictionary(uniqueKeysWithValues: files.enumerated().map { ($1, $0) })
        return diagnostics.enumerated().sorted { first, second in
            let left = (order[first.element.file] ?? files.count, first.element.line ?? 0, first.offset)
            let right = (order[second.element.file] ?? files.count, second.element.line ?? 0, second.offset)
            return left < right
        }.map(\.element)
    }

    private static func explain(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has the wrong type"
        case .dataCorrupted, .none: "it is not valid JSON"
        @unknown default: "it cannot be decoded"
        }
    }
}
