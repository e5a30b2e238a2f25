import CArchive
import Glibc

/// Writes a .zip through libarchive.
struct ZipWriter {
    /// zlib's level: 9 makes the bundle of the shipped plan smaller by less than a hundredth and takes several times as long.
    private static let level = 6
    /// How files begin that are compressed inside: PNG, and archives such as Word's documents.
    private static let packed: [[UInt8]] = [[0x89, 0x50, 0x4E, 0x47], [0x50, 0x4B, 0x03, 0x04]]

    func write(_ files: [String: [UInt8]]) throws(ArchiveError) -> [UInt8] {
        for name in files.keys { try EntryName.check(name, archive: "") }
        guard let archive = archive_write_new() else { throw failure(nil, "the archive could not be started") }
        defer { archive_write_free(archive) }
        let capacity = files.reduce(1 << 16) {
            $0 + $1.key.utf8.count * 2 + $1.value.count + $1.value.count / 1000 + 1024
        }
        // What libarchive does not need of the memory is never touched, and so is not there.
        return try [UInt8](unsafeUninitializedCapacity: capacity) { output, used throws(ArchiveError) in
            try write(files, to: archive, into: output, &used)
        }
    }

    private func write(
        _ files: [String: [UInt8]], to archive: OpaquePointer, into output: UnsafeMutableBufferPointer<UInt8>,
        _ used: inout Int
    ) throws(ArchiveError) {
        guard archive_write_set_format_zip(archive) == ARCHIVE_OK,
            archive_write_set_options(archive, "zip:compression-level=\(Self.level)") == ARCHIVE_OK,
            archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK,
            archive_write_open_memory(archive, output.baseAddress, output.count, &used) == ARCHIVE_OK
        else { throw failure(archive, "the archive could not be started") }
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            try add(name, bytes, to: archive)
        }
        guard archive_write_close(archive) == ARCHIVE_OK else { throw failure(archive, "it could not be finished") }
    }

    private func add(_ name: String, _ bytes: [UInt8], to archive: OpaquePointer) throws(ArchiveError) {
        guard let entry = archive_entry_new() else { throw failure(archive, "out of memory") }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, name)
        archive_entry_set_filetype(entry, trialpool_regular_file())
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_size(entry, Int64(bytes.count))
        let isPacked = Self.packed.contains { bytes.starts(with: $0) }
        let method = isPacked ? archive_write_zip_set_compression_store : archive_write_zip_set_compression_deflate
        guard method(archive) == ARCHIVE_OK else { throw failure(archive, name) }
        // No time is set: any other would be written as local time, which depends on the time zone.
        guard archive_write_header(archive, entry) == ARCHIVE_OK else { throw failure(archive, name) }
        let written = bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
        guard written == bytes.count else { throw failure(archive, name) }
    }

    private func failure(_ archive: OpaquePointer?, _ what: String) -> ArchiveError {
        // Some of libarchive's reasons hold a line break.
        let text = archive.flatMap { archive_error_string($0) }.map { String(cString: $0) } ?? "out of memory"
        let reason = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return ArchiveError(.cannotWrite, path: "", "\(what): \(reason)")
    }
}
