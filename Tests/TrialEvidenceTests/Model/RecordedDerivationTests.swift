import Testing
import TrialEvidence

/// What a dataset says of derived numbers, read and written.
struct RecordedDerivationTests {
    @Test(
        "derivations come back as they were written",
        arguments: [
            "", "sd = sd-from-se(se 0.40; n 20)", "events = count-from-percent(percent 37.5; n 24)",
            "mean = moments-from-quartiles(median 12; q1 8; q3 17; n 40) | sd = moments-from-quartiles(median 12; q1 8; q3 17; n 40)",
            "sd = paired-sd-from-p(mean -0.5; p_value <0.001; n 12)", "p_value = a-2(x 1e-05)",
        ])
    func roundTrip(text: String) throws {
        #expect(RecordedDerivation.text(try RecordedDerivation.list(text)) == text)
    }

    @Test("blanks make no difference, and an input keeps its spelling and decimals")
    func spelling() throws {
        let list = try RecordedDerivation.list("  events=rounded-percent( percent   46.0 ;n 50 )  ")
        #expect(RecordedDerivation.text(list) == "events = rounded-percent(percent 46.0; n 50)")
        let percent = try #require(list.first?.inputs.first)
        #expect(percent.value == 46)
        #expect(percent.decimals == 1)
        #expect(try RecordedDerivation.list("sd = r(p <0.05)")[0].inputs[0].value == nil)
    }

    @Test(
        "a broken derivation is refused at its character",
        arguments: [
            ("sdd = sd-from-se(se 1; n 2)", 1, "did you mean \"sd\""), ("sd sd-from-se(se 1)", 4, "equals sign"),
            ("sd = (se 1)", 6, "rule"), ("sd = sd-from-se", 16, "parentheses"), ("sd = r()", 8, "input"),
            ("sd = r(se)", 10, "nothing stands where the number of se"), ("sd = r(se four)", 11, "\"four\""),
            ("sd = r(se 1; se 2)", 14, "twice"), ("sd = r(se 1", 12, "semicolon"),
            ("sd = r(se 1) sd = r(se 1)", 14, "bar"), ("sd = r(se 1) |", 15, "cell"), ("sd = r(se nan)", 11, "nan"),
            ("sd = r(p <2)", 10, "<2"),
        ])
    func broken(text: String, position: Int, words: String) {
        let error = #expect(throws: DerivationSyntaxError.self) { try RecordedDerivation.list(text) }
        #expect(error?.position == position)
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
}
