import Foundation
import Testing
import TrialEvidence
import TrialImport
@Test func dumpR() throws {
    let fs: [(any RevManFormat, String)] = [(RevMan5(), "Fleiss1993.rm5"), (RevManCSV(), "Fleiss1993_CR.csv"), (RevManWeb(), "Fleiss1993.zip")]
    for (f, n) in fs {
    let e = try f.read(Fixture.bytes("revman/\(n)"), file: n, into: Dataset(name: "d"))
    var t = ""
    for a in e.studies { print(a.cells.filter { !$0.isEmpty}, to: &t) }
    for a in e.arms { print(a.cells, to: &t) }
    for r in e.outcomes { print(r.cells.joined(separator: "|"), to: &t) }
    for n in e.notTaken { print(n.code, n.place, n.reason, separator: " | ", to: &t) }
    for s in try f.review(Fixture.bytes("revman/\(n)"), file: n).storedResults { print(s, to: &t) }
    try t.write(toFile: "/tmp/house/mini-registry/dump-\(n).txt", atomically: true, encoding: .utf8)
    }
}
