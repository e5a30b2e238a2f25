import ArgumentParser
import Foundation
import TrialAnalysis
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialStatistics

/// The options of `batch --format table`.
struct OutcomeTableOptions: ParsableArguments {
    @Argument(help: "The table, plain or compressed with gzip; - or nothing for standard input.")
    var input: String?

    @Option(help: "The effect measure's code, such as RR, where rows hold what groups report.")
    var measure: String?

    @Option(help: "The columns to write, separated by commas.")
    var columns: String?

    @Option(help: "One true effect, or one a study: common or random (random).")
    var model: String?

    @Option(help: "The estimator of τ², such as DL (REML).")
    var heterogeneity: String?

    @Option(
        help:
            "The interval of the pooled effect, such as normal (normal for a common effect, else hartung-knapp-guarded)."
    )
    var interval: String?

    @Option(help: "The prediction interval, such as t-k-2, where its columns are asked for.")
    var prediction: String?

    @Option(help: "The confidence level of all limits (0.95).")
    var level: Double?

    @Option(help: "The method profile (batch-1).")
    var profile: String?

    @Option(help: "The number of the row behind the header, where the table is part of a larger one (2).")
    var firstRow: Int?

    @Option(name: .shortAndLong, help: "Where to write the table; compressed where the name ends in .gz.")
    var output: String?

    /// The first option that was given; nil for none.
    var given: String? {
        let options: [(String, Bool)] = [
            ("a file", input != nil), ("--measure", measure != nil), ("--columns", columns != nil),
            ("--model", model != nil), ("--heterogeneity", heterogeneity != nil), ("--interval", interval != nil),
            ("--prediction", prediction != nil), ("--level", level != nil), ("--profile", profile != nil),
            ("--first-row", firstRow != nil), ("--output", output != nil),
        ]
        return options.first { $0.1 }?.0
    }

    func run(jobs: Int) throws {
        let question = try question()
        for warning in question.warnings { Terminal.error("trialpool-analyze: warning: \(warning.message)") }
        let name = input ?? "-"
        let source: any ByteSource = name == "-" ? StandardInput(wanted: "the table") : try FileSource(name)
        let table = OutcomeTable(
            question, jobs: jobs, isCompressed: output?.hasSuffix(".gz") ?? false, firstRow: firstRow ?? 2)
        let file = name == "-" ? "standard input" : name
        let summary: OutcomeTable.Summary
        do {
            if let output {
                let staged = StagedFiles()
                let target = try staged.begin(output)
                summary = try table.answer(source, file: file) { try target.write($0) }
                try staged.commit()
            } else {
                summary = try table.answer(source, file: file) { Terminal.write($0) }
            }
        } catch let error as StatisticsError {
            throw AnalysisError(.failedAnalysis, "\(file): \(error.message)")
        }
        tell(summary)
    }

    private func question() throws -> OutcomeTableQuestion {
        var request = MethodRequest()
        if let model {
            guard let known = EffectModel(rawValue: model) else {
                throw ValidationError("--model must be common or random, not '\(model)'")
            }
            request.model = known
        }
        (request.heterogeneity, request.interval, request.prediction) = (heterogeneity, interval, prediction)
        (request.level, request.profile) = (level, profile)
        do {
            let names = columns?.split(separator: ",").map { String($0).trimmingCharacters(in: .whitespaces) }
            let columns = try names.map { names throws(StatisticsError) in try OutcomeColumn.columns(names) }
            return try OutcomeTableQuestion(request, measure: measure, columns: columns ?? OutcomeColumn.usual)
        } catch {
            throw ValidationError(error.field.map { "--\($0): \(error.message)" } ?? error.message)
        }
    }

    /// Says on standard error what has no result.
    private func tell(_ summary: OutcomeTable.Summary) {
        guard summary.unanswered > 0 else { return }
        for problem in summary.problems { Terminal.error("no result for \(problem)") }
        let more = summary.unanswered - summary.problems.count
        if more > 0 { Terminal.error("no result for \(more) more") }
        Terminal.error(
            "\(summary.unanswered) of \(summary.outcomes) outcomes have no result; the column 'notes' says why")
    }
}
