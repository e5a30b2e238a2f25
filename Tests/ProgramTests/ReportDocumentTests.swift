import Foundation
import Testing
import TrialTestSupport

/// Documents, page, comparison and server of the report program, on the shipped plan.
struct ReportDocumentTests {
    /// Runs the plan of a dataset into a folder.
    private func results(in folder: String, plan: String = BuiltProgram.plan, name: String = "results.json") throws
        -> String
    {
        let path = "\(folder)/\(name)"
        let run = ["run", plan, "-o", path, "--no-cache", "--quiet"]
        #expect(try BuiltProgram.run("trialpool-analyze", run).status == 0)
        return path
    }

    private func report(_ arguments: [String], environment: [String: String] = [:]) throws -> BuiltProgram.Outcome {
        try BuiltProgram.shell(["\(BuiltProgram.folder)/trialpool-report"] + arguments, environment: environment)
    }

    @Test(
        "each kind of document is written by its ending, the same bytes in another zone and language",
        arguments: ["docx", "pdf", "md", "tex"])
    func documents(_ ending: String) throws {
        try BuiltProgram.withFolder { folder in
            let results = try results(in: folder)
            let environments = [[:], ["TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"]]
            let written = try environments.enumerated().map { index, environment in
                let file = "\(folder)/\(index)/report.\(ending)"
                try FileManager.default.createDirectory(atPath: "\(folder)/\(index)", withIntermediateDirectories: true)
                let outcome = try report(["document", results, "-o", file, "--quiet"], environment: environment)
                #expect(outcome.status == 0, "\(outcome.errors)")
                return try Data(contentsOf: URL(filePath: file))
            }
            #expect(written[0] == written[1] && written[0].count > 5000)
            let figures = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/0/report-figures")
            #expect((figures?.isEmpty == false) == ["md", "tex"].contains(ending))
        }
    }

    @Test("page, tables and their JSON summaries")
    func others() throws {
        try BuiltProgram.withFolder { folder in
            let results = try results(in: folder)
            let page = try report(["page", results, "-o", "\(folder)/page.html", "--english", "american", "--json"])
            #expect(page.status == 0 && page.output.contains("\"sha256\""), "\(page.errors)")
            #expect(try String(contentsOfFile: "\(folder)/page.html", encoding: .utf8).contains("lang=\"en-US\""))
            let tables = try report(["document", results, "--kind", "csv", "-o", "\(folder)/tables"])
            #expect(tables.status == 0, "\(tables.errors)")
            #expect(FileManager.default.fileExists(atPath: "\(folder)/tables/datapackage.json"))
        }
    }

    @Test("mistakes get one line that helps")
    func mistakes() throws {
        try BuiltProgram.withFolder { folder in
            let results = try results(in: folder)
            let cases: [([String], Int32, String)] = [
                (["document", results, "-o", "\(folder)/report"], 2, "end it in .docx, .pdf, .md or .tex"),
                (
                    ["document", results, "-o", "\(folder)/x.docx", "--kind", "odt"], 2,
                    "known: md, latex, docx, pdf, csv"
                ),
                (["document", results, "-o", "\(folder)/x.csv"], 2, "--kind csv -o FOLDER"),
                (
                    ["document", BuiltProgram.plan, "-o", "\(folder)/x.md"], 1,
                    "results come from 'trialpool-analyze run"
                ),
                (["page", "\(folder)/nothing.json"], 1, "there is no such file"),
                (["figure", results, "-o", "\(folder)/x.svg"], 2, "--analysis"),
                (["figure", results, "--kind", "pie", "-o", "\(folder)/x.svg"], 2, "known, 5 of "),
                (
                    [
                        "figure", results, "--analysis", "treatment-failure-6-months", "--limits", "0,10", "-o",
                        "\(folder)/x.svg",
                    ], 2, "must be above 0, because RR has a logarithmic axis"
                ),
                (["page", results, "--style", "nature", "-o", "\(folder)/x.html"], 1, "known are: journal, jama"),
                (["serve", results], 1, "name a bundle or the folder of one"),
                (["serve", folder], 1, "it is no report"),
            ]
            for (arguments, status, words) in cases {
                let outcome = try report(arguments)
                #expect(outcome.status == status && outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
            }
        }
    }

    @Test("two bundles of the same evidence do not differ; a corrected number is told, with its row")
    func difference() throws {
        try BuiltProgram.withFolder { folder in
            let first = try bundle(in: folder, plan: BuiltProgram.plan, name: "first")
            let same = try report(["diff", first, first])
            #expect(same.status == 0 && same.output.contains("nothing changed"))
            let rows = ("edss_improved,12,events,22,,,,,,,,,,,,4", "edss_improved,12,events,22,,,,,,,,,,,,5")
            try BuiltProgram.withDataset(changing: "outcomes.csv", from: rows.0, to: rows.1) { dataset in
                let second = try bundle(in: folder, plan: "\(dataset)/plan.yaml", name: "second")
                let outcome = try report(["diff", first, second])
                #expect(outcome.status == 1, "\(outcome.errors)")
                #expect(outcome.output.contains("events: 4 → 5"), "\(outcome.output)")
                #expect(outcome.output.contains("outcomes.csv, line "))
                #expect(outcome.output.contains("pooled effect: "))
                let json = try report(["diff", first, second, "--json"])
                #expect(json.status == 1 && json.output.contains("\"kind\" : \"reported-number\""))
            }
            #expect(try report(["diff", first, "\(folder)/nothing.zip"]).status == 2)
        }
    }

    private func bundle(in folder: String, plan: String, name: String) throws -> String {
        let results = try results(in: folder, plan: plan, name: "\(name).json")
        let outcome = try report([
            "bundle", results, "--plan", plan, "-o", "\(folder)/\(name).zip", "--quiet", "--no-cache",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        return "\(folder)/\(name).zip"
    }

    @Test("serve shows the page on the loopback, and nothing else to nobody else")
    func serve() throws {
        try BuiltProgram.withFolder { folder in
            let bundle = try bundle(in: folder, plan: BuiltProgram.plan, name: "report")
            let script = """
                import http.client, json, os, signal, subprocess, sys
                server = subprocess.Popen(
                    [sys.argv[1], "serve", sys.argv[2], "--port", "0", "--json"], stdout=subprocess.PIPE, text=True,
                    preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
                try:
                    port = int(json.loads(server.stdout.readline())["address"].rsplit(":", 1)[1].strip("/"))
                    def ask(path, host=None, method="GET"):
                        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                        connection.putrequest(method, path, skip_host=True)
                        connection.putheader("Host", host or f"127.0.0.1:{port}")
                        connection.endheaders()
                        answer = connection.getresponse()
                        return answer.status, answer.read()
                    status, page = ask("/")
                    assert status == 200 and page.startswith(b"<!DOCTYPE html>"), status
                    assert ask("/report.pdf")[1].startswith(b"%PDF")
                    for path in ["/../../etc/passwd", "/%2e%2e/etc/passwd", "//etc/passwd", "/figures/"]:
                        status, body = ask(path)
                        assert status in (400, 404) and b"root:" not in body, (path, status)
                    assert ask("/", host="example.org")[0] == 403
                    assert ask("/", method="POST")[0] == 405
                    server.send_signal(signal.SIGINT)
                    server.wait(timeout=60)
                    print("served")
                finally:
                    server.kill()
                """
            let outcome = try BuiltProgram.shell(
                ["python3", "-c", script, "\(BuiltProgram.folder)/trialpool-report", bundle])
            #expect(outcome.output == "served\n", "\(outcome.errors)")
        }
    }
}
