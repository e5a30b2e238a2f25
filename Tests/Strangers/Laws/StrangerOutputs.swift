import Foundation
import TrialArchives
import TrialTestSupport

/// Everything that the programs say and write about a stranger, from validation to figures.
struct StrangerOutputs {
    /// One run of a program.
    struct Step {
        let command: String
        let outcome: BuiltProgram.Outcome
    }

    let stranger: Stranger
    /// The runs in their order.
    private(set) var steps: [Step] = []
    /// The files of the bundle and those written beside it, by name.
    private(set) var files: [String: [UInt8]] = [:]

    /// Runs validate, pack, run, bundle, verify, document and figure.
    init(_ stranger: Stranger, in folder: String) throws {
        self.stranger = stranger
        let (results, bundle) = ("\(folder)/results.json", "\(folder)/\(stranger.name).zip")
        try run("trialpool-import", ["validate", stranger.folder, "--warnings"])
        try run("trialpool-import", ["pack", stranger.folder, "-o", "\(folder)/packed.zip"])
        try run("trialpool-analyze", ["run", stranger.plan, "-o", results, "--no-cache", "--quiet"])
        try run(
            "trialpool-report", ["bundle", results, "--plan", stranger.plan, "-o", bundle, "--quiet", "--no-cache"])
        try run("trialpool-report", ["verify", bundle, "--quiet"])
        files = try ZipArchive.read(try FileBytes.read(bundle), path: bundle)
        // The bundle holds all four documents, so a single one shows that the command itself works.
        let document = "\(stranger.name).md"
        try run("trialpool-report", ["document", bundle, "-o", "\(folder)/\(document)", "--quiet"])
        files[document] = try FileBytes.read("\(folder)/\(document)")
        let manager = FileManager.default
        for pictures in try manager.contentsOfDirectory(atPath: folder) where pictures.hasSuffix("-figures") {
            for name in try manager.contentsOfDirectory(atPath: "\(folder)/\(pictures)") {
                files["\(pictures)/\(name)"] = try FileBytes.read("\(folder)/\(pictures)/\(name)")
            }
        }
        let analysis = try analyses.first?.id ?? ""
        try run(
            "trialpool-report", ["figure", results, "--analysis", analysis, "-o", "\(folder)/forest.png", "--quiet"])
        try FileManager.default.createDirectory(atPath: "\(folder)/pdf", withIntermediateDirectories: true)
        try readPrinted(in: "\(folder)/pdf")
        page = Self.withoutMarkup(text("index.html"))
        let parts = try ZipArchive.read(files["report.docx"] ?? [], path: "report.docx")
        word = Self.withoutMarkup(String(decoding: parts["word/document.xml"] ?? [], as: UTF8.self))
        texts = everythingRead()
    }

    /// The report as PDF, as text; nil where there is no `pdftotext`.
    private(set) var printed: String?
    /// The page without script and style, markup taken away.
    private(set) var page = ""
    /// The Word document's text.
    private(set) var word = ""
    /// Everything a person reads, by where it stands.
    private(set) var texts: [String: String] = [:]

    private mutating func run(_ program: String, _ arguments: [String]) throws {
        let outcome = try BuiltProgram.run(program, arguments)
        steps.append(Step(command: "\(program) \(arguments[0])", outcome: outcome))
    }

    private mutating func readPrinted(in folder: String) throws {
        try Data(files["report.pdf"] ?? []).write(to: URL(filePath: "\(folder)/report.pdf"))
        let outcome = try BuiltProgram.shell(["pdftotext", "-layout", "\(folder)/report.pdf", "-"])
        printed = outcome.status == 0 ? outcome.output : nil
    }

    // MARK: - Parts of it

    /// The table that `run` prints.
    var terminal: String { steps.first { $0.command.hasSuffix("analyze run") }?.outcome.output ?? "" }

    /// The pooled number of each analysis as the terminal prints it, in the plan's order.
    var pooled: [String] {
        // The table ends with a blank line; what stands beside the headlines follows.
        terminal.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).prefix { !$0.isEmpty }.map {
            line in
            // The columns have two blanks or more between them; outcome, measure and k come first.
            let cells = line.replacing(/\s{2,}/, with: "\t").split(separator: "\t")
            return cells.count > 3 ? String(cells[3]) : ""
        }
    }

    /// The analyses as far as the laws look at them.
    var analyses: [AnalysisGist] {
        get throws {
            let data = Data(files["results.json"] ?? [])
            return try JSONDecoder().decode(ResultGist.self, from: data).analyses
        }
    }

    func text(_ name: String) -> String { String(decoding: files[name] ?? [], as: UTF8.self) }

    /// The files whose names end so, by name.
    func textFiles(_ ending: String) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: files.keys.filter { $0.hasSuffix(ending) }.map { ($0, text($0)) })
    }

    private func everythingRead() -> [String: String] {
        var texts = textFiles(".md").merging(textFiles(".tex")) { first, _ in first }
        texts.merge(textFiles(".csv")) { first, _ in first }
        texts.merge(textFiles(".svg").mapValues(Self.withoutMarkup)) { first, _ in first }
        texts["page"] = page
        texts["Word"] = word
        texts["PDF"] = printed
        for step in steps {
            texts["\(step.command) (output)"] = step.outcome.output
            texts["\(step.command) (errors)"] = step.outcome.errors
        }
        return texts
    }

    /// A sign with the mark before it that keeps Markdown from reading it as its own.
    static let escape = Pattern(#"\\(.)"#)
    private static let markup = Pattern(#"<(script|style)[^>]*>[\s\S]*?</(script|style)>|<[^>]+>"#)

    private static func withoutMarkup(_ markup: String) -> String {
        var text = Self.markup.replacing(in: markup, with: "")
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&"),
        ] { text = text.replacingOccurrences(of: entity, with: character) }
        return text
    }
}

/// Of a result file what the laws look at.
struct ResultGist: Decodable {
    let analyses: [AnalysisGist]
}

/// Of an analysis what the laws look at.
struct AnalysisGist: Decodable {
    struct Natural: Decodable { let estimate: Double }
    struct Pooled: Decodable { let natural: Natural }
    struct Answer: Decodable { let pooled: Pooled? }
    let id: String
    let answer: Answer
    var pooled: Pooled? { answer.pooled }
}
