import ArgumentParser
import TrialCommandLine
import TrialImport

/// The subcommand of one import format: `trialpool-import FORMAT FILE… --into DATASET`.
struct FormatCommand<Chosen: FormatOptions>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Chosen.plain.name, abstract: Chosen.plain.summary, discussion: Chosen.discussion,
            aliases: Chosen.aliases)
    }

    @OptionGroup var options: MergeOptions
    @OptionGroup(title: "Options of the format") var chosen: Chosen

    func validate() throws {
        guard options.into == nil, !chosen.answersOnly else { return }
        throw ValidationError("Missing expected argument '--into <dataset>': name the dataset that takes the files.")
    }

    func run() throws {
        if let answer = try chosen.answer(about: options.files) { return Terminal.printText(answer) }
        try options.merge(try chosen.format(for: options.files), into: options.into ?? "")
    }
}

/// A format without options of its own, named as a type so that it has a subcommand.
protocol PlainFormat: Sendable {
    static var format: any ImportFormat { get }
    static var aliases: [String] { get }
    /// The files of the example in the help.
    static var example: String { get }
}

extension PlainFormat {
    static var aliases: [String] { [] }
}

/// No options.
struct NoOptions<Format: PlainFormat>: FormatOptions {
    static var plain: any ImportFormat { Format.format }
    static var aliases: [String] { Format.aliases }
    static var discussion: String { example(Format.example) }

    func format(for files: [String]) -> any ImportFormat { Format.format }
}

/// The formats of the registry, one type each.
enum Formats {
    enum ReviewXML: PlainFormat {
        static let format: any ImportFormat = RevMan5()
        static let example = "review.rm5"
    }
    enum ReviewCSV: PlainFormat {
        static let format: any ImportFormat = RevManCSV()
        static let example = "analyses.csv"
    }
    enum ReviewWeb: PlainFormat {
        static let format: any ImportFormat = RevManWeb()
        static let example = "review.zip"
    }
    enum RIS: PlainFormat {
        static let format: any ImportFormat = RISReferences()
        static let example = "included.ris"
    }
    enum PubMed: PlainFormat {
        static let format: any ImportFormat = PubMedReferences()
        static let aliases = ["nbib"]
        static let example = "included.nbib"
    }
    enum BibTeX: PlainFormat {
        static let format: any ImportFormat = BibTeXReferences()
        static let example = "included.bib"
    }
    enum Prisma: PlainFormat {
        static let format: any ImportFormat = PrismaFlow()
        static let example = "flow.csv"
    }

    /// One subcommand a format.
    static let commands: [any ParsableCommand.Type] = [
        FormatCommand<DelimitedOptions>.self, FormatCommand<WideOptions>.self, FormatCommand<WorkbookOptions>.self,
        FormatCommand<RegistryOptions>.self, FormatCommand<NoOptions<ReviewXML>>.self,
        FormatCommand<NoOptions<ReviewCSV>>.self, FormatCommand<NoOptions<ReviewWeb>>.self,
        FormatCommand<NoOptions<RIS>>.self, FormatCommand<NoOptions<PubMed>>.self,
        FormatCommand<NoOptions<BibTeX>>.self, FormatCommand<RobvisOptions>.self,
        FormatCommand<NoOptions<Prisma>>.self, FormatCommand<TemplateOptions>.self,
    ]
}
