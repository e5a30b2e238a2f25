import Foundation
import Testing
import TrialTestSupport

@Suite("Bad input")
struct ImportFaultTests {
    /// Imports a file that must be refused: exit code 1, the place first, the dataset untouched.
    @discardableResult
    func refuse(
        _ format: String = "delimited", _ make: (ImportSmallDataset) throws -> String
    ) throws -> [String] {
        try ImportSmallDataset.with { small in
            let file = try make(small)
            let before = try small.content
            let outcome = try small.run(format, file, "--accept")
            #expect(outcome.status == 1)
            #expect(outcome.output.isEmpty)
            #expect(try small.content == before)
            let lines = outcome.errors.split(separator: "\n").map(String.init)
            #expect(!lines.isEmpty && lines.allSatisfy { $0.contains("error:") && $0.hasSuffix("]") }, "\(lines)")
            return lines.map { $0.replacingOccurrences(of: small.folder + "/", with: "") }
        }
    }

    func refuse(text: String) throws -> [String] { try refuse { try $0.write(text, "in.csv") } }

    static let header = ImportSmallDataset.header

    @Test("a file in Latin-1 is named with line, column and byte")
    func latin1() throws {
        let bytes = Data("\(Self.header)\nAlpha2020,M".utf8) + [0xFC] + Data("C,x,6,mean_sd,1,2,3,,primary\n".utf8)
        let lines = try refuse { try $0.write(bytes, "in.csv") }
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("in.csv:2: error: column arm_id: field 2 is not UTF-8: byte 0xFC"))
        #expect(lines[0].contains("iconv"))
    }

    @Test("a gigabyte on one line, or behind a quote, is refused without reading it")
    func oneLine() throws {
        for (beginning, code) in [("", "record-too-long"), ("\(Self.header)\n\"", "unterminated-quote")] {
            let lines = try refuse { small in
                let path = try small.write(beginning, "in.csv")
                let handle = try #require(FileHandle(forWritingAtPath: path))
                try handle.truncate(atOffset: 1 << 30)
                return path
            }
            #expect(lines.count == 1)
            #expect(lines[0].contains("16 MB") && lines[0].contains(code))
        }
    }

    @Test("a hundred thousand columns are named a few and counted")
    func manyColumns() throws {
        let lines = try refuse(text: (0..<100_000).map { "c\($0)" }.joined(separator: ",") + "\n")
        #expect(lines.count < 40)
        #expect(lines.contains { $0.contains("99980 more columns are unknown") })
    }

    @Test(
        "each fault of a text is one line with its place",
        arguments: [
            ("", "in.csv: error: the file is empty"),
            ("\(header),n\n", "in.csv:1: error: column n: the column is there twice"),
            ("\(header)\n\0,MSC\n", "in.csv:2: error: column study_id: field 1 holds a NUL byte"),
            ("\(header)\rAlpha2020,MSC\r", "in.csv:2: error: the row has 2 fields, the header has 10"),
            ("\(header)\rAlpha2020,MSC\n", "in.csv:1: error: a carriage return stands alone"),
            (
                "\(header)\nAlpha2020,\"MSC,x\n",
                "in.csv:2: error: column arm_id: the quote opened on line 2 is never closed"
            ),
            ("\(header)\nAlpha2020,MS\"C\n", "in.csv:2: error: column arm_id: a quote stands inside"),
            ("\(header)\nAlpha2020;MSC;x;6\n", "in.csv:2: error: the row has 1 fields, the header has 10"),
            ("\(header)\nAlpha2020,MSC,x,6,mean_sd,ten,2,3,,primary\n", "in.csv:2: error: column n: \"ten\""),
            (
                "\(header)\nAlpha2020,MCS,x,6,mean_sd,1,2,3,,primary\n",
                "in.csv:2: error: column arm_id: Alpha2020 has no arm"
            ),
            ("study;arm,outcome\n", "in.csv:1: error: column"),
        ])
    func faults(text: String, beginning: String) throws {
        let lines = try refuse(text: text)
        #expect(lines.first?.hasPrefix(beginning) == true, "\(lines)")
    }

    @Test("a missing file, a folder without such files and a file nobody may read are named")
    func noFile() throws {
        #expect(try refuse { "\($0.folder)/none.csv" }[0].hasPrefix("none.csv: error: there is no such file"))
        let folder = try refuse("clinicaltrials-gov") { $0.path.replacingOccurrences(of: "/small", with: "/small/..") }
        #expect(folder[0].contains("name the files themselves"))
        guard getuid() != 0 else { return }
        let lines = try refuse { small in
            let path = try small.write("x", "in.csv")
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
            return path
        }
        #expect(lines[0].contains("Permission denied"))
    }

    @Test("a gzip file that is cut off or damaged is refused in every format", arguments: ["delimited", "wide", "ris"])
    func gzip(format: String) throws {
        for cut in [true, false] {
            let lines = try refuse(format) { small in
                let path = try small.write(String(repeating: "\(Self.header)\n", count: 500), "in.csv")
                _ = try BuiltProgram.shell(["gzip", path])
                var data = try Data(contentsOf: URL(filePath: "\(path).gz"))
                if cut { data.removeLast(12) } else { data[data.count - 6] ^= 0x40 }
                return try small.write(data, "in.csv.gz")
            }
            #expect(lines.count == 1)
            #expect(lines[0].hasPrefix("in.csv.gz: error: the gzip file is \(cut ? "cut off" : "damaged")"))
        }
    }

    @Test("a dataset that is none, and options that are wrong, are told with what to do")
    func wrongUse() throws {
        try ImportSmallDataset.with { small in
            let file = try small.write("\(Self.header)\n", "in.csv")
            let nowhere = try BuiltProgram.run(
                "trialpool-import", ["delimited", file, "--into", "\(small.folder)/no/where"])
            #expect(nowhere.status == 1 && nowhere.errors.contains("there is no folder"))
            let unknown = try BuiltProgram.run("trialpool-import", ["delimitd", file, "--into", small.path])
            #expect(unknown.status == 2 && unknown.errors.contains("did you mean \"delimited\"?"))
            let without = try BuiltProgram.run("trialpool-import", ["delimited", file])
            #expect(without.status == 2 && without.errors.contains("--into"))
            let delimiter = try small.run("delimited", file, "--delimiter", "ab")
            #expect(delimiter.status == 2 && delimiter.errors.contains("--delimiter"))
            let tool = try small.run("riskofbias", file, "--tool", "rob3")
            #expect(tool.status == 2 && tool.errors.contains("rob2"))
            let mapping = try small.run("delimited", file, "--mapping", try small.write("studdy_id=x\n", "map.txt"))
            #expect(mapping.status == 1)
            #expect(
                mapping.errors.contains(
                    "map.txt:1: error: \"studdy_id\" is none of our columns (did you mean \"study_id\"?)"))
        }
    }
}
