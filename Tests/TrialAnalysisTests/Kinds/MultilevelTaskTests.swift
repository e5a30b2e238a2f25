import Testing
import TrialAnalysis
import TrialJSON
import TrialNumerics
import TrialTestSupport

/// What holds of every answer of the task `multilevel`, and what it refuses.
struct MultilevelTaskTests {
    static let close = Tolerance(relative: 1e-6, floor: 1e-7)

    /// Three rows in each of several groups.
    private struct Sample {
        var estimate: [JSONValue] = []
        var variance: [JSONValue] = []
        var group: [JSONValue] = []
        var age: [JSONValue] = []

        init(seed: UInt64, groups: Int = 6) {
            var random = SeededGenerator(seed: seed)
            for number in 0..<groups {
                let mean = 0.4 * random.normal()
                for _ in 0..<3 {
                    let v = 0.02 + 0.2 * random.uniform()
                    variance.append(.number(v))
                    estimate.append(.number(mean + (v + 0.05).squareRoot() * random.normal()))
                    group.append(.string("g\(number)"))
                    age.append(.number(random.normal()))
                }
            }
        }

        func reordered(_ order: [Int]) -> Sample {
            var sample = self
            sample.estimate = order.map { estimate[$0] }
            sample.variance = order.map { variance[$0] }
            sample.group = order.map { group[$0] }
            sample.age = order.map { age[$0] }
            return sample
        }

        func request(_ fields: [(key: String, value: JSONValue)]) -> [(key: String, value: JSONValue)] {
            let rows = estimate.indices.map { JSONValue.string("r\($0)") }
            let data: [(key: String, value: JSONValue)] = [
                ("estimate", .array(estimate)), ("variance", .array(variance)),
                ("levels", .object([("group", .array(group)), ("row", .array(rows))])),
                ("moderators", .object([("age", .array(age))])),
            ]
            return [("id", .string("r")), ("data", .object(data))] + fields
        }
    }

    private static let task: (key: String, value: JSONValue) = ("task", .string("multilevel"))

    @Test("the order of rows does not matter", arguments: 1...4 as ClosedRange<UInt64>)
    func permuted(_ seed: UInt64) throws {
        let sample = Sample(seed: seed)
        var random = SeededGenerator(seed: seed + 50)
        let order = Array(sample.estimate.indices).shuffled(using: &random)
        let fields: [(key: String, value: JSONValue)] = [
            Self.task, ("random", .texts(["group", "row"])), ("moderators", .texts(["age"])),
            ("correlation", .number(0.3)),
        ]
        let one = try BatchGolden.result(sample.request(fields))
        let other = try BatchGolden.result(sample.reordered(order).request(fields))
        for (a, b) in zip(one["coefficients"].list, other["coefficients"].list) {
            for name in ["estimate", "standardError", "pValue", "lower"] {
                #expect(Self.close.accepts(a[name].number ?? .nan, b[name].number ?? .nan), "\(name)")
            }
        }
        for (a, b) in zip(one["components"].list, other["components"].list) {
            #expect(Self.close.accepts(a["value"].number ?? .nan, b["value"].number ?? .nan))
        }
        for (new, old) in order.enumerated() {
            let (a, b) = (other["weights"].numbers[new] ?? .nan, one["weights"].numbers[old] ?? .nan)
            #expect(Self.close.accepts(a, b))
        }
    }

