import Foundation
import Testing
import TrialTestSupport

/// A result file that somebody changed is refused in one line that names the place; nothing that shows it crashes.
struct ChangedResultTests {
    /// Changes one part of the answer of the first question that has it.
    static let changes: [(part: String, change: @Sendable (inout [String: Any]) -> Void, words: String)] = [
        (
            "explorations",
            { answer in set(&answer, ["influence", "rows", 0, "study"], 999) },
            "explorations name a row that is none of the 13"
        ),
        ("explorations", { answer in set(&answer, ["baujat", "rows", 0, "study"], 0) }, "name a row"),
        (
            "explorations", { answer in set(&answer, ["cumulative", "rows", 1, "refit", "coefficients"], [Any]()) },
            "a fit"
        ),
        ("explorations", { answer in set(&answer, ["curves", "prediction"], [Any]()) }, "curves of several lengths"),
        ("pooled", { answer in set(&answer, ["fit", "coefficients"], [Any]()) }, "a fit has no effect"),
        (
            "explorations",
            { answer in set(&answer, ["funnel", "trimAndFill", "fit", "coefficients"], [Any]()) }, "a fit"
        ),
        (
            "alternatives",
            { answer in set(&answer, ["arrangements", 0, "intervals", 0, "lower"], [0.5]) }, "tables of other lengths"
        ),
        ("alternatives", { answer in set(&answer, ["arrangements", 0, "rows", 0, "study"], 13) }, "name a study"),
    ]

    private static func set(_ object: inout [String: Any], _ path: [Any], _ value: Any) {
        object = changed(object, path[...], value) as? [String: Any] ?? [:]
    }

    private static func changed(_ holder: Any, _ path: ArraySlice<Any>, _ value: Any) -> Any {
        guard let step = path.first else { return value }
        if var object = holder as? [String: Any], let key = step as? String {
            object[key] = changed(object[key] ?? [:], path.dropFirst(), value)
            return object
        }
        if var array = holder as? [Any], let index = step as? Int {
            array[index] = changed(array[index], path.dropFirst(), value)
            return array
        }
        return holder
    }

    @Test("lists that do not fit together, and rows that are not there")
    func misfits() throws {
        try BuiltProgram.withFolder { folder in
            let (plan, path) = ("\(BuiltProgram.root)/Tests/Strangers/bcg/plan.yaml", "\(folder)/results.json")
            let run = ["run", plan, "-o", path, "--no-cache", "--quiet"]
            #expect(try BuiltProgram.run("trialpool-analyze", run).status == 0)
            let content = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
            let document = try #require(content as? [String: Any])
            let analyses = try #require(document["analyses"] as? [[String: Any]])
            for (part, change, words) in Self.changes {
                let index = try #require(
                    analyses.firstIndex { (($0["answer"] as? [String: Any])?[part] as? [String: Any]) != nil })
                var answer = try #require(analyses[index]["answer"] as? [String: Any])
                var object = try #require(answer[part] as? [String: Any])
                change(&object)
                answer[part] = object
                var changed = (document, analyses)
                changed.1[index]["answer"] = answer
                changed.0["analyses"] = changed.1
                try JSONSerialization.data(withJSONObject: changed.0).write(to: URL(filePath: "\(folder)/x.json"))
                let outcome = try BuiltProgram.run("trialpool-report", ["page", "\(folder)/x.json", "-o", "/dev/null"])
                #expect(outcome.status == 1 && outcome.errors.contains(words), "\(words): \(outcome.errors)")
                #expect(outcome.errors.contains("analyses[\(index)].answer") && !outcome.errors.contains("Fatal"))
            }
        }
    }
}
