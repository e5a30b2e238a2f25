import Testing

@testable import TrialReporting

@Suite struct RequestHeadTests {
    private func read(_ text: String) -> RequestHead.Reading { RequestHead.read(Array(text.utf8)) }

    @Test("method, target and host, with line ends of either kind and blanks around the host")
    func whole() {
        let head = RequestHead(method: "GET", target: "/a?b", host: "localhost:80")
        #expect(read("GET /a?b HTTP/1.1\r\nAccept: */*\r\nHOST:  localhost:80 \r\n\r\n") == .head(head))
        #expect(read("GET /a?b HTTP/1.0\nhost:localhost:80\n\nbody") == .head(head))
        #expect(read("HEAD / HTTP/1.1\r\n\r\n") == .head(RequestHead(method: "HEAD", target: "/", host: nil)))
    }

    @Test("every beginning of a request wants more")
    func beginnings() {
        let whole = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for length in 0..<(whole.count - 1) { #expect(read(String(whole.prefix(length))) == .incomplete, "\(length)") }
    }

    @Test(
        "what is no request is refused",
        arguments: [
            "\r\n", "GET /\r\n", "GET  / HTTP/1.1\r\n", "GET / HTTP/2\r\n", " / HTTP/1.1\r\n", "\u{16}\u{3}\u{1}\n",
            "GET / HTTP/1.1\r\nno colon\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        ])
    func malformed(_ text: String) { #expect(read(text) == .refused(400)) }

    @Test("a long line and a long head are refused as soon as they are too long, ended or not")
    func long() {
        let path = String(repeating: "a", count: 1_000_000)
        #expect(read("GET /\(path)") == .refused(414))
        #expect(read("GET /\(path) HTTP/1.1\r\n") == .refused(414))
        #expect(read("GET / HTTP/1.1\r\nX: \(path)") == .refused(431))
        #expect(read("GET / HTTP/1.1\r\n" + String(repeating: "X: y\r\n", count: 5000)) == .refused(431))
    }
}