    @Test("a level a row is the task pool", arguments: 1...4 as ClosedRange<UInt64>, ["REML", "ML"])
    func pool(_ seed: UInt64, _ estimator: String) throws {
        let sample = Sample(seed: seed)
        var shared: [(key: String, value: JSONValue)] = [
            ("heterogeneity", .string(estimator)), ("interval", .string("normal")), ("level", .number(0.9)),
        ]
        if seed % 2 == 0 { shared.append(("moderators", .texts(["age"]))) }
        let multilevel = try BatchGolden.result(sample.request([Self.task, ("random", .texts(["row"]))] + shared))
        let pool = try BatchGolden.result(sample.request([("task", .string("pool"))] + shared))
        for (a, b) in zip(multilevel["coefficients"].list, pool["coefficients"].list) {
            #expect(a["name"].text == b["name"].text)
            for name in ["estimate", "standardError", "statistic", "pValue", "lower", "upper"] {
                #expect(Self.close.accepts(a[name].number ?? .nan, b[name].number ?? .nan), "\(name)")
            }
        }
        let component = try #require(multilevel["components"].list.first)
        #expect(Self.close.accepts(component["value"].number ?? .nan, pool["heterogeneity"]["tau2"].number ?? .nan))
        for name in ["Q", "QPValue", "I2", "typicalVariance"] {
            let (a, b) = (multilevel["heterogeneity"][name].number, pool["heterogeneity"][name].number)
            #expect(Tolerance(relative: 1e-5, floor: 1e-6).accepts(a ?? .nan, b ?? .nan), "\(name)")
        }
        for name in ["logLikelihood", "AIC", "restrictedLogLikelihood"] {
            let (a, b) = (multilevel["fit"][name].number, pool["fit"][name].number)
            #expect(Self.close.accepts(a ?? .nan, b ?? .nan), "\(name)")
        }
    }

