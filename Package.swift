// swift-tools-version:6.2
import PackageDescription

// The house in one picture; arrows point down only:
//
//     trialpool  trialpool-import  trialpool-analyze  trialpool-report  trialpool-plugins
//                            TrialCommandLine
//              TrialImportPlugins   TrialAnalysisPlugins
//     TrialImport   TrialAnalysis   TrialReporting   TrialPlugins
//                  TrialForensics
//     TrialArchives  TrialEvidence  TrialResults  TrialStatistics
//              TrialNumerics   TrialJSON   TrialPixels   TrialPluginMessages
//     CBoostMath  CDecimals  CLapack  CNLopt  CZlib  CArchive  CLibcrypto  CLinux  CPluginLauncher  CPango  CPng  CRsvg
//
// A target that imports a module names it here, also when it would come along with another: scripts/check compares.

// TRIALPOOL_STRICT makes a warning an error, in our own targets only; scripts/check and scripts/test set it.
let isStrict = Context.environment["TRIALPOOL_STRICT"] != nil
// TRIALPOOL_CONFIGURATION=release is for tests of the release build, all from one build: what is optimised can be looked into, and the
// tests themselves are not optimised, which would only take time. .ci/run sets it.
let isTestedInRelease = Context.environment["TRIALPOOL_CONFIGURATION"] == "release"
let commonSettings: [SwiftSetting] =
    [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")]
    + (isStrict ? [.treatAllWarnings(as: .error)] : [])
let swiftSettings =
    commonSettings
    + (isTestedInRelease ? [.unsafeFlags(["-enable-testing"], .when(configuration: .release))] : [])
let testSettings =
    commonSettings
    + (isTestedInRelease ? [.unsafeFlags(["-Onone"], .when(configuration: .release))] : [])
// TRIALPOOL_PROGRAMS_ONLY leaves out the packed datasets and the plugins that pack them. With them every module is compiled
// twice, once more for the tool that packs, also where only a program is asked for; scripts/run sets it.
let isWhole = Context.environment["TRIALPOOL_PROGRAMS_ONLY"] == nil
// TRIALPOOL_ONLY=TrialStatistics,TrialAnalysis keeps these modules, what they stand on and their tests: a quick round of one's own.
let kept = Context.environment["TRIALPOOL_ONLY"]?.split(separator: ",").map(String.init)
// Without optimisation the loops over numbers and pixels are 7 to 280 times slower, so they keep it in debug builds too.
let numericSettings = swiftSettings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A module that other packages may import.
func library(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [],
    settings: [SwiftSetting] = swiftSettings
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

/// A program: glue between the libraries and a terminal.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies + [argumentParser], swiftSettings: swiftSettings)
}

/// The tests of one module.
func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TrialTestSupport"], exclude: exclude,
        resources: resources,
        swiftSettings: testSettings)
}

/// A thin door to a C library of the system.
func door(_ name: String, pkgConfig: String, apt: [String]) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt(apt)])
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

let doors: [Target] = [
    .target(name: "CBoostMath", linkerSettings: [.linkedLibrary("m")]),
    .target(name: "CDecimals"),
    door("CLapack", pkgConfig: "lapacke", apt: ["liblapacke-dev", "libopenblas-serial-dev"]),
    door("CNLopt", pkgConfig: "nlopt", apt: ["libnlopt-dev"]),
    door("CZlib", pkgConfig: "zlib", apt: ["zlib1g-dev"]),
    door("CArchive", pkgConfig: "libarchive", apt: ["libarchive-dev"]),
    door("CLibcrypto", pkgConfig: "libcrypto", apt: ["libssl-dev"]),
    .systemLibrary(name: "CLinux"),
    .target(name: "CPluginLauncher"),
    door("CPango", pkgConfig: "pangocairo", apt: ["libpango1.0-dev", "libcairo2-dev"]),
    door("CPng", pkgConfig: "libpng", apt: ["libpng-dev"]),
    door("CRsvg", pkgConfig: "librsvg-2.0", apt: ["librsvg2-dev"]),
]

