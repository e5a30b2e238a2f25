import Foundation
import FoundationXML

/// Markup read by a strict XML parser: which elements and attributes it has, and its text.
final class ParsedMarkup: NSObject, XMLParserDelegate {
    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var values: [String: [String]] = [:]
    private(set) var counts: [String: Int] = [:]
    private(set) var text = ""

    struct NotWellFormed: Error, CustomStringConvertible {
        let description: String
    }

    init(_ markup: String) throws {
        super.init()
        let parser = XMLParser(data: Data(markup.utf8))
        parser.delegate = self
        guard parser.parse() else {
            throw NotWellFormed(
                description: "line \(parser.lineNumber), column \(parser.columnNumber): "
                    + String(describing: parser.parserError))
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
        attributes found: [String: String]
    ) {
        elements.insert(element)
        counts[element, default: 0] += 1
        for (name, value) in found {
            attributes.insert(name)
            values[name, default: []].append(value)
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
