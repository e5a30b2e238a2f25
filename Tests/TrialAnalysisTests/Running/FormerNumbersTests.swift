import Foundation
import Testing
import TrialAnalysis
import TrialResults

/// The shipped plan gives the numbers that it gave before answers had kinds.
///
/// `Fixtures/result-1.txt` holds every number of the old result file by its path. A number that is meant to move is listed in
/// ``moved`` with the reason.
struct FormerNumbersTests {
    /// Paths, as prefixes, of numbers that moved, and why.
    private static let moved: [String: String] = {
        let studies = "three rows of two trials: t has one degree of freedom, and two trials give no prediction"
        let id = "edss-change-6-months.answer"
        let parts = [
            "pooled.fit.coefficients", "pooled.fit.prediction", "pooled.natural.", "pooled.naturalPrediction",
            "explorations.cumulative.rows[2].refit.coefficients",
            "sensitivity[1].pooled", "sensitivity[3].pooled.fit.prediction",
            "sensitivity[3].pooled.naturalPrediction", "sensitivity[4].pooled",
        ]
        return Dictionary(uniqueKeysWithValues: parts.map { ("\(id).\($0)", studies) })
    }()

    /// Where an old part of an analysis stands now.
    private static let places: [(old: String, new: String)] = [
        ("studies", "rows"), ("rareEvents", "further[0].panel"), ("question", "question"), ("excluded", "excluded"),
        ("warnings", "warnings"),
    ]

    @Test("every number is still there, and the same")
    func same() throws {
        let file = try Repository.plan()
        let document = try PlanRunner(file.plan, text: file.text, datasets: file.datasets, cache: nil).run().document
        let now = try numbers(of: document)
        let lines = try String(contentsOfFile: Self.fixture, encoding: .utf8).split(separator: "\n").filter {
            !$0.hasPrefix("#")
        }
        #expect(lines.count > 4_000)
        var different: [String] = []
        for line in lines {
            let parts = line.split(separator: " ")
            let path = Self.place(of: String(parts[0]))
            if Self.moved.keys.contains(where: path.hasPrefix) { continue }
            // How often a search looked is no answer: it looks where the maximum may be, and no more.
            if path.hasSuffix("convergence.iterations") { continue }
            guard let old = Self.number(String(parts[1])), let new = now[path], Self.agree(old, new) else {
                different.append("\(path): \(parts[1]) / \(now[path].map { "\($0)" } ?? "absent")")
                continue
            }
        }
        #expect(different.isEmpty, "\(different.count) differ: \(different.prefix(12))")
    }

    private static let fixture = "\(Repository.root)/Tests/TrialAnalysisTests/Fixtures/result-1.txt"

    private static func place(of path: String) -> String {
        guard let dot = path.firstIndex(of: ".") else { return path }
        let (id, rest) = (path[..<dot], path[path.index(after: dot)...])
        let head = String(rest.prefix { $0 != "." && $0 != "[" })
        let tail = rest.dropFirst(head.count)
        let place = places.first { $0.old == head }?.new ?? "answer.\(head)"
        return "\(id).\(place)\(tail)"
    }

    private static func number(_ text: String) -> Double? {
        switch text {
        case "NaN": .nan
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: Double(text)
        }
    }

    private static func agree(_ a: Double, _ b: Double) -> Bool {
        a == b || (a.isNaN && b.isNaN) || abs(a - b) <= max(1e-9 * max(abs(a), abs(b)), 1e-12)
    }

    /// The numbers of all analyses by their path, as the result file holds them.
    private func numbers(of document: ResultDocument) throws -> [String: Double] {
        var found: [String: Double] = [:]
        func walk(_ value: Any, _ path: String) {
            if let members = value as? [String: Any] {
                for (key, member) in members { walk(member, path.isEmpty ? key : "\(path).\(key)") }
            } else if let members = value as? [Any] {
                for (index, member) in members.enumerated() { walk(member, "\(path)[\(index)]") }
            } else if let text = value as? String {
                if ["NaN", "Infinity", "-Infinity"].contains(text) { found[path] = Self.number(text) }
            } else if let number = value as? NSNumber {
                found[path] = number.doubleValue
            }
        }
        for record in document.analyses {
            walk(try JSONSerialization.jsonObject(with: ResultCoding().encodePart(record)), record.id)
        }
        return found
    }
}
