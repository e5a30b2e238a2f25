import TrialResults

/// The links of a Word document: every address once, in the order of reading.
final class WordLinks {
    /// The addresses; the first one has the id `rIdLink1`.
    private(set) var addresses: [String] = []
    private var numbers: [String: Int] = [:]

    /// The relations of the document.
    var relations: [String] {
        addresses.enumerated().map { index, address in
            "<Relationship Id=\"rIdLink\(index + 1)\""
                + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\""
                + " Target=\"\(DisplayText.escape(address))\" TargetMode=\"External\"/>"
        }
    }

    /// The runs of a text, links among them; `size` in half points where it is not the paragraph's own.
    func runs(_ text: String, size: Int? = nil) -> String {
        LinkedText(text).runs.map { run in
            guard let address = run.address else { return WordXML.run(run.text, size: size) }
            let number = numbers[address] ?? addresses.count + 1
            if number > addresses.count {
                addresses.append(address)
                numbers[address] = number
            }
            return "<w:hyperlink r:id=\"rIdLink\(number)\">\(WordXML.run(run.text, size: size, style: "Hyperlink"))"
                + "</w:hyperlink>"
        }.joined()
    }
}
