import ArgumentParser
import Dispatch
import FlyingFox
import FlyingSocks
import Foundation
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
        let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: port)
        let handler = ClosureHTTPHandler { request in
            let answer = served.answer(
                method: request.method.rawValue, path: request.target.path(), host: request.headers[.host])
            return Self.response(answer, hasBody: request.method != .HEAD)
        }
        let server = HTTPServer(address: address, logger: .disabled, handler: handler)
        let (port, json, name) = (port, options.json, report)
        Task {
            do {
                try await server.run()
            } catch {
                Terminal.error(
                    "trialpool-report: error: port \(port) cannot be used: \(error); choose another with --port, 0 for any"
                )
                Foundation.exit(1)
            }
        }
        Task {
            try await server.waitUntilListening()
            guard case .ip4(_, let actual) = await server.listeningAddress else { return }
            let place = "http://127.0.0.1:\(actual)/"
            Terminal.print(json ? "{\"address\": \"\(place)\"}" : "\(place) shows \(name); Ctrl-C ends it")
        }
        dispatchMain()
    }

    private static func response(_ answer: ServedReport.Answer, hasBody: Bool) -> HTTPResponse {
        HTTPResponse(
            statusCode: HTTPStatusCode(answer.status, phrase: phrases[answer.status] ?? "Error"),
            headers: [
                .contentType: answer.mediaType, HTTPHeader("X-Content-Type-Options"): "nosniff",
                HTTPHeader("Cache-Control"): "no-store",
            ], body: hasBody ? Data(answer.body) : Data())
    }

    private static let phrases = [
        200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    ]
}
