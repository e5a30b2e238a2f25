import TrialArchives

/// An archive as text, so that a fuzzer can change what is inside it: each part after a line `==> NAME`.
public enum ArchiveParts {
    private static let mark = Array("==> ".utf8)

    /// The archive of the parts; `nil` where their names are not fit for an archive.
    public static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        var parts: [String: [UInt8]] = [:]
        var name: String?
        // The line break that ends the last part is not of it.
        let text = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if line.starts(with: mark) {
                name = String(decoding: line.dropFirst(mark.count), as: UTF8.self)
            } else if let name {
                if parts[name] != nil { parts[name]?.append(UInt8(ascii: "\n")) }
                parts[name, default: []].append(contentsOf: line)
            }
        }
        return try? ZipArchive.write(parts)
    }

    /// The text of an archive's parts.
    public static func text(of files: [String: [UInt8]]) -> [UInt8] {
        var text: [UInt8] = []
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            text += mark
            text += Array("\(name)\n".utf8)
            text += bytes
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}
