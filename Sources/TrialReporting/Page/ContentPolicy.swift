import Foundation
import TrialArchives

/// What a browser may do with the page: run its one script, apply its one style sheet, and nothing else.
enum ContentPolicy {
    /// The policy for a page with that script and that style sheet, known by their hashes.
    static func text(script: String, style: String) -> String {
        "default-src 'none'; script-src '\(hash(script))'; style-src '\(hash(style))'; base-uri 'none'; form-action 'none'"
    }

    private static func hash(_ text: String) -> String {
        "sha256-" + Data(SHA256.digest(of: Array(text.utf8))).base64EncodedString()
    }
}
