import Foundation
import TrialArchives
import TrialTestSupport

/// What holds for the documents of every dataset, the shipped one too.
enum DocumentLaws {
    static let all: [any OutputLaw] = [WordsStayWhole(), SameSections(), FiguresInWords()]
}

/// Words of a report as they are compared: letters only, ligatures undone.
private struct WordSet {
    /// The runs of letters, without those next to digits: checksums may break.
    private(set) var words: Set<String> = []
    /// Every run of letters.
    private(set) var known: Set<String> = []
    /// What is too long for a word: addresses and checksums, which may break.
    private(set) var addresses: Set<String> = []

    init(_ text: String) {
        for token in text.precomposedStringWithCompatibilityMapping.split(whereSeparator: \.isWhitespace) {
            let runs = token.split { !$0.isLetter }.map(String.init)
            known.formUnion(runs)
            if !token.contains(where: \.isNumber) { words.formUnion(runs) }
            if token.count > 20 { addresses.insert(String(token.filter { $0 != "\\" && $0 != "\u{200B}" })) }
        }
    }

    /// Whether a run of letters is a word of the text, or a part of an address.
    func knows(_ word: String) -> Bool { known.contains(word) || addresses.contains { $0.contains(word) } }
}

/// A heading such as "transf/ormed" or "Treatmen-t" does not happen.
struct WordsStayWhole: OutputLaw {
    let demand = "no word of the PDF is broken"

    func breaches(_ outputs: StrangerOutputs) -> [String] {
        guard let printed = outputs.printed else { return [] }
        let figures = outputs.texts.filter { $0.key.hasSuffix(".svg") }.map(\.value)
        let known = WordSet(([outputs.text("report.md"), outputs.word] + figures).joined(separator: " "))
        let added: Set<String> = ["further", "columns"]
        return WordSet(printed).words.filter { !known.knows($0) && !added.contains($0) }.map { "PDF: \($0)" }
    }
}

/// What the page shows, documents show; what documents tell of subgroups, changed rules and meta-regressions stands in the
/// terminal and in the CSV tables too.
struct SameSections: OutputLaw {
    let demand = "tables and figures of the page stand in every document"

    private static let tables = [
        "By ": "subgroups-", "The same question with one rule changed": "sensitivity-",
        "Every method for rare events": "rare-events-", "Meta-regression on ": "regression-",
    ]

    func breaches(_ outputs: StrangerOutputs) -> [String] {
        let page = outputs.text("index.html")
        let captions = Self.texts(page, between: "<caption>", and: "</caption>")
        let figures = Self.texts(page, between: "<figcaption>", and: "<details")
        let documents = [
            "Markdown": StrangerOutputs.escape.replacing(in: outputs.text("report.md"), with: "$1"),
            "Word": outputs.word,
            "LaTeX": outputs.text("report.tex").replacing("-{}", with: "-"), "PDF": outputs.printed ?? page,
        ].mapValues(Self.plain)
        var breaches: [String] = []
        for caption in captions + figures {
            // LaTeX writes many signs by their names; what is left of them is enough to know the caption.
            for (name, text) in documents
            where !text.contains(
                name == "LaTeX" ? String(caption.prefix { ($0.isASCII && $0.isLetter) || $0 == " " }) : caption)
            {
                breaches.append("\(name) lacks '\(caption)'")
            }
        }
        let pictures = documents["Markdown"]?.components(separatedBy: "![").count ?? 0
        if pictures - 1 != figures.count { breaches.append("\(figures.count) figures, in Markdown \(pictures - 1)") }
        for caption in captions {
            guard let (begin, file) = Self.tables.first(where: { caption.hasPrefix($0.key) }) else { continue }
            let told = caption.prefix { $0 != ":" }
            if !Self.plain(outputs.terminal).contains(told) { breaches.append("terminal lacks '\(told)' (\(begin))") }
            if !outputs.files.keys.contains(where: { $0.hasPrefix("tables/\(file)") }) {
                breaches.append("no table \(file) for '\(caption)'")
            }
        }
        return Array(Set(breaches))
    }

    private static func texts(_ page: String, between start: String, and end: String) -> [String] {
        page.components(separatedBy: start).dropFirst().map { part in
            let text = part.components(separatedBy: end)[0]
            let plain = text.replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&lt;", with: "<")
                .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
            return Self.plain(plain)
        }
    }

    /// One blank wherever there is any, no ligatures.
    private static func plain(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// Who cannot see a figure is told its numbers.
struct FiguresInWords: OutputLaw {
    let demand = "each figure of the Word document and the PDF says in words what it shows"

    func breaches(_ outputs: StrangerOutputs) throws -> [String] {
        let parts = try ZipArchive.read(outputs.files["report.docx"] ?? [], path: "report.docx")
        let body = String(decoding: parts["word/document.xml"] ?? [], as: UTF8.self)
        let words = body.components(separatedBy: "<wp:docPr ").dropFirst().map { part in
            part.components(separatedBy: "descr=\"").dropFirst().first?.components(separatedBy: "\"")[0] ?? ""
        }
        let figures = outputs.text("report.md").components(separatedBy: "\n![").count - 1
        let pdf = String(decoding: outputs.files["report.pdf"] ?? [], as: Unicode.ASCII.self)
        let tagged = pdf.components(separatedBy: "/Alt <FEFF").count - 1
        return words.filter { $0.count < 30 || !$0.contains(where: \.isNumber) }.map { "Word: '\($0)'" }
            + (words.count >= figures && figures > 0 ? [] : ["Word: \(words.count) of \(figures) figures"])
            + (tagged >= figures ? [] : ["PDF: \(tagged) of \(figures) figures"])
    }
}
