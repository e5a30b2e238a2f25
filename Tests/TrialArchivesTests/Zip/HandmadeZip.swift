/// A .zip made byte by byte, so that it can lie.
struct HandmadeZip {
    /// One stored (not compressed) or raw-deflated file.
    struct Entry {
        var name: [UInt8]
        var content: [UInt8]
        var method: UInt16 = 0
        var flags: UInt16 = 0
        var mode: UInt32 = 0o100644
        var checksum: UInt32
        var size: UInt32
        /// Where the directory says that the file is, which then is not written again.
        var listedAt: UInt32?

        init(_ name: String, _ content: String) {
            self.init(Array(name.utf8), Array(content.utf8))
        }

        init(_ name: [UInt8], _ content: [UInt8]) {
            self.name = name
            self.content = content
            checksum = HandmadeZip.crc32(content)
            size = UInt32(content.count)
        }
    }

    var entries: [Entry]

    init(_ entries: [Entry]) {
        self.entries = entries
    }

    var bytes: [UInt8] {
        var output: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let offset = entry.listedAt ?? UInt32(output.count)
            var shared = short(20) + short(entry.flags) + short(entry.method) + short(0) + short(0x21)
            shared += long(entry.checksum) + long(UInt32(entry.content.count)) + long(entry.size)
            shared += short(UInt16(entry.name.count)) + short(0)
            if entry.listedAt == nil { output += [0x50, 0x4B, 0x03, 0x04] + shared + entry.name + entry.content }
            directory += [0x50, 0x4B, 0x01, 0x02] + short(0x0314) + shared + short(0) + short(0) + short(0)
            directory += long(entry.mode << 16) + long(offset) + entry.name
        }
        let start = UInt32(output.count)
        let count = UInt16(truncatingIfNeeded: entries.count)
        output += directory + [0x50, 0x4B, 0x05, 0x06]
        output += short(0) + short(0) + short(count) + short(count)
        return output + long(UInt32(directory.count)) + long(start) + short(0)
    }

    private func short(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

    private func long(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8((value >> (8 * $0)) & 0xFF) } }

    /// The checksum of a .zip (reflected polynomial 0xEDB88320), written out so that the library does not check itself.
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = (crc >> 1) ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~crc
    }
}
