import Foundation
import Testing
import TrialArchives
import TrialEvidence

@Suite("Datasets as archives")
struct DatasetArchiveTests {
    static let root = URL(filePath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
    static func folder(_ name: String) -> String { "\(root)/Datasets/\(name)" }

    @Test(
        "folder, archive and folder again are byte for byte the same",
        arguments: ["msc-ms-trials", "historical-placebo", "haematopoietic-transplantation"])
    func roundTrip(name: String) throws {
        let place = try TemporaryFolder()
        let bytes = try DatasetArchive.pack(folder: Self.folder(name))
        #expect(try DatasetArchive.pack(folder: Self.folder(name)) == bytes)
        try AtomicFile.write(bytes, to: "\(place.path)/d.zip")
        try DatasetArchive.unpack("\(place.path)/d.zip", to: "\(place.path)/d")
        #expect(try DatasetFolder("\(place.path)/d").files() == DatasetFolder(Self.folder(name)).files())
    }

    @Test("the identity is the content's, from a folder, an archive or a respelling")
    func identity() throws {
        let place = try TemporaryFolder()
        let dataset = try DatasetArchive.read(Self.folder("msc-ms-trials"))
        try AtomicFile.write(try DatasetArchive.pack(folder: Self.folder("msc-ms-trials")), to: "\(place.path)/d.zip")
        #expect(try DatasetArchive.read("\(place.path)/d.zip").identity == dataset.identity)
        let respelled = DatasetFiles(encoding: dataset)
        #expect(try respelled != DatasetFolder(Self.folder("msc-ms-trials")).files())
        #expect(try DatasetReader().read(respelled).identity == dataset.identity)
        #expect(dataset.identity.count == 64)
        var other = dataset
        other.outcomes[0].effect = 0.95
        #expect(other.identity != dataset.identity)
    }

    @Test("a dataset with an error is not packed, and the error tells the place")
    func wrongDataset() throws {
        var files = try DatasetFolder(Self.folder("historical-placebo")).files()
        let arms = String(decoding: files.files["arms.csv"] ?? [], as: UTF8.self)
        files.files["arms.csv"] = Array(arms.replacingOccurrences(of: "control,50", with: "contrl,50").utf8)
        let error = #expect(throws: EvidenceError.self) { try DatasetArchive.pack(files) }
        #expect(error?.diagnostics.first?.file == "arms.csv")
        #expect(error?.diagnostics.first?.line == 2)
    }

    @Test("a flipped byte in a packed dataset names the file, and unpacking leaves nothing behind")
    func flipped() throws {
        let place = try TemporaryFolder()
        var bytes = try DatasetArchive.pack(folder: Self.folder("msc-ms-trials"))
        let marker = Array("outcomes.csv".utf8)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: marker) })
        bytes[start + 1000] ^= 4
        try AtomicFile.write(bytes, to: "\(place.path)/d.zip")
        let error = #expect(throws: ArchiveError.self) {
            try DatasetArchive.unpack("\(place.path)/d.zip", to: "\(place.path)/d")
        }
        #expect(error?.entry == "outcomes.csv")
        #expect(place.names == ["d.zip"])
    }

    static let frictionless: String? = ProcessInfo.processInfo.environment["PATH"]?
        .split(separator: ":").map { "\($0)/frictionless" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(
        "the packed and the unpacked dataset satisfy Python's frictionless",
        .enabled(if: frictionless != nil),
        arguments: ["msc-ms-trials", "historical-placebo", "haematopoietic-transplantation"])
    func frictionlessValidates(name: String) throws {
        let place = try TemporaryFolder()
        try AtomicFile.write(try DatasetArchive.pack(folder: Self.folder(name)), to: "\(place.path)/d.zip")
        try DatasetArchive.unpack("\(place.path)/d.zip", to: "\(place.path)/d")
        #expect(try Self.validate("d.zip", in: place.path) == 0)
        #expect(try Self.validate("d/datapackage.json", in: place.path) == 0)
        // The check can fail: an arm of a study that is not there breaks a foreign key.
        let arms = "\(place.path)/d/arms.csv"
        let spoiled = String(decoding: try FileBytes.read(arms), as: UTF8.self).split(separator: "\n")[1]
            .split(separator: ",", omittingEmptySubsequences: false)
        let row = (["NoSuchStudy"] + spoiled.dropFirst()).joined(separator: ",") + "\n"
        try AtomicFile.write(try FileBytes.read(arms) + Array(row.utf8), to: arms)
        #expect(try Self.validate("d/datapackage.json", in: place.path) != 0)
    }

    static func validate(_ source: String, in folder: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: try #require(frictionless))
        process.arguments = ["validate", source]
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
