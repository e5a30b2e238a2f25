import Testing
import TrialArchives
import TrialNumerics

@testable import TrialAnalysis

@Suite struct BuildIdentifierTests {
    private static func number(_ value: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func note(_ name: String, _ kind: Int, _ content: [UInt8]) -> [UInt8] {
        let filled = { (bytes: [UInt8]) in bytes + Array(repeating: 0, count: (4 - bytes.count % 4) % 4) }
        let named = Array(name.utf8) + [0]
        return number(named.count, 4) + number(content.count, 4) + number(kind, 4) + filled(named) + filled(content)
    }

    /// A program with one segment that is loaded and one with notes.
    private static func program(_ notes: [UInt8]) -> [UInt8] {
        var head: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1] + Array(repeating: 0, count: 26)
        head += number(64, 8) + Array(repeating: 0, count: 14) + number(56, 2) + number(2, 2)
        head += Array(repeating: 0, count: 64 - head.count)
        for (kind, start, length) in [(1, 0, 64), (4, 64 + 112, notes.count)] {
            head +=
                number(kind, 4) + number(0, 4) + number(start, 8) + number(0, 16) + number(length, 8) + number(0, 16)
        }
        return head + notes
    }

    private static let own = [UInt8](1...20)

    @Test("the identifier is found behind other notes")
    func found() {
        let notes = Self.note("GNU", 1, Array(repeating: 7, count: 16)) + Self.note("GNU", 3, Self.own)
        #expect(BuildIdentifier(head: Self.program(notes))?.bytes == Self.own)
    }

    @Test("without one there is none: other notes, another owner, another format, a file that is cut off anywhere")
    func none() {
        #expect(BuildIdentifier(head: Self.program(Self.note("GNU", 1, Self.own))) == nil)
        #expect(BuildIdentifier(head: Self.program(Self.note("Go", 3, Self.own))) == nil)
        #expect(BuildIdentifier(head: Array("#!/bin/sh\n".utf8)) == nil)
        let whole = Self.program(Self.note("GNU", 3, Self.own))
        for length in 0..<whole.count {
            #expect(BuildIdentifier(head: Array(whole.prefix(length))) == nil, "\(length)")
        }
    }

    @Test("no bytes break it", arguments: 1...20)
    func broken(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let whole = Self.program(Self.note("GNU", 1, Self.own) + Self.note("GNU", 3, Self.own))
        for _ in 0..<500 {
            var changed = whole
            for _ in 0...Int(generator.next() % 4) {
                changed[Int(generator.next() % UInt64(changed.count))] = UInt8(truncatingIfNeeded: generator.next())
            }
            if let bytes = BuildIdentifier(head: changed)?.bytes { #expect(bytes.count >= 8) }
        }
    }

    @Test("this program has one, or its own bytes stand for it; either way the fingerprint is the same each time")
    func thisProgram() throws {
        let bytes = try BuildIdentifier(ofProgram: "/proc/self/exe")?.bytes ?? FileBytes.read("/proc/self/exe")
        #expect(EngineIdentity.fingerprint.hasSuffix("+\(SHA256.hex(of: bytes).prefix(16))"))
    }
}
