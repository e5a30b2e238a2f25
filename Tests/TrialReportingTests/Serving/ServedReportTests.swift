import Testing

@testable import TrialReporting

@Suite struct ServedReportTests {
    private func report() throws -> ServedReport {
        try ServedReport(
            ["index.html": [1], "figures/forest-a.svg": [2], "results.json": [3], "report.pdf": [4]], path: "b.zip")
    }

    private func answer(
        _ path: String, method: String = "GET", host: String? = "127.0.0.1:8080"
    ) throws -> ServedReport.Answer {
        try report().answer(method: method, path: path, host: host)
    }

    @Test("the page is at the root, every file under its name, with its kind")
    func files() throws {
        #expect(try answer("/").body == [1])
        #expect(try answer("/").mediaType == "text/html; charset=utf-8")
        #expect(try answer("/index.html?a=b#c").body == [1])
        #expect(try answer("/figures/forest%2Da.svg").mediaType == "image/svg+xml; charset=utf-8")
        #expect(try answer("/report.pdf").mediaType == "application/pdf")
        #expect(try answer("/", method: "HEAD").status == 200)
    }

    @Test(
        "a path that leads anywhere else finds nothing",
        arguments: [
            "/../etc/passwd", "/figures/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/figures/",
            "/index.html/", "/INDEX.HTML", "/.", "/index.html%00.txt", "/nothing",
        ])
    func traversal(_ path: String) throws { #expect(try answer(path).status == 404) }

    @Test("what is no path is refused", arguments: ["", "index.html", "/%zz"])
    func malformed(_ path: String) throws { #expect(try answer(path).status == 400) }

    @Test("only the loopback's own names are answered")
    func hosts() throws {
        for host in ["localhost", "localhost:80", "LOCALHOST:8080", "127.0.0.1", "[::1]", "[::1]:8080"] {
            #expect(try answer("/", host: host).status == 200, "\(host)")
        }
        let foreign: [String?] = [
            nil, "", "example.org", "127.0.0.1.example.org", "localhost.example.org:8080", "127.0.0.1:80:80",
            "10.0.0.1",
            "localhost:port", "[::1", "[::1]x", "127.0.0.1@example.org",
        ]
        for host in foreign { #expect(try answer("/", host: host).status == 403, "\(host ?? "none")") }
    }

    @Test("nothing can be sent", arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
    func methods(_ method: String) throws { #expect(try answer("/", method: method).status == 405) }

    @Test("a report without a page is none")
    func noPage() {
        #expect(throws: ReportingError.self) { try ServedReport(["results.json": [1]], path: "x.zip") }
    }
}
