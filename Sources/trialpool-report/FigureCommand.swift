import ArgumentParser
import Foundation
import TrialArchives
import TrialCommandLine
import TrialReporting
import TrialResults

struct FigureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure", abstract: "Draw one figure of one analysis as SVG, PNG or PDF, by the file's ending.",
        discussion: "Example: trialpool-report figure results.json --analysis edss-improved -o forest.png")

    @Argument(help: "The result file (trialpool/result@1).")
    var results: String

    @Option(help: "The id of the analysis.")
    var analysis: String

    @Option(help: "The figure: \(FigureRegistry.standard.figures.map(\.code).joined(separator: ", ")).")
    var kind = "forest"

    @Option(name: .shortAndLong, help: "The file to write: .svg, .png or .pdf.")
    var output: String

    @OptionGroup var options: OutputOptions

    func run() throws {
        let document = try ResultCoding().decode(Data(try FileBytes.read(results)))
        guard let result = document.analyses.first(where: { $0.id == analysis }) else {
            let known = document.analyses.map(\.id).joined(separator: ", ")
            throw ValidationError("\(results) has no analysis '\(analysis)'; it has: \(known)")
        }
        guard let figure = FigureRegistry.standard.figures.first(where: { $0.code == kind }) else {
            throw ValidationError("there is no figure '\(kind)'")
        }
        guard let svg = figure.svg(for: result) else {
            throw ValidationError("the analysis '\(analysis)' has nothing for a \(kind) figure to show")
        }
        let renderer = SVGRenderer()
        switch output.split(separator: ".").last.map({ $0.lowercased() }) {
        case "svg": try AtomicFile.write(Array(svg.utf8), to: output)
        case "png": try AtomicFile.write(Array(try renderer.png(svg)), to: output)
        case "pdf": try AtomicFile.write(Array(try renderer.pdf(svg)), to: output)
        default: throw ValidationError("'\(output)' must end in .svg, .png or .pdf")
        }
        if options.json { try options.printJSON(["figure": output]) }
    }
}
