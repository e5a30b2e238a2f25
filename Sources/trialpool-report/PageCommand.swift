import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialReporting
import TrialResults

struct PageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page", abstract: "Write the report as one self-contained HTML page.",
        discussion: "Example: trialpool-report page results.json -o index.html")

    @Argument(help: "The result file (trialpool/result@2), or a bundle.")
    var results: String

    @Option(name: .shortAndLong, help: "The page to write.")
    var output = "index.html"

    @OptionGroup var lookOptions: LookOptions

    @OptionGroup var options: OutputOptions

    func run() throws {
        let document = try ReportInput.results(results)
        let html = try ReportPage(document, look: try lookOptions.look()).html()
        let page = Array(html.utf8)
        try AtomicFile.write(page, to: output)
        if options.json {
            return try options.printJSON(
                WrittenFile(file: output, bytes: page.count, sha256: SHA256.hex(of: page), further: []))
        }
        Terminal.print("\(output): \(document.analyses.count) analyses, \(page.count) bytes")
    }
}

/// What `--json` says of a file that was written.
struct WrittenFile: Encodable {
    let file: String
    let bytes: Int
    let sha256: String
    /// Files written beside it, such as the figures that a document links to.
    let further: [String]
}
