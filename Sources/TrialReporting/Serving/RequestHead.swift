/// The lines of an HTTP/1.1 request before its body (RFC 9112), as far as a server of files needs them.
struct RequestHead: Equatable {
    /// The method, such as `GET`.
    let method: String
    /// What is asked for, as it was sent.
    let target: String
    /// Where it was sent to; nil where the request does not say.
    let host: String?

    /// What a server makes of bytes that have come so far.
    enum Reading: Equatable {
        /// More must come.
        case incomplete
        /// A head.
        case head(RequestHead)
        /// Something else; the status with which it is answered.
        case refused(Int)
    }

    /// The most bytes of the first line, and of the whole head.
    static let longestLine = 8192
    static let longestHead = 16384

    /// Reads a head, in one pass over the bytes.
    static func read(_ bytes: [UInt8]) -> Reading {
        let feed = UInt8(ascii: "\n")
        guard let end = bytes.firstIndex(of: feed) else {
            return bytes.count > longestLine ? .refused(414) : .incomplete
        }
        guard end <= longestLine else { return .refused(414) }
        let parts = text(bytes[..<end]).split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].hasPrefix("HTTP/1."), !parts[0].isEmpty else { return .refused(400) }
        var hosts: [String] = []
        var start = end + 1
        while true {
            guard let end = bytes[start...].firstIndex(of: feed) else {
                return bytes.count > longestHead ? .refused(431) : .incomplete
            }
            guard end <= longestHead else { return .refused(431) }
            let line = text(bytes[start..<end])
            if line.isEmpty { break }
            guard let colon = line.firstIndex(of: ":") else { return .refused(400) }
            if line[..<colon].lowercased() == "host" {
                hosts.append(String(line[line.index(after: colon)...]).trimmingBlanks)
            }
            start = end + 1
        }
        guard hosts.count < 2 else { return .refused(400) }
        return .head(RequestHead(method: String(parts[0]), target: String(parts[1]), host: hosts.first))
    }

    /// A line without its carriage return; bytes that are no text become what no path and no host holds.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
