import CZlib
import TrialEvidence

/// What is inside gzip-compressed bytes (RFC 1952), of one member or several behind one another, as it streams by.
///
/// The checksum and the length of each member are checked; a member that ends too early and bytes that belong to none are
/// errors.
public final class GzipSource: ByteSource {
    /// How gzip-compressed bytes begin.
    public static let magic: [UInt8] = [0x1F, 0x8B]

    private let source: any ByteSource
    private let path: String
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    private var isInMember = true
    private var isAtEnd = false

    /// Decompresses a source; `path` is for messages.
    public init(_ source: any ByteSource, path: String) {
        self.source = source
        self.path = path
        stream.initialize(to: z_stream())
        // 16 + 15: a gzip header and the largest window.
        let status = trialpool_inflate_init(stream, 31)
        precondition(status == Z_OK, "zlib starts as long as there is memory")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    /// Decompresses the next bytes.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !isAtEnd, !buffer.isEmpty else { return 0 }
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = uInt(buffer.count)
        while stream.pointee.avail_out == uInt(buffer.count) {
            if stream.pointee.avail_in == 0, try !fill() {
                guard !isInMember else { throw fault(.truncated, "the gzip file is cut off; fetch it again") }
                isAtEnd = true
                return 0
            }
            if !isInMember { try beginMember() }
            let status = inflate(stream, Z_NO_FLUSH)
            if status == Z_STREAM_END { isInMember = false }
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                let reason = stream.pointee.msg.map { String(cString: $0) } ?? "it cannot be decompressed"
                throw fault(.damaged, "the gzip file is damaged: \(reason); fetch it again")
            }
        }
        return buffer.count - Int(stream.pointee.avail_out)
    }

    private func fill() throws -> Bool {
        let count = try source.read(into: input)
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = uInt(count)
        return count > 0
    }

    private func beginMember() throws {
        guard stream.pointee.next_in.pointee == Self.magic[0] else {
            throw fault(.damaged, "bytes follow the end of the gzip data; fetch it again")
        }
        inflateReset(stream)
        isInMember = true
    }

    private func fault(_ code: ArchiveError.Code, _ message: String) -> ArchiveError {
        ArchiveError(code, path: path, message)
    }
}
