import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// The networks of the reference cases.
enum GoldenNetwork {
    static let cases = Reference.cases("f06_network")

    static func named(_ id: String) throws -> GoldenCase { try #require(cases.first { $0.id == id }) }

    static func words(_ golden: GoldenCase, _ column: String) -> [String] {
        golden.input[column].list.map { $0.text ?? "" }
    }

    /// The contrasts of a case of `netmeta`.
    static func network(_ golden: GoldenCase) throws -> TreatmentNetwork {
        let (studies, first, second) = (words(golden, "studlab"), words(golden, "treat1"), words(golden, "treat2"))
        let (te, se) = (golden.column("TE"), golden.column("seTE"))
        return try TreatmentNetwork(
            studies.indices.map { i in
                NetworkContrast(
                    study: studies[i], treatment: first[i], comparator: second[i], estimate: te[i] ?? .nan,
                    standardError: se[i] ?? .nan)
            })
    }

    static func arms(_ golden: GoldenCase) -> [NetworkArm] {
        let study = words(golden, golden.input["study"].isNull ? "author" : "study")
        let treatment = words(golden, golden.input["trt"].isNull ? "treatment" : "trt")
        let events = golden.column(golden.input["ev"].isNull ? "r" : "ev")
        return study.indices.map { i in
            let summary: NetworkArmSummary =
                if let mean = golden.column("mi").indices.contains(i) ? golden.column("mi")[i] : nil {
                    .mean(
                        mean, standardDeviation: golden.column("sdi")[i] ?? .nan, total: golden.column("ni")[i] ?? .nan)
                } else {
                    .events(events[i] ?? .nan, total: golden.column("n")[i] ?? .nan)
                }
            return NetworkArm(study: study[i], treatment: treatment[i], summary: summary)
        }
    }
}

/// A reference matrix over treatments, compared by name.
struct GoldenMatrix {
    let golden: GoldenCase

    func callAsFunction(_ field: String, _ actual: Matrix, _ tolerance: Tolerance) {
        let rows = golden.expected[field].list
        #expect(rows.count == actual.rows, "\(golden.id) \(field)")
        for (i, row) in rows.enumerated() {
            for (j, value) in row.numbers.enumerated() {
                guard let value else { continue }
                #expect(
                    tolerance.accepts(actual[i, j], value),
                    "\(golden.id) \(field) [\(i), \(j)]: \(actual[i, j]), \(value)")
            }
        }
    }
}
