import TrialEvidence

/// A dataset as the checks see it: its rows with their file, and each number with the decimals it is printed with.
public struct ExaminedEvidence: Sendable {
    private let indexed: IndexedDataset
    /// The dataset.
    public var dataset: Dataset { indexed.dataset }
    /// Every result and published comparison, in the order of the files.
    public let rows: [ExaminedRow]
    /// The scales by outcome.
    public let scales: [String: Scale]
    /// The results of single arms that measure the same in the same patients at the same time, in the order of the files.
    public let settings: [(setting: RowSetting, rows: [ExaminedRow])]
    /// The settings for which a comparison of two arms is published.
    public let comparedSettings: Set<RowSetting>
    private let rowsOfStudies: [String: [ExaminedRow]]
    private let settingsOfStudies: [String: [(setting: RowSetting, rows: [ExaminedRow])]]

    /// A dataset with the files it was read from; without them, or where a row has no line, a number has the decimals of
    /// its shortest spelling, which claims too little precision where zeros were lost, never too much.
    public init(_ dataset: Dataset, files: DatasetFiles? = nil) {
        self.init(IndexedDataset(dataset), files: files)
    }

    /// The same of a dataset that is asked by names already.
    public init(_ dataset: IndexedDataset, files: DatasetFiles? = nil) {
        indexed = dataset
        func examined(_ rows: [OutcomeRow], _ table: DatasetTable) -> [ExaminedRow] {
            let printed = files?.files[table.file].map { PrintedDecimals($0, file: table.file) }
            return rows.map { ExaminedRow($0, file: table.file, decimals: printed?.ofLine($0.line) ?? [:]) }
        }
        rows = examined(dataset.outcomes, .outcomes) + examined(dataset.contrasts, .contrasts)
        settings = Self.grouped(rows.filter { !$0.row.isComparison }) { RowSetting($0.row) }
            .map { (setting: $0.0, rows: $0.1) }
        comparedSettings = Set(rows.lazy.filter(\.row.isComparison).map { RowSetting($0.row) })
        scales = Dictionary(dataset.scales.map { ($0.outcome, $0) }, uniquingKeysWith: { first, _ in first })
        rowsOfStudies = Dictionary(grouping: rows, by: \.row.studyID)
        settingsOfStudies = Dictionary(grouping: settings, by: \.setting.studyID)
    }

    /// The arm of that name, or `nil`.
    public func arm(_ key: ArmKey) -> Arm? { indexed.arm(key) }

    /// The arms of a study, in the order of the file.
    public func arms(of studyID: String) -> [Arm] { indexed.arms(of: studyID) }

    /// The settings of a study, in the order of the files.
    public func settings(of studyID: String) -> [(setting: RowSetting, rows: [ExaminedRow])] {
        settingsOfStudies[studyID] ?? []
    }

    /// The results and comparisons of a study, in the order of the files.
    public func rows(of studyID: String) -> [ExaminedRow] { rowsOfStudies[studyID] ?? [] }

    /// The study of that name, or `nil`.
    public func study(_ id: String) -> Study? { indexed.study(id) }

    /// The patients a row is about: its own number, else its arm's.
    public func patients(of row: OutcomeRow) -> Int? { row.n ?? arm(row.arm)?.n }

    /// Elements by a key, keys and elements in the order in which they come.
    static func grouped<Element, Key: Hashable>(
        _ elements: [Element], by key: (Element) -> Key
    ) -> [(Key, [Element])] {
        var positions: [Key: Int] = [:]
        var groups: [(Key, [Element])] = []
        for element in elements {
            let name = key(element)
            if let position = positions[name] {
                groups[position].1.append(element)
            } else {
                positions[name] = groups.count
                groups.append((name, [element]))
            }
        }
        return groups
    }
}

