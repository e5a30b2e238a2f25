import Foundation
import Testing
import TrialStatistics

@testable import TrialAnalysis

/// The page of limitations must not deny what exists, nor miss a row here.
struct LimitationsTests {
    /// What the page says is missing, by its first column, with the words that a task, follow-up or plan key of it would
    /// have. When one of them comes to exist, the row goes from here and from the page.
    static let missing: [String: [String]] = [
        "Bayesian network meta-analysis, networks of rare events in a plan": [
            "bayesian-network", "network-rare-events",
        ],
        "random slopes": ["random-slopes", "slopes"],
        "Bayesian meta-analysis, priors on τ²": ["bayes", "prior"],
        "dose–response of published ratios by dose in a plan": ["dose-covariance", "pseudo-counts"],
        "individual participant data": ["participants", "individual-data"],
        "diagnostic accuracy, bivariate models": ["diagnostic", "bivariate", "diagnostic-accuracy"],
        "location–scale models": ["location-scale", "scale"],
        "selection models, p-curve, p-uniform": ["selection", "p-curve", "p-uniform"],
        "sequential meta-analysis": ["sequential"],
        "survival curves, non-proportional hazards": ["survival", "survival-curves"],
        "pooling of medians": ["pooled-medians"],
        "ordinal outcomes": ["ordinal"],
        "only a profile that says so pools 2 × 2 tables themselves (`revman-5`); others pool by inverse variance": [
            "comparison", "pooling", "weights",
        ],
        "one moderator at a time": ["formula", "moderator-terms"],
        "each subgroup has its own τ²": ["subgroup-heterogeneity"],
        "the zero-cell rule and the sampling variance are the measure's own": ["zero-cells", "variance-type"],
        "the interval for τ² is the profile's, and τ² is estimated": ["heterogeneity-interval", "tau2"],
    ]

    private static let page = "\(Repository.root)/Sources/TrialStatistics/TrialStatistics.docc/Limitations.md"

    private static func lines() throws -> [String] {
        try String(contentsOfFile: page, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// The first column of the tables under a heading.
    private static func rows(under heading: String) throws -> [String] {
        let lines = try lines()
        let start = try #require(lines.firstIndex(of: "## \(heading)"))
        return lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }.filter { $0.hasPrefix("| ") }.dropFirst(2).map {
            $0.split(separator: "|")[0].trimmingCharacters(in: .whitespaces)
        }
    }

    /// Every word that a plan or a request can write.
    private static var existing: Set<String> {
        let keys = PlanKeys.plan + PlanKeys.analysis + PlanKeys.sensitivity
        let followUps = BatchFollowUps<FollowUpQuestion>.standard.all.map(\.name)
        return Set(keys + BatchTasks.standard.all.map(\.name) + followUps)
    }

    @Test("the page lists what is missing, and nothing else")
    func rows() throws {
        let listed = try Self.rows(under: "Other kinds of evidence") + Self.rows(under: "In a plan")
        #expect(listed.sorted() == Self.missing.keys.sorted())
    }

    @Test("nothing that is listed as missing exists", arguments: missing.keys.sorted())
    func missingIsMissing(_ row: String) {
        for word in Self.missing[row] ?? [] { #expect(!Self.existing.contains(word), "'\(word)' exists: \(row)") }
    }

    @Test("no line denies a key, task or follow-up that exists")
    func denials() throws {
        let denial = /\b(no|not|never|cannot|without)\b/
        for line in try Self.lines() {
            for cell in line.split(separator: "|") where cell.lowercased().contains(denial) {
                let named = cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset % 2 == 1 }.compactMap {
                        $0.element.split(separator: ":").first.map(String.init)
                    }
                for word in named { #expect(!Self.existing.contains(word), "\(line)") }
            }
        }
    }
}
