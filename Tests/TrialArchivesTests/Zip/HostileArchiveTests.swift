import Testing
import TrialArchives

@Suite("Hostile archives")
struct HostileArchiveTests {
    typealias Entry = HandmadeZip.Entry

    func refusal(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) -> ArchiveError? {
        do throws(ArchiveError) {
            _ = try ZipArchive.read(bytes, path: "x.zip", limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test("an honest archive made by hand is read")
    func honest() throws {
        let bytes = HandmadeZip([Entry("a.txt", "hello"), Entry("b/c.txt", "world"), Entry("empty", "")]).bytes
        let files = try ZipArchive.read(bytes)
        #expect(files == ["a.txt": Array("hello".utf8), "b/c.txt": Array("world".utf8), "empty": []])
        #expect(try ZipArchive.read(HandmadeZip([]).bytes) == [:])
    }

    @Test(
        "a name that leads elsewhere is refused",
        arguments: [
            "../evil", "a/../../evil", "/etc/passwd", "..", ".", "a//b", "./a", "a\\b", "..\\evil", "C:evil", "a\u{7}b",
            "é.txt",
        ])
    func names(name: String) {
        let error = refusal(HandmadeZip([Entry("good", "1"), Entry(name, "2")]).bytes)
        #expect(error?.code == .unsafeName)
        #expect(error?.path == "x.zip")
    }

    @Test("a very long name is refused")
    func longName() {
        let name = String(repeating: "a", count: 256)
        #expect(refusal(HandmadeZip([Entry(name, "1")]).bytes)?.code == .unsafeName)
    }

    @Test(
        "a link, a folder, a device in place of a file is refused", arguments: [0o120777, 0o040755, 0o020666, 0o010644])
    func kinds(mode: UInt32) {
        var entry = Entry("link", "/etc/passwd")
        entry.mode = mode
        let error = refusal(HandmadeZip([entry]).bytes)
        #expect(error?.code == .notARegularFile)
        #expect(error?.entry == "link")
    }

    @Test("a folder entry is refused")
    func folder() {
        #expect(refusal(HandmadeZip([Entry("folder/", "")]).bytes)?.code == .notARegularFile)
    }

    @Test("a name that is there twice is refused")
    func duplicate() {
        let error = refusal(HandmadeZip([Entry("a", "1"), Entry("a", "2")]).bytes)
        #expect(error?.code == .duplicateName)
        #expect(error?.entry == "a")
    }

    @Test("an encrypted file is refused")
    func encrypted() {
        var entry = Entry("secret", "0123456789abcdef")
        entry.flags = 1
        #expect(refusal(HandmadeZip([entry]).bytes)?.code == .encrypted)
    }

    @Test("more files than the limit are refused")
    func tooMany() {
        let entries = (0..<4).map { Entry("f\($0)", "x") }
        #expect(refusal(HandmadeZip(entries).bytes, limits: ZipLimits(entries: 3))?.code == .tooManyEntries)
        #expect(refusal(HandmadeZip(entries).bytes, limits: ZipLimits(entries: 4)) == nil)
    }

    @Test("more bytes than the limit are refused, over all files together")
    func tooLarge() {
        let entries = (0..<4).map { Entry("f\($0)", String(repeating: "x", count: 100)) }
        let error = refusal(HandmadeZip(entries).bytes, limits: ZipLimits(totalBytes: 399))
        #expect(error?.code == .tooLarge)
        #expect(error?.entry == "f3")
        #expect(refusal(HandmadeZip(entries).bytes, limits: ZipLimits(totalBytes: 400)) == nil)
    }

    @Test("a bomb is refused by its ratio, though it is below the size limit")
    func bomb() throws {
        let bytes = try ZipArchive.write(["bomb": [UInt8](repeating: 0, count: 8 << 20)])
        #expect(bytes.count < 20_000)
        #expect(refusal(bytes)?.code == .tooLarge)
        #expect(refusal(bytes, limits: ZipLimits(ratio: 2000)) == nil)
    }

    @Test("a size that lies is refused, whether too small or too large", arguments: [UInt32(4), 6, 5_000_000])
    func lyingSize(size: UInt32) {
        var entry = Entry("a", "hello")
        entry.size = size
        let error = refusal(HandmadeZip([entry]).bytes)
        #expect(error != nil)
        #expect([.wrongSize, .damaged, .tooLarge].contains(error?.code))
    }

    @Test("a deflated file that unpacks to more than it declares is refused", arguments: [UInt32(10), 2_000_000])
    func lyingDeflate(size: UInt32) {
        // One final stored deflate block of 100 bytes.
        let content = [UInt8](repeating: 65, count: 100)
        var entry = Entry(Array("a".utf8), [1, 100, 0, 155, 255] + content)
        entry.method = 8
        entry.checksum = HandmadeZip.crc32(content)
        entry.size = 100
        #expect(refusal(HandmadeZip([entry]).bytes) == nil)
        entry.size = size
        #expect([.wrongSize, .tooLarge].contains(refusal(HandmadeZip([entry]).bytes)?.code))
    }

    @Test("a wrong checksum is refused and the file named")
    func checksum() {
        var entry = Entry("a", "hello")
        entry.checksum ^= 1
        let error = refusal(HandmadeZip([Entry("b", "fine"), entry]).bytes)
        #expect(error?.code == .damaged)
        #expect(error?.entry == "a")
    }

    @Test("an archive cut off anywhere is refused")
    func truncated() throws {
        let bytes = try ZipArchive.write(["a.csv": Array("1,2,3\n4,5,6\n".utf8), "b.csv": Array("x\n".utf8)])
        for length in 0..<bytes.count {
            #expect(refusal(Array(bytes[..<length])) != nil, "cut at \(length)")
        }
        #expect(refusal(Array(bytes[..<(bytes.count - 1)]))?.code == .truncated)
    }

    @Test("a directory that lists more or fewer files than there are is refused", arguments: [UInt8(1), 3])
    func wrongCount(count: UInt8) {
        var bytes = HandmadeZip([Entry("a", "1"), Entry("b", "2")]).bytes
        bytes[bytes.count - 14] = count
        bytes[bytes.count - 12] = count
        #expect(refusal(bytes)?.code == .damaged)
    }

    @Test("a file whose own header has another name than the directory is refused")
    func twoNames() {
        var bytes = HandmadeZip([Entry("good", "1")]).bytes
        bytes[30] = UInt8(ascii: "f")
        #expect(refusal(bytes)?.code == .damaged)
    }

    @Test("a file that lies inside another, as in a bomb of overlapping files, is refused")
    func overlap() {
        // The outer file's content is the inner file with its header.
        let inner = Entry("in", "hello")
        let outer = Entry(Array("outer".utf8), Array(HandmadeZip([inner]).bytes[..<(30 + 2 + 5)]))
        var listed = inner
        listed.listedAt = 30 + 5
        #expect(refusal(HandmadeZip([outer]).bytes) == nil)
        let found = refusal(HandmadeZip([outer, listed]).bytes)
        #expect(found?.code == .damaged && found?.message.contains("overlap") == true)
    }

    @Test("what is no archive is refused", arguments: ["", "hello", "PK", "study_id,arm_id\n"])
    func noArchive(text: String) {
        #expect(refusal(Array(text.utf8))?.code == .notAnArchive)
    }

    @Test("random bytes after a good beginning never crash the reader")
    func noise() {
        let honest = HandmadeZip([Entry("a", "hello"), Entry("b", "world")]).bytes
        var state: UInt64 = 1
        for _ in 0..<2000 {
            var bytes = honest
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            guard let files = try? ZipArchive.read(bytes) else { continue }
            #expect(files.count == 2)
        }
    }
}
