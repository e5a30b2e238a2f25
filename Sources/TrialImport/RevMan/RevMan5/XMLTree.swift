import Foundation
import FoundationXML
import TrialEvidence

/// An element of an XML file with what is inside it.
struct XMLElement {
    var name: String
    var attributes: [String: String]
    var line: Int
    var text = ""
    var children: [XMLElement] = []

    subscript(attribute: String) -> String? {
        attributes[attribute].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The first child of a name.
    func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The children of a name.
    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The text of the element and of everything inside it, with single blanks.
    var allText: String { ([text] + children.map(\.allText)).joined(separator: " ").onOneLine }
}

/// Reads an XML file into a tree, without document types, entities and whatever they could fetch or blow up.
enum XMLTree {
    /// The deepest nesting that is read.
    static let depth = 200

    /// Reads a file; elements of the names in `skipped` are read over with everything inside them.
    static func read(_ bytes: [UInt8], file: String, skipping skipped: Set<String>) throws(EvidenceError) -> XMLElement
    {
        let text = try XMLEncoding.utf8(bytes, file: file)
        for mark in ["<!DOCTYPE", "<!ENTITY"] where text.firstRange(of: Array(mark.utf8)) != nil {
            let message = "the file declares a document type or entities, which RevMan never does; it is refused"
            throw RevManFault.fault(.unreadableFile, file, message)
        }
        if MarkupBounds.areExceeded(by: text) {
            let message =
                "an element has more than \(MarkupBounds.attributes) attributes, which RevMan never writes; it is refused"
            throw RevManFault.fault(.unreadableFile, file, message)
        }
        let builder = TreeBuilder(skipped: skipped)
        let parser = XMLParser(data: Data(text))
        parser.shouldResolveExternalEntities = false
        parser.delegate = builder
        let isWellFormed = parser.parse() && parser.parserError == nil && builder.isComplete
        if builder.isTooDeep {
            throw RevManFault.fault(.unreadableFile, file, "elements are nested deeper than \(depth); it is refused")
        }
        guard isWellFormed, let root = builder.root else {
            let line = parser.lineNumber > 0 ? parser.lineNumber : nil
            let message = "the file is not well-formed XML, perhaps cut off; export it from RevMan again"
            throw RevManFault.fault(.unreadableFile, file, line: line, message)
        }
        return root
    }
}

private final class TreeBuilder: NSObject, XMLParserDelegate {
    let skipped: Set<String>
    var root: XMLElement?
    var isTooDeep = false
    private var open: [XMLElement] = []
    /// Whether every element that began has ended; the parser does not always mind.
    var isComplete: Bool { open.isEmpty && skippedDepth == 0 }
    private var skippedDepth = 0

    init(skipped: Set<String>) {
        self.skipped = skipped
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if skippedDepth > 0 || skipped.contains(elementName) {
            skippedDepth += 1
            return
        }
        guard open.count < XMLTree.depth else {
            isTooDeep = true
            parser.abortParsing()
            return
        }
        open.append(XMLElement(name: elementName, attributes: attributes, line: parser.lineNumber))
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
    ) {
        if skippedDepth > 0 {
            skippedDepth -= 1
            return
        }
        guard let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(element)
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        guard skippedDepth == 0, !open.isEmpty else { return }
        open[open.count - 1].text += string
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        guard skippedDepth == 0, !open.isEmpty else { return }
        open[open.count - 1].text += String(decoding: block, as: UTF8.self)
    }
}
