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

        fileprivate init(_ status: Int, text: String) {
            self.status = status
            mediaType = "text/plain; charset=utf-8"
            body = Array("\(text)\n".utf8)
        }

        fileprivate init(_ body: [UInt8], mediaType: String) {
            status = 200
            self.mediaType = mediaType
            self.body = body
        }
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
            return Answer(403, text: "This report is shown to this machine only; open it as http://127.0.0.1.")
        }
        guard method == "GET" || method == "HEAD" else { return Answer(405, text: "This server only shows files.") }
        let plain = String(path.prefix { $0 != "?" && $0 != "#" })
        guard let decoded = plain.removingPercentEncoding, decoded.hasPrefix("/") else {
            return Answer(400, text: "The address cannot be read.")
        }
        let name = decoded == "/" ? ReportBundle.pageName : String(decoded.dropFirst())
        guard let bytes = files[name] else { return Answer(404, text: "The report has no such file.") }
        let kind = BundleFileKind(name)
        let isText = kind.mediaType.hasPrefix("text/") || [.json, .yaml, .svg].contains(kind)
        return Answer(bytes, mediaType: kind.mediaType + (isText ? "; charset=utf-8" : ""))
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
