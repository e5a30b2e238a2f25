import ArgumentParser
import TrialArchives
import TrialEvidence
import TrialImport

/// What the subcommand of one import format asks for beside the files: nothing, or options of the format's own.
protocol FormatOptions: ParsableArguments {
    /// The format as it is without options.
    static var plain: any ImportFormat { get }
    /// Other names of the subcommand.
    static var aliases: [String] { get }
    /// What the help says below the summary, with an example.
    static var discussion: String { get }
    /// The format as the options make it.
    func format() throws -> any ImportFormat
}

extension FormatOptions {
    static var aliases: [String] { [] }

    static func example(_ arguments: String) -> String {
        "Example: trialpool-import \(plain.name) \(arguments) --into my-review --dry-run"
    }

    static var mappingHelp: String {
        """
        A mapping is a text file with one OURS=THEIRS a line, such as mean=Mittelwert, or a text in double quotes for \
        every row, such as confidence="primary".

        """
    }
}

/// The byte between two fields, as a person names it.
struct FieldDelimiter: ExpressibleByArgument {
    let byte: UInt8

    private static let names: [String: Character] = [
        "comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "bar": "|", "pipe": "|", "space": " ",
    ]

    init?(argument: String) {
        let text = Self.names[argument.lowercased()].map(String.init) ?? argument
        guard let byte = text.utf8.first, text.utf8.count == 1, byte != UInt8(ascii: "\""), !text.contains("\n") else {
            return nil
        }
        self.byte = byte
    }
}

/// Reads the file of a mapping; its problems end the program with one line each.
enum MappingFile {
    static func read<Mapping>(
        _ path: String?, otherwise none: Mapping, _ make: ([UInt8], String) throws -> Mapping
    ) throws -> Mapping {
        guard let path else { return none }
        return try DatasetProblems.telling(at: path) { try make(try FileBytes.read(path, limit: 1 << 20), path) }
    }
}

/// What every table of delimited text may need to be told.
struct TableOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A file that says which column is which.", valueName: "file"))
    var mapping: String?

    @Option(
        help: ArgumentHelp("What separates the fields: comma, semicolon, tab, bar or one character.", valueName: "char")
    )
    var delimiter: FieldDelimiter?
}

struct DelimitedOptions: FormatOptions {
    static let plain: any ImportFormat = DelimitedOutcomes()
    static var discussion: String {
        """
        The columns are those of outcomes.csv (study_id, arm_id, outcome, statistic, n, mean, sd, …) or their usual other \
        names. Comma, semicolon, tab or bar may separate the fields; a file may have any size and be compressed with gzip. \
        \(mappingHelp)
        \(example("results.csv"))
        """
    }

    @OptionGroup var table: TableOptions

    func format() throws -> any ImportFormat {
        let columns = try MappingFile.read(table.mapping, otherwise: OutcomeMapping()) {
            try OutcomeMapping(reading: $0, file: $1)
        }
        return DelimitedOutcomes(mapping: columns, delimiter: table.delimiter?.byte)
    }
}

struct WideOptions: FormatOptions {
    static let plain: any ImportFormat = WideTable()
    static var discussion: String {
        """
        The columns are found by their usual names: ai bi ci di, m1i sd1i n1i, event.e n.e, yi vi, TE seTE, lower upper. \
        \(mappingHelp)
        \(example("bcg.csv"))
        """
    }

    @OptionGroup var table: TableOptions

    func format() throws -> any ImportFormat {
        let columns = try MappingFile.read(table.mapping, otherwise: ColumnMapping()) {
            try ColumnMapping(reading: $0, file: $1)
        }
        return WideTable(mapping: columns, delimiter: table.delimiter?.byte)
    }
}

struct WorkbookOptions: FormatOptions {
    static let plain: any ImportFormat = Workbook()
    static let aliases = ["xlsx"]
    static var discussion: String {
        """
        Every visible sheet that is a wide table or a table of outcome rows is read. \(mappingHelp)
        \(example("extraction.xlsx --sheet Results"))
        """
    }

    @Option(help: ArgumentHelp("A file that says which column of a wide sheet is which.", valueName: "file"))
    var mapping: String?

    @Option(help: ArgumentHelp("The only sheet to read.", valueName: "name"))
    var sheet: String?

    func format() throws -> any ImportFormat {
        let columns = try MappingFile.read(mapping, otherwise: ColumnMapping()) {
            try ColumnMapping(reading: $0, file: $1)
        }
        return Workbook(mapping: columns, sheet: sheet)
    }
}

extension BiasTool: ExpressibleByArgument {
    /// The tool of a code, in any case of its letters.
    public init?(argument: String) {
        guard let tool = BiasTool.named(argument.lowercased()) else { return nil }
        self = tool
    }

    /// The codes.
    public static var allValueStrings: [String] { all.map(\.code) }
    /// The code.
    public var defaultValueDescription: String { code }
}

struct RobvisOptions: FormatOptions {
    static let plain: any ImportFormat = RobvisTable()
    static let aliases = ["robvis"]
    static var discussion: String {
        """
        The first column names the study; one called overall is the judgement of all together, the others are domains. The \
        tool is told by what they are about, or by their number and words; where several fit, or none, name it. Judgements \
        are words, first letters or signs (+ − ? ×). With 'other' the domains are called as the table calls them.

        \(example("rob.csv --tool rob2"))
        """
    }

    @Option(help: ArgumentHelp("The tool.", valueName: "name"))
    var tool: BiasTool?

    func format() -> any ImportFormat { RobvisTable(tool: tool) }
}
