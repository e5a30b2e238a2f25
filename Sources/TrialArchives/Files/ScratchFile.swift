import Glibc

/// Bytes that are put aside while a program runs: in memory as long as they are few, else in a file without a name.
///
/// The file lies in `TMPDIR`, else in /var/tmp, and is gone with the program, however it ends.
public final class ScratchFile {
    /// How many bytes there are.
    public private(set) var count = 0
    private var descriptor: Int32 = -1
    private var pending: [UInt8] = []
    private var flushed = 0
    private let memory: Int

    /// Makes an empty one that keeps so many bytes in memory.
    public init(memory: Int = 1 << 20) {
        self.memory = memory
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Puts bytes aside behind the others.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        pending.append(contentsOf: bytes)
        count += bytes.count
        if pending.count >= memory { try flush() }
    }

    /// Copies bytes from a place on, and says how many there were.
    public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        let wanted = Swift.min(buffer.count, count - offset)
        guard wanted > 0 else { return 0 }
        var copied = 0
        while copied < wanted, offset + copied < flushed {
            let length = Swift.min(wanted - copied, flushed - offset - copied)
            let came = pread(descriptor, buffer.baseAddress! + copied, length, off_t(offset + copied))
            if came < 0, errno == EINTR { continue }
            guard came > 0 else { throw Self.failure }
            copied += came
        }
        if copied < wanted {
            let start = offset + copied - flushed
            UnsafeMutableRawBufferPointer(rebasing: buffer[copied...])
                .copyBytes(from: pending[start..<(start + wanted - copied)])
        }
        return wanted
    }

    private func flush() throws(ArchiveError) {
        if descriptor < 0 { descriptor = try Self.unnamed() }
        try AtomicFile.append(pending, to: descriptor, path: Self.folder)
        flushed += pending.count
        pending.removeAll(keepingCapacity: true)
    }

    private static var folder: String {
        getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    }

    private static func unnamed() throws(ArchiveError) -> Int32 {
        var template = Array("\(folder)/trialpool.XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
        return descriptor
    }

    private static var failure: ArchiveError {
        let message = "nothing can be put aside there: \(SystemCall.reason); set TMPDIR to a folder with space"
        return ArchiveError(.cannotWrite, path: folder, message)
    }
}
