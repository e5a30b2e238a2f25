import CArchive
import Glibc

/// Reads a .zip through libarchive and trusts nothing in it.
struct ZipReader {
    let path: String
    let limits: ZipLimits

    func read(_ bytes: [UInt8]) throws(ArchiveError) -> [String: [UInt8]] {
        let directory = try ZipDirectory(bytes, path: path, limits: limits)
        // Typed errors do not pass through the closure's rethrow, so the result is carried out by hand.
        var folders = 0
        let result = bytes.withUnsafeBytes { memory -> Result<[String: [UInt8]], ArchiveError> in
            do throws(ArchiveError) {
                return .success(try read(memory, folders: &folders))
            } catch {
                return .failure(error)
            }
        }
        let files = try result.get()
        guard files.count + folders == directory.entries else {
            let found = files.count + folders
            let message = "its directory lists \(directory.entries) files, but \(found) were found; it is refused"
            throw ArchiveError(.damaged, path: path, message)
        }
        return files
    }

    private func read(
        _ memory: UnsafeRawBufferPointer, folders: inout Int
    ) throws(ArchiveError) -> [String: [UInt8]] {
        guard let archive = archive_read_new() else { throw ArchiveError(.cannotRead, path: path, "out of memory") }
        defer { archive_read_free(archive) }
        guard archive_read_support_format_zip(archive) == ARCHIVE_OK,
            archive_read_open_memory(archive, memory.baseAddress, memory.count) == ARCHIVE_OK
        else { throw failure(archive, .notAnArchive, nil) }
        var files: [String: [UInt8]] = [:]
        var allowance = limits.allowance(archiveBytes: memory.count)
        while true {
            var entry: OpaquePointer?
            let status = archive_read_next_header(archive, &entry)
            if status == ARCHIVE_EOF { return files }
            guard status == ARCHIVE_OK, let entry else { throw failure(archive, .damaged, nil) }
            if limits.skipsFolders, Self.isFolder(entry) {
                folders += 1
                guard folders <= limits.entries else {
                    throw ArchiveError(.tooManyEntries, path: path, "it holds too many folders; it is refused")
                }
                continue
            }
            let name = try checkedName(entry)
            let content = try contents(of: entry, name: name, in: archive, allowance: allowance)
            allowance -= content.count
            files[name] = content
        }
    }

    private static func isFolder(_ entry: OpaquePointer) -> Bool {
        guard let name = archive_entry_pathname(entry) else { return false }
        let isRegular = archive_entry_filetype(entry) == trialpool_regular_file()
        return !isRegular && String(cString: name).hasSuffix("/") && archive_entry_symlink(entry) == nil
    }

    private func checkedName(_ entry: OpaquePointer) throws(ArchiveError) -> String {
        guard let pointer = archive_entry_pathname(entry) else {
            throw ArchiveError(.unsafeName, path: path, "a name cannot be read; the archive is refused")
        }
        let name = String(cString: pointer)
        try EntryName.check(name.hasSuffix("/") ? String(name.dropLast()) : name, archive: path)
        let isLink = archive_entry_symlink(entry) != nil || archive_entry_hardlink(entry) != nil
        guard archive_entry_filetype(entry) == trialpool_regular_file(), !isLink else {
            let message = "it is a link, a folder or a device instead of a file; the archive is refused"
            throw ArchiveError(.notARegularFile, path: path, entry: name, message)
        }
        guard archive_entry_is_encrypted(entry) == 0 else {
            throw ArchiveError(.encrypted, path: path, entry: name, "it is encrypted; the archive is refused")
        }
        return name
    }

    private func contents(
        of entry: OpaquePointer, name: String, in archive: OpaquePointer, allowance: Int
    ) throws(ArchiveError) -> [UInt8] {
        let declared = archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil
        if let declared, declared > allowance { throw tooLarge(name) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = archive_read_data(archive, &chunk, chunk.count)
            guard count >= 0 else { throw failure(archive, .damaged, name) }
            guard count > 0 else { break }
            content.append(contentsOf: chunk[..<count])
            guard content.count <= allowance else { throw tooLarge(name) }
        }
        if let declared, declared != content.count {
            let message = "its size is said to be \(declared) bytes but is \(content.count); the archive is refused"
            throw ArchiveError(.wrongSize, path: path, entry: name, message)
        }
        return content
    }

    private func tooLarge(_ name: String) -> ArchiveError {
        let message =
            "unpacked it exceeds the limits (\(limits.totalBytes) bytes, or \(limits.ratio) times the archive)"
        return ArchiveError(.tooLarge, path: path, entry: name, message)
    }

    private func failure(_ archive: OpaquePointer, _ code: ArchiveError.Code, _ entry: String?) -> ArchiveError {
        // Some of libarchive's reasons hold a line break.
        let words = archive_error_string(archive).map { String(cString: $0).split(whereSeparator: \.isWhitespace) }
        let reason = words?.joined(separator: " ") ?? "no reason given"
        let isSize = reason.contains("wrong size")
        let message = "the archive is damaged: \(reason); fetch it again"
        return ArchiveError(isSize ? .wrongSize : code, path: path, entry: entry, message)
    }
}
