import Testing
import TrialArchives

@Suite("Manifests and digests")
struct ManifestTests {
    @Test("SHA-256 agrees with the examples of FIPS 180")
    func digests() {
        #expect(SHA256.hex(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(SHA256.hex(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(SHA256.hex(of: long) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }

    static let files: [String: [UInt8]] = ["a.csv": Array("1\n".utf8), "b.csv": Array("2\n".utf8)]

    @Test("the manifest is what sha256sum --check reads")
    func text() throws {
        let manifest = Manifest(of: Self.files)
        let one = "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865  a.csv\n"
        let two = "53c234e5e8472b6ac51c1ae1cab3fe06fad053beb8ebfd8977b010655bfdd3c3  b.csv\n"
        #expect(manifest.text == one + two)
        #expect(try Manifest(reading: Array(manifest.text.utf8), path: "x") == manifest)
    }

    @Test("a changed, a missing and an unlisted file are each named")
    func problems() {
        let manifest = Manifest(of: Self.files)
        #expect(manifest.problems(in: Self.files, path: "x") == [])
        let spoiled: [String: [UInt8]] = ["a.csv": Array("3\n".utf8), "c.csv": []]
        let problems = manifest.problems(in: spoiled, path: "x")
        #expect(problems.map(\.code) == [.changedFile, .missingFile, .unlistedFile])
        #expect(problems.map(\.entry) == ["a.csv", "b.csv", "c.csv"])
    }

    @Test("sealing and opening give the same files, and one changed byte is an error that names the file")
    func seal() throws {
        let sealed = try Manifest.seal(Self.files)
        #expect(try Manifest.open(sealed, path: "x") == Self.files)
        var files = try ZipArchive.read(sealed)
        files["b.csv"] = Array("9\n".utf8)
        let changed = try ZipArchive.write(files)
        let error = #expect(throws: ArchiveError.self) { try Manifest.open(changed, path: "x.zip") }
        #expect(error?.code == .changedFile)
        #expect(error?.entry == "b.csv")
        #expect(error?.description.hasPrefix("x.zip: b.csv: error: ") == true)
    }

    @Test("an archive without a manifest, or with a broken one, is refused")
    func broken() throws {
        let bare = try ZipArchive.write(Self.files)
        #expect(throws: ArchiveError.self) { try Manifest.open(bare, path: "x") }
        let digest = String(repeating: "0", count: 64)
        for text in ["hello", "\(digest) a", "\(digest)  ", "\(digest)  a\n\(digest)  a\n"] {
            let error = #expect(throws: ArchiveError.self) { try Manifest(reading: Array(text.utf8), path: "x") }
            #expect(error?.code == .badManifest)
        }
    }
}
