import TrialResults

/// Adds to a finished PDF what the drawing library does not write: what figures show in words, the scope of the heads of
/// tables, the language, and that a window shows the title.
///
/// It is an incremental update (ISO 32000-1, 7.5.6): the file stays as it is, changed objects follow it. A file that is not
/// built as expected stays without.
struct PDFAmendment {
    let language: String
    /// The words of each figure, in the order of the file.
    let alternatives: [String]

    /// The file with what was missing.
    func applied(to bytes: [UInt8]) -> [UInt8] {
        guard let file = PDFObjects(bytes) else { return bytes }
        var changed: [(number: Int, text: String)] = []
        var words = alternatives[...]
        for number in 1..<file.count {
            guard let text = file.object(number, type: "StructElem") else { continue }
            if text.contains("/S /Figure\n"), let alternative = words.popFirst() {
                changed.append((number, Self.adding("/Alt \(Self.string(alternative))", to: text)))
            } else if text.contains("/S /TH\n") {
                changed.append((number, Self.adding("/A << /O /Table /Scope /Column >>", to: text)))
            }
        }
        guard words.isEmpty, let catalog = file.object(file.root, type: "Catalog") else { return bytes }
        let entries = "/Lang \(Self.string(language)) /ViewerPreferences << /DisplayDocTitle true >>"
        changed.append((file.root, Self.adding(entries, to: catalog)))
        return file.updated(changed.sorted { $0.number < $1.number })
    }

    /// Writes entries at the head of a dictionary.
    private static func adding(_ entries: String, to dictionary: String) -> String {
        "<< \(entries)\n  \(dictionary.dropFirst(2))"
    }

    /// A text string in UTF-16, as hexadecimal digits.
    private static func string(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        let units = DisplayText.clean(text).utf16.map { unit in
            String([12, 8, 4, 0].map { digits[Int(unit >> $0) & 15] })
        }
        return "<FEFF\(units.joined())>"
    }
}