let libraries: [Target] = [
    library("TrialNumerics", ["CBoostMath", "CLapack", "CNLopt"], settings: numericSettings),
    library("TrialStatistics", ["TrialNumerics"], settings: numericSettings),
    library("TrialPixels", ["CPng"], settings: numericSettings),
    library("TrialJSON", ["CDecimals"]),
    library("TrialResults", ["TrialStatistics", "TrialNumerics", "TrialJSON"]),
    library("TrialEvidence", ["TrialJSON"]),
    library("TrialArchives", ["TrialEvidence", "CZlib", "CArchive", "CLibcrypto", "CLinux"]),
    library("TrialForensics", ["TrialEvidence", "TrialStatistics", "TrialNumerics"]),
    library("TrialImport", ["TrialEvidence", "TrialArchives", "TrialForensics"]),
    library("TrialPluginMessages", []),
    library(
        "TrialPlugins", ["TrialPluginMessages", "TrialArchives", "TrialJSON", "CPluginLauncher"], exclude: ["Schema"]),
    library("TrialImportPlugins", ["TrialPlugins", "TrialPluginMessages", "TrialImport", "TrialEvidence"]),
    library(
        "TrialAnalysisPlugins",
        [
            "TrialPlugins", "TrialPluginMessages", "TrialAnalysis", "TrialResults", "TrialStatistics", "TrialEvidence",
            "TrialJSON",
        ]),
    library("TrialCommandLine", ["TrialResults", "CLinux", argumentParser]),
    library(
        "TrialAnalysis",
        [
            "TrialEvidence", "TrialArchives", "TrialForensics", "TrialStatistics", "TrialNumerics", "TrialResults",
            "TrialJSON", grdb,
            yams,
        ],
        exclude: ["Batch/Schema"]),
    library(
        "TrialReporting",
        [
            "TrialResults", "TrialStatistics", "TrialNumerics", "TrialEvidence", "TrialArchives", "TrialJSON",
            "TrialPixels", "CPango", "CRsvg", mustache,
        ]),
]

let programs: [Target] = [
    program(
        "trialpool-plugins", ["TrialCommandLine", "TrialPlugins", "TrialPluginMessages", "TrialArchives"]),
    program("trialpool", ["TrialCommandLine", "TrialPlugins"]),
    program(
        "trialpool-analyze",
        [
            "TrialCommandLine", "TrialAnalysis", "TrialAnalysisPlugins", "TrialImport", "TrialArchives",
            "TrialPlugins", "TrialResults", "TrialStatistics", "TrialEvidence", "TrialJSON",
        ]),
    program(
        "trialpool-report",
        [
            "TrialCommandLine", "TrialReporting", "TrialAnalysis", "TrialAnalysisPlugins", "TrialPlugins",
            "TrialArchives", "TrialResults", "TrialEvidence",
        ]),
    program(
        "trialpool-import",
        [
            "TrialCommandLine", "TrialImport", "TrialImportPlugins", "TrialPlugins", "TrialPluginMessages",
            "TrialForensics", "TrialArchives", "TrialEvidence", "TrialJSON",
        ]),
]

// The plugins only launch programs of ours.
let plugins: [Target] = [
    .plugin(name: "PackDatasets", capability: .buildTool(), dependencies: ["dataset-packer"]),
    // Its modules are compiled once more for the build itself, so they are few.
    .executableTarget(
        name: "dataset-packer", dependencies: ["TrialArchives", "TrialEvidence"], path: "Plugins/DatasetPacker",
        swiftSettings: swiftSettings),
    .plugin(
        name: "VerifyDatasets",
        capability: .command(
            intent: .custom(verb: "verify-datasets", description: "Validates every dataset of the package."))),
    .plugin(
        name: "TrialPoolAnalyze",
        capability: .command(
            intent: .custom(verb: "trialpool-analyze", description: "Runs trialpool-analyze in the package's folder."),
            permissions: [
                .writeToPackageDirectory(reason: "Result files and the cache of results are written where you say.")
            ])),
]

/// The shipped evidence, packed by our own plugin when the package is built.
let datasets = Target.target(
    name: "TrialDatasets", path: "Datasets",
    exclude: ["msc-ms-trials", "historical-placebo", "haematopoietic-transplantation"],
    swiftSettings: swiftSettings, plugins: ["PackDatasets"])