    @Test("a variance, its root and a diagonal matrix are the same")
    func formsOfVariance() throws {
        let answers = try [
            #""variance":[0.04,0.09,0.01,0.25]"#, #""standardError":[0.2,0.3,0.1,0.5]"#,
            #""covariance":[[0.04,0,0,0],[0,0.09,0,0],[0,0,0.01,0],[0,0,0,0.25]]"#,
        ].map {
            try Self.answer(#""random":["s"]"#, data: #""estimate":[0.1,0.9,0.3,2],\#($0),"levels":{"s":[1,1,2,3]}"#)
        }
        for answer in answers {
            #expect(answer["ok"].flag == true)
            let (a, b) = (answer["result"]["coefficients"].list[0], answers[0]["result"]["coefficients"].list[0])
            #expect(Self.close.accepts(a["estimate"].number ?? .nan, b["estimate"].number ?? .nan))
            #expect(Self.close.accepts(a["upper"].number ?? .nan, b["upper"].number ?? .nan))
        }
    }

    @Test("a row with a gap is left out and named, as if it had not been there")
    func gaps() throws {
        let whole = try Self.answer(
            #""random":["s"],"moderators":["x"]"#,
            data:
                #""estimate":[1,2,4,3],"variance":[1,1,2,1],"levels":{"s":["a","a","b","b"]},"moderators":{"x":[1,2,1,3]}"#
        )
        let gaps = try Self.answer(
            #""random":["s"],"moderators":["x"],"followUps":["residuals"]"#,
            data:
                #""estimate":[1,null,2,4,7,3,8],"variance":[1,1,1,2,null,1,1],"levels":{"s":["a","a","a","b","b","b",null]},"moderators":{"x":[1,1,2,1,1,3,4]}"#
        )
        let reasons = gaps["result"]["excluded"].list.map { "\($0["study"].number ?? 0) \($0["reason"].text ?? "")" }
        #expect(reasons == ["2.0 missing estimate", "5.0 missing variance", "7.0 missing s"])
        #expect(gaps["followUps"]["residuals"]["study"].numbers == [1, 3, 4, 6])
        #expect(gaps["result"]["studies"].number == 4)
        for (a, b) in zip(gaps["result"]["coefficients"].list, whole["result"]["coefficients"].list) {
            #expect(a["estimate"].number == b["estimate"].number && a["estimate"].number != nil)
        }
    }

    @Test("a matrix leaves out the row whose variance is missing")
    func matrixGap() throws {
        let answer = try Self.answer(
            #""random":[]"#,
            data: #""estimate":[1,2,4],"covariance":[[1,null,0.5],[null,null,null],[0.5,null,2]]"#)
        #expect(answer["result"]["excluded"].list.map { $0["study"].number } == [2])
        // Weights of V⁻¹: (2 − 0.5) and (1 − 0.5) over 2.
        #expect(abs((answer["result"]["coefficients"].list[0]["estimate"].number ?? 0) - 1.75) < 1e-12)
        #expect(answer["result"]["components"].list.isEmpty)
    }

    @Test("crossed groupings and a nesting stand beside a structured term")
    func terms() throws {
        let sample = Sample(seed: 7)
        let result = try BatchGolden.result(
            sample.request([
                Self.task,
                ("random", .array([.string("group"), .object([("outer", .string("row"))])])),
            ]))
        #expect(result["components"].list.map { $0["name"].text } == ["group", "row"])
        #expect(result["components"].list.map { $0["levels"].number } == [6, 18])
        #expect(result["components"].list.allSatisfy { $0["lower"].isNull && $0["isGiven"].flag == false })
        let coefficient = result["coefficients"].list[0]
        #expect(coefficient["degreesOfFreedom"].number == 5)
    }

    @Test("given components are kept and said")
    func given() throws {
        let sample = Sample(seed: 8)
        let result = try BatchGolden.result(
            sample.request([
                Self.task, ("random", .texts(["group", "row"])), ("components", .array([.number(0.3), .number(0)])),
            ]))
        #expect(result["components"].list.map { $0["value"].number } == [0.3, 0])
        #expect(result["components"].list.allSatisfy { $0["isGiven"].flag == true && $0["standardError"].isNull })
    }

    @Test("what has no effect is named in a warning")
    func ignored() throws {
        let answer = try Self.answer(
            #""random":["s"],"interval":"normal","degreesOfFreedom":"residual","cluster":"s","colour":"red""#,
            data: Self.plain)
        let warnings = answer["result"]["warnings"].list.map { "\($0["code"].text ?? "") \($0["message"].text ?? "")" }
        for word in ["'degreesOfFreedom'", "'cluster'", "'colour'"] {
            #expect(warnings.contains { $0.contains(word) }, "\(warnings)")
        }
    }

    @Test("a follow-up that cannot be had does not take the answer away")
    func followUps() throws {
        let answer = try Self.answer(
            #""random":["s"],"followUps":["predictions","blup","component-limits"],"predictions":{"at":{"x":[1]}}"#,
            data: Self.plain)
        #expect(answer["ok"].flag == true)
        #expect(answer["followUps"]["predictions"]["error"]["field"].text == "predictions.at")
        #expect(answer["followUps"]["blup"]["terms"].list.count == 1)
        #expect(answer["followUps"]["component-limits"]["lower"].list.count == 1)
    }

    @Test("predictions at values of the moderators lie on the line")
    func predictions() throws {
        let answer = try Self.answer(
            #""random":["s"],"moderators":["x"],"interval":"normal","followUps":["predictions"],"predictions":{"at":{"x":[0,10]}}"#,
            data: Self.plain + #","moderators":{"x":[1,2,3,5]}"#)
        let beta = answer["result"]["coefficients"].list.map { $0["estimate"].number ?? .nan }
        let found = answer["followUps"]["predictions"]
        #expect(Self.close.accepts(found["estimate"].numbers[0] ?? .nan, beta[0]))
        #expect(Self.close.accepts(found["estimate"].numbers[1] ?? .nan, beta[0] + 10 * beta[1]))
        let error = answer["result"]["coefficients"].list[0]["standardError"].number ?? .nan
        #expect(Self.close.accepts(found["standardError"].numbers[0] ?? .nan, error))
        #expect((found["predictionUpper"].numbers[1] ?? 0) >= (found["upper"].numbers[1] ?? .infinity))
    }

    /// Four rows in three groups.
    private static let plain =
        #""estimate":[0.1,0.9,0.3,2],"variance":[0.04,0.09,0.01,0.25],"levels":{"s":["a","a","b","c"]}"#

    private static func answer(_ fields: String, data: String) throws -> GoldenValue {
        try BatchGolden.read(BatchRunner().answer(#"{"id":"r","task":"multilevel",\#(fields),"data":{\#(data)}}"#))
    }

    @Test(
        "what is impossible is refused with its field",
        arguments: [
            (#""a":1"#, plain, "missing-field", "random"),
            (#""random":"s""#, plain, "impossible-data", "random"),
            (#""random":[7]"#, plain, "impossible-data", "random[1]"),
            (#""random":["t"]"#, plain, "missing-field", "t"),
            (#""random":["s","s"]"#, plain, "impossible-data", "random"),
            (#""random":[{"outer":"s","inner":"s"}]"#, plain, "missing-field", "random[1].structure"),
            (#""random":[{"outer":"s","structure":"UN"}]"#, plain, "missing-field", "random[1].inner"),
            (#""random":[{"inner":"s"}]"#, plain, "missing-field", "random[1].outer"),
            (#""random":[{"outer":"s","depth":1}]"#, plain, "unsupported", "random[1].depth"),
            (#""random":[{"outer":"s","inner":"s","structure":"XX"}]"#, plain, "unsupported", "random[1].structure"),
            (#""random":[{"outer":"s","inner":"s","structure":"CAR"}]"#, plain, "impossible-data", "CAR"),
            (#""random":["s"],"heterogeneity":"DL""#, plain, "unsupported", "heterogeneity"),
            (#""random":["s"],"interval":"hartung-knapp""#, plain, "unsupported", "interval"),
            (#""random":["s"],"degreesOfFreedom":"five""#, plain, "unsupported", "degreesOfFreedom"),
            (#""random":["s"],"correlation":1"#, plain, "impossible-data", "correlation"),
            (#""random":["s"],"correlation":-1"#, plain, "impossible-data", "correlation"),
            (#""random":["s"],"correlation":0.5,"cluster":"t""#, plain, "missing-field", "t"),
            (#""random":[],"correlation":0.5"#, plain, "missing-field", "cluster"),
            (#""random":["s"],"components":[-1]"#, plain, "impossible-data", "s"),
            (#""random":["s"],"components":[1,2]"#, plain, "unequal-lengths", "components"),
            (#""random":["s"],"components":["x"]"#, plain, "impossible-data", "components"),
            (#""random":["s"],"followUps":["gosh"]"#, plain, "unsupported", "followUps"),
            (#""random":["s"],"level":1"#, plain, "impossible-data", "level"),
            (#""random":["s"]"#, #""estimate":[1,2],"variance":[1,1],"levels":{"s":["a"]}"#, "unequal-lengths", "s"),
            (
                #""random":["s"]"#, #""estimate":[1,2],"variance":[1,1],"levels":{"s":["a",[1]]}"#, "impossible-data",
                "s"
            ),
            (#""random":["s"]"#, #""estimate":[1,2],"variance":[1,1],"levels":{"s":["a","a"]}"#, "unsupported", "s"),
            (#""random":["s"]"#, #""estimate":[1],"variance":[1],"levels":{"s":["a"]}"#, "unsupported", "s"),
            (
                #""random":["s"]"#, #""estimate":[1,2],"variance":[1,0],"levels":{"s":["a","b"]}"#, "invalid-variance",
                "variance"
            ),
            (
                #""random":["s"]"#, #""estimate":[1,2],"variance":[1,-3],"levels":{"s":["a","b"]}"#, "invalid-variance",
                "variance"
            ),
            (
                #""random":["s"]"#, #""estimate":[1,2],"variance":[1,1e300],"levels":{"s":["a","b"]}"#, "not-finite",
                "variance"
            ),
            (
                #""random":["s"]"#, #""estimate":[1,2],"variance":[1,"1"],"levels":{"s":["a","b"]}"#, "impossible-data",
                "variance"
            ),
            (#""random":["s"]"#, #""estimate":[1,2],"levels":{"s":["a","b"]}"#, "missing-field", "variance"),
            (#""random":["s"]"#, #""estimate":[],"variance":[],"levels":{"s":[]}"#, "too-few-studies", ""),
            (#""random":[]"#, #""estimate":[1,2],"covariance":[[1,1],[1,1]]"#, "invalid-variance", "covariance"),
            (#""random":[]"#, #""estimate":[1,2],"covariance":[[1,0.2],[0.3,1]]"#, "impossible-data", "covariance"),
            (#""random":[]"#, #""estimate":[1,2],"covariance":[[1,0.2]]"#, "unequal-lengths", "covariance"),
            (#""random":[]"#, #""estimate":[1,2],"covariance":[[1]]"#, "unequal-lengths", "variance"),
            (#""random":[]"#, #""estimate":[1,2],"covariance":[[1,null],[0,1]]"#, "missing-field", "covariance"),
            (#""random":[]"#, #""estimate":[1,2],"covariance":7"#, "impossible-data", "covariance"),
            (
                #""random":[]"#, #""estimate":[1,2],"variance":[1,1],"covariance":[[1,0],[0,1]]"#, "impossible-data",
                "variance"
            ),
            (#""random":["s"]"#, plain + #","weights":[1,1,1,1]"#, "unsupported", "weights"),
        ])
    func refused(_ fields: String, _ data: String, _ code: String, _ field: String) throws {
        let error = try Self.answer(fields, data: data)["error"]
        #expect(error["code"].text == code, "\(error)")
        #expect((error["field"].text ?? "") == field, "\(error)")
    }

    @Test("the row that is to blame is counted as in the request")
    func countsRows() throws {
        let error = try Self.answer(
            #""random":["s"]"#, data: #""estimate":[1,null,2,3],"variance":[1,1,1,-1],"levels":{"s":["a","b","b","c"]}"#
        )
        #expect(error["error"]["study"].number == 4)
        let matrix = try Self.answer(
            #""random":[]"#, data: #""estimate":[null,2,3],"covariance":[[1,0,0],[0,1,2],[0,2,1]]"#)
        #expect(matrix["error"]["study"].number == 3)
    }

    @Test("what would take long is refused by number: a large block, a large matrix, many components")
    func limits() throws {
        func columns(_ count: Int) -> String {
            let y = (0..<count).map { "\(Double($0 % 17) / 10)" }.joined(separator: ",")
            let v = (0..<count).map { "\(0.1 + Double($0 % 5) / 10)" }.joined(separator: ",")
            return #""estimate":[\#(y)],"variance":[\#(v)]"#
        }
        func level(_ count: Int, _ group: (Int) -> Int) -> String {
            "[" + (0..<count).map { "\(group($0))" }.joined(separator: ",") + "]"
        }
        let large = columns(2_000) + #","levels":{"s":\#(level(2_000) { $0 / 1_999 }),"r":\#(level(2_000) { $0 })}"#
        for fields in [#""random":["s","r"]"#, #""random":["r"],"cluster":"s","correlation":0.5"#] {
            let error = try Self.answer(fields, data: large)["error"]
            #expect(error["code"].text == "unsupported" && error["message"].text?.contains("1999") == true, "\(error)")
        }
        let many = try Self.answer(#""random":[{"outer":"s","inner":"r","structure":"DIAG"}]"#, data: large)["error"]
        #expect(many["code"].text == "unsupported" && many["field"].text == "r")
        let components = try Self.answer(
            #""random":[{"outer":"s","inner":"r","structure":"UN"}]"#,
            data: columns(40) + #","levels":{"s":\#(level(40) { $0 / 10 }),"r":\#(level(40) { $0 % 10 })}"#)["error"]
        #expect(components["message"].text?.contains("55 variances") == true, "\(components)")
        let row = "[" + Array(repeating: "0", count: 501).joined(separator: ",") + "]"
        let matrix = Array(repeating: row, count: 501).joined(separator: ",")
        let wide = try Self.answer(
            #""random":[]"#,
            data: #""estimate":\#(row),"covariance":[\#(matrix)]"#)["error"]
        #expect(wide["code"].text == "unsupported" && wide["message"].text?.contains("501") == true, "\(wide)")
        // Many small blocks are no matter.
        let fine = try Self.answer(
            #""random":["s","r"]"#,
            data: columns(3_000) + #","levels":{"s":\#(level(3_000) { $0 / 5 }),"r":\#(level(3_000) { $0 })}"#)
        #expect(fine["result"]["studies"].number == 3_000 && fine["result"]["convergence"]["converged"].flag == true)
    }
}
