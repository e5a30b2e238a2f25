import TrialAnalysis
import TrialJSON
import TrialTestSupport

/// A call of `rma.mv` as a request of the task `multilevel`.
struct MultilevelRequest {
    var fields: [(key: String, value: JSONValue)]

    /// The request; `followUp` is one that it asks for.
    init(_ golden: GoldenCase, followUp: String? = nil) {
        let call = MultilevelCall(golden)
        fields = [
            ("id", .string(golden.id)), ("task", .string("multilevel")),
            ("random", .array(call.random.flatMap(Self.entries))),
            ("heterogeneity", .string(call.isPlain ? "ML" : "REML")),
            ("interval", .string(call.usesT ? "t" : "normal")), ("components", .column(call.givenComponents)),
        ]
        if call.usesT {
            fields.append(("degreesOfFreedom", .string(call.usesContainment ? "containment" : "residual")))
        }
        var data: [(key: String, value: JSONValue)] = [("estimate", JSONValue(golden.input["yi"]))]
        if let correlation = call.districtCorrelation {
            fields += [("correlation", .number(correlation)), ("cluster", .string("district"))]
        }
        // Where a correlation is given the matrix is what it makes.
        if golden.input["V"].isNull || call.districtCorrelation != nil {
            data.append(("variance", JSONValue(golden.input["vi"])))
        } else {
            data.append(("covariance", JSONValue(golden.input["V"])))
        }
        let levels = Set(call.random.flatMap { $0.outer + ($0.inner.map { [$0.level] } ?? []) }).sorted()
        data.append(("levels", .object(levels.map { ($0, JSONValue(golden.input[$0])) })))
        // A colon would be a product.
        let moderators = call.moderators.map { (name: $0.name.replacing(":", with: " by "), values: $0.values) }
        if !moderators.isEmpty {
            data.append(("moderators", .object(moderators.map { ($0.name, JSONValue($0.values)) })))
            fields.append(("moderators", .texts(moderators.map(\.name))))
            fields.append(("intercept", .bool(call.hasIntercept)))
        }
        fields.append(("data", .object(data)))
        if let followUp { fields.append(("followUps", .texts([followUp]))) }
    }

    private static func entries(_ random: MultilevelCall.Random) -> [JSONValue] {
        guard let inner = random.inner else { return random.outer.map { .string($0) } }
        return [
            .object([
                ("outer", .string(random.outer[0])), ("inner", .string(inner.level)),
                ("structure", .string(inner.structure)),
            ])
        ]
    }
}
