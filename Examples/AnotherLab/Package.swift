// swift-tools-version:6.2
import PackageDescription

// A package as another laboratory would write it: it uses TrialPool's public products and changes none of its files.

let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]

/// A product of TrialPool.
func trialPool(_ name: String) -> Target.Dependency { .product(name: name, package: "trialpool") }

let package = Package(
    name: "another-lab",
    dependencies: [.package(name: "trialpool", path: "../..")],
    targets: [
        .target(
            name: "AnotherLab",
            dependencies: [
                trialPool("TrialAnalysis"), trialPool("TrialReporting"), trialPool("TrialResults"),
                trialPool("TrialStatistics"), trialPool("TrialNumerics"), trialPool("TrialJSON"),
                trialPool("TrialImport"),
                trialPool("TrialEvidence"),
            ],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "another-lab", dependencies: ["AnotherLab", trialPool("TrialArchives")],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "AnotherLabTests",
            dependencies: [
                "AnotherLab", trialPool("TrialAnalysis"), trialPool("TrialReporting"), trialPool("TrialResults"),
                trialPool("TrialStatistics"), trialPool("TrialArchives"), trialPool("TrialJSON"),
                trialPool("TrialImport"),
                trialPool("TrialEvidence"),
            ],
            swiftSettings: swiftSettings),
    ]
)