let testTargets: [Target] = [
    .target(name: "TrialTestSupport", path: "Tests/TrialTestSupport", swiftSettings: testSettings),
    tests("TrialStatistics", ["TrialStatistics", "TrialNumerics"], resources: [.copy("Reference")]),
    tests("TrialNumerics", ["TrialNumerics"]),
    tests("TrialPixels", ["TrialPixels", "TrialNumerics"]),
    tests("TrialJSON", ["TrialJSON"]),
    tests("TrialPlugins", ["TrialPlugins", "TrialPluginMessages", "TrialJSON"], exclude: ["Misbehaving"]),
    tests("TrialCommandLine", ["TrialCommandLine"]),
    tests("TrialEvidence", ["TrialEvidence", "TrialJSON"]),
    tests("TrialForensics", ["TrialForensics", "TrialEvidence", "TrialStatistics", "TrialNumerics"]),
    tests("TrialArchives", ["TrialArchives", "TrialEvidence"]),
    .target(
        name: "TrialFuzzing", dependencies: ["TrialImport", "TrialEvidence", "TrialArchives"],
        path: "Tests/Fuzzing/Harness", swiftSettings: testSettings),
    tests(
        "TrialImport", ["TrialImport", "TrialEvidence", "TrialForensics", "TrialArchives", "TrialFuzzing"],
        resources: [.copy("Fixtures")]),
    tests(
        "TrialAnalysis",
        [
            "TrialAnalysis", "TrialEvidence", "TrialArchives", "TrialForensics", "TrialResults", "TrialStatistics",
            "TrialNumerics", "TrialJSON", "TrialImport", grdb,
        ],
        exclude: ["Batch/check_goldens.py", "Fixtures"]),
    tests(
        "TrialReporting",
        [
            "TrialReporting", "TrialResults", "TrialStatistics", "TrialNumerics", "TrialEvidence", "TrialArchives",
            "TrialPixels", "CRsvg",
        ],
        exclude: ["Figures/Snapshots"]),
]

/// The shipped evidence as other packages get it.
let datasetTests = tests("TrialDatasets", ["TrialDatasets", "TrialArchives", "TrialEvidence", "dataset-packer"])

// The built programs, run as a person would run them.
let programTests = Target.testTarget(
    name: "ProgramTests",
    dependencies: [
        "trialpool", "trialpool-import", "trialpool-analyze", "trialpool-report", "trialpool-plugins",
        "TrialArchives", "TrialEvidence", "TrialTestSupport",
    ],
    swiftSettings: testSettings)

// The built programs on datasets that nobody fitted the code to; those lie beside the tests.
let strangerTests = Target.testTarget(
    name: "StrangerTests",
    dependencies: [
        "trialpool", "trialpool-import", "trialpool-analyze", "trialpool-report", "TrialArchives", "TrialTestSupport",
    ],
    path: "Tests/Strangers/Laws", swiftSettings: testSettings)

let everything =
    doors + libraries + programs + testTargets + [programTests, strangerTests]
    + (isWhole ? [datasets, datasetTests] + plugins : [])

/// The named modules, their tests, and all that these need.
func only(_ names: [String], of everything: [Target]) -> [Target] {
    var wanted = Set(names + names.map { "\($0)Tests" })
    while true {
        let further = everything.filter { wanted.contains($0.name) }.flatMap(\.dependencies).compactMap { dependency in
            if case .byNameItem(let name, _) = dependency { name } else { nil }
        }
        if wanted.isSuperset(of: further) { break }
        wanted.formUnion(further)
    }
    return everything.filter { wanted.contains($0.name) }
}

let targets = kept.map { only($0, of: everything) } ?? everything
let libraryNames = libraries.map(\.name).filter { name in targets.contains { $0.name == name } }

/// What other packages may use beside the modules: the shipped datasets, and the plugins of the package manager.
let wholeProducts: [Product] = [
    .library(name: "TrialDatasets", targets: ["TrialDatasets"]),
    .plugin(name: "PackDatasets", targets: ["PackDatasets"]),
    .plugin(name: "VerifyDatasets", targets: ["VerifyDatasets"]),
    .plugin(name: "TrialPoolAnalyze", targets: ["TrialPoolAnalyze"]),
]

let package = Package(
    name: "trialpool",
    products: libraryNames.map { .library(name: $0, targets: [$0]) } + (isWhole && kept == nil ? wholeProducts : []),
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: targets,
    cxxLanguageStandard: .cxx17
)
