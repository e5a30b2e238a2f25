import ArgumentParser
import Foundation
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialReporting
import TrialResults

struct DocumentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document", abstract: "Write the report as a document: Word, PDF, Markdown, LaTeX or CSV tables.",
        discussion: """
            Example: trialpool-report document results.json -o report.docx
            Example: trialpool-report document results.json --kind csv -o tables

            Markdown and LaTeX link to figures in a folder beside them, FILE-figures, where every sign of FILE that a \
            link cannot hold is a hyphen. CSV tables are a folder with a \
            description of every column (Data Package). Nothing else needs to be installed.
            """)

    @Argument(help: "The result file (trialpool/result@2), or a bundle.")
    var results: String

    @Option(help: "The kind: \(kinds); by default the ending of the file.")
    var kind: String?

    @Option(name: .shortAndLong, help: "The document to write; for csv a folder.")
    var output: String

    @OptionGroup var lookOptions: LookOptions

    @OptionGroup var documentOptions: DocumentOptions

    @Option(help: "The date in the document's metadata, such as 2026-11-23.")
    var date: String?

    @OptionGroup var options: OutputOptions

    private static let tables = "csv"
    private static var kinds: [String] { DocumentFormats.standard.all.map(\.code) + [tables] }

    func validate() throws {
        if kind ?? ending == Self.tables {
            if kind == nil { throw ValidationError("CSV tables are a folder; write --kind csv -o FOLDER") }
        } else if format == nil {
            throw ValidationError(
                kind.map { "there is no kind '\($0)'; \(NearestName.choices(Self.kinds, for: $0))" }
                    ?? "'\(output)' does not say the kind; end it in .docx, .pdf, .md or .tex, or give --kind")
        }
        if let date { try BundleMetadata.check(day: date) }
    }

    func run() throws {
        let document = try ReportInput.results(results)
        guard let format else { return try writeTables(document) }
        let progress = StepProgress(isQuiet: options.quiet)
        var drawn = 0
        let report = try ToldReport(document, look: documentOptions.applied(to: try lookOptions.look())) { name in
            drawn += 1
            progress.done(drawn, name)
        }
        let text = ReportTextBuilder(report, figures: ReportFigures(report)).text(date: date)
        let name = output.split(separator: "/").last.map(String.init) ?? output
        let folder = String(output.dropLast(name.count))
        let figureFolder = DocumentFiles.figureFolder(for: name)
        let written = try DocumentFiles(text, as: format, figureFolder: figureFolder)
        if !written.figures.isEmpty {
            try FileManager.default.createDirectory(
                atPath: folder + figureFolder, withIntermediateDirectories: true)
        }
        var files = [output: written.document]
        for (path, bytes) in written.figures { files[folder + path] = bytes }
        try AtomicFile.write(files)
        try show(written.document, further: written.figures.keys.sorted().map { folder + $0 }, format.title)
    }

    private func writeTables(_ document: ResultDocument) throws {
        let files = try TableFolder(document).files()
        try AtomicFolder.write(files, to: output)
        if options.json {
            let names = files.keys.sorted().map { "\(output)/\($0)" }
            return try options.printJSON(["folder": [output], "files": names])
        }
        Terminal.print("\(output): \(files.count) files, described by \(TableFolder.packageName)")
    }

    private func show(_ bytes: [UInt8], further: [String], _ title: String) throws {
        if options.json {
            return try options.printJSON(
                WrittenFile(file: output, bytes: bytes.count, sha256: SHA256.hex(of: bytes), further: further))
        }
        let beside = further.isEmpty ? "" : ", and \(further.count) figures beside it"
        Terminal.print("\(output): \(title), \(bytes.count) bytes\(beside)")
    }

    private var ending: String? { output.contains(".") ? output.split(separator: ".").last.map(String.init) : nil }

    private var format: (any DocumentFormat)? { (kind ?? ending).flatMap(DocumentFormats.standard.named) }
}
