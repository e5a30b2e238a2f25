import Foundation
import Testing

@testable import TrialReporting

/// The server under attack: whatever others do, a reader gets the page.
@Suite(.serialized) struct LoopbackServerTests {
    /// A server on a free port that answers in the background as long as the body runs.
    private func serving(
        _ limits: LoopbackServer.Limits = .init(), body bytes: [UInt8] = Array("page".utf8),
        _ body: (UInt16) throws -> Void
    ) throws {
        let report = try ServedReport(["index.html": bytes], path: "b.zip")
        nonisolated(unsafe) let server = try LoopbackServer(report, port: 0, limits: limits)
        let (over, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        Thread.detachNewThread {
            while over.wait(timeout: .now()) == .timedOut { server.run(seconds: 0.1) }
            ended.signal()
        }
        defer {
            over.signal()
            ended.wait()
        }
        try body(server.port)
    }

    private func connect(_ port: UInt16) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return status == 0 ? descriptor : -1
    }

    private func send(_ text: String, _ descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress!, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Everything that comes until the other side closes.
    private func receive(_ descriptor: Int32) -> String {
        defer { close(descriptor) }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 { all += chunk[..<count] }
        return String(decoding: all, as: UTF8.self)
    }

    private func ask(_ port: UInt16, _ request: String = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") -> String {
        let descriptor = connect(port)
        send(request, descriptor)
        return receive(descriptor)
    }

    @Test("the page comes with every guard in its head, and its length")
    func page() throws {
        try serving { port in
            let answer = ask(port)
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\npage"))
            for line in [
                "Content-Length: 4", "X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none'",
                "frame-ancestors 'none'", "Referrer-Policy: no-referrer", "Cache-Control: no-store",
            ] { #expect(answer.contains(line), "\(line)") }
            let head = ask(port, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(head.contains("Content-Length: 4") && head.hasSuffix("\r\n\r\n"))
        }
    }

    @Test(
        "every other answer has its status",
        arguments: [
            ("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n", 404), ("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
            ("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", 403), ("GET / HTTP/1.1\r\n\r\n", 403),
            ("nonsense\r\n", 400),
        ])
    func statuses(_ request: String, _ status: Int) throws {
        try serving { port in #expect(ask(port, request).hasPrefix("HTTP/1.1 \(status) ")) }
    }

    @Test("a path of a megabyte is refused at once, many at a time, and a reader does not notice")
    func longPaths() throws {
        try serving { port in
            let start = ContinuousClock.now
            let request = "GET /" + String(repeating: "%41", count: 350_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
            for _ in 0..<20 {
                let answer = ask(port, request)
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 414 "))
            }
            #expect(ask(port).hasSuffix("page"))
            #expect(ContinuousClock.now - start < .seconds(20))
        }
    }

    @Test("eleven hundred idle connections keep nobody out, nor does a lack of descriptors")
    func idle() throws {
        try serving { port in
            let idle = (0..<450).map { _ in connect(port) }
            #expect(ask(port).hasSuffix("page"))
            let more = (0..<450).map { _ in connect(port) }
            #expect(ask(port).hasSuffix("page"))
            for descriptor in idle + more where descriptor >= 0 { close(descriptor) }
            #expect(ask(port).hasSuffix("page"))
        }
    }

    @Test("a request that does not come is told so, and a slow reader does not keep another waiting")
    func slow() throws {
        var limits = LoopbackServer.Limits()
        limits.reading = 0.3
        limits.writing = 1
        try serving(limits, body: [UInt8](repeating: 0x41, count: 20_000_000)) { port in
            let silent = connect(port)
            send("GET / HT", silent)
            let lazy = connect(port)
            send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", lazy)
            #expect(ask(port).utf8.count > 20_000_000)
            #expect(receive(silent).hasPrefix("HTTP/1.1 408 "))
            usleep(1_500_000)
            #expect(receive(lazy).utf8.count < 20_000_000)
        }
    }

    @Test("a taken port is one line that says what to do")
    func taken() throws {
        try serving { port in
            let report = try ServedReport(["index.html": []], path: "b.zip")
            let error = #expect(throws: ReportingError.self) { try LoopbackServer(report, port: port) }
            #expect(error?.description.contains("choose another with --port") == true)
        }
    }
}
