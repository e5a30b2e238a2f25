// swift-tools-version:6.2
import PackageDescription

// A package of its own: scripts/fuzz builds it, and with it the toolkit, with the counters that guide the fuzzer.

let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module of the toolkit.
func toolkit(_ name: String) -> Target.Dependency { .product(name: name, package: "trialpool") }

let package = Package(
    name: "trialpool-fuzzing",
    dependencies: [.package(name: "trialpool", path: "../..")],
    targets: [
        .target(name: "CFuzzer", path: "CFuzzer"),
        .target(
            name: "FuzzHarness",
            dependencies: [toolkit("TrialImport"), toolkit("TrialArchives"), toolkit("TrialEvidence")],
            path: "Harness", swiftSettings: swiftSettings),
        .executableTarget(
            name: "trialpool-fuzz", dependencies: ["CFuzzer", "FuzzHarness"], path: "Program",
            swiftSettings: swiftSettings),
    ]
)
