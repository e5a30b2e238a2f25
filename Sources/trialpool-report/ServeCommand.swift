import ArgumentParser
import TrialCommandLine
import TrialReporting

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Show a report in the browser, to this machine only; Ctrl-C ends it.",
        discussion: "Example: trialpool-report serve report.zip --port 8080")

    @Argument(help: "The bundle, or the folder of one.")
    var report: String

    @Option(help: "The port; 0 takes a free one.")
    var port: UInt16 = 8080

    @OptionGroup var options: OutputOptions

    func run() throws {
        let served = try ServedReport(try ReportInput(report).files, path: report)
        let server = try LoopbackServer(served, port: port)
        let place = "http://127.0.0.1:\(server.port)/"
        Terminal.print(options.json ? "{\"address\": \"\(place)\"}" : "\(place) shows \(report); Ctrl-C ends it")
        server.run()
    }
}
