import Testing
import TrialAnalysis
import TrialTestSupport

/// What the tasks and follow-ups for rows that depend on each other refuse, and what they say beside an answer.
struct DependenceTaskTests {
    private static let plain =
        #""data":{"estimate":[0.1,0.9,0.3,2],"variance":[0.04,0.09,0.01,0.25],"levels":{"s":["a","a","b","c"],"r":[1,2,3,4],"x":[0,1,2,5],"o":["u","v","u","v"]}}"#

    private static func answer(_ fields: String) throws -> GoldenValue {
        try BatchGolden.read(BatchRunner().answer("{\"id\":\"r\",\(fields),\(plain)}"))
    }

    @Test(
        "what is impossible is refused with its field",
        arguments: [
            (#""task":"sampling-covariance""#, "missing-field", "samplingCovariance"),
            (#""task":"sampling-covariance","samplingCovariance":{}"#, "missing-field", "samplingCovariance.cluster"),
            (
                #""task":"sampling-covariance","samplingCovariance":{"clusters":"s"}"#, "unsupported",
                "samplingCovariance.clusters"
            ),
            (
                #""task":"sampling-covariance","samplingCovariance":{"cluster":"s","type":"o"}"#, "missing-field",
                "samplingCovariance.typeCorrelation"
            ),
            (
                #""task":"sampling-covariance","samplingCovariance":{"cluster":"s","firstGroup":"o"}"#, "missing-field",
                "samplingCovariance.secondGroup"
            ),
            (
                #""task":"sampling-covariance","samplingCovariance":{"cluster":"s","type":"o","typeCorrelation":2}"#,
                "impossible-data", "type"
            ),
            (
                #""task":"sampling-covariance","samplingCovariance":{"cluster":"s","time":"o","timeCorrelation":0.5}"#,
                "impossible-data", "o"
            ),
            (#""task":"aggregate""#, "missing-field", "cluster"),
            (#""task":"aggregate","cluster":"t""#, "missing-field", "t"),
            (#""task":"aggregate","cluster":"s","correlation":1"#, "impossible-data", "correlation"),
            (
                #""task":"aggregate","cluster":"r","samplingCovariance":{"cluster":"s","correlation":0.5}"#,
                "impossible-data", "cluster"
            ),
            (#""task":"robust-regression""#, "missing-field", "cluster"),
            (#""task":"robust-regression","cluster":"s","correlation":2"#, "impossible-data", "correlation"),
            (#""task":"robust-regression","cluster":"s","working":"both""#, "unsupported", "working"),
            (
                #""task":"multilevel","random":[{"outer":"s","inner":"o","structure":"SPEXP"}]"#, "impossible-data",
                "SPEXP"
            ),
            (
                #""task":"multilevel","random":[{"outer":"s","inner":["x","r"],"structure":"CS"}]"#, "unsupported",
                "random[1].inner"
            ),
            (
                #""task":"multilevel","random":[{"outer":"s","inner":"x","structure":"CS","distance":"maximum"}]"#,
                "unsupported", "random[1].distance"
            ),
            (
                #""task":"multilevel","random":[{"outer":"s","correlations":{"names":["a","b"],"matrix":[[1,0],[0,1]]}}]"#,
                "missing-field", "s"
            ),
            (
                #""task":"multilevel","random":[{"outer":"s","correlations":{"names":["a","b","c"],"matrix":[[1,0.9,-0.9],[0.9,1,0.9],[-0.9,0.9,1]]}}]"#,
                "impossible-data", "s"
            ),
            (
                #""task":"multilevel","random":["s"],"correlation":0.5,"samplingCovariance":{"cluster":"s","correlation":0.5}"#,
                "impossible-data", "correlation"
            ),
        ])
    func refused(_ fields: String, _ code: String, _ field: String) throws {
        let answer = try Self.answer(fields)
        #expect(answer["ok"].flag == false)
        #expect(answer["error"]["code"].text == code, "\(answer["error"]["message"].text ?? "")")
        #expect(answer["error"]["field"].text == field)
    }

    @Test(
        "a follow-up that cannot be had says why and leaves the answer",
        arguments: [
            ("robust", #"{"cluster":"r"}"#, "unsupported"), ("robust", #"{"cluster":"t"}"#, "missing-field"),
            ("robust", #"{"correction":"HC3"}"#, "unsupported"), ("robust", #"{"rows":[[1,2]]}"#, "unequal-lengths"),
            ("wild-bootstrap", #"{"iterations":0}"#, "unsupported"),
            ("wild-bootstrap", #"{"seed":-1}"#, "impossible-data"),
            ("hypotheses", "{}", "impossible-data"), ("component-profile", #"{"component":2}"#, "impossible-data"),
            ("component-profile", #"{"component":-9223372036854775808}"#, "impossible-data"),
            ("component-profile", #"{"values":[-1]}"#, "impossible-data"),
            ("borrowing-of-strength", "{}", "missing-field"),
            ("borrowing-of-strength", #"{"outcome":"o"}"#, "unsupported"), ("explained", "{}", "unsupported"),
            ("influence", #"{"cluster":"t"}"#, "missing-field"),
            ("predictions", #"{"inner":{"t":"a"}}"#, "impossible-data"),
        ])
    func followUps(_ name: String, _ options: String, _ code: String) throws {
        let answer = try Self.answer(
            "\"task\":\"multilevel\",\"random\":[\"s\"],\"followUps\":[\"\(name)\"],\"\(name)\":\(options)")
        #expect(answer["ok"].flag == true)
        let error = answer["followUps"][name]["error"]
        #expect(error["code"].text == code, "\(answer["followUps"][name])")
    }

    @Test("a sampling covariance that is not possible is replaced where asked for, and said")
    func nearest() throws {
        let impossible =
            #""task":"multilevel","random":["r"],"samplingCovariance":{"cluster":"all","type":"o","typeCorrelation":1,"nearest":NEAREST},"data":{"estimate":[0.1,0.9],"variance":[0.04,0.09],"levels":{"all":[1,1],"r":[1,2],"o":["u","v"]}}"#
        func answer(_ nearest: String) throws -> GoldenValue {
            try BatchGolden.read(
                BatchRunner().answer("{" + impossible.replacing("NEAREST", with: nearest) + "}"))
        }
        #expect(try answer("false")["error"]["code"].text == "invalid-variance")
        let replaced = try answer("true")
        #expect(replaced["result"]["warnings"].list.contains { $0["code"].text == "nearest-covariance" })
    }
}