/// What was measured, in whom and when: rows of different arms that agree in it can be compared.
public struct RowSetting: Sendable, Hashable {
    /// The study.
    public let studyID: String
    /// Which patients.
    public let population: Population
    /// What was measured.
    public let outcome: String
    /// When.
    public let timepointMonths: Double?
    /// What tells rows apart that are otherwise the same.
    public let variant: String

    /// The setting of a row.
    public init(_ row: OutcomeRow) {
        studyID = row.studyID
        population = row.population
        outcome = row.outcome
        timepointMonths = row.timepointMonths
        variant = row.distinction
    }

    /// The setting in words.
    public var words: String {
        let time = timepointMonths.map { " at \(Decimals.text($0)) months" } ?? ""
        let extra = variant.isEmpty ? "" : " (\(variant))"
        return "\(outcome) in \(population.label)\(time)\(extra)"
    }
}

/// A row with its file and the decimals of its printed numbers.
public struct ExaminedRow: Sendable {
    /// The row.
    public let row: OutcomeRow
    /// The file it stands in.
    public let file: String
    private let decimals: [OutcomeCell: Int]

    /// A row of a file.
    public init(_ row: OutcomeRow, file: String, decimals: [OutcomeCell: Int] = [:]) {
        self.row = row
        self.file = file
        self.decimals = decimals
    }

    /// The number of a cell as it is printed, or `nil` where there is none or it was derived: a derived number has digits
    /// that nobody printed.
    public func printed(_ cell: OutcomeCell) -> PrintedNumber? {
        guard !row.derived.contains(where: { $0.cell == cell }) else { return nil }
        let value: Double? =
            switch cell {
            case .n, .events, .ciLevel, .effectMeasure, .both, .firstOnly, .secondOnly, .neither: nil
            case .mean: row.mean
            case .sd: row.sd
            case .se: row.se
            case .median: row.median
            case .q1: row.q1
            case .q3: row.q3
            case .min: row.min
            case .max: row.max
            case .ciLow: row.ciLow
            case .ciHigh: row.ciHigh
            case .personYears: row.personYears
            case .effect: row.effect
            case .pValue: row.pValue?.value
            case .correlation: row.correlation
            case .testStatistic: row.testStatistic
            }
        guard let value else { return nil }
        return decimals[cell].map { PrintedNumber(value, decimals: $0) } ?? PrintedNumber(shortest: value)
    }

    /// The p-value as printed, or `nil`.
    public var printedPValue: PrintedPValue? {
        guard let number = printed(.pValue), let value = row.pValue else { return nil }
        return PrintedPValue(number, isBelow: value.isBelow)
    }

    /// The line of the row, and the cell that is to blame.
    public func place(_ cell: OutcomeCell? = nil) -> Place { Place(file, line: row.line, column: cell?.rawValue) }

    /// The row as the subject of a finding.
    public func subject(_ cell: OutcomeCell? = nil) -> FindingRows {
        FindingRows(studies: [row.studyID], places: [place(cell)], subject: row.key.description)
    }
}

/// The decimals of the numbers in a table of results, by the line of the row.
struct PrintedDecimals {
    private var lines: [Int: [OutcomeCell: Int]] = [:]

    /// Reads a table once more, for the digits that numbers lose when they are read.
    init(_ bytes: [UInt8], file: String) {
        guard let table = DelimitedText.commaSeparated.read(bytes, file: file).table else { return }
        let columns = table.header.enumerated().compactMap { position, name in
            OutcomeCell(rawValue: name).map { (position, $0) }
        }
        for (line, cells) in zip(table.lines, table.rows) {
            var decimals: [OutcomeCell: Int] = [:]
            for (position, cell) in columns where !cells[position].isEmpty {
                decimals[cell] = PrintedNumber.decimals(of: cells[position])
            }
            lines[line] = decimals
        }
    }

    func ofLine(_ line: Int?) -> [OutcomeCell: Int] { line.flatMap { lines[$0] } ?? [:] }
}
