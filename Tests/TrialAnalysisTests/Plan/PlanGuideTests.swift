import Foundation
import Testing
import TrialAnalysis
import TrialJSON

@Suite("The guide to plan keys")
struct PlanGuideTests {
    private let guide = PlanGuide()
    private static let catalogue = AnalysisCatalogue.standard

    @Test("every key that a plan may have is described, with an example")
    func complete() {
        let known = PlanKeys.plan + PlanKeys.analysis + Self.catalogue.kinds.flatMap(\.keys)
        #expect(Set(guide.names) == Set(known))
        for section in guide.sections {
            for key in section.keys {
                #expect(!key.meaning.isEmpty, "\(section.title): \(key.name) has no meaning")
                #expect(!key.example.isEmpty, "\(section.title): \(key.name) has no example")
                #expect(key.value != .either([]), "\(section.title): \(key.name) takes nothing")
            }
        }
    }

    @Test("a kind describes exactly the keys that it reads", arguments: catalogue.kinds.map(\.name))
    func kinds(name: String) throws {
        let kind = try #require(Self.catalogue.kind(named: name))
        #expect(kind.guide.map(\.name).sorted() == kind.keys.sorted())
    }

    @Test("each example of a key of an analysis is a plan that is read")
    func examples() throws {
        for section in guide.sections.dropFirst() {
            let kind = section.title.split(separator: ": ").dropFirst().first?.split(separator: ",").first
            for key in section.keys where !["id", "title", "outcome", "kind"].contains(key.name) {
                var lines = ["id: a", "title: A", "outcome: x"]
                if key.name != "measure" {
                    lines.append(key.name == "per" || key.name == "arms" ? "measure: PLO" : "measure: MD")
                }
                if key.name == "per" { lines.append("arms: treatment") }
                if key.name == "correlation" { lines.append("crossover: paired") }
                if let kind, kind != "pairwise" { lines.append("kind: \(kind)") }
                if kind == "meta-regression", key.name != "moderators" { lines.append("moderators: [dose, route]") }
                if kind == "several-outcomes", key.name != "further-outcomes" {
                    lines.append("further-outcomes: [fatigue]")
                }
                if kind == "dose-response", key.name != "dose" { lines.append("dose: dose") }
                let curves = ["knots": "spline", "powers": "fractional-polynomial", "half": "emax"]
                if kind == "dose-response", let curve = curves[key.name] { lines.append("curve: \(curve)") }
                if key.name == "credibility", kind == "pairwise" { lines.append("moderators: [dose]") }
                lines.append(key.example)
                let text = """
                    format: trialpool/plan@1
                    title: T
                    datasets: {historical: x}
                    analyses:
                      - \(lines.joined(separator: "\n    "))
                    """
                #expect(throws: Never.self, "\(section.title): \(key.example)") {
                    _ = try PlanReader(file: "plan.yaml").read(text)
                }
            }
        }
    }

    @Test("each example of a key of the plan is read in a plan")
    func planExamples() throws {
        // A plugin is known only where somebody enabled it.
        let lines = guide.sections[0].keys.filter { $0.name != "plugins" }.map(\.example)
        #expect(throws: Never.self) { _ = try PlanReader(file: "plan.yaml").read(lines.joined(separator: "\n")) }
    }

    @Test("the schema names every key, and what must be there")
    func schema() throws {
        let schema = guide.schema
        #expect(schema["required"] == .array(["format", "title", "analyses"].map { .string($0) }))
        let analysis = try #require(schema["properties"]?["analyses"]?["items"])
        let names = try #require(analysis["properties"]?.members?.keys.sorted())
        #expect(names == Set(PlanKeys.analysis + Self.catalogue.kinds.flatMap(\.keys)).sorted())
        #expect(analysis["required"] == .array(["id", "title", "outcome", "measure"].map { .string($0) }))
        let parsed = try Array(schema.text.utf8).withUnsafeBufferPointer { bytes in
            var parser = JSONParser(bytes)
            return try parser.parse()
        }
        #expect(parsed == schema)
    }
}
