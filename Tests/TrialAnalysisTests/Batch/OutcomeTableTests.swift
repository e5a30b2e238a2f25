import Foundation
import Testing
import TrialAnalysis
import TrialArchives
import TrialEvidence
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// Tables of many outcomes against requests of the batch program, and what is said of bad rows.
struct OutcomeTableTests {
    /// The answer to a table, and what is told beside it.
    private func answer(
        _ text: String, _ request: MethodRequest = MethodRequest(), measure: String? = nil, columns: [String]? = nil,
        jobs: Int = 1
    ) throws -> (rows: [[String]], summary: OutcomeTable.Summary) {
        let chosen = try columns.map { names throws(StatisticsError) in try OutcomeColumn.columns(names) }
        let question = try OutcomeTableQuestion(request, measure: measure, columns: chosen ?? OutcomeColumn.usual)
        var bytes: [UInt8] = []
        let summary = try OutcomeTable(question, jobs: jobs).answer(MemorySource(Array(text.utf8)), file: "t") {
            bytes += $0
        }
        let separator: Character = text.utf8.prefix { $0 != 10 }.contains(9) ? "\t" : ","
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return (lines.map { CSVLine.fields(String($0), separator) }, summary)
    }

    private static let numbers = [
        "estimate", "standard-error", "statistic", "degrees-of-freedom", "lower", "upper", "p-value", "tau2",
        "tau2-lower",
        "tau2-upper", "I2", "H2", "Q", "Q-degrees-of-freedom", "Q-p-value", "prediction-lower", "prediction-upper",
    ]

    /// What the answer to a request says under the name of a column.
    private func number(_ name: String, _ result: GoldenValue) -> Double? {
        let (c, h) = (result["coefficients"].list[0], result["heterogeneity"])
        let words: [String: GoldenValue] = [
            "estimate": c["estimate"], "standard-error": c["standardError"], "statistic": c["statistic"],
            "degrees-of-freedom": c["degreesOfFreedom"], "lower": c["lower"], "upper": c["upper"],
            "p-value": c["pValue"],
            "tau2": h["tau2"], "tau2-lower": h["tau2Lower"], "tau2-upper": h["tau2Upper"], "I2": h["I2"], "H2": h["H2"],
            "Q": h["Q"], "Q-degrees-of-freedom": h["QDegreesOfFreedom"], "Q-p-value": h["QPValue"],
            "prediction-lower": result["prediction"]["lower"], "prediction-upper": result["prediction"]["upper"],
        ]
        return words[name]?.number
    }

