import TrialResults
import TrialStatistics

/// How resampling is told: what each method gave beside the pooled effect, and why one gave nothing.
public struct ResamplingReport: KindReport {
    /// `resampling`.
    public let kinds = ["resampling"]

    /// Creates the report.
    public init() {}

    /// `resampling`.
    public func name(of answer: ResamplingAnswer) -> String { "resampling" }

    /// None of its own: the figure of all subsets is the pooled effect's.
    public var figures: [any Figure] { [] }

    /// What was found, in one sentence a method.
    public func finding(_ telling: Telling<ResamplingAnswer>) -> ReportFinding {
        let (answer, format) = (telling.answer, telling.format)
        var sentences = ResamplingWords(answer, telling.display).parts.map {
            "\($0.name.prefix(1).uppercased())\($0.name.dropFirst()): \($0.result) (\($0.count))."
        }
        if let smallest = answer.permutation?.smallest, smallest > 0.01 {
            sentences.append(
                "The smallest p-value that so few studies allow a permutation test: \(format.pValue(smallest)).")
        }
        sentences += answer.warnings.map { DisplayText.clean($0.message) }
        return ReportFinding(sentences.isEmpty ? "Nothing could be resampled." : sentences.joined(separator: " "))
    }

    /// One row a method.
    public func details(_ telling: Telling<ResamplingAnswer>) -> [ReportSection] {
        let parts = ResamplingWords(telling.answer, telling.display).parts
        guard !parts.isEmpty else { return [] }
        let table = TextTable(
            caption: "Resampling: \(telling.display.name)",
            columns: [.init("Method"), .init("Result", .trailing), .init("Looked at", .trailing)],
            rows: parts.map { [$0.name, $0.result, $0.count] })
        return [ReportSection("resampling", .everywhere("Resampling"), [.table(table)])]
    }

    /// Every number for machines.
    public func tables(_ telling: Telling<ResamplingAnswer>) -> [NamedTable] {
        let answer = telling.answer
        func row(_ method: ResamplingAnswer.Method) -> [CSVTable.Cell] {
            let seed = CSVTable.Cell.text(String(answer.seed))
            let reason = answer.warnings.first { $0.code == "no-\(method.rawValue)" }?.message
            var cells: [CSVTable.Cell] = Array(repeating: .empty, count: 9)
            switch method {
            case .permutation:
                guard let own = answer.permutation else { break }
                cells = [
                    .number(own.statistic), .number(own.pValue), .empty, .empty, .empty, .empty, .empty,
                    .integer(own.rearrangements), .text(own.isExact ? "yes" : "no"),
                ]
            case .permutationInterval:
                guard let own = answer.interval else { break }
                cells = [
                    .empty, .empty, .number(own.estimate), CSVTable.Cell(own.lower), CSVTable.Cell(own.upper), .empty,
                    .empty, .integer(own.rearrangements), .text(own.isExact ? "yes" : "no"),
                ]
            case .bootstrap:
                guard let own = answer.bootstrap else { break }
                cells = [
                    .empty, .empty, .number(own.estimate), .number(own.percentile.lower),
                    .number(own.percentile.upper), .empty,
                    .empty, .integer(own.samples), .text(own.isExact ? "yes" : "no"),
                ]
            case .wildBootstrap:
                guard let own = answer.wildBootstrap else { break }
                cells = [
                    .number(own.statistic), .number(own.pValue), .empty, .empty, .empty, .empty, .empty,
                    .integer(own.draws), .text(own.isExact ? "yes" : "no"),
                ]
            case .subsets:
                guard let own = answer.subsets else { break }
                cells = [
                    .empty, .empty, .number(own.median), .number(own.least), .number(own.greatest),
                    CSVTable.Cell(own.below), CSVTable.Cell(own.above), .integer(own.count),
                    .text(own.isComplete ? "yes" : "no"),
                ]
            }
            return [.text(method.rawValue)] + cells + [seed, CSVTable.Cell(reason)]
        }
        let table = CSVTable(
            header: [
                "method", "statistic", "p", "estimate", "lower", "upper", "below_no_effect", "above_no_effect", "count",
                "all", "seed", "remark",
            ], rows: answer.methods.map(row))
        return [NamedTable("resampling", table)]
    }
}
