import Testing
import TrialReporting
import TrialResults

struct UnaskedTests {
    private static func outcome(_ code: String, _ results: Int, reason: String?) -> UnaskedOutcome {
        var outcome = UnaskedOutcome(outcome: code, results: results, studies: 1)
        outcome.reason = reason
        return outcome
    }

    @Test("the sentence counts, and names at most five outcomes without a reason")
    func sentence() {
        func words(_ outcomes: [UnaskedOutcome]) -> String {
            UnaskedWords(outcomes).sentence.replacing("\u{A0}", with: " ")
        }
        #expect(
            words([Self.outcome("a", 1, reason: "r")])
                == "No question asks of 1 outcome with 1 result in the dataset. The plan gives the reasons.")
        #expect(
            words([Self.outcome("a", 2, reason: "r"), Self.outcome("b", 1, reason: nil)])
                == "No question asks of 2 outcomes with 3 results in the dataset. The plan gives no reason for b.")
        let many = (1...7).map { Self.outcome("o\($0)", 1000, reason: nil) }
        #expect(words(many).hasSuffix("no reason for o1, o2, o3, o4, o5 and 2 more."))
        #expect(words(many).contains("7,000 results"))
    }

    @Test("a title stands for a code, and what the plan does not say is said")
    func table() {
        var named = Self.outcome("neda", 3, reason: nil)
        named.title = "No evidence of disease activity"
        #expect(
            UnaskedTable([named]).table.rows == [
                ["No evidence of disease activity", "3", "1", "the plan does not say"]
            ])
    }
}
