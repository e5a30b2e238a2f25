import Foundation
import FoundationXML
import TrialArchives
import TrialTestSupport

/// Something that holds for everything the programs write, whatever the dataset.
protocol OutputLaw: Sendable {
    /// What it demands, as a sentence.
    var demand: String { get }
    /// Why it does not hold yet for a stranger; nil where it does. The test fails once the fault is mended.
    func knownFault(_ stranger: Stranger) -> String?
    /// Where it is broken, one line each.
    func breaches(_ outputs: StrangerOutputs) throws -> [String]
}

extension OutputLaw {
    func knownFault(_ stranger: Stranger) -> String? { nil }
}

/// The laws: the place where a new one enters.
enum OutputLaws {
    static let all: [any OutputLaw] =
        [
            StepsSucceed(), NoForeignSubject(), SamePooledNumber(), NamesAsTyped(), NoProgrammersWords(),
            NumberIsShown(), BenefitStaysBenefit(), WellFormedMarkup(), LinkedFiguresExist(), WholeDatasetIsShown(),
        ] + DocumentLaws.all
}

/// Every program succeeds, says nothing on standard error with `--quiet`, and the bundle passes its own check.
struct StepsSucceed: OutputLaw {
    let demand = "every step succeeds without a word on standard error"

    func breaches(_ outputs: StrangerOutputs) -> [String] {
        outputs.steps.filter { $0.outcome.status != 0 || !$0.outcome.errors.isEmpty }.map {
            "\($0.command): \($0.outcome.status) \($0.outcome.errors)"
        }
    }
}

/// Words of the evidence that the toolkit was written for stay away from other evidence.
struct NoForeignSubject: OutputLaw {
    let demand = "nothing speaks of mesenchymal stem cells or multiple sclerosis"

    private static let words = Pattern(
        #"(?i)\bMSCs?\b|mesenchym\w*|stem cells?|million cells|multiple sclerosis|\bEDSS\b"#)

    func breaches(_ outputs: StrangerOutputs) -> [String] {
        var texts = outputs.texts
        texts["results"] = outputs.text("results.json")
        return texts.flatMap { place, text in
            Self.words.first(in: text).map { ["\(place): \($0)"] } ?? []
        }
    }
}

/// One number, one spelling.
struct SamePooledNumber: OutputLaw {
    let demand = "the pooled number of each analysis stands with the same digits everywhere"

    func breaches(_ outputs: StrangerOutputs) throws -> [String] {
        // A document may hold a number together: a blank that breaks no line is a blank.
        // Markdown escapes signs such as <; a reader sees them without.
        let markdown = StrangerOutputs.escape.replacing(in: outputs.text("report.md"), with: "$1")
        let places = ["report.md": markdown, "page": outputs.page, "Word": outputs.word]
            .mapValues { $0.replacing("\u{A0}", with: " ") }
        let pooled = outputs.pooled
        guard try pooled.count == outputs.analyses.count, !pooled.contains("") else { return ["terminal: \(pooled)"] }
        return pooled.flatMap { number in
            places.filter { !$0.value.contains(number) }.map { "\($0.key) has no \(number)" }
        }
    }
}

/// A study is called what its authors are called.
struct NamesAsTyped: OutputLaw {
    let demand = "every study's name stands as typed in the page and in the tables"

    func breaches(_ outputs: StrangerOutputs) throws -> [String] {
        let page = outputs.page
        let cells = outputs.textFiles(".csv").values.flatMap { DelimitedCells($0).rows.flatMap(\.values) }
        return try outputs.stranger.studyNames().flatMap { name in
            (page.contains(name) ? [] : ["page: \(name)"])
                + (cells.contains { $0.hasPrefix(name) } ? [] : ["tables: \(name)"])
        }
    }
}

/// What a person reads is meant for a person.
struct NoProgrammersWords: OutputLaw {
    let demand = "no NaN, inf, nil or Optional stands where people read"

    func breaches(_ outputs: StrangerOutputs) -> [String] {
        outputs.texts.compactMap { place, text in
            Self.words.first(in: text, after: 30).map { "\(place): …\($0)" }
        }
    }

    private static let words = Pattern(#"\b(NaN|nan|inf|nil)\b|Optional\("#)
}

/// A number that is not zero does not look like zero.
struct NumberIsShown: OutputLaw {
    let demand = "a pooled number other than zero is not printed as zero"

