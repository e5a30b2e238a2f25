import ArgumentParser
import TrialImport

/// The subcommand of one import format: `trialpool-import FORMAT FILE… --into DATASET`.
struct FormatCommand<Chosen: ChosenFormat>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Chosen.format.name, abstract: Chosen.format.summary)
    }

    @OptionGroup var options: MergeOptions

    func run() throws { try options.merge(Chosen.format) }
}

/// Names a format as a type, so that each has a subcommand of its own.
protocol ChosenFormat {
    static var format: any ImportFormat { get }
}

/// The formats of the registry, one type each.
enum Formats {
    enum Delimited: ChosenFormat { static var format: any ImportFormat { DelimitedOutcomes() } }
    enum Registry: ChosenFormat { static var format: any ImportFormat { ClinicalTrialsGov() } }
    enum ReviewXML: ChosenFormat { static var format: any ImportFormat { RevMan5() } }
    enum ReviewCSV: ChosenFormat { static var format: any ImportFormat { RevManCSV() } }
    enum ReviewWeb: ChosenFormat { static var format: any ImportFormat { RevManWeb() } }
    enum Wide: ChosenFormat { static var format: any ImportFormat { WideTable() } }
    enum Excel: ChosenFormat { static var format: any ImportFormat { Workbook() } }
    enum RIS: ChosenFormat { static var format: any ImportFormat { RISReferences() } }
    enum PubMed: ChosenFormat { static var format: any ImportFormat { PubMedReferences() } }
    enum BibTeX: ChosenFormat { static var format: any ImportFormat { BibTeXReferences() } }
    enum Robvis: ChosenFormat { static var format: any ImportFormat { RobvisTable() } }
    enum Prisma: ChosenFormat { static var format: any ImportFormat { PrismaFlow() } }

    /// One subcommand a format.
    static let commands: [any ParsableCommand.Type] = [
        FormatCommand<Delimited>.self, FormatCommand<Wide>.self, FormatCommand<Excel>.self,
        FormatCommand<Registry>.self, FormatCommand<ReviewXML>.self, FormatCommand<ReviewCSV>.self,
        FormatCommand<ReviewWeb>.self, FormatCommand<RIS>.self, FormatCommand<PubMed>.self,
        FormatCommand<BibTeX>.self, FormatCommand<Robvis>.self, FormatCommand<Prisma>.self,
    ]
}
