// swift-tools-version:6.2
import PackageDescription

// A package of its own, so that users of the toolkit never resolve or build what only measures it.

let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]
let statistics = Target.Dependency.product(name: "TrialStatistics", package: "trialpool")
let results = Target.Dependency.product(name: "TrialResults", package: "trialpool")
let reporting = Target.Dependency.product(name: "TrialReporting", package: "trialpool")
let plugins = Target.Dependency.product(name: "TrialPlugins", package: "trialpool")
let messages = Target.Dependency.product(name: "TrialPluginMessages", package: "trialpool")
let analysis = Target.Dependency.product(name: "TrialAnalysis", package: "trialpool")
let evidence = Target.Dependency.product(name: "TrialEvidence", package: "trialpool")
let json = Target.Dependency.product(name: "TrialJSON", package: "trialpool")
let numerics = Target.Dependency.product(name: "TrialNumerics", package: "trialpool")

let package = Package(
    name: "trialpool-benchmarks",
    dependencies: [.package(name: "trialpool", path: "..")],
    targets: [
        // -O3 without -ffast-math: as fast as C gets under the same rules of rounding.
        .target(name: "CReference", cSettings: [.unsafeFlags(["-O3"])]),
        .executableTarget(
            name: "trialpool-bench", dependencies: ["CReference", statistics, numerics, analysis, evidence, json, plugins, messages],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "trialpool-figures", dependencies: ["CReference", reporting, results, statistics],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "trialpool-coverage", dependencies: [statistics, numerics], swiftSettings: swiftSettings),
    ]
)
