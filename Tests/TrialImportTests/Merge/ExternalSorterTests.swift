import Testing

@testable import TrialImport

@Suite("Sorting and putting rows aside")
struct ExternalSorterTests {
    /// Numbers that look random and always are the same.
    static func numbers(_ count: Int) -> [Int] {
        var state: UInt64 = 42
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % 5000
        }
    }

    @Test("records come sorted, whether they fit into memory or not", arguments: [0, 1, 7, 100, 10_000])
    func sorted(count: Int) throws {
        let numbers = Self.numbers(count)
        for capacity in [1, 3, 100, 20_000] where count / capacity <= 1000 {
            let sorter = ExternalSorter<Int>(capacity: capacity)
            for number in numbers { try sorter.append(number) }
            for _ in 1...2 {
                var records = try sorter.sorted()
                var back: [Int] = []
                while let record = try records.next() { back.append(record) }
                #expect(back == numbers.sorted())
            }
        }
    }

    @Test("rows come back in their order and from their places, however long they are")
    func spool() throws {
        let spool = RowSpool()
        let rows = (0..<3000).map { number in
            [
                String(repeating: "τ", count: number % 200), "", "\(number)",
                String(repeating: "x", count: number == 5 ? 600_000 : 3),
            ]
        }
        let places = try rows.enumerated().map { number, cells in
            try spool.append(table: number % 5, file: number / 7, line: number, cells: cells)
        }
        var number = 0
        try spool.forEach { row in
            #expect(
                row.cells == rows[number] && row.table == number % 5 && row.file == number / 7 && row.line == number)
            number += 1
        }
        #expect(number == rows.count)
        for number in [2999, 0, 5, 6] { #expect(try spool.row(at: places[number]).cells == rows[number]) }
    }

    @Test("fingerprints differ where cells differ, also in where they end")
    func fingerprints() {
        let texts = [
            ["ab", "c"], ["a", "bc"], ["abc", ""], ["", "abc"], ["abc"], ["12345678", "9"], ["1234567", "89"], [],
        ]
        var seen: Set<Fingerprint> = []
        for text in texts + Self.numbers(2000).map({ ["\($0)"] }) {
            var mixer = FingerprintMixer()
            for cell in text { mixer.add(cell) }
            seen.insert(mixer.fingerprint)
        }
        #expect(seen.count == texts.count + Set(Self.numbers(2000)).count)
    }
}
