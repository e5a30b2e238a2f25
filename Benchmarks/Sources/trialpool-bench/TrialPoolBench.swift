import CReference
import TrialStatistics

/// Prints the tables of RESULTS.md; with `kernel NAME TIMES` it runs one kernel for `scripts/instructions` and prints nothing, with
/// `kernels` it lists them.
@main
struct TrialPoolBench {
    static func main() throws {
        let parts = CommandLine.arguments.dropFirst()
        if parts == ["kernels"] { return Kernels.names.forEach { print($0) } }
        if parts.first == "kernel", let name = parts.dropFirst().first, let times = parts.last.flatMap({ Int($0) }) {
            return try Kernels.run(name, times: times)
        }
        let benchmarks = try Benchmarks()
        let groups: [(title: String, word: String, rows: () throws -> [Measurement])] = [
            ("Pooling 13 trials", "pooling", benchmarks.pooling),
            ("A million 2 × 2 tables", "effects", benchmarks.effects),
            ("A table of 100,000 outcomes of 5 studies", "table", { try TableBenchmarks.rows(benchmarks.timing) }),
            ("Requests of the batch program", "batch", { try BatchBenchmarks.rows(benchmarks.timing) }),
            ("Rare events", "rare", benchmarks.rareEvents),
            ("The two-arm panel on 9 trials, method by method", "panel", benchmarks.panelRows),
            ("Follow-ups", "subsets", benchmarks.followUps),
            ("Rows that depend on each other", "dependent", benchmarks.dependentRows),
            ("Each study left out in turn", "deletions", { try DeletionBenchmarks.rows(benchmarks.timing) }),
            ("From a dataset to effect sizes", "evidence", { try EvidenceBenchmarks.rows(benchmarks.timing) }),
        ]
        for group in groups where parts.isEmpty || parts.contains(group.word) {
            print("## \(group.title)\n")
            table(try group.rows())
        }
        if parts.isEmpty || parts.contains("plugins") { pluginCalls(try PluginCalls.rows()) }
        if parts.isEmpty || parts.contains("allocations") { allocations(try AllocationCheck.all()) }
        if parts.isEmpty || parts.contains("agreement") { agreement(benchmarks.bcg) }
    }

    private static func table(_ rows: [Measurement]) {
        print("| what | minimum | median | requests for memory |\n|---|---:|---:|---:|")
        for row in rows {
            print("| \(row.name) | \(row.minimum.asTime) | \(row.median.asTime) | \(Int(row.allocations)) |")
        }
        print()
        for reference in rows where reference.name.hasPrefix("C -O3") {
            let next = rows.firstIndex { $0.name == reference.name }! + 1
            let ratio = (rows[next].minimum / reference.minimum).threeDigits
            print("“\(rows[next].name)” takes \(ratio) times “\(reference.name)”.")
        }
        print()
    }

    private static func pluginCalls(_ rows: [PluginCalls.Row]) {
        print("## Calls of a plugin\n")
        print("| what | minimum | median |\n|---|---:|---:|")
        for row in rows { print("| \(row.name) | \(row.minimum.asTime) | \(row.median.asTime) |") }
        print("\nA call costs \((rows[1].median - rows[0].median).asTime) more than a bare pipe.\n")
    }

    private static func allocations(_ checks: [AllocationCheck]) {
        print("## Memory inside a search\n")
        print("| estimator | search | evaluations of the model | requests for memory | |\n|---|---|---:|---:|---|")
        for check in checks {
            let (short, long) = (check.shortest, check.longest)
            let verdict = check.isClean ? "none inside the iteration" : "**allocates**"
            print("| \(check.name) | shortest | \(short.evaluations) | \(short.requests) | |")
            print("| \(check.name) | longest | \(long.evaluations) | \(long.requests) | \(verdict) |")
        }
        print()
    }

    /// The fast loop and the library must mean the same thing.
    private static func agreement(_ model: LinearModel) {
        var (tau2, mean) = (0.0, 0.0)
        let steps = reference_reml(model.estimates, model.variances, model.studies, &tau2, &mean)
        let own = RestrictedMaximumLikelihood().estimate(model)
        print("REML τ²: C \(tau2) in \(steps) steps, here \(own.tau2) in \(own.convergence.iterations) evaluations.")
    }
}
