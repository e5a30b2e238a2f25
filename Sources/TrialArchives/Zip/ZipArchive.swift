/// Files in one compressed .zip: the same files give the same bytes, and reading trusts nothing.
public enum ZipArchive {
    /// Packs files, sorted by name, all with one time and the mode 0644.
    ///
    /// The bytes do not depend on the time zone, the locale, the umask or the order in which files are given.
    public static func write(_ files: [String: [UInt8]]) throws(ArchiveError) -> [UInt8] {
        try ZipWriter().write(files)
    }

    /// Reads all files of an archive in memory, or refuses it.
    ///
    /// Refused are unsafe, doubled and encrypted names, links and folders in place of files, too many files, too much in
    /// them, sizes that lie, wrong checksums, and archives that are cut off.
    public static func read(
        _ bytes: [UInt8], path: String = "", limits: ZipLimits = ZipLimits()
    ) throws(ArchiveError) -> [String: [UInt8]] {
        try ZipReader(path: path, limits: limits).read(bytes)
    }

    /// How many files an archive lists; none of them is read.
    ///
    /// - Throws: `ArchiveError` where it is no archive or lists too many.
    public static func count(_ bytes: [UInt8], path: String = "") throws(ArchiveError) -> Int {
        try ZipDirectory(bytes, path: path, limits: ZipLimits()).entries
    }

    /// Whether an archive is, byte for byte, what packing these files gives.
    ///
    /// Stricter than the checksums, which do not cover the archive's own bookkeeping; another version of zlib may pack the
    /// same files into other bytes.
    public static func isExactly(_ files: [String: [UInt8]], _ bytes: [UInt8]) throws(ArchiveError) -> Bool {
        try write(files) == bytes
    }
}
