import Testing
import TrialEvidence

/// A flow of records as a review would report it, in which every box follows from the others.
private let sound: [FlowCount] = [
    ("database_results", "", 120), ("register_results", "", 30), ("duplicates", "", 40),
    ("excluded_automatic", "", 0), ("excluded_other", "", 0), ("records_screened", "", 110),
    ("records_excluded", "", 80), ("dbr_sought_reports", "", 30), ("dbr_notretrieved_reports", "", 2),
    ("dbr_assessed", "", 28), ("dbr_excluded", "no control group", 10), ("dbr_excluded", "other disease", 6),
    ("new_studies", "", 9), ("new_reports", "", 12), ("total_studies", "", 9), ("total_reports", "", 12),
].map { box, reason, count in
    var row = FlowCount(box: box, count: count)
    row.reason = reason
    return row
}

@Suite("Flow of records") struct FlowArithmeticTests {
    private func diagnostics(_ flow: [FlowCount]) -> [Diagnostic] {
        var dataset = Dataset(name: "flow")
        dataset.flow = flow
        return FlowArithmeticRule().check(dataset)
    }

    @Test("a flow that adds up passes") func soundFlow() {
        #expect(diagnostics(sound).isEmpty)
    }

    @Test("one more record in any box of a sum is an error", arguments: sound.indices)
    func oneMore(index: Int) {
        var flow = sound
        flow[index].count += 1
        // Included studies need not be all reports, so one more of both kinds of totals is the only free box.
        let isFree = ["new_studies"].contains(flow[index].box)
        #expect(isFree || diagnostics(flow).contains { $0.code == .badCount })
    }

    @Test("a box that PRISMA does not have is an error with the nearest name") func unknownBox() {
        let problems = diagnostics([FlowCount(box: "records_screend", count: 3)])
        #expect(problems.map(\.code) == [.unknownCode])
        #expect(problems.first?.message.contains("\"records_screened\"") == true)
    }
}
