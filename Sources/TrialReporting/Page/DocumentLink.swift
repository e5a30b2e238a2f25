/// A link to a source document, made only from a DOI or a plain web address; anything else stays text.
struct DocumentLink: Sendable, Equatable {
    /// The address, percent-encoded ASCII.
    let address: String

    /// What stands for it where a reader only needs to know which document it is: the DOI, or the host of an address.
    var label: String {
        let doi = "https://doi.org/"
        if address.hasPrefix(doi) { return "doi:\(address.dropFirst(doi.count))" }
        let host = address.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return host.isEmpty ? address : String(host)
    }

    /// Reads a reference; nil where it is neither a DOI nor an `http` or `https` address.
    init?(_ reference: String) {
        let reference = String(reference.drop { $0.isWhitespace })
        let lower = reference.lowercased()
        if lower.hasPrefix("http://") || lower.hasPrefix("https://") {
            address = Self.encoded(reference)
        } else if lower.hasPrefix("doi:"), let doi = Self.doi(String(reference.dropFirst(4))) {
            address = "https://doi.org/" + doi
        } else if let doi = Self.doi(reference) {
            address = "https://doi.org/" + doi
        } else {
            return nil
        }
    }

    /// `10.` registrant `/` suffix.
    private static func doi(_ text: String) -> String? {
        let text = text.drop { $0 == " " }
        guard text.hasPrefix("10."), let slash = text.firstIndex(of: "/"), text.index(after: slash) < text.endIndex,
            text[text.startIndex..<slash].dropFirst(3).allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") })
        else { return nil }
        return encoded(String(text))
    }

    private static let kept = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&()*+,;=%".utf8)

    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if kept.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
