import Testing
import TrialEvidence
import TrialForensics

/// Recorded derivations recomputed.
struct DerivationAuditTests {
    private func row(_ derived: String, _ fill: (inout OutcomeRow) -> Void) throws -> OutcomeRow {
        var row = OutcomeRow(
            arm: ArmKey(studyID: "Alpha2020", armID: "MSC"), outcome: "edss", statistic: .meanSD,
            provenance: Provenance(confidence: .primary))
        row.derived = try RecordedDerivation.list(derived)
        fill(&row)
        return row
    }

    @Test("a cell that was rounded after its rule reproduces, and every other number does not")
    func rounding() throws {
        // 0.4 · √20 = 1.78885…
        for (sd, isSound) in [
            (1.79, true), (1.789, true), (1.788854382, true), (1.78, false), (1.8, true), (1.7, false),
        ] {
            let row = try row("sd = sd-from-se(se 0.40; n 20)") { ($0.n, $0.sd) = (20, sd) }
            let verdict = try #require(DerivationAudit.verdicts(on: row).first)
            #expect(verdict.isSound == isSound, "\(sd): \(verdict.outcome)")
        }
    }

    @Test("two cells of one rule are judged each by its own value")
    func twoCells() throws {
        let rule = "moments-from-quartiles(median 12; q1 8; q3 17; n 40)"
        let row = try row("mean = \(rule) | sd = \(rule)") {
            ($0.n, $0.median, $0.q1, $0.q3, $0.mean, $0.sd) = (40, 12, 8, 17, 12.35, 7.92)
        }
        let verdicts = DerivationAudit.verdicts(on: row)
        #expect(verdicts.map(\.isSound) == [true, false])
        guard case .differs(let expected) = verdicts[1].outcome else {
            Issue.record("\(verdicts[1].outcome)")
            return
        }
        #expect(abs(expected - 6.92036911331479) < 1e-9)
    }

    @Test(
        "a derivation that cannot be is named",
        arguments: [
            ("sd = sd-from-ses(se 0.4; n 20)", "did you mean \"sd-from-se\""),
            ("sd = sd-from-se(se 0.4; n 21)", "n is 21 there, but 20 in the row"),
            ("mean = sd-from-se(se 0.4; n 20)", "fills sd, not mean"),
            ("sd = rate(events 1; person_years 2)", "no cell"),
            ("sd = sd-from-se(se -0.4; n 20)", "standardError"),
        ])
    func impossible(text: String, words: String) throws {
        let row = try row(text) { ($0.n, $0.sd, $0.mean) = (20, 1.79, 1) }
        guard case .impossible(let reason)? = DerivationAudit.verdicts(on: row).first?.outcome else {
            Issue.record("\(text) passed")
            return
        }
        #expect(reason.contains(words), "\(reason)")
    }

    @Test("a percentage is held against the effect of its row")
    func percent() throws {
        let good = try row("events = rounded-percent(percent 46.0; n 50)") {
            ($0.n, $0.events, $0.effect, $0.effectMeasure) = (50, 23, 46, .percent)
        }
        #expect(DerivationAudit.verdicts(on: good).map(\.isSound) == [true])
        var bad = good
        bad.effect = 47
        #expect(DerivationAudit.verdicts(on: bad).map(\.isSound) == [false])
    }

    @Test("a standard error recorded without sizes still reproduces by z, and one with them by t")
    func errorsOfDifferences() throws {
        func verdicts(_ sizes: String, _ error: Double) throws -> [Bool] {
            let rule = "se-from-ci(effect 2; ci_low -0.145; ci_high 4.145\(sizes))"
            let row = try row("se = \(rule)") {
                ($0.comparatorArmID, $0.effect, $0.effectMeasure, $0.n) = ("PBO", 2, .meanDifference, 16)
                ($0.ciLow, $0.ciHigh, $0.se) = (-0.145, 4.145, error)
            }
            return DerivationAudit.verdicts(on: row).map(\.isSound)
        }
        // 4.29 / (2 · 1.959964) = 1.0944 and 4.29 / (2 · 2.144787) = 1.0001.
        #expect(try verdicts("", 1.0944) == [true])
        #expect(try verdicts("; n 8; n_comparator 8", 1.0001) == [true])
        #expect(try verdicts("; n 8; n_comparator 8", 1.0944) == [false])
    }
}
