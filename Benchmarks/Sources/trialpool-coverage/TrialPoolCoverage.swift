import Foundation

/// Prints the tables of the article on coverage.
@main
struct TrialPoolCoverage {
    static let usage =
        "usage: trialpool-coverage [--replications 10000] [--seed 20261123] [--only shared-controls|over-time|bootstrap]"

    static func main() throws {
        var (replications, seed) = (10_000, UInt64(20_261_123))
        var only: String?
        var arguments = CommandLine.arguments.dropFirst()
        while let option = arguments.popFirst() {
            guard let text = arguments.popFirst() else { stop() }
            if option == "--only", ["shared-controls", "over-time", "bootstrap"].contains(text) {
                only = text
                continue
            }
            guard let value = UInt64(text) else { stop() }
            switch option {
            case "--replications" where value > 0 && value < 10_000_000: replications = Int(value)
            case "--seed": seed = value
            default: stop()
            }
        }
        print("Seed \(seed), \(replications) replications a row.\n")
        if only == nil { try independent(replications, seed) }
        if only ?? "shared-controls" == "shared-controls" { try sharedControls(replications, seed) }
        if only ?? "over-time" == "over-time" { try overTime(replications, seed) }
        if only ?? "bootstrap" == "bootstrap" { try bootstrap(replications, seed) }
    }

    private static func bootstrap(_ replications: Int, _ seed: UInt64) throws {
        print("\n**Bootstrap of the studies: coverage of 95 % intervals in percent, and mean width**\n")
        let ways = ResampledCell.ways
        print(
            "| k | I² | " + ways.joined(separator: " | ") + " | " + ways.map { "width, \($0)" }.joined(separator: " | ")
                + " |")
        print("|---:|---:|" + String(repeating: "---:|", count: 2 * ways.count))
        for studies in [3, 5, 10, 20] {
            for iSquared in [0, 0.25, 0.75] {
                let own = seed &+ UInt64(studies * 1000) &+ UInt64(iSquared * 100)
                let design = SimulatedDesign(studies: studies, iSquared: iSquared)
                let cell = try ResampledCell(design, replications: replications, seed: own)
                print(
                    "| \(studies) | \(Int(iSquared * 100)) % | "
                        + (cell.coverage.map(percent) + cell.meanWidth.map(width)).joined(separator: " | ") + " |")
            }
        }
    }

    private static func overTime(_ replications: Int, _ seed: UInt64) throws {
        print("\n**Effects over time: coverage of 95 % intervals in percent**\n")
        let ways = TimedCell.ways
        print(
            "| trials | I² | r, true | r, taken | " + ways.map { "month 12, \($0)" }.joined(separator: " | ") + " | "
                + ways.map { "change, \($0)" }.joined(separator: " | ") + " | judged by trials |")
        print("|---:|---:|---:|---:|" + String(repeating: "---:|", count: 2 * ways.count + 1))
        for trials in [4, 6, 10, 20] {
            for (iSquared, taken) in [(0.25, 0.6), (0.75, 0.6), (0.75, 0.2)] {
                let design = TimedDesign(trials: trials, iSquared: iSquared, correlation: 0.6)
                let own = seed &+ UInt64(trials * 1000) &+ UInt64(iSquared * 100 + taken * 10)
                let cell = try TimedCell(design, taken: taken, replications: replications, seed: own)
                let shares = (cell.level + cell.change + [cell.robust]).map(percent)
                print(
                    "| \(trials) | \(Int(iSquared * 100)) % | \(width(design.correlation)) | \(width(taken)) | "
                        + shares.joined(separator: " | ") + " |")
            }
        }
    }

    private static func independent(_ replications: Int, _ seed: UInt64) throws {
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

    private static func sharedControls(_ replications: Int, _ seed: UInt64) throws {
        print("**Shared controls: coverage of 95 % intervals in percent**\n")
        let ways = CorrelatedCell.ways.map(\.name) + ["PI, rows − 1", "PI, studies − 1", "mean of τ̂²"]
        print("| k | arms | ρ | I² | τ² | " + ways.joined(separator: " | ") + " |")
        print("|---:|---|---:|---:|---:|" + String(repeating: "---:|", count: ways.count))
        for correlation in [0.5, 1] {
            for trials in [2, 3, 5, 10] {
                for arms in CorrelatedDesign.Arms.allCases {
                    for iSquared in [0, 0.25, 0.75] where iSquared > 0 || correlation < 1 {
                        let design = CorrelatedDesign(
                            trials: trials, arms: arms, iSquared: iSquared, correlation: correlation)
                        let own = seed &+ UInt64(trials * 1000 + design.studies.count * 100_000)
                        let cell = try CorrelatedCell(
                            design, replications: replications,
                            seed: own &+ UInt64(iSquared * 100) &+ UInt64(correlation * 10))
                        print(row(cell))
                    }
                }
            }
        }
    }

    private static func row(_ cell: CorrelatedCell) -> String {
        let design = cell.design
        let shares = cell.coverage + [cell.prediction.rows, cell.prediction.studies]
        let numbers = shares.map(percent) + [width(cell.meanTau2)]
        return
            "| \(design.trials) | \(design.arms.rawValue) | \(design.correlation) | \(Int(design.iSquared * 100)) % | "
            + "\(width(design.tau2)) | " + numbers.joined(separator: " | ") + " |"
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
