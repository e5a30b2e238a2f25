import TrialEvidence

/// A wide table: one row a study and result, both arms side by side, in the columns that ``WideTable`` reads.
///
/// Held are events, rates, means with a standard deviation, a standard error or neither, and published comparisons with their effect, each with
/// its source. Texts that a spreadsheet would run as formulas are guarded with an apostrophe.
public struct WideExport: ExportFormat {
    /// The stable name.
    public let name = "wide"
    /// One sentence for a list of formats.
    public let summary = "A wide CSV, one row a study and result with both arms side by side."

    /// Makes the format.
    public init() {}

    /// Writes `NAME-wide.csv`.
    public func export(_ dataset: Dataset) throws -> ExportedFiles {
        var writer = WideWriter(dataset)
        writer.write()
        let table = SpreadsheetGuard.added(to: writer.table)
        return ExportedFiles(
            files: ["\(dataset.name)-wide.csv": DelimitedText.commaSeparated.write(table)],
            notHeld: writer.unheld.entries)
    }
}

/// Fills the rows of a wide table.
private struct WideWriter {
    static let columns: [WideColumn] =
        [.study, .author, .year, .arm1, .arm2, .outcome, .population, .timepointMonths, .variant, .statistic]
        + WideArmColumns.first.exported + WideArmColumns.second.exported
        + [.measure, .effect, .lower, .upper, .level, .pValue]
        + WideArmColumns.first.provenance + WideArmColumns.second.provenance

    let dataset: Dataset
    let studies: [String: Study]
    var rows: [[String]] = []
    var unheld = Unheld()
    private var mentioned: Set<String> = []
    private var mentionedArms: [ArmKey: ArmRole] = [:]

    init(_ dataset: Dataset) {
        self.dataset = dataset
        studies = Dictionary(dataset.studies.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var table: Table { Table(file: "wide.csv", header: Self.columns.map(\.rawValue), rows: rows) }

    mutating func write() {
        var held: [OutcomeRow] = []
        for row in dataset.outcomes {
            if let objection = WideFit.objection(to: row) {
                unheld.row(row, because: objection)
            } else {
                held.append(row)
            }
        }
        for pair in ArmPairs.pairs(of: held, arms: dataset.arms) { add(pair) }
        for row in held where row.isComparison { addComparison(row) }
        for study in dataset.studies where !mentioned.contains(study.id) { append(start(study.id)) }
        listUnheld()
    }

    private mutating func add(_ pair: ArmPair) {
        guard let row = pair.first ?? pair.second else { return }
        var cells = start(row.studyID)
        fillKey(row, &cells)
        fill(pair.first, .first, .treatment, &cells)
        fill(pair.second, .second, .control, &cells)
        append(cells)
    }

    private mutating func fill(
        _ row: OutcomeRow?, _ arm: WideArmColumns, _ role: ArmRole, _ cells: inout [WideColumn: String]
    ) {
        guard let row else { return }
        mentionedArms[row.arm] = role
        cells[arm.arm] = row.armID
        cells[arm.n] = row.n.map(String.init)
        switch row.statistic {
        case .events, .countRate:
            cells[arm.events] = row.events.map(String.init)
            if row.statistic == .countRate { cells[arm.personYears] = row.personYears.map { Decimals.text($0) } }
        default:
            cells[arm.mean] = row.mean.map { Decimals.text($0) }
            cells[arm.sd] = row.sd.map { Decimals.text($0) }
            cells[arm.se] = row.se.map { Decimals.text($0) }
        }
        fillProvenance(row, arm, &cells)
        unheld.cells(WideFit.lostCells(of: row), of: row.key.description)
    }

    private mutating func addComparison(_ row: OutcomeRow) {
        var cells = start(row.studyID)
        fillKey(row, &cells)
        cells[.arm1] = row.armID
        cells[.arm2] = row.comparatorArmID
        mentionedArms[row.arm] = mentionedArms[row.arm] ?? .treatment
        if let comparator = row.comparator { mentionedArms[comparator] = mentionedArms[comparator] ?? .control }
        cells[.n1] = row.n.map(String.init)
        cells[.measure] = row.effectMeasure?.rawValue
        cells[.effect] = row.effect.map { Decimals.text($0) }
        cells[.lower] = row.ciLow.map { Decimals.text($0) }
        cells[.upper] = row.ciHigh.map { Decimals.text($0) }
        cells[.level] = row.ciLevel.map { Decimals.text($0) }
        cells[.pValue] = row.pValue?.text
        fillProvenance(row, .first, &cells)
        unheld.cells(WideFit.lostCells(of: row), of: row.key.description)
        append(cells)
    }

    private mutating func start(_ id: String) -> [WideColumn: String] {
        mentioned.insert(id)
        var cells: [WideColumn: String] = [.study: id]
        if let study = studies[id] {
            cells[.year] = study.year.map(String.init)
            if WideFit.holdsAuthor(of: study) { cells[.author] = study.firstAuthor }
        }
        return cells
    }

    private func fillKey(_ row: OutcomeRow, _ cells: inout [WideColumn: String]) {
        cells[.outcome] = row.outcome
        cells[.population] = row.population.label
        cells[.timepointMonths] = row.timepointMonths.map { Decimals.text($0) }
        cells[.variant] = row.variant
        cells[.statistic] = row.statistic.rawValue
    }

    private func fillProvenance(_ row: OutcomeRow, _ arm: WideArmColumns, _ cells: inout [WideColumn: String]) {
        cells[arm.source] = row.provenance.location
        cells[arm.url] = row.provenance.url
        cells[arm.confidence] = row.provenance.confidence.rawValue
        cells[arm.notes] = row.provenance.note
    }

    private mutating func append(_ cells: [WideColumn: String]) { rows.append(Self.columns.map { cells[$0] ?? "" }) }

    private mutating func listUnheld() {
        unheld.head(of: dataset)
        unheld.columns(of: .studies, dataset.studies, except: ["study_id", "first_author", "year"])
        for study in dataset.studies {
            var lost = WideFit.holdsAuthor(of: study) ? [] : ["first_author"]
            if !WideFit.holdsName(of: study) { lost.append("study_id") }
            unheld.cells(lost, of: study.id)
        }
        let named = dataset.arms.filter { mentionedArms[$0.key] != nil }
        unheld.columns(
            of: .arms, named, except: ["study_id", "arm_id", "role"], defaults: ["unit": CountingUnit.patient.rawValue])
        for arm in named where mentionedArms[arm.key] != arm.role {
            unheld.cells(["role \(arm.role.rawValue)"], of: "\(arm.studyID) \(arm.id)")
        }
        for arm in dataset.arms where mentionedArms[arm.key] == nil {
            let reason = "no result that the table holds is about the arm"
            unheld.cells([reason], of: "\(arm.studyID) \(arm.id)")
        }
        let tables: [DatasetTable] = [
            .contrasts, .publishedSyntheses, .riskOfBias, .flow, .ongoingTrials, .scales, .definitions,
            .acceptedFindings,
        ]
        unheld.tables(tables, of: dataset)
    }
}

extension WideArmColumns {
    fileprivate var exported: [WideColumn] { [events, n, personYears, mean, sd, se] }
    fileprivate var provenance: [WideColumn] { [source, url, confidence, notes] }
}
