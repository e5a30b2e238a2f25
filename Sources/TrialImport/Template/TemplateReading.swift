import TrialEvidence

/// Reads a filled template: each sheet as its table, held against the rules of the dataset that takes it.
struct TemplateReading {
    /// The evidence, one piece a sheet, in the order of a dataset's tables.
    private(set) var pieces: [ImportedEvidence] = []
    private let file: String
    private var sheets: [DatasetTable: TypedSheet] = [:]
    private var faults: [Diagnostic] = []
    private var notTaken: [NotTaken] = []

    /// After so many faults the others are not told.
    private static let faultLimit = 100

    /// Reads every sheet, or throws what is wrong with any.
    init(_ bytes: [UInt8], file: String, into dataset: Dataset) throws(EvidenceError) {
        self.file = file
        let parts = try WorkbookParts(bytes, file: file)
        for listing in parts.listings { try add(listing, of: parts) }
        for merged in MergedTable.tables(declaring: dataset.declaredColumns) {
            guard let sheet = sheets[merged.table] else { continue }
            let (rows, problems) = merged.parse(sheet.table)
            faults += problems.map(sheet.told)
            var piece = rows
            piece.file = sheet.table.file
            piece.readings = [sheet.reading]
            piece.notTaken = sheet.notTaken
            piece.obeysRules = true
            pieces.append(piece)
        }
        // A row with a cell that cannot be read would break rules that it keeps.
        let unread = Set(faults.map { Place($0.file, line: $0.line) })
        faults += breaches(in: dataset).filter { !unread.contains(Place($0.file, line: $0.line)) }
        guard faults.isEmpty else { throw EvidenceError(Array(sorted(faults).prefix(Self.faultLimit))) }
        guard !pieces.isEmpty else {
            let names = TemplateWorkbook.tables.map(\.resource).joined(separator: ", ")
            let message = "no sheet has a row; fill one of \(names), as the sheet \(TemplateWorkbook.help) says"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(file), message)])
        }
        pieces[0].notTaken = notTaken + pieces[0].notTaken
    }

    private mutating func add(_ listing: WorkbookParts.Listing, of parts: WorkbookParts) throws(EvidenceError) {
        guard ![TemplateWorkbook.help, TemplateWorkbook.lists].contains(listing.name) else { return }
        let letters = Self.letters(listing.name)
        guard let table = TemplateWorkbook.tables.first(where: { Self.letters($0.resource) == letters }),
            listing.entry != nil
        else {
            let names = TemplateWorkbook.tables.map(\.resource)
            let reason = "no table has this name\(NearestName.hint(names, for: listing.name))"
            notTaken.append(NotTaken(place: "sheet \(listing.name)", code: "other-sheet", reason: reason))
            return
        }
        guard let sheet = TypedSheet(try Worksheet.read(listing, of: parts), file: file) else { return }
        guard sheets.updateValue(sheet, forKey: table) == nil else {
            let message = "two sheets are called \(table.resource); put their rows into one"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(file), message)])
        }
    }

    /// The faults in the order of the sheets and their rows.
    private func sorted(_ faults: [Diagnostic]) -> [Diagnostic] {
        let files = pieces.map(\.file)
        return faults.enumerated().sorted { first, second in
            let left = (files.firstIndex(of: first.element.file) ?? 0, first.element.line ?? 0, first.offset)
            return left < (files.firstIndex(of: second.element.file) ?? 0, second.element.line ?? 0, second.offset)
        }.map(\.element)
    }

    private static func letters(_ name: String) -> String { name.lowercased().filter(\.isLetter) }

    /// What the rows break of the rules of a dataset that has them beside its own.
    ///
    /// Rows of the dataset that the template has too are what the merge compares; the others have no line here, so that every
    /// line is one of a sheet.
    private func breaches(in dataset: Dataset) -> [Diagnostic] {
        var typed = ImportedEvidence(file: file)
        for (merged, piece) in MergedTable.all.flatMap({ merged in pieces.map { (merged, $0) } }) {
            merged.move(piece, &typed)
        }
        let joint = TypedDataset(typed, beside: dataset).dataset
        let byFile = Dictionary(uniqueKeysWithValues: sheets.map { ($0.key.file, $0.value) })
        return DatasetRules.all.flatMap { $0.check(joint) }.compactMap { diagnostic in
            guard diagnostic.severity == .error, diagnostic.line != nil else { return nil }
            return byFile[diagnostic.file]?.told(diagnostic)
        }
    }
}

/// Typed rows beside those that a dataset has, which lose their lines; where both have a row the typed one stands.
struct TypedDataset {
    private(set) var dataset: Dataset

    init(_ typed: ImportedEvidence, beside known: Dataset) {
        dataset = known
        join(typed.studies, \.studies, by: \.id)
        join(typed.arms, \.arms, by: \.key)
        join(typed.outcomes, \.outcomes, by: \.key)
        join(typed.definitions, \.definitions, by: \.id)
        join(typed.scales, \.scales, by: \.outcome)
        join(typed.ongoingTrials, \.ongoingTrials, by: \.registryID)
        join(typed.flow, \.flow) { [$0.box, $0.reason] }
        join(typed.riskOfBias, \.riskOfBias) { [$0.studyID, $0.tool, $0.domain, $0.outcome, $0.judgedBy] }
    }

    private mutating func join<Row: LinedRow, Key: Hashable>(
        _ typed: [Row], _ rows: WritableKeyPath<Dataset, [Row]>, by key: (Row) -> Key
    ) {
        let names = Set(typed.map(key))
        let others = dataset[keyPath: rows].filter { !names.contains(key($0)) }.map { row in
            var row = row
            row.line = nil
            return row
        }
        dataset[keyPath: rows] = others + typed
    }
}

/// A row that knows the line it was read from.
protocol LinedRow {
    var line: Int? { get set }
}

extension Study: LinedRow {}
extension Arm: LinedRow {}
extension OutcomeRow: LinedRow {}
extension EndpointDefinition: LinedRow {}
extension Scale: LinedRow {}
extension OngoingTrial: LinedRow {}
extension FlowCount: LinedRow {}
extension RiskOfBiasJudgement: LinedRow {}
