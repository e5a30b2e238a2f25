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
    /// The format as the options make it, for these files.
    func format(for files: [String]) throws -> any ImportFormat
    /// Whether a question about the files is answered and nothing imported, so that there need be no dataset.
    var answersOnly: Bool { get }
    /// What is printed instead of importing the files; `nil` where they are imported.
    func answer(about files: [String]) throws -> String?
}

extension FormatOptions {
    static var aliases: [String] { [] }

    var answersOnly: Bool { false }

    func answer(about files: [String]) throws -> String? { nil }

    static func example(_ arguments: String) -> String {
        "Example: trialpool-import \(plain.name) \(arguments) --into my-review --dry-run"
    }

    /// What a mapping is, with a line of it.
    static func mappingHelp(_ line: String) -> String {
        """
        A mapping is a text file with one OURS=THEIRS a line, such as \(line), or a text in double quotes for every row, \
        such as confidence="primary".

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

/// What every table of delimited text may need to be told.
struct TableOptions: ParsableArguments {
    @OptionGroup var columns: MappingOptions

    @Option(
        help: ArgumentHelp(
            "What separates the fields: comma, semicolon, tab, bar, space or one character.", valueName: "char")
    )
    var delimiter: FieldDelimiter?
}

struct DelimitedOptions: FormatOptions {
    static let plain: any ImportFormat = DelimitedOutcomes()
    static var discussion: String {
        """
        The columns are those of outcomes.csv (study_id, arm_id, outcome, statistic, n, mean, sd, …) or their usual other \
        names; author and year may name the study. Comma, semicolon, tab, bar or blanks may separate the fields; a file may \
        have any size and be compressed with gzip. \
        \(mappingHelp("mean=Mittelwert"))
        \(example("results.csv"))
        """
    }

    @OptionGroup var table: TableOptions

    func format(for files: [String]) throws -> any ImportFormat {
        DelimitedOutcomes(mapping: try table.columns.ofOutcomes(), delimiter: table.delimiter?.byte)
    }
}

struct WideOptions: FormatOptions {
    static let plain: any ImportFormat = WideTable()
    static var discussion: String {
        """
        The columns are found by their usual names: ai bi ci di, m1i sd1i n1i, event.e n.e, Ee Ne Ec Nc, yi vi, TE seTE, OR, \
        95% CI, lower upper. Arms that only the shape of the names suggests (d.asp n.asp d.plac n.plac) are asked about, or \
        confirmed with --map. Rows named Total, Subtotal, Overall or Pooled are listed and left out. \
        \(mappingHelp("mean_1=Mittelwert"))
        Example: trialpool-import wide bcg.csv --suggest > columns.txt
        \(example("bcg.csv --mapping columns.txt"))
        """
    }

    @OptionGroup var table: TableOptions

    @Flag(help: "Print a mapping file for the table, as far as its names tell it, and import nothing.")
    var suggest = false

    var answersOnly: Bool { suggest }

    func answer(about files: [String]) throws -> String? {
        guard suggest else { return nil }
        let format = WideTable(delimiter: table.delimiter?.byte)
        return try files.map { file in
            try DatasetProblems.telling(at: file) { try format.suggestion(try InputFile(file).bytes(), file: file) }
        }.joined(separator: "\n")
    }

    func format(for files: [String]) throws -> any ImportFormat {
        let format = WideTable(mapping: try table.columns.ofWideTable(), delimiter: table.delimiter?.byte)
        return try GuessQuestion(format).asked(about: files)
    }
}

struct WorkbookOptions: FormatOptions {
    static let plain: any ImportFormat = Workbook()
    static let aliases = ["xlsx"]
    static var discussion: String {
        """
        Every visible sheet that is a wide table or a table of outcome rows is read. \(mappingHelp("mean_1=Mittelwert"))
        \(example("extraction.xlsx --sheet Results"))
        """
    }

    @OptionGroup var columns: MappingOptions

    @Option(help: ArgumentHelp("The only sheet to read.", valueName: "name"))
    var sheet: String?

    func format(for files: [String]) throws -> any ImportFormat {
        Workbook(mapping: try columns.ofWideTable(), sheet: sheet)
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

    func format(for files: [String]) -> any ImportFormat { RobvisTable(tool: tool) }
}
