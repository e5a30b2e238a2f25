import Foundation

/// The identifier that a linker made of everything it linked, as a program of the format ELF carries it (`NT_GNU_BUILD_ID`).
///
/// It stands near the beginning of the file, so that not all of a large program is read to tell it from another.
struct BuildIdentifier: Sendable, Equatable {
    /// The identifier, 20 bytes from most linkers.
    let bytes: [UInt8]

    /// How much of a file is looked at; linkers put the notes behind the table of segments.
    private static let head = 1 << 16
    /// The kind of segment that holds notes, and the kind of note that is an identifier.
    private static let (noteSegment, identifierNote) = (4, 3)

    /// That of a program; nil where the file has none, is of another format, or cannot be read.
    init?(ofProgram path: String) {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        self.init(head: [UInt8]((try? file.read(upToCount: Self.head)) ?? Data()))
    }

    /// That of a program of 64 bits, little end first, which begins with these bytes.
    init?(head: [UInt8]) {
        guard head.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]),
            let table = Self.number(head, 32, 8), let size = Self.number(head, 54, 2),
            let count = Self.number(head, 56, 2)
        else { return nil }
        for segment in 0..<count {
            let place = table + segment * size
            guard Self.number(head, place, 4) == Self.noteSegment, let start = Self.number(head, place + 8, 8),
                let length = Self.number(head, place + 32, 8), start <= head.count, length <= head.count - start
            else { continue }
            if let bytes = Self.identifier(in: head[start..<start + length]) {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    /// The identifier among notes: each has the lengths of its name and its content, its kind, and both, filled up to four bytes.
    private static func identifier(in notes: ArraySlice<UInt8>) -> [UInt8]? {
        let notes = Array(notes)
        var place = 0
        while let nameLength = number(notes, place, 4), let length = number(notes, place + 4, 4),
            let kind = number(notes, place + 8, 4)
        {
            let content = place + 12 + (nameLength + 3) / 4 * 4
            guard content <= notes.count, length <= notes.count - content else { return nil }
            let name = notes[place + 12..<min(place + 12 + nameLength, notes.count)]
            if kind == identifierNote, name.elementsEqual("GNU\0".utf8), length >= 8 {
                return Array(notes[content..<content + length])
            }
            place = content + (length + 3) / 4 * 4
        }
        return nil
    }

    /// A number, little end first; nil where the bytes end before it, or it is larger than any place in a file.
    private static func number(_ bytes: [UInt8], _ place: Int, _ length: Int) -> Int? {
        guard place >= 0, place <= bytes.count - length else { return nil }
        let value = (0..<length).reduce(UInt64(0)) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
        return value <= UInt64(Int32.max) ? Int(value) : nil
    }
}
