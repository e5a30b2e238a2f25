/// How much an archive may hold before it is refused.
public struct ZipLimits: Sendable, Hashable {
    /// The greatest number of files.
    public var entries: Int
    /// The greatest size of all files together, in bytes.
    public var totalBytes: Int
    /// The greatest ratio of the files' size to the archive's size; archives below one megabyte inside are exempt.
    public var ratio: Int
    /// Whether entries for folders, which other programs write, are read over instead of refused.
    public var skipsFolders = false

    /// Sets limits; the defaults are far above any dataset or bundle.
    public init(entries: Int = 10_000, totalBytes: Int = 512 << 20, ratio: Int = 200) {
        self.entries = entries
        self.totalBytes = totalBytes
        self.ratio = ratio
    }

    /// The bytes that may come out of an archive of that size.
    func allowance(archiveBytes: Int) -> Int { min(totalBytes, max(1 << 20, archiveBytes * ratio)) }
}
