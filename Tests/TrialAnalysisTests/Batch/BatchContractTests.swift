import Foundation
import Testing
import TrialAnalysis
import TrialStatistics
import TrialTestSupport

/// The shipped schema and examples of the batch contract.
struct BatchContractTests {
    static let folder = "\(Repository.root)/Sources/TrialAnalysis/Batch/Schema"

    static func lines(_ name: String) throws -> [String] {
        try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private static var schema: GoldenValue {
        get throws {
            try BatchGolden.read(String(contentsOfFile: "\(folder)/batch-1.schema.json", encoding: .utf8))
        }
    }

    @Test("every example is answered as it says")
    func examples() throws {
        let requests = try Self.lines("batch-1.requests.jsonl")
        let answers = try Self.lines("batch-1.answers.jsonl")
        try #require(requests.count == answers.count && requests.count > 30)
        for (request, stored) in zip(requests, answers) {
            let (ours, theirs) = (try BatchGolden.read(BatchRunner().answer(request)), try BatchGolden.read(stored))
            let id = theirs["id"].text ?? ""
            #expect(ours["ok"].flag == theirs["ok"].flag, "\(id)")
            #expect(ours["error"]["code"].text == theirs["error"]["code"].text, "\(id)")
            expectSame(ours, theirs, place: id)
        }
    }

    /// Same names and texts; numbers to what a search of another build may differ by.
    private func expectSame(_ ours: GoldenValue, _ theirs: GoldenValue, place: String) {
        switch (ours, theirs) {
        case (.number(let a), .number(let b)):
            let isCount = ["iterations", "largestGradient"].contains { place.hasSuffix($0) }
            #expect(isCount || Tolerance(relative: 1e-6, floor: 1e-8).accepts(a, b), "\(place): \(a), stored \(b)")
        case (.list(let a), .list(let b)) where b.contains { !$0["method"].isNull }:
            // A panel may gain methods.
            for row in b {
                let method = row["method"].text
                expectSame(a.first { $0["method"].text == method } ?? .null, row, place: "\(place).\(method ?? "")")
            }
        case (.list(let a), .list(let b)):
            #expect(a.count == b.count, "\(place)")
            for (i, (x, y)) in zip(a, b).enumerated() { expectSame(x, y, place: "\(place)[\(i)]") }
        case (.table(let a), .table(let b)):
            #expect(a.keys.sorted() == b.keys.sorted(), "\(place)")
            for (name, value) in b { expectSame(a[name] ?? .null, value, place: "\(place).\(name)") }
        case (.text(let a), .text(let b)): #expect(a == b, "\(place)")
        case (.flag(let a), .flag(let b)): #expect(a == b, "\(place)")
        case (.null, .null): break
        default: Issue.record("\(place): \(ours), stored \(theirs)")
        }
    }

    /// The schema's enumeration of a field of a task's request.
    private func words(_ schema: GoldenValue, task: String, field: String) -> [String] {
        let tasks = schema["$defs"]["request"]["allOf"].list
        let rules = tasks.first { $0["if"]["properties"]["task"]["const"].text == task }
        let property = rules?["then"]["properties"][field] ?? .null
        return (property["enum"].isNull ? property["items"]["enum"] : property["enum"]).list.compactMap(\.text)
    }

    @Test("the schema lists the measures, methods, tasks and follow-ups that there are")
    func enumerations() throws {
        let schema = try Self.schema
        #expect(
            words(schema, task: "effect-sizes", field: "measure").sorted()
                == EffectMeasures.standard.all.map(\.code).sorted())
        #expect(
            words(schema, task: "pool", field: "heterogeneity").sorted()
                == MethodRegistry.standard.estimators.map(\.code).sorted())
        #expect(
            words(schema, task: "pool", field: "interval").sorted()
                == MethodRegistry.standard.intervals.map(\.code).sorted())
        #expect(
            words(schema, task: "pool", field: "prediction").sorted()
                == MethodRegistry.standard.predictions.map(\.code).sorted())
        #expect(
            words(schema, task: "pool", field: "heterogeneityInterval").sorted()
                == MethodRegistry.standard.heterogeneityIntervals.map(\.code).sorted())
        let profiles = schema["$defs"]["request"]["properties"]["profile"]["enum"].list.compactMap(\.text)
        #expect(profiles == MethodRegistry.standard.profiles.map(\.name))
        let tasks = schema["$defs"]["request"]["properties"]["task"]["enum"].list.compactMap(\.text)
        #expect(tasks == BatchTasks.standard.all.map(\.name))
        let refusal = BatchRunner().answer(#"{"task":"pool","followUps":["?"],"data":{"estimate":[1],"variance":[1]}}"#)
        for name in words(schema, task: "pool", field: "followUps") { #expect(refusal.contains(name)) }
        let multilevel = BatchRunner().answer(
            #"{"task":"multilevel","random":[],"followUps":["?"],"data":{"estimate":[1],"variance":[1]}}"#)
        for name in words(schema, task: "multilevel", field: "followUps") { #expect(multilevel.contains(name)) }
        let network = BatchRunner().answer(
            #"{"task":"network","followUps":["?"],"data":{"study":["1"],"treatment":["a"],"comparator":["b"],"estimate":[1],"standardError":[1]}}"#
        )
        for name in words(schema, task: "network", field: "followUps") { #expect(network.contains(name)) }
        let documented = try String(contentsOfFile: "\(Self.folder)/BATCH.md", encoding: .utf8)
        let followUps = ["pool", "multilevel", "network"].flatMap { words(schema, task: $0, field: "followUps") }
        for name in followUps + tasks {
            #expect(documented.contains("`\(name)`"))
        }
    }

    @Test("the measures of the contract are all there")
    func measures() {
        let promised =
            "RR OR RD AS PETO PHI YUQ YUY RTET PBIT OR2D OR2DN OR2DL MPRR MPOR MPRD MPORC MPPETO MPORM IRR IRD IRSD MD SMD SMDH SMD1 SMD1H ROM VR CVR VRC CVRC RPB RBIS D2OR D2ORN D2ORL COR UCOR ZCOR PCOR ZPCOR SPCOR PR PLN PLO PRZ PAS PFT IR IRLN IRS IRFT MN SMN MNLN CVLN SDLN MC SMCC SMCR SMCRH SMCRP SMCRPH ROMC ARAW AHW ABT REH CLES AUC HR GEN"
        let known = Set(EffectMeasures.standard.all.map(\.code))
        for code in promised.split(separator: " ") { #expect(known.contains(String(code)), "\(code)") }
    }

    private static let validator = """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        for name, file in (("request", sys.argv[2]), ("answer", sys.argv[3])):
            validator = jsonschema.Draft202012Validator({"$ref": "#/$defs/" + name, "$defs": schema["$defs"]})
            for number, line in enumerate(open(file), 1):
                try:
                    value = json.loads(line, parse_constant=lambda word: 1 / 0)
                except (ValueError, ZeroDivisionError):
                    continue
                if name == "request" and value["task"] not in schema["$defs"]["request"]["properties"]["task"]["enum"]:
                    continue
                for error in validator.iter_errors(value):
                    sys.exit(f"{name} {number}: {list(error.path)}: {error.message[:300]}")
        """

    private static func python(_ arguments: [String]) -> (status: Int32, errors: String) {
        let own = "\(Repository.root)/.build/python/bin/python"
        let process = Process()
        let isOwn = FileManager.default.isExecutableFile(atPath: own)
        process.executableURL = URL(filePath: isOwn ? own : "/usr/bin/env")
        process.arguments = (isOwn ? [] : ["python3"]) + arguments
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return (127, "there is no Python") }
        let errors = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, errors)
    }

    private static let hasValidator = python(["-c", "import jsonschema"]).status == 0

    @Test("requests and fresh answers are valid by the schema", .enabled(if: hasValidator))
    func validates() throws {
        try Repository.withFolder { folder in
            let requests = try Self.lines("batch-1.requests.jsonl")
            let answers = requests.map { BatchRunner().answer($0) }.joined(separator: "\n")
            try answers.write(toFile: "\(folder)/answers.jsonl", atomically: true, encoding: .utf8)
            let (status, errors) = Self.python([
                "-c", Self.validator, "\(Self.folder)/batch-1.schema.json", "\(Self.folder)/batch-1.requests.jsonl",
                "\(folder)/answers.jsonl",
            ])
            #expect(status == 0, "\(errors)")
        }
    }
}
