import Glibc

/// A standard stream of the program; every write to it is checked.
struct StandardStream {
    /// Why nothing more can be written.
    enum Failure: Equatable {
        /// The other end of the pipe is closed.
        case readerIsGone
        /// What the system says.
        case system(String)
    }

    static let output = StandardStream(descriptor: 1)
    static let error = StandardStream(descriptor: 2)

    let descriptor: Int32

    /// Makes the streams safe to use: those that are closed fail from now on, where a file that is opened later would take their
    /// place, and a write that fails is an error and not the end of the program by a signal.
    static func prepare() {
        // Whoever starts the program may keep signals back, which would be kept back here: Ctrl-C must end it all the same.
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
            // The lowest free number is given, which is this one. What may only be read cannot be written, and the other way round.
            _ = open("/dev/null", descriptor == 1 ? O_RDONLY : O_WRONLY)
        }
    }

    /// Writes all of a text; nil where that went well.
    func write(_ text: String) -> Failure? {
        var text = text
        return text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    /// Writes all bytes; nil where that went well.
    func write(_ bytes: UnsafeRawBufferPointer) -> Failure? {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            } else if errno == EAGAIN {
                waitUntilWritable()
            } else if errno != EINTR {
                return Self.failure
            }
        }
        return nil
    }

    /// Closes the stream; nil where that went well.
    func close() -> Failure? { Glibc.close(descriptor) == 0 || errno == EBADF ? nil : Self.failure }

    private static var failure: Failure {
        errno == EPIPE ? .readerIsGone : .system(String(cString: strerror(errno)))
    }

    /// Another program may have made a stream that they share answer at once.
    private func waitUntilWritable() {
        var stream = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&stream, 1, -1)
    }
}
