import Foundation
import Testing
import TrialTestSupport

/// The built program on tables of many outcomes, as a person or a cluster runs it.
struct BatchTableProgramTests {
    private static let program = "\(BuiltProgram.folder)/trialpool-analyze"

    /// A table with names that need quotes, one study, three hundred, and a row that cannot be pooled.
    private static let table: String = {
        var text = "outcome,study,estimate,standard-error\n"
        func add(_ outcome: String, _ studies: Int) {
            for study in 0..<studies {
                let turn = Double((study * 7919 + outcome.utf8.count * 104_729) % 1000) / 1000
                text += "\(outcome),s\(study),\(turn - 0.4),\(0.1 + turn / 2)\n"
            }
        }
        for outcome in 0..<400 { add("o\(outcome)", 1 + outcome % 7) }
        add("\"pain, \"\"worst\"\" (0-10)\"", 5)
        add("one study", 1)
        add("three hundred", 300)
        text += "broken,s1,x,1\n"
        return text
    }()

    private func withTable(_ body: (String) throws -> Void) throws {
        try BuiltProgram.withFolder { folder in
            try Self.table.write(toFile: "\(folder)/t.csv", atomically: true, encoding: .utf8)
            try body(folder)
        }
    }

    @Test("a file, standard input and gzip both ways give the same bytes for any number of threads")
    func places() throws {
        try withTable { folder in
            let plain = try BuiltProgram.shell([Self.program, "batch", "--format", "table", "\(folder)/t.csv"])
            #expect(plain.status == 0)
            let lines = plain.output.split(separator: "\n")
            #expect(lines.count == 405)
            #expect(
                lines[0]
                    == "outcome,studies,excluded,estimate,standard-error,lower,upper,p-value,tau2,I2,Q,Q-p-value,notes")
            #expect(lines[401].hasPrefix("\"pain, \"\"worst\"\" (0-10)\",5,0,"))
            #expect(lines[402].hasPrefix("one study,1,0,") && lines[403].hasPrefix("three hundred,300,0,"))
            #expect(lines[404].hasPrefix("broken,0,1,,,,,,,,,,row 1905: 'x' in estimate is no number"), "\(lines[404])")
            #expect(plain.errors.contains("no result for 'broken': row 1905"))
            #expect(plain.errors.contains("1 of 404 outcomes have no result"))
            let command = """
                cd '\(folder)'; p='\(Self.program)'; gzip -k t.csv
                $p batch --format table < t.csv > stdin 2>> errors
                $p batch --format table --jobs 3 t.csv.gz -o packed.gz 2>> errors
                $p batch --format table --jobs 2 - -o file < t.csv.gz 2>> errors
                gzip -dc packed.gz > packed; cmp stdin packed && cmp stdin file && cat stdin
                """
            let others = try BuiltProgram.shell(["bash", "-c", command])
            #expect(others.status == 0 && others.output == plain.output, "\(others.errors)")
        }
    }

    @Test("options that do not fit are refused, and a table that cannot be read leaves no file")
    func refused() throws {
        try withTable { folder in
            for arguments in [
                ["--model", "common"], ["x.csv"], ["--columns", "Q"], ["--format", "table", "--columns", "XX"],
                ["--format", "table", "--model", "both"], ["--format", "table", "--heterogeneity", "XX"],
                ["--format", "table", "--measure", "XX"], ["--format", "table", "--level", "95"],
            ] {
                let outcome = try BuiltProgram.shell([Self.program, "batch"] + arguments)
                #expect(outcome.status == 2, "\(arguments) \(outcome.errors)")
            }
            try "a,b\n1,2\n".write(toFile: "\(folder)/bad.csv", atomically: true, encoding: .utf8)
            let outcome = try BuiltProgram.shell(
                [Self.program, "batch", "--format", "table", "\(folder)/bad.csv", "-o", "\(folder)/out.csv"])
            #expect(
                outcome.status == 1 && outcome.errors.contains("bad.csv: row 1 has no column 'outcome'"),
                "\(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/out.csv"))
            #expect(
                try BuiltProgram.shell([Self.program, "batch", "--format", "table", "\(folder)/none.csv"]).status == 1)
        }
    }

    @Test("parts that a cluster answers join to the answer of one machine")
    func parts() throws {
        try withTable { folder in
            let command = """
                cd '\(folder)'; export TRIALPOOL_ANALYZE='\(Self.program)'; c='\(BuiltProgram.root)/scripts/cluster'
                $TRIALPOOL_ANALYZE batch --format table t.csv --model common > whole 2> told
                $c/split-outcomes t.csv 5 parts
                for part in parts/*; do $c/pool-part $part --model common 2>> again; done
                $c/join-answers parts > joined; cmp whole joined && grep -c . <(ls parts/*.answer)
                diff <(grep -c 'row 1905' told) <(grep -c 'row 1905' again)
                for part in $(ls parts/* | grep -v answer); do tail -n +2 $part; done | cmp - <(tail -n +2 t.csv)
                gzip -k t.csv; $c/split-outcomes t.csv.gz 9 packed
                for part in packed/*; do tail -n +2 $part; done | cmp - <(tail -n +2 t.csv)
                """
            let outcome = try BuiltProgram.shell(["bash", "-ec", command])
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            #expect(Int(outcome.output.split(separator: "\n").first ?? "") ?? 0 >= 4)
        }
    }

    /// Spark's workers begin in half a minute or more, so this one is for `TRIALPOOL_SLOW_TESTS`.
    @Test(
        "Apache Spark with two workers, and GNU parallel, give the bytes of one machine",
        .enabled(if: ProcessInfo.processInfo.environment["TRIALPOOL_SLOW_TESTS"] != nil))
    func cluster() throws {
        let python = "\(BuiltProgram.root)/.build/cluster/bin/python"
        try #require(
            FileManager.default.isExecutableFile(atPath: python), "run scripts/install-dependencies --with-cluster")
        try withTable { folder in
            let command = """
                cd '\(folder)'; export TRIALPOOL_ANALYZE='\(Self.program)'; c='\(BuiltProgram.root)/scripts/cluster'
                $TRIALPOOL_ANALYZE batch --format table t.csv > whole
                '\(python)' $c/spark-pool t.csv spark --parts 6; cmp whole spark
                $c/parallel-pool t.csv parallel 6; cmp whole parallel
                """
            let outcome = try BuiltProgram.shell(["bash", "-ec", command])
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        }
    }
}
