/// The end of a .zip, read by ourselves: an archive without it was cut off, however well its beginning reads.
struct ZipDirectory {
    /// How many files the directory lists.
    let entries: Int

    private static let endSignature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    private static let localSignature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let endLength = 22

    init(_ bytes: [UInt8], path: String) throws(ArchiveError) {
        guard bytes.starts(with: Self.localSignature) || bytes.starts(with: Self.endSignature) else {
            throw ArchiveError(.notAnArchive, path: path, "it is not a .zip archive; name one that pack has written")
        }
        guard let end = Self.findEnd(bytes) else {
            throw ArchiveError(
                .truncated, path: path, "the archive is cut off: its directory is missing; fetch it again")
        }
        func number(_ offset: Int, _ length: Int) -> Int {
            (0..<length).reduce(0) { $0 | Int(bytes[end + offset + $1]) << (8 * $1) }
        }
        entries = number(10, 2)
        let isOneDisk = number(4, 2) == 0 && number(6, 2) == 0 && number(8, 2) == entries
        guard isOneDisk, number(16, 4) + number(12, 4) == end else {
            throw ArchiveError(.damaged, path: path, "the archive's directory is damaged; fetch it again")
        }
    }

    private static func findEnd(_ bytes: [UInt8]) -> Int? {
        var start = bytes.count - endLength
        let last = max(0, start - 0xFFFF)
        while start >= last, start >= 0 {
            if bytes[start...].starts(with: endSignature) {
                let comment = Int(bytes[start + 20]) | Int(bytes[start + 21]) << 8
                if start + endLength + comment == bytes.count { return start }
            }
            start -= 1
        }
        return nil
    }
}