    private static let fields: [(name: String, request: MethodRequest, json: String)] = {
        var common = MethodRequest()
        common.model = .common
        var moments = MethodRequest()
        (moments.heterogeneity, moments.interval, moments.level) = ("DL", "normal", 0.9)
        var likelihood = MethodRequest()
        (likelihood.heterogeneity, likelihood.interval) = ("ML", "profile-likelihood")
        var review = MethodRequest()
        review.profile = "revman-5"
        return [
            ("usual", MethodRequest(), ""), ("common", common, #""model":"common","#),
            ("moments", moments, #""heterogeneity":"DL","interval":"normal","level":0.9,"#),
            ("likelihood", likelihood, #""heterogeneity":"ML","interval":"profile-likelihood","#),
            ("profile", review, #""profile":"revman-5","#),
        ]
    }()

    @Test("the numbers are those of the batch program, exactly", arguments: 0..<5)
    func equalsRequests(_ which: Int) throws {
        let (_, request, json) = Self.fields[which]
        var generator = SeededGenerator(seed: UInt64(40 + which))
        var table = "outcome\tstudy\testimate\tstandard-error\n"
        var requests: [String] = []
        for outcome in 0..<60 {
            let studies = outcome == 7 ? 300 : 1 + Int(generator.uniform() * 8)
            var (y, s) = ([Double](), [Double]())
            for study in 0..<studies {
                s.append(0.05 + generator.uniform())
                y.append(0.2 + generator.normal() * s[study])
                table += "o\(outcome)\ts\(study)\t\(y[study])\t\(s[study])\n"
            }
            requests.append(#"{"task":"pool",\#(json)"data":{"estimate":\#(y),"standardError":\#(s)}}"#)
        }
        for names in [Self.numbers, Self.numbers.filter { !$0.hasPrefix("tau2-") && !$0.hasPrefix("prediction") }] {
            let (rows, summary) = try answer(table, request, columns: ["outcome"] + names)
            #expect(summary.outcomes == 60 && summary.unanswered == 0 && rows.count == 61)
            for (row, line) in zip(rows.dropFirst(), requests) {
                let result = try BatchGolden.read(BatchRunner().answer(line))["result"]
                for (name, cell) in zip(names, row.dropFirst()) {
                    let expected = number(name, result)
                    #expect(cell == expected.map { Self.text($0) } ?? "", "\(row[0]) \(name)")
                }
            }
        }
    }

    private static func text(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    @Test("counts of groups become the measure, a study without events on either side is left out and told")
    func measures() throws {
        let table = """
            outcome,events1,total1,events2,total2
            death,1,20,3,19
            death,0,15,4,16
            death,2,22,,20
            relapse,5,20,9,18
            """
        let (rows, summary) = try answer(
            table, measure: "RR", columns: ["outcome", "studies", "excluded", "estimate", "notes"])
        let effects = try BatchGolden.read(
            BatchRunner().answer(
                #"{"task":"effect-sizes","measure":"RR","data":{"events1":[1,0],"total1":[20,15],"events2":[3,4],"total2":[19,16]}}"#
            ))["result"]
        let line =
            #"{"task":"pool","data":{"estimate":\#(effects["estimate"].numbers.map { $0! }),"variance":\#(effects["variance"].numbers.map { $0! })}}"#
        let pooled = try BatchGolden.read(BatchRunner().answer(line))["result"]
        #expect(rows[1][..<3] == ["death", "2", "1"])
        #expect(rows[1][3] == Self.text(try #require(number("estimate", pooled))))
        #expect(rows[1][4] == "row 4: events2 is missing")
        #expect(rows[2][0] == "relapse" && rows[2][1] == "1")
        #expect(summary.rows == 4 && summary.outcomes == 2)
    }

    @Test("names with separators, quotes and blanks come back as they are, CRLF and a byte order mark too")
    func names() throws {
        let table =
            "\u{FEFF}\"Outcome\",estimate,variance\r\n\"a, \"\"b\"\"\",1,1\r\n\"a, \"\"b\"\"\",2,1\r\n (ä) c ,\"3\",+1\r\n\r\nd\te,4,1e0\r\n"
        let (rows, summary) = try answer(table, columns: ["outcome", "studies", "estimate"])
        #expect(rows.dropFirst() == [["a, \"b\"", "2", "1.5"], [" (ä) c ", "1", "3"], ["d\te", "1", "4"]])
        #expect(summary.unanswered == 0)
        let tabbed = try answer("outcome\testimate\tvariance\na,b \"c\"\t1\t1\n", columns: ["outcome", "estimate"])
        #expect(tabbed.rows[1] == ["a,b \"c\"", "1"])
    }

    @Test(
        "a bad row keeps its outcome from being pooled, says its number, and leaves the others alone",
        arguments: [
            ("x,abc,1", "row 3: 'abc' in estimate is no number"), ("x,1", "row 3: it has 2 fields and the header 3"),
            ("x,1,1,1", "row 3: it has 4 fields"), ("x,1,-1", "row 3: the sampling variance must be a positive number"),
            ("x,1,0", "row 3: the sampling variance must be a positive number"),
            ("x,1e300,1", "row 3: the number is too large"),
            ("\"x,1,1", "row 3: a quote is not closed"), ("\"x\"y,1,1", "row 3: a quote is not closed"),
            (",1,1", "row 3: it names no outcome"), ("x,nan,1", "row 3: 'nan' in estimate is no number"),
            ("x,,1", "there is no study to pool"), ("x,1,NA", "there is no study to pool"),
            ("a,1,1", "row 3: rows of this outcome stand further up too"),
        ])
    func badRows(_ row: String, reason: String) throws {
        let good = "a,0.5,1\n"
        let table = "outcome,estimate,variance\n" + (row.hasPrefix("a") ? "a,0.5,1\nb,1,1\n" : good) + row + "\nz,2,1\n"
        let shift = row.hasPrefix("a") ? 1 : 0
        let (rows, summary) = try answer(table, columns: ["outcome", "estimate", "notes"])
        let expected = reason.replacing("row 3", with: "row \(3 + shift)")
        #expect(rows.count == 4 + shift)
        #expect(rows[1][1] == "0.5" && rows[rows.count - 1][1] == "2")
        #expect(rows[2 + shift][1].isEmpty && rows[2 + shift][2].hasPrefix(expected), "\(rows[2 + shift])")
        #expect(summary.unanswered == 1 && summary.problems.count == 1)
        #expect(summary.problems[0].contains(expected))
    }

    @Test(
        "a header that lacks a column is refused with what to give",
        arguments: [
            ("", "row 1 is no header"), ("estimate,variance", "has no column 'outcome'"),
            ("outcome,estimate", "must name estimate, variance"),
            ("outcome;estimate;variance", "has no column 'outcome'"),
            ("outcome,estimate,variance,Outcome", "twice"), ("outcome,events1,total1", "name the measure"),
        ])
    func headers(_ header: String, reason: String) {
        do {
            _ = try answer(header + "\n")
            Issue.record("the header was taken")
        } catch {
            #expect("\(error)".contains(reason), "\(error)")
        }
    }

    @Test("the bytes are the same for any number of threads, plain and compressed, however the input arrives")
    func jobs() throws {
        var generator = SeededGenerator(seed: 50)
        var text = "outcome\testimate\tvariance\n"
        for outcome in 0..<9000 {
            let name = outcome % 700 == 699 ? "outcome 3" : "outcome \(outcome)"
            let studies = outcome == 4000 ? 20_000 : 1 + Int(generator.uniform() * 6)
            for _ in 0..<studies { text += "\(name)\t\(generator.normal())\t\(0.1 + generator.uniform())\n" }
        }
        let question = try OutcomeTableQuestion(MethodRequest())
        func bytes(_ jobs: Int, _ source: any ByteSource, _ isCompressed: Bool) throws -> [UInt8] {
            var bytes: [UInt8] = []
            let table = OutcomeTable(question, jobs: jobs, isCompressed: isCompressed)
            let summary = try table.answer(source, file: "t") { bytes += $0 }
            #expect(summary.outcomes == 9000 && summary.unanswered == 12)
            return bytes
        }
        let input = Array(text.utf8)
        let plain = try bytes(1, MemorySource(input), false)
        for jobs in [2, 3, 8] { #expect(try bytes(jobs, TrickleSource(input), false) == plain) }
        let packed = try bytes(1, MemorySource(Gzip.member(input)), true)
        #expect(try bytes(4, TrickleSource(input), true) == packed)
        #expect(try GzipSource(MemorySource(packed), path: "t").readAll(limit: 1 << 30) == plain)
    }

    @Test("columns and methods that are not known are refused with the known ones")
    func unknown() throws {
        #expect(throws: StatisticsError.self) { try OutcomeColumn.columns(["estimate", "XX"]) }
        #expect(throws: StatisticsError.self) { try OutcomeColumn.columns(["Q", "Q"]) }
        #expect(throws: StatisticsError.self) { try OutcomeTableQuestion(MethodRequest(), measure: "XX") }
        var request = MethodRequest()
        request.heterogeneity = "XX"
        #expect(throws: StatisticsError.self) { try OutcomeTableQuestion(request) }
    }
}

/// A source that gives few bytes at a time, each time another number.
private final class TrickleSource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position, 1 + position * 7919 % 60_000)
        buffer.copyBytes(from: bytes[position..<(position + count)])
        position += count
        return count
    }
}

/// One line of a table as a reader of tables takes it apart.
private enum CSVLine {
    static func fields(_ line: String, _ separator: Character) -> [String] {
        var (fields, field, isQuoted) = ([String](), "", false)
        var rest = Substring(line)
        while let character = rest.popFirst() {
            if character == "\"", isQuoted, rest.first == "\"" {
                field.append("\"")
                rest.removeFirst()
            } else if character == "\"", isQuoted || field.isEmpty {
                isQuoted.toggle()
            } else if character == separator, !isQuoted {
                fields.append(field)
                field = ""
            } else {
                field.append(character)
            }
        }
        return fields + [field]
    }
}
