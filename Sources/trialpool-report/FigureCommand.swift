import ArgumentParser
import Foundation
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialReporting
import TrialResults

struct FigureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure", abstract: "Draw one figure of one analysis as SVG, PNG or PDF, by the file's ending.",
        discussion: "Example: trialpool-report figure results.json --analysis edss-improved -o forest.png")

    @Argument(help: "The result file (trialpool/result@2).")
    var results: String

    @Option(help: "The id of the analysis; not for figures of the whole evidence.")
    var analysis: String?

    @Option(help: "The figure: \(known.joined(separator: ", ")).")
    var kind = "forest"

    @Option(name: .shortAndLong, help: "The file to write: .svg, .png or .pdf.")
    var output: String

    @OptionGroup(title: "In place of what the plan says of the figure") var chosen: ChosenFigureOptions
    @OptionGroup var lookOptions: LookOptions
    @OptionGroup var options: OutputOptions

    private static let registry = FigureRegistry.standard
    private static var known: [String] {
        registry.figures.map(\.code) + registry.documentFigures.map(\.code)
    }

    func run() throws {
        guard let ending = output.split(separator: ".").last, let kind = FigureFile(rawValue: ending.lowercased())
        else {
            throw ValidationError("'\(output)' must end in .svg, .png or .pdf")
        }
        try AtomicFile.write(try kind.bytes(of: try figure(of: try ReportInput.results(results))), to: output)
        if options.json { try options.printJSON(["figure": output]) }
    }

    private func figure(of document: ResultDocument) throws -> ReportFigure {
        let style = try lookOptions.look().style
        if let figure = Self.registry.documentFigures.first(where: { $0.code == kind }) {
            guard let scene = try figure.scene(for: document, style: style) else {
                throw ValidationError("\(results) has nothing for the figure '\(kind)' to show")
            }
            return ReportFigure(scene, name: kind, style: style)
        }
        guard let figure = Self.registry.figures.first(where: { $0.code == kind }) else {
            throw ValidationError("there is no figure '\(kind)'; \(NearestName.choices(Self.known, for: kind))")
        }
        let known = document.analyses.map(\.id).joined(separator: ", ")
        let only = document.analyses.count == 1 ? document.analyses[0].id : nil
        guard let analysis = analysis ?? only else {
            throw ValidationError("name the analysis with --analysis; \(results) has: \(known)")
        }
        guard var result = document.analyses.first(where: { $0.id == analysis }) else {
            throw ValidationError("\(results) has no analysis '\(analysis)'; it has: \(known)")
        }
        try chosen.lay(over: &result, figure: kind)
        let input = FigureInput(result, overview: document.overview)
        guard let scene = figure.drawing(for: input, style: style) else {
            throw ValidationError("the analysis '\(analysis)' has nothing for the figure '\(kind)' to show")
        }
        return ReportFigure(scene, name: "\(figure.code)-\(analysis)", style: style)
    }
}
