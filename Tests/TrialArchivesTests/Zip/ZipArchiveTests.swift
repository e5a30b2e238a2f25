import Glibc
import Testing
import TrialArchives

@Suite("Packing")
struct ZipArchiveTests {
    static let files: [String: [UInt8]] = [
        "a.csv": Array("1,2\n".utf8), "b/c.txt": Array(repeating: 120, count: 10_000), "empty": [],
        "random": (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) },
    ]

    @Test("what is packed unpacks to the same bytes")
    func roundTrip() throws {
        let bytes = try ZipArchive.write(Self.files)
        #expect(try ZipArchive.read(bytes) == Self.files)
        #expect(try ZipArchive.isExactly(Self.files, bytes))
    }

    @Test("no file at all makes an archive too")
    func nothing() throws {
        #expect(try ZipArchive.read(try ZipArchive.write([:])) == [:])
    }

    @Test("names are sorted, the time is the earliest there is, the mode 0644")
    func canonicalForm() throws {
        let bytes = try ZipArchive.write(["b": [1], "a": [2], "C": [3]])
        #expect(Array(bytes[30..<31]) == Array("C".utf8))
        // 1980-01-01 00:00:00 in DOS form.
        #expect(Array(bytes[10..<14]) == [0, 0, 0x21, 0])
        let central = try #require((0..<bytes.count).first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
        let mode = UInt32(bytes[central + 40]) | UInt32(bytes[central + 41]) << 8
        #expect(mode == 0o100644)
    }

    @Test("an unsafe name is not packed", arguments: ["../a", "/a", "", "a\\b", "ä"])
    func unsafeNames(name: String) {
        let error = #expect(throws: ArchiveError.self) { try ZipArchive.write([name: [1]]) }
        #expect(error?.code == .unsafeName)
    }

    @Test("the bytes do not depend on the time zone, the locale or the umask")
    func environment() async {
        await #expect(processExitsWith: .success) {
            let files = ZipArchiveTests.files
            guard let reference = try? ZipArchive.write(files) else { exit(1) }
            for (zone, language, mask) in [("Asia/Tokyo", "tr_TR.UTF-8", 0o077), ("America/Lima", "C.UTF-8", 0)] {
                setenv("TZ", zone, 1)
                setenv("LANG", language, 1)
                setenv("LC_ALL", language, 1)
                tzset()
                setlocale(LC_ALL, "")
                umask(mode_t(mask))
                guard let bytes = try? ZipArchive.write(files), bytes == reference else { exit(2) }
            }
            exit(0)
        }
    }

    @Test("flipping any one byte is noticed: by reading, or by packing again")
    func flips() throws {
        let files: [String: [UInt8]] = ["a": Array("hello hello hello".utf8), "b": [1]]
        let bytes = try ZipArchive.write(files)
        for index in bytes.indices {
            var flipped = bytes
            flipped[index] ^= 0x10
            guard let read = try? ZipArchive.read(flipped) else { continue }
            #expect(try read != files || !ZipArchive.isExactly(read, flipped), "byte \(index)")
        }
    }
}
