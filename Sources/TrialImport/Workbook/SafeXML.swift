import Foundation
import FoundationXML
import TrialEvidence

/// Receives the parts of an XML document in their order.
protocol XMLSink: AnyObject {
    func start(_ element: String, _ attributes: [String: String])
    func text(_ text: String)
    func end(_ element: String)
}

/// Reads XML that trusts nothing: no document type, so no entities of its own, and no encoding but UTF-8.
enum SafeXML {
    /// Sends a document to a sink; `entry` is its name inside the archive.
    static func parse(_ bytes: [UInt8], entry: String, file: String, into sink: any XMLSink) throws(EvidenceError) {
        if let objection = objection(to: bytes) { throw refusal(objection, entry, file) }
        let adapter = ParserAdapter(sink)
        let parser = XMLParser(data: Data(bytes))
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        parser.delegate = adapter
        // On Linux the parser's answer is yes for documents that end too early, so the elements are counted.
        guard parser.parse(), parser.parserError == nil, adapter.isComplete else {
            throw refusal("it is not well-formed on line \(parser.lineNumber); save the file again", entry, file)
        }
    }

    static func refusal(_ message: String, _ entry: String, _ file: String) -> EvidenceError {
        EvidenceError([Diagnostic(.malformedFile, at: Place(file), "\(entry): \(message)")])
    }

    private static func objection(to bytes: [UInt8]) -> String? {
        guard !bytes.isEmpty else { return "it is empty; save the file again" }
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
            return "it is not UTF-8; save the file with a current program"
        }
        if contains(bytes, "<!DOCTYPE") || contains(bytes, "<!ENTITY") {
            return "it declares a document type, which may hide an entity bomb; the file is refused"
        }
        if MarkupBounds.areExceeded(by: bytes) {
            return "an element has more than \(MarkupBounds.attributes) attributes; the file is refused"
        }
        let prolog = String(decoding: bytes.prefix(200), as: UTF8.self).split(separator: "?>").first ?? ""
        let isDeclared = prolog.contains("<?xml") && prolog.contains("encoding")
        let encoding = prolog.lowercased()
        if isDeclared, !encoding.contains("utf-8"), !encoding.contains("us-ascii") {
            return "it declares another encoding than UTF-8; save the file with a current program"
        }
        return nil
    }

    private static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { memory in
            guard memory.count >= wanted.count else { return false }
            for start in 0...(memory.count - wanted.count) where memory[start] == wanted[0] {
                var length = 1
                while length < wanted.count, memory[start + length] == wanted[length] { length += 1 }
                if length == wanted.count { return true }
            }
            return false
        }
    }
}

/// Hands Foundation's events on to a sink.
private final class ParserAdapter: NSObject, XMLParserDelegate {
    private let sink: any XMLSink
    private var depth = 0
    private var hasRoot = false
    private var hasFailed = false

    /// Whether there was a root, every element was ended, and nothing was wrong.
    var isComplete: Bool { hasRoot && depth == 0 && !hasFailed }

    init(_ sink: any XMLSink) {
        self.sink = sink
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        depth += 1
        hasRoot = true
        sink.start(elementName, attributes)
    }

    func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
        depth -= 1
        sink.end(elementName)
    }

    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) { hasFailed = true }

    func parser(_ parser: XMLParser, foundCharacters string: String) { sink.text(string) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { sink.text(String(decoding: block, as: UTF8.self)) }
}
