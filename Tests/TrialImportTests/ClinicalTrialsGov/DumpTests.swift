import Foundation
import Testing
import TrialEvidence
import TrialImport
@Test(arguments: ["NCT02552212", "NCT05594173"]) func dump(_ name: String) throws {
    let e = try ClinicalTrialsGov().read(Fixture.bytes("ctgov/\(name).json"), file: "x.json", into: Dataset(name: "d"))
    var t = ""
    print(e.studies[0].cells, to: &t)
    for a in e.arms { print(a.cells, to: &t) }
    for r in e.outcomes { print(r.cells.joined(separator: "|"), to: &t) }
    for n in e.notTaken { print(n.code, n.place, n.reason, separator: " | ", to: &t) }
    try t.write(toFile: "/tmp/house/mini-registry/dump-\(name).txt", atomically: true, encoding: .utf8)
}
