import Foundation
import Testing
import TrialTestSupport

/// The check that each file imports only what its target declares, and the proof that it can fail.
struct StructureCheckTests {
    private func check(_ package: String) throws -> BuiltProgram.Outcome {
        try BuiltProgram.shell(["python3", "\(BuiltProgram.root)/scripts/check-imports", package])
    }

    private func withPackage<Value>(manifest: String, source: String, _ body: (String) throws -> Value) throws -> Value
    {
        try BuiltProgram.withFolder { folder in
            for name in ["TrialNumerics", "TrialStatistics"] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/Sources/\(name)", withIntermediateDirectories: true)
            }
            try "public let zero = 0\n".write(
                toFile: "\(folder)/Sources/TrialNumerics/Zero.swift", atomically: true, encoding: .utf8)
            try source.write(
                toFile: "\(folder)/Sources/TrialStatistics/Mean.swift", atomically: true, encoding: .utf8)
            let text =
                "// swift-tools-version:6.2\nimport PackageDescription\nlet package = Package(name: \"house\", targets: [\(manifest)])\n"
            try text.write(toFile: "\(folder)/Package.swift", atomically: true, encoding: .utf8)
            return try body(folder)
        }
    }

    private let declared =
        #".target(name: "TrialNumerics"), .target(name: "TrialStatistics", dependencies: ["TrialNumerics"])"#

    @Test("a package whose imports are declared passes")
    func passes() throws {
        try withPackage(manifest: declared, source: "import Glibc\nimport TrialNumerics\n") { folder in
            let outcome = try check(folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    @Test("an import that the target does not declare is named with file and line")
    func undeclared() throws {
        let bare = #".target(name: "TrialNumerics"), .target(name: "TrialStatistics")"#
        try withPackage(manifest: bare, source: "import Glibc\n@testable import TrialNumerics\n") { folder in
            let outcome = try check(folder)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("Sources/TrialStatistics/Mean.swift:2: imports TrialNumerics"))
        }
    }

    @Test("an arrow that points up is refused")
    func upwards() throws {
        let upside =
            #".target(name: "TrialNumerics", dependencies: ["TrialStatistics"]), .target(name: "TrialStatistics")"#
        try withPackage(manifest: upside, source: "\n") { folder in
            let outcome = try check(folder)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("TrialNumerics must not depend on TrialStatistics"))
        }
    }

    @Test("this package passes")
    func ours() throws {
        let outcome = try check(BuiltProgram.root)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }
}
