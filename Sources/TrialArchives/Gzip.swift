import CZlib

/// Bytes compressed with gzip (RFC 1952).
public enum Gzip {
    /// One whole member; members behind one another are a gzip file, whose contents are theirs in their order.
    ///
    /// No name and no time stand in it: the same bytes in give the same bytes out for one version of zlib.
    public static func member(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
        precondition((0...9).contains(level), "zlib has the levels 0 to 9")
        var stream = z_stream()
        // 16 + 15: a gzip header and the largest window.
        let begun = trialpool_deflate_init(&stream, level, 31)
        precondition(begun == Z_OK, "zlib starts as long as there is memory")
        defer { deflateEnd(&stream) }
        // The bound is that of zlib's own header, which is 12 bytes shorter.
        let bound = Int(deflateBound(&stream, uLong(bytes.count))) + 32
        var input = bytes
        return Array(unsafeUninitializedCapacity: bound) { output, count in
            input.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = uInt(source.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(output.count)
                let status = deflate(&stream, Z_FINISH)
                precondition(status == Z_STREAM_END, "a buffer of the bound's size always suffices")
                count = output.count - Int(stream.avail_out)
            }
        }
    }
}
