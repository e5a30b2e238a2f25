import TrialEvidence

/// An Excel workbook (.xlsx): every visible sheet that is a wide table or a table of outcome rows.
///
/// Cells give what the spreadsheet last computed; `#N/A` is an empty cell, other errors of formulas are named. Dates become
/// `2020-05-01`. A header may have two rows where the upper one is merged over groups of columns. Sheets that are hidden or
/// hold something else are named and not taken.
public struct Workbook: ImportFormat {
    /// The stable name.
    public let name = "workbook"
    /// One sentence for a list of formats.
    public let summary = "An Excel workbook (.xlsx) whose sheets are wide tables or outcome rows."
    /// How the names of such files end.
    public let fileExtensions = ["xlsx", "xlsm"]
    /// What a person said about the columns of wide sheets.
    public var mapping: ColumnMapping
    /// The only sheet to read; `nil` means every one that is a table.
    public var sheet: String?

    /// Makes the format, with the columns that the aliases do not find named by a mapping.
    public init(mapping: ColumnMapping = ColumnMapping(), sheet: String? = nil) {
        self.mapping = mapping
        self.sheet = sheet
    }

    /// Reads studies, arms and results of all sheets.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        let parts = try WorkbookParts(bytes, file: file)
        var evidence = ImportedEvidence(file: file)
        var taken = 0
        try checkSheet(among: parts.listings.map(\.name), file: file)
        for listing in parts.listings {
            if let sheet, sheet != listing.name {
                let entry = NotTaken(
                    place: "sheet \(listing.name)", code: "other-sheet", reason: "only \(sheet) was asked for")
                evidence.notTaken.append(entry)
                continue
            }
            if listing.isHidden || listing.entry == nil {
                let code = listing.isHidden ? "hidden-sheet" : "no-table"
                let reason = listing.isHidden ? "the sheet is hidden; unhide it to take it" : "it is not a worksheet"
                evidence.notTaken.append(NotTaken(place: "sheet \(listing.name)", code: code, reason: reason))
                continue
            }
            let content = SheetTable(try Worksheet.read(listing, of: parts), file: file)
            guard let table = content.table,
                let found = try self.evidence(of: table, sheet: listing.name, into: dataset)
            else {
                let reason = "its header names neither studies with numbers nor outcome rows"
                evidence.notTaken.append(
                    NotTaken(
                        place: "sheet \(listing.name)", code: "not-recognised", reason: reason, cells: content.filled))
                evidence.readings.append(content.unread)
                continue
            }
            taken += 1
            evidence.notTaken += content.notTaken
            evidence.readings.append(content.reading)
            evidence.add(found, sheet: listing.name)
        }
        guard taken > 0 else {
            let message = "no sheet has a header of a wide table or of outcome rows; name the columns, or map them"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(file), message)])
        }
        guard evidence.outcomes.contains(where: \.holdsNumber) else {
            throw EvidenceError([NothingUsable.diagnostic(file: file, rows: taken, left: evidence.notTaken)])
        }
        return evidence
    }

    private func checkSheet(among names: [String], file: String) throws(EvidenceError) {
        guard let sheet, !names.contains(sheet) else { return }
        let hint = NearestName.hint(names, for: sheet)
        let message = "there is no sheet \"\(sheet)\"\(hint); it has \(NearestName.listed(names, near: sheet))"
        throw EvidenceError([Diagnostic(.malformedFile, at: Place(file), message)])
    }

    /// The evidence of a table, by what its header is; `nil` where it is neither.
    ///
    /// A wide sheet without an outcome is about what its name says, unless a program gave it that name.
    private func evidence(
        of table: Table, sheet: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence? {
        if DelimitedOutcomes.fits(table.header) { return try DelimitedOutcomes().evidence(of: table, into: dataset) }
        let mapped = mapping.columns.values.contains(where: table.header.contains)
        guard mapped || WideHeader.fits(table.header) else { return nil }
        return try WideTable(mapping: mapping).evidence(
            of: table, delimiter: UInt8(ascii: ","), into: dataset,
            outcome: Self.isNamedByProgram(sheet) ? nil : sheet)
    }

    /// `Sheet1`, `Tabelle 2`, `Feuil3`, `data`: names that tell nothing of an outcome.
    private static func isNamedByProgram(_ sheet: String) -> Bool {
        let word = sheet.lowercased().filter(\.isLetter)
        return word.isEmpty
            || ["sheet", "tabelle", "feuil", "feuille", "hoja", "foglio", "blad", "plan", "planilha", "data", "table"]
                .contains(word)
    }
}

extension ImportedEvidence {
    /// Adds what a sheet holds; studies and arms that another sheet has named are added once.
    fileprivate mutating func add(_ other: ImportedEvidence, sheet: String) {
        let known = Set(studies.map(\.id))
        let knownArms = Set(arms.map(\.key))
        studies += other.studies.filter { !known.contains($0.id) }
        arms += other.arms.filter { !knownArms.contains($0.key) }
        outcomes += other.outcomes
        notTaken += other.notTaken.map { entry in
            NotTaken(
                place: "sheet \(sheet), \(entry.place)", code: entry.code, reason: entry.reason, cells: entry.cells)
        }
        for reading in other.readings { readings.add(reading) }
    }
}
