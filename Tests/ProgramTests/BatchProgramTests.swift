import Foundation
import Testing
import TrialTestSupport

/// The built batch program: laws over seeded requests, and a request that ends the process which answers it.
struct BatchProgramTests {
    @Test("every answer to seeded requests keeps the laws")
    func laws() throws {
        let outcome = try BuiltProgram.shell([
            "python3", "\(BuiltProgram.root)/Tests/Fuzzing/Batch/batch.py", "\(BuiltProgram.folder)/trialpool-analyze",
            "--requests", "200", "--seed", "7", "--slowest", "5",
        ])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }

    /// The system ends a process that works for longer than it may; the others get a time of their own.
    @Test("a request that ends its process is answered, and the next goes on", arguments: [1, 4])
    func internalError(_ jobs: Int) throws {
        let pool = #"{"id":"a","task":"pool","data":{"estimate":[0.1,0.4],"variance":[0.02,0.03]}}"#
        let columns = (1...20).map { "\(Double($0 % 7) / 10)" }.joined(separator: ",")
        // Moderators are exchanged one model after the other, which takes several seconds.
        let moderators = (1...20).map { "\($0 % 5)" }.joined(separator: ",")
        let endless =
            #"{"id":"b","task":"pool","followUps":["permutation"],"iterations":499999,"moderators":["x"],"data":{"#
            + #""estimate":[\#(columns)],"variance":[\#(columns.replacing("0.0", with: "0.7"))],"#
            + #""moderators":{"x":[\#(moderators)]}}}"#
        let input = [pool, endless, pool].joined(separator: "\n") + "\n"
        let outcome = try BuiltProgram.withFolder { folder in
            let file = "\(folder)/requests.jsonl"
            try input.write(toFile: file, atomically: true, encoding: .utf8)
            return try BuiltProgram.shell([
                "bash", "-c",
                "ulimit -t 1; '\(BuiltProgram.folder)/trialpool-analyze' batch --jobs \(jobs) < '\(file)'",
            ])
        }
        let lines = outcome.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 3, "\(outcome.output)")
        #expect(lines[0] == lines[2] && lines[0].hasPrefix(#"{"id":"a","ok":true"#))
        #expect(lines[1].hasPrefix(#"{"id":"b","ok":false,"error":{"code":"internal-error""#))
        #expect(outcome.status == 0)
    }
}
