import Glibc

/// One connection of the server: its request comes, its answer goes, then it ends.
final class ServedConnection {
    let descriptor: Int32
    private let limits: LoopbackServer.Limits
    private var received: [UInt8] = []
    private var answer: [UInt8] = []
    private var sent = 0
    private(set) var isReading = true
    private(set) var isOver = false
    private(set) var deadline: Double

    init(_ descriptor: Int32, now: Double, limits: LoopbackServer.Limits) {
        self.descriptor = descriptor
        self.limits = limits
        deadline = now + limits.reading
    }

    /// What must happen next.
    var awaited: Int16 { Int16(isReading ? POLLIN : POLLOUT) }

    /// Does as much as can be done without waiting.
    func step(_ report: ServedReport) {
        if isReading { read(report) }
        if !isReading { write() }
    }

    /// The time is over: a request that did not come is told so.
    func expire() {
        guard isReading else {
            isOver = true
            return
        }
        answer(.error(408, "The request did not come in time."), hasBody: true)
        write()
        isOver = true
    }

    /// Ends the reading with an answer.
    func answer(_ answer: ServedReport.Answer, hasBody: Bool) {
        isReading = false
        received = []
        deadline = LoopbackServer.now + limits.writing
        self.answer = answer.head + (hasBody ? answer.body : [])
    }

    private func read(_ report: ServedReport) {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while isReading {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return }
            guard count > 0 else {
                isOver = true
                return
            }
            received += chunk[..<count]
            // Only a whole line can tell something new, or too much of one.
            guard chunk[..<count].contains(UInt8(ascii: "\n")) || received.count > RequestHead.longestLine else {
                continue
            }
            switch RequestHead.read(received) {
            case .incomplete: continue
            case .refused(let status): answer(.error(status, "This request cannot be answered."), hasBody: true)
            case .head(let head):
                answer(
                    report.answer(method: head.method, path: head.target, host: head.host),
                    hasBody: head.method != "HEAD")
            }
        }
    }

    private func write() {
        while sent < answer.count {
            let count = answer.withUnsafeBytes { bytes in
                send(descriptor, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return }
            guard count > 0 else {
                isOver = true
                return
            }
            sent += count
        }
        // What is still coming is taken, so that closing does not take the answer away from its reader.
        shutdown(descriptor, Int32(SHUT_WR))
        var rest = [UInt8](repeating: 0, count: 65536)
        _ = recv(descriptor, &rest, rest.count, 0)
        isOver = true
    }
}
