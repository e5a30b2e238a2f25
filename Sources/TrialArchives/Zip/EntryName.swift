/// The names that files in an archive may have.
///
/// Printable ASCII, parts separated by `/`; so a name means the same file in every locale and on every system, and none
/// leads out of the folder it is unpacked into.
public enum EntryName {
    private static let forbidden = Set("\\:*?\"<>|".utf8)

    /// Throws where a name is not safe, saying why.
    public static func check(_ name: String, archive: String) throws(ArchiveError) {
        guard let reason = objection(to: name) else { return }
        // The name itself may hold control characters, which have no place on a terminal.
        let shown = String(
            name.unicodeScalars.map { $0.isASCII && $0.value >= 32 && $0.value < 127 ? Character($0) : "?" })
        throw ArchiveError(.unsafeName, path: archive, entry: shown, "the name \(reason); the archive is refused")
    }

    private static func objection(to name: String) -> String? {
        if name.isEmpty { return "is empty" }
        if name.utf8.count > 255 { return "is longer than 255 bytes" }
        if name.hasPrefix("/") { return "is an absolute path" }
        if !name.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }) { return "holds bytes that are not printable ASCII" }
        if name.utf8.contains(where: forbidden.contains) { return "holds one of \\ : * ? \" < > |" }
        for part in name.split(separator: "/", omittingEmptySubsequences: false) {
            if part.isEmpty { return "has an empty part" }
            if part == ".." || part == "." { return "leads out of its folder" }
        }
        return nil
    }
}
