import ArgumentParser
import Foundation
import TrialAnalysis
import TrialCommandLine
import TrialJSON
import TrialResults
import TrialStatistics

struct RareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rare",
        abstract: "Show every method for rare events side by side, with the reasons of those that cannot answer.",
        discussion: """
            Examples:
              trialpool-analyze rare Datasets/msc-ms-trials --outcome sae_any
              trialpool-analyze rare --events 1,0,2,0,1 --totals 20,15,22,12,18 \
            --control-events 0,0,0,0,0 --control-totals 18,16,20,14,19
              trialpool-analyze rare --events 0,0,0 --totals 9,10,7
            """)

    @Argument(help: "The dataset, a folder or an archive; or give the counts.")
    var dataset: String?

    @Option(help: "The outcome's code in the dataset.")
    var outcome: String?

    @Option(help: "Which arms of the dataset: controlled, treatment or control.")
    var arms: String = "controlled"

    @Flag(
        name: .customLong("person-years"),
        help: "Events over person-years in place of participants; with counts, --totals are times.")
    var overTime = false

    @Option(help: "Participants with the event on treatment, or in the only group; commas between studies.")
    var events: String?

    @Option(help: "Participants on treatment, or in the only group.")
    var totals: String?

    @Option(help: "Participants with the event on control.")
    var controlEvents: String?

    @Option(help: "Participants on control.")
    var controlTotals: String?

    @Option(help: "Confidence level.")
    var level = 0.95

    @OptionGroup var options: OutputOptions

    func validate() throws {
        guard (dataset == nil) != (events == nil) else {
            throw ValidationError("give a dataset with --outcome, or --events with --totals")
        }
        if dataset != nil, outcome == nil { throw ValidationError("name the outcome with --outcome") }
        if events != nil, totals == nil { throw ValidationError("--events needs --totals") }
        guard (controlEvents == nil) == (controlTotals == nil) else {
            throw ValidationError("--control-events and --control-totals belong together")
        }
        guard level > 0, level < 1 else { throw ValidationError("--level must lie between 0 and 1, such as 0.95") }
        guard ArmRule(rawValue: arms) != nil else {
            throw ValidationError("--arms must be \(ArmRule.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() throws {
        let question = try question()
        if options.json { return Terminal.printData(try question.json(level: level).text) }
        let table = try question.table(level: level)
        Terminal.print(Self.text(table, isProportion: question.studies.areProportions))
        Terminal.print("")
        Terminal.print(
            "\(question.labels.count) studies. Headline: \(table.headlineRow?.name ?? "none"); \(table.rationale).")
        var told: Set<String> = []
        for row in table.rows {
            guard let reason = row.answer.reason, told.insert(reason.code).inserted else { continue }
            Terminal.print("\(reason.code): \(reason.message)")
        }
        for warning in (table.headlineRow?.warnings ?? []) + question.warnings {
            Terminal.print("\(warning.code): \(warning.message)")
        }
        if !options.quiet, !question.excluded.isEmpty {
            Terminal.error("\(question.excluded.count) rows of the dataset were not used.")
        }
    }

    private func question() throws -> RareEventQuestion {
        if let dataset, let outcome {
            return try RareEventQuestion(
                LoadedDataset(path: dataset), outcome: outcome, arms: ArmRule(rawValue: arms) ?? .controlled,
                overTime: overTime)
        }
        let first = try Self.numbers(events, "--events")
        let sizes = try Self.numbers(totals, "--totals", count: first.count)
        let labels = (1...first.count).map { "Study \($0)" }
        guard controlEvents != nil else {
            let groups = zip(first, sizes)
            return RareEventQuestion(
                overTime
                    ? .rates(groups.map { CountGroup(count: $0, time: $1) })
                    : .groups(groups.map { BinaryGroup(events: $0, total: $1) }), labels: labels)
        }
        let second = try Self.numbers(controlEvents, "--control-events", count: first.count)
        let others = try Self.numbers(controlTotals, "--control-totals", count: first.count)
        let rows = first.indices.map { (first[$0], sizes[$0], second[$0], others[$0]) }
        return RareEventQuestion(
            overTime
                ? .rateComparisons(rows.map { CountComparison(count1: $0.0, time1: $0.1, count2: $0.2, time2: $0.3) })
                : .comparisons(
                    rows.map { BinaryComparison(events1: $0.0, total1: $0.1, events2: $0.2, total2: $0.3) }),
            labels: labels)
    }

    private static func numbers(_ text: String?, _ option: String, count: Int? = nil) throws -> [Double] {
        let parts = (text ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
        guard numbers.count == parts.count else {
            throw ValidationError("\(option) must be numbers with commas between them, such as 1,0,2")
        }
        guard count.map({ $0 == numbers.count }) ?? true else {
            throw ValidationError("\(option) has \(numbers.count) numbers, --events has \(count ?? 0)")
        }
        return numbers
    }

    private static func text(_ table: RareEventTable, isProportion: Bool) -> String {
        // One number, one spelling: as in tables and figures.
        func shown(_ value: Double?) -> String {
            guard let value, value.isFinite else { return ShownNumber.text(value) }
            let format = NumberFormat.british
            return isProportion ? format.percentage(ofProportion: value) : format.number(value)
        }
        var text = TerminalTable(
            ["", "method", "estimate", "lower", "upper", "p", "zero studies", "no answer"],
            alignments: [.left, .left, .right, .right, .right, .right, .left, .left])
        for row in table.rows {
            let e = row.answer.estimate
            text.add([
                row.code == table.headline ? "→" : "", row.name, shown(e?.natural), shown(e?.naturalLower),
                shown(e?.naturalUpper), ShownNumber.text(e?.pValue),
                e.map { $0.usedDoubleZero ? "used" : "" } ?? "", row.answer.reason?.code ?? "",
            ])
        }
        return text.text
    }
}

/// Numbers in a terminal table, to four significant digits.
enum ShownNumber {
    static func text(_ value: Double?) -> String {
        guard let value else { return "" }
        if value.isInfinite { return value > 0 ? "∞" : "−∞" }
        return String(format: "%.4g", value).replacing("-", with: "−")
    }
}