    func breaches(_ outputs: StrangerOutputs) throws -> [String] {
        try zip(outputs.analyses, outputs.pooled).compactMap { analysis, printed in
            guard let pooled = analysis.pooled, pooled.natural.estimate != 0 else { return nil }
            let estimate = printed.prefix { $0 != "(" }
            return estimate.contains { ("1"..."9").contains($0) } ? nil : "\(analysis.id): \(printed)"
        }
    }
}

/// A benefit is one on every scale that it is measured on.
struct BenefitStaysBenefit: OutputLaw {
    let demand = "no sentence speaks of harm, because every stranger's treatment helps"

    func breaches(_ outputs: StrangerOutputs) -> [String] {
        outputs.text("report.md").matches(of: /[^.]*on the side of harm/).map { String($0.output) }
    }
}

/// Names with signs of markup do not break it.
struct WellFormedMarkup: OutputLaw {
    let demand = "figures and the Word document are well-formed"

    func breaches(_ outputs: StrangerOutputs) throws -> [String] {
        var markup = outputs.files.filter { $0.key.hasSuffix(".svg") }
        let word = try ZipArchive.read(outputs.files["report.docx"] ?? [], path: "report.docx")
        markup.merge(word.filter { $0.key.hasSuffix(".xml") || $0.key.hasSuffix(".rels") }) { first, _ in first }
        return markup.filter { !XMLParser(data: Data($0.value)).parse() }.map { "\($0.key) cannot be parsed" }
    }
}

/// A document's figures are where it says.
struct LinkedFiguresExist: OutputLaw {
    let demand = "each figure that a Markdown document links to is there"

    func breaches(_ outputs: StrangerOutputs) -> [String] {
        outputs.textFiles(".md").flatMap { name, text -> [String] in
            // A target between < and > may hold anything, a bare one neither blanks nor brackets.
            let targets = text.matches(of: /!\[(?:[^\]\\]|\\.)*\]\((?:<([^>\n]*)>|([^\s()]*))\)/)
                .map { String($0.output.1 ?? $0.output.2 ?? "").removingPercentEncoding ?? "" }
            let pictures = text.components(separatedBy: "\n![").count - 1
            return targets.filter { outputs.files[$0] == nil }.map { "\(name): \($0)" }
                + (targets.count == pictures ? [] : ["\(name): \(pictures) figures, \(targets.count) readable links"])
        }
    }
}

/// What the dataset holds beside the questions stands in every document.
struct WholeDatasetIsShown: OutputLaw {
    let demand =
        "each outcome that no question asks of, and each published result, stands in page, documents and tables"

    func breaches(_ outputs: StrangerOutputs) throws -> [String] {
        let whole = try JSONDecoder().decode(WholeDataset.self, from: Data(outputs.files["results.json"] ?? []))
        let unasked = whole.unasked.flatMap { [$0.title ?? $0.outcome, $0.reason ?? "the plan does not say"] }
        let published = whole.published.flatMap { [$0.review, $0.outcome] + [$0.indirect].compactMap(\.self) }
        let cells = outputs.textFiles(".csv").filter { $0.key.contains("unasked") || $0.key.contains("published") }
            .values.flatMap { DelimitedCells($0).rows.flatMap(\.values) }
        // Markdown, LaTeX and a PDF's lines write signs and blanks in their own way; letters and digits stay.
        let places = [
            "page": outputs.page, "Word": outputs.word, "report.md": outputs.text("report.md"),
            "report.tex": outputs.text("report.tex"),
        ].mapValues(Self.letters)
        return (unasked + published).flatMap { words in
            places.filter { !$0.value.contains(Self.letters(words)) }.map { "\($0.key) has no \(words)" }
        } + whole.unasked.map(\.outcome).filter { !cells.contains($0) }.map { "unasked.csv has no \($0)" }
            + whole.published.map(\.review).filter { !cells.contains($0) }.map { "published.csv has no \($0)" }
    }

    private static let marks = Pattern(#"\\text[a-z]+\{\}|[^\p{L}\p{M}\p{N}]"#)

    private static func letters(_ text: String) -> String {
        marks.replacing(in: text, with: "")
    }

    private struct WholeDataset: Decodable {
        let unasked: [Unasked]
        let published: [Published]
    }
    private struct Unasked: Decodable {
        let outcome: String
        let title: String?
        let reason: String?
    }
    private struct Published: Decodable {
        let review: String
        let outcome: String
        let indirect: String?
    }
}
