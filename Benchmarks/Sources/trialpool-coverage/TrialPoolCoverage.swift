import Foundation

/// Prints the tables of the article on coverage.
@main
struct TrialPoolCoverage {
    static let usage = "usage: trialpool-coverage [--replications 10000] [--seed 20261123]"

    static func main() throws {
        var (replications, seed) = (10_000, UInt64(20_261_123))
        var arguments = CommandLine.arguments.dropFirst()
        while let option = arguments.popFirst() {
            guard let value = arguments.popFirst().flatMap({ UInt64($0) }) else { stop() }
            switch option {
            case "--replications" where value > 0 && value < 10_000_000: replications = Int(value)
            case "--seed": seed = value
            default: stop()
            }
        }
        print("Seed \(seed), \(replications) replications a row.\n")
        var cells: [CoverageCell] = []
        for studies in [3, 5, 10, 20] {
            for iSquared in [0, 0.25, 0.75] {
                // Every row has a seed of its own, so that one can be run again without those before it.
                let own = seed &+ UInt64(studies * 1000) &+ UInt64(iSquared * 100)
                let design = SimulatedDesign(studies: studies, iSquared: iSquared)
                cells.append(try CoverageCell(design, replications: replications, seed: own))
            }
        }
        table("Coverage of 95 % intervals in percent", cells) { percent($0.coverage[$1]) }
        table("Mean width", cells) { width($0.meanWidth[$1]) }
        table("Median width", cells) { width($0.medianWidth[$1]) }
    }

    private static func stop() -> Never {
        FileHandle.standardError.write(Data((usage + "\n").utf8))
        exit(2)
    }

    private static func table(_ title: String, _ cells: [CoverageCell], _ text: (CoverageCell, Int) -> String) {
        let methods = SimulatedMethod.all
        print("**\(title)**\n")
        print("| k | I² | τ² | " + methods.map(\.name).joined(separator: " | ") + " |")
        print("|---:|---:|---:|" + String(repeating: "---:|", count: methods.count))
        for cell in cells {
            let row = methods.indices.map { text(cell, $0) }
            let design = cell.design
            print(
                "| \(design.variances.count) | \(Int(design.iSquared * 100)) % | \(width(design.tau2)) | "
                    + row.joined(separator: " | ") + " |")
        }
        print()
    }

    private static func percent(_ share: Double) -> String { String(format: "%.1f", 100 * share) }

    private static func width(_ value: Double) -> String {
        value.isInfinite ? "∞" : value >= 100 ? String(format: "%.0f", value) : String(format: "%.2f", value)
    }
}
