/// The directory at the end of a .zip, read by ourselves before any other code looks at the archive.
///
/// libarchive repairs what it can: it reads an archive whose end is cut off, turns backslashes into slashes and devices into
/// files. Here nothing of that kind passes.
struct ZipDirectory {
    /// How many files the directory lists.
    let entries: Int

    private let bytes: [UInt8]
    private let path: String
    private let skipsFolders: Bool

    private static let endSignature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    private static let localSignature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let entrySignature: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
    private static let endLength = 22
    private static let entryLength = 46
    private static let localLength = 30

    init(_ bytes: [UInt8], path: String, limits: ZipLimits) throws(ArchiveError) {
        self.bytes = bytes
        self.path = path
        skipsFolders = limits.skipsFolders
        guard bytes.starts(with: Self.localSignature) || bytes.starts(with: Self.endSignature) else {
            throw ArchiveError(.notAnArchive, path: path, "it is not a .zip archive; name one that pack has written")
        }
        guard let end = Self.findEnd(bytes) else {
            throw ArchiveError(
                .truncated, path: path, "the archive is cut off: its directory is missing; fetch it again")
        }
        entries = Self.number(bytes, end + 10, 2)
        let isOneDisk = Self.number(bytes, end + 4, 4) == 0 && Self.number(bytes, end + 8, 2) == entries
        let start = Self.number(bytes, end + 16, 4)
        guard isOneDisk, start + Self.number(bytes, end + 12, 4) == end else { throw damaged() }
        guard entries <= limits.entries else {
            let message = "it lists \(entries) files, more than the limit of \(limits.entries); it is refused"
            throw ArchiveError(.tooManyEntries, path: path, message)
        }
        try checkEntries(from: start, to: end)
    }

    private func checkEntries(from start: Int, to end: Int) throws(ArchiveError) {
        var position = start
        var names: Set<String> = []
        var places: [Range<Int>] = []
        for _ in 0..<entries {
            guard position + Self.entryLength <= end, has(Self.entrySignature, at: position) else { throw damaged() }
            let length = Self.number(bytes, position + 28, 2)
            let next = position + Self.entryLength + length + Self.number(bytes, position + 30, 4).lowHalvesSum
            guard next <= end else { throw damaged() }
            let nameBytes = bytes[(position + Self.entryLength)..<(position + Self.entryLength + length)]
            let name = String(decoding: nameBytes, as: UTF8.self)
            try check(name, at: position)
            guard names.insert(name).inserted else {
                throw ArchiveError(.duplicateName, path: path, entry: name, "the name is there twice; it is refused")
            }
            places.append(try place(of: position, named: nameBytes, before: start))
            position = next
        }
        guard position == end else { throw damaged() }
        try checkOverlap(of: places)
    }

    private func check(_ name: String, at position: Int) throws(ArchiveError) {
        let attributes = Self.number(bytes, position + 38, 4)
        let type = (attributes >> 16) & 0o170000
        let isFolder = name.hasSuffix("/") || attributes & 0x10 != 0
        try EntryName.check(name.hasSuffix("/") ? String(name.dropLast()) : name, archive: path)
        if isFolder, skipsFolders, type == 0 || type == 0o040000 { return }
        guard !isFolder, type == 0 || type == 0o100000 else {
            let message = "it is a link, a folder or a device instead of a file; the archive is refused"
            throw ArchiveError(.notARegularFile, path: path, entry: name, message)
        }
        // Bit 0: encrypted; bit 6: strongly; bit 13: the directory itself is masked.
        guard Self.number(bytes, position + 8, 2) & 0x2041 == 0 else {
            throw ArchiveError(.encrypted, path: path, entry: name, "it is encrypted; the archive is refused")
        }
    }

    /// Where the file that an entry of the directory lists begins and ends, its own header included.
    private func place(
        of position: Int, named name: ArraySlice<UInt8>, before end: Int
    ) throws(ArchiveError) -> Range<Int> {
        let offset = Self.number(bytes, position + 42, 4)
        guard offset + Self.localLength + name.count <= end, has(Self.localSignature, at: offset) else {
            throw damaged()
        }
        let length = Self.number(bytes, offset + 26, 2)
        let start = offset + Self.localLength
        guard length == name.count, bytes[start..<(start + length)].elementsEqual(name) else { throw damaged() }
        let content = start + length + Self.number(bytes, offset + 28, 2)
        let last = content + Self.number(bytes, position + 20, 4)
        guard last <= end else { throw damaged() }
        return offset..<last
    }

    /// Refuses files inside each other, with which a small archive unpacks to any size (Fifield 2019, A better zip bomb).
    private func checkOverlap(of places: [Range<Int>]) throws(ArchiveError) {
        let sorted = places.sorted { $0.lowerBound < $1.lowerBound }
        guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound }) else {
            throw ArchiveError(.damaged, path: path, "files in it overlap, as in a zip bomb; the archive is refused")
        }
    }

    private func has(_ signature: [UInt8], at position: Int) -> Bool { bytes[position...].starts(with: signature) }

    private func damaged() -> ArchiveError {
        ArchiveError(.damaged, path: path, "the archive's directory is damaged; fetch it again")
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, _ length: Int) -> Int {
        (0..<length).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }

    private static func findEnd(_ bytes: [UInt8]) -> Int? {
        let last = max(0, bytes.count - endLength - 0xFFFF)
        for start in stride(from: bytes.count - endLength, through: last, by: -1) {
            guard bytes[start] == endSignature[0], bytes[start...].starts(with: endSignature) else { continue }
            if start + endLength + number(bytes, start + 20, 2) == bytes.count { return start }
        }
        return nil
    }
}

extension Int {
    /// The sum of the two 16-bit numbers that stand in 32 bits.
    fileprivate var lowHalvesSum: Int { (self & 0xFFFF) + (self >> 16) }
}
