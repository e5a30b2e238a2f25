import Glibc

/// Lines that a person types, or another program writes, to standard input.
public final class LineInput {
    /// What came.
    public enum Event: Sendable, Equatable {
        /// A line, without its end.
        case line(String)
        /// There are no more.
        case end
        /// A person wants to stop (Ctrl-C).
        case interrupted
    }

    /// How many lines came so far.
    public private(set) var count = 0
    private var buffer: [UInt8] = []
    private var isAtEnd = false
    private let interrupts: Int32

    /// A line longer than this ends where it stands.
    private static let longest = 1 << 20

    /// Whether a person types at a terminal, and sees what is asked.
    public static var isTerminal: Bool { isatty(0) == 1 && Terminal.isInteractive }

    /// Begins to read; from now on Ctrl-C is an event and not the end of the program.
    public init() {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) == 0 {
            for end in ends {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
            interruptDescriptor = ends[1]
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in
                var byte: UInt8 = 0
                _ = write(interruptDescriptor, &byte, 1)
            }
            sigaction(SIGINT, &action, nil)
        }
        interrupts = ends[0]
    }

    deinit {
        // From here on Ctrl-C ends the program again.
        signal(SIGINT, SIG_DFL)
        close(interrupts)
        close(interruptDescriptor)
    }

    /// Waits for the next line.
    public func next() -> Event {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) ?? overlong {
                let line = buffer[..<end]
                buffer.removeFirst(min(end + 1, buffer.count))
                return told(line)
            }
            guard !isAtEnd else {
                guard !buffer.isEmpty else { return .end }
                let line = buffer[...]
                buffer = []
                return told(line)
            }
            guard isReady else { return .interrupted }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let came = read(0, &chunk, chunk.count)
            if came > 0 { buffer += chunk[..<came] }
            isAtEnd = came == 0 || came < 0 && errno != EINTR && errno != EAGAIN
        }
    }

    private var overlong: Int? { buffer.count > Self.longest ? Self.longest : nil }

    private func told(_ line: ArraySlice<UInt8>) -> Event {
        count += 1
        let text = String(decoding: line, as: UTF8.self)
        return .line(text.hasSuffix("\r") ? String(text.dropLast()) : text)
    }

    /// Waits until there is something to read; false where a person wants to stop.
    private var isReady: Bool {
        while true {
            var streams = [
                pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
                pollfd(fd: interrupts, events: Int16(POLLIN), revents: 0),
            ]
            let found = poll(&streams, nfds_t(streams.count), -1)
            if found < 0, errno == EINTR { continue }
            return streams[1].revents == 0
        }
    }
}

/// Where the handler of the signal writes; set before the handler is.
nonisolated(unsafe) private var interruptDescriptor: Int32 = -1
