import TrialEvidence

/// A file that a person names as input: plain, or compressed with gzip, which its first bytes tell.
public struct InputFile: Sendable, Hashable {
    /// The path.
    public var path: String

    /// The most bytes that a format takes which needs the whole file in memory.
    public static let memoryLimit = 512 << 20

    /// Names a file.
    public init(_ path: String) {
        self.path = path
    }

    /// Opens the file for reading piece by piece, decompressed; `onRead` is told of bytes on disk.
    public func open(onRead: @escaping (Int) -> Void = { _ in }) throws -> PeekedSource {
        let file = try PeekedSource(try FileSource(path, onRead: onRead))
        guard file.head.starts(with: GzipSource.magic) else { return file }
        return try PeekedSource(GzipSource(file, path: path))
    }

    /// All bytes of the file, decompressed; throws where they are more than a limit.
    public func bytes(
        limit: Int = InputFile.memoryLimit, onRead: @escaping (Int) -> Void = { _ in }
    ) throws -> [UInt8] {
        // A file that is larger before it is decompressed need not be read to know.
        guard FileBytes.size(path) <= limit, let bytes = try open(onRead: onRead).readAll(limit: limit) else {
            let message = "the file has more than \(limit >> 20) MB, which this format holds in memory; split the file"
            throw ArchiveError(.tooLarge, path: path, message)
        }
        return bytes
    }
}
