import TrialJSON
import TrialStatistics

extension JSONValue {
    /// Limits as two columns beside others.
    static func columns(_ limits: [ConfidenceLimits?]) -> [(key: String, value: JSONValue)] {
        [("lower", JSONValue(limits.map { $0?.lower })), ("upper", JSONValue(limits.map { $0?.upper }))]
    }

    /// One number a study for each coefficient of a refit.
    static func columns(_ coefficients: [Coefficient?]) -> [(key: String, value: JSONValue)] {
        [
            ("estimate", JSONValue(coefficients.map { $0?.estimate })),
            ("standardError", JSONValue(coefficients.map { $0?.standardError })),
            ("statistic", JSONValue(coefficients.map { $0?.statistic })),
            ("degreesOfFreedom", JSONValue(coefficients.map { $0?.degreesOfFreedom })),
            ("pValue", JSONValue(coefficients.map { $0?.pValue })),
        ] + columns(coefficients.map { $0?.limits })
    }

    /// A table of refits: the first coefficient and the heterogeneity as columns, all coefficients beside them.
    static func columns(_ refits: [Refit?], names: [String]) -> [(key: String, value: JSONValue)] {
        columns(refits.map { $0?.pooled }) + [
            ("tau2", JSONValue(refits.map { $0?.tau2 })),
            ("I2", JSONValue(refits.map { $0?.iSquared })),
            ("H2", JSONValue(refits.map { $0?.hSquared })),
            ("Q", JSONValue(refits.map { $0?.q })),
            ("QDegreesOfFreedom", JSONValue(refits.map { $0.map { Double($0.qDegreesOfFreedom) } })),
            ("QPValue", JSONValue(refits.map { $0?.qPValue })),
            (
                "coefficients",
                .array(
                    names.enumerated().map { j, name in
                        .object([("name", .string(name))] + columns(refits.map { $0?.coefficients[j] }))
                    })
            ),
        ]
    }
}
