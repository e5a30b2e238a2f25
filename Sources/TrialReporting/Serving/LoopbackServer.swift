import Glibc

/// A web server for this machine only that shows a report: one request a connection, everything bounded.
///
/// One thread waits for all connections, so none can keep another waiting by sending slowly; where there are too many, the one
/// that has waited longest for its request is let go.
public final class LoopbackServer {
    /// What the server gives to everybody together and to each.
    public struct Limits: Sendable {
        /// Connections that are open at once.
        public var connections = 200
        /// Seconds until a request has come.
        public var reading = 10.0
        /// Seconds until an answer has been taken.
        public var writing = 60.0

        /// The limits of a program that one person uses.
        public init() {}
    }

    private let report: ServedReport
    private let limits: Limits
    private let listener: Int32
    private var connections: [ServedConnection] = []
    /// The port.
    public let port: UInt16

    /// Takes a port, 0 for a free one.
    ///
    /// - Throws: `ReportingError` where it is taken.
    public init(_ report: ServedReport, port: UInt16, limits: Limits = Limits()) throws(ReportingError) {
        self.report = report
        self.limits = limits
        listener = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 128) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isListening else {
            let reason = String(cString: strerror(errno))
            close(listener)
            throw ReportingError(
                .cannotServe, "port \(port) cannot be used: \(reason); choose another with --port, 0 for any")
        }
        self.port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        for connection in connections { close(connection.descriptor) }
        close(listener)
    }

    /// Answers whoever asks, for so many seconds; without an end where none are given.
    public func run(seconds: Double = .infinity) {
        let end = Self.now + seconds
        while Self.now < end {
            var polled = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
            polled += connections.map { pollfd(fd: $0.descriptor, events: $0.awaited, revents: 0) }
            poll(&polled, nfds_t(polled.count), 200)
            for (connection, state) in zip(connections, polled.dropFirst()) where state.revents != 0 {
                connection.step(report)
            }
            let now = Self.now
            for connection in connections where connection.deadline < now { connection.expire() }
            connections.removeAll { connection in
                if connection.isOver { close(connection.descriptor) }
                return connection.isOver
            }
            if polled[0].revents != 0 { accept() }
        }
    }

    private func accept() {
        while true {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor >= 0 else {
                // Where there are no descriptors left, one that waits for its request gives way.
                if errno == EMFILE || errno == ENFILE { letGo() }
                return
            }
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            if connections.count >= limits.connections { letGo() }
            if connections.count >= limits.connections {
                let busy = ServedConnection(descriptor, now: Self.now, limits: limits)
                busy.answer(.error(503, "Too many ask at once; ask again."), hasBody: true)
                busy.step(report)
                close(descriptor)
            } else {
                connections.append(ServedConnection(descriptor, now: Self.now, limits: limits))
            }
        }
    }

    /// Closes the connection that has waited longest for its request.
    private func letGo() {
        guard let oldest = connections.firstIndex(where: \.isReading) else { return }
        close(connections[oldest].descriptor)
        connections.remove(at: oldest)
    }

    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
