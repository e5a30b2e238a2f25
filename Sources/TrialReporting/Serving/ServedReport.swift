import Foundation

/// The files of a report as a web server shows them: read only, from memory, to this machine only.
///
/// A path that names no file of the report finds nothing, whatever it holds, because no file system is asked.
public struct ServedReport: Sendable {
    /// What a request is answered with.
    public struct Answer: Sendable, Equatable {
        /// The HTTP status.
        public let status: Int
        /// The kind of the body.
        public let mediaType: String
        /// The body.
        public let body: [UInt8]

        /// An answer without a file.
        static func error(_ status: Int, _ text: String) -> Answer {
            Answer(status: status, mediaType: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
        }

        /// The bytes before the body.
        ///
        /// Nothing of the report is kept, guessed at, framed or sent elsewhere, whatever the page itself says.
        var head: [UInt8] {
            let lines = [
                "HTTP/1.1 \(status) \(Self.phrases[status] ?? "Error")", "Content-Type: \(mediaType)",
                "Content-Length: \(body.count)", "Connection: close", "Cache-Control: no-store",
                "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
                "Cross-Origin-Resource-Policy: same-origin", "Content-Security-Policy: \(Self.policy)",
            ]
            return Array(lines.map { "\($0)\r\n" }.joined().utf8) + [0x0D, 0x0A]
        }

        private static let policy =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

        private static let phrases = [
            200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
            408: "Request Timeout", 414: "URI Too Long", 431: "Request Header Fields Too Large",
            503: "Service Unavailable",
        ]
    }

    private let files: [String: [UInt8]]

    /// Takes the files of a bundle.
    ///
    /// - Throws: `ReportingError` where the report has no page.
    public init(_ files: [String: [UInt8]], path: String) throws(ReportingError) {
        guard files[ReportBundle.pageName] != nil else {
            throw ReportingError(
                .notABundle, "there is no \(ReportBundle.pageName) in it; name a bundle or the folder of one",
                place: path)
        }
        self.files = files
    }

    /// Answers a request: its method, its path, and the host that it was sent to.
    ///
    /// Another site may lead its own name to this machine and so read what is served here, so only the loopback's own
    /// names are answered.
    public func answer(method: String, path: String, host: String?) -> Answer {
        guard Self.isLoopback(host) else {
            return .error(403, "This report is shown to this machine only; open it as http://127.0.0.1.")
        }
        guard method == "GET" || method == "HEAD" else { return .error(405, "This server only shows files.") }
        let plain = String(path.prefix { $0 != "?" && $0 != "#" })
        guard let decoded = plain.removingPercentEncoding, decoded.hasPrefix("/") else {
            return .error(400, "The address cannot be read.")
        }
        let name = decoded == "/" ? ReportBundle.pageName : String(decoded.dropFirst())
        guard let bytes = files[name] else { return .error(404, "The report has no such file.") }
        let kind = BundleFileKind(name)
        let isText = kind.mediaType.hasPrefix("text/") || [.json, .yaml, .svg].contains(kind)
        return Answer(status: 200, mediaType: kind.mediaType + (isText ? "; charset=utf-8" : ""), body: bytes)
    }

    /// Whether a `Host` header names this machine by its loopback address.
    static func isLoopback(_ host: String?) -> Bool {
        guard let host = host?.lowercased() else { return false }
        let name: Substring
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return false }
            name = host[...end]
            let rest = host[host.index(after: end)...]
            guard rest.isEmpty || isPort(rest) else { return false }
        } else {
            name = host.prefix { $0 != ":" }
            let rest = host.dropFirst(name.count)
            guard rest.isEmpty || isPort(rest) else { return false }
        }
        return ["localhost", "127.0.0.1", "[::1]"].contains(String(name))
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.hasPrefix(":") && text.count <= 6 && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
    }
}
