import Foundation
import TrialResults
import TrialStatistics

/// An answer whose pooled numbers are stated by a test, whatever its rows say.
struct StatedAnalysis: Sendable {
    var builder = ResultBuilder()
    var estimate = 0.5
    var lower = 0.3
    var upper = 0.8
    var prediction: (lower: Double, upper: Double)?
    var important: Double?
    var converged = true

    /// The answer: the builder's, with the stated numbers in its file form.
    func analysis() throws -> AnalysisRecord {
        let data = try ResultCoding().encodePart(builder.analysis())
        var tree = try required(JSONSerialization.jsonObject(with: data) as? [String: Any])
        var answer = try required(tree["answer"] as? [String: Any])
        var pooled = try required(answer["pooled"] as? [String: Any])
        pooled["natural"] = ["estimate": number(estimate), "lower": number(lower), "upper": number(upper)]
        pooled["naturalPrediction"] = prediction.map { ["lower": number($0.lower), "upper": number($0.upper)] }
        var fit = try required(pooled["fit"] as? [String: Any])
        var convergence = try required(fit["convergence"] as? [String: Any])
        convergence["converged"] = converged
        fit["convergence"] = convergence
        pooled["fit"] = fit
        answer["pooled"] = pooled
        tree["answer"] = answer
        var question = try required(tree["question"] as? [String: Any])
        question["important"] = important
        tree["question"] = question
        return try ResultCoding().decodePart(
            AnalysisRecord.self, from: try JSONSerialization.data(withJSONObject: tree))
    }

    private func number(_ value: Double) -> Any { value.isFinite ? value : NumberFormat.exact(value) }

    private func required<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw ResultFileError(.unreadable, "the builder's answer has another form") }
        return value
    }
}
