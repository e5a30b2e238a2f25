import CZlib

/// Values compressed with zlib (RFC 1950), as the result cache keeps them.
public enum Deflate {
    /// Compresses bytes; the same bytes in give the same bytes out for one version of zlib.
    public static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
        precondition((0...9).contains(level), "zlib has the levels 0 to 9")
        var output = [UInt8](repeating: 0, count: Int(compressBound(uLong(bytes.count))))
        var length = uLongf(output.count)
        let status = compress2(&output, &length, bytes, uLong(bytes.count), level)
        precondition(status == Z_OK, "a buffer of the bound's size always suffices")
        output.removeLast(output.count - Int(length))
        return output
    }

    /// Gives back the bytes, or throws where the input is damaged, cut off, or larger inside than the limit.
    public static func decompress(_ bytes: [UInt8], limit: Int) throws(ArchiveError) -> [UInt8] {
        var stream = z_stream()
        guard trialpool_inflate_init(&stream, 15) == Z_OK else {
            throw ArchiveError(.notCompressed, path: "", "zlib could not start; free some memory")
        }
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var input = bytes
        let status = input.withUnsafeMutableBufferPointer { source -> Int32 in
            stream.next_in = source.baseAddress
            stream.avail_in = uInt(source.count)
            return drain(&stream, &chunk, into: &output, limit: limit)
        }
        if output.count > limit {
            throw ArchiveError(.tooLarge, path: "", "the value is larger than the limit of \(limit) bytes; discard it")
        }
        guard status == Z_STREAM_END, stream.avail_in == 0 else {
            throw ArchiveError(.damaged, path: "", "the compressed value is damaged or cut off; discard it")
        }
        return output
    }

    private static func drain(
        _ stream: inout z_stream, _ chunk: inout [UInt8], into output: inout [UInt8], limit: Int
    ) -> Int32 {
        while true {
            let status = chunk.withUnsafeMutableBufferPointer { buffer -> Int32 in
                stream.next_out = buffer.baseAddress
                stream.avail_out = uInt(buffer.count)
                return inflate(&stream, Z_NO_FLUSH)
            }
            output.append(contentsOf: chunk[..<(chunk.count - Int(stream.avail_out))])
            guard status == Z_OK, output.count <= limit else { return status }
        }
    }
}
