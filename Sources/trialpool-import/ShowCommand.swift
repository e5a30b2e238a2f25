import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialEvidence

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows the studies of a dataset, or one study with its arms and results.")

    @Argument(help: "The dataset: a folder or a packed archive.")
    var dataset: String

    @Option(help: "The study to show.")
    var study: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let content = try DatasetProblems.telling(at: dataset) { try DatasetArchive.read(dataset) }
        guard let study else {
            return output.json ? try output.printJSON(content) : Terminal.print(overview(content).text)
        }
        guard let found = content.study(study) else {
            let hint = NearestName.hint(content.studies.map(\.id), for: study)
            Terminal.error("\(dataset): error: no study has the name \"\(study)\"\(hint); see trialpool-import show")
            throw ExitCode(1)
        }
        let detail = content.restricted(to: study)
        if output.json { return try output.printJSON(detail) }
        Terminal.print("\(found.title.isEmpty ? found.id : found.title)\n\(found.citation ?? "no citable page")\n")
        Terminal.print("\(arms(detail.arms).text)\n\n\(results(detail.allOutcomes).text)")
    }

    private func overview(_ content: Dataset) -> TerminalTable {
        var table = TerminalTable(
            ["study", "design", "course", "patients", "cells", "arms", "results"],
            alignments: [.left, .left, .left, .right, .left, .right, .right])
        let arms = Dictionary(grouping: content.arms, by: \.studyID)
        let results = Dictionary(grouping: content.allOutcomes, by: \.studyID)
        for study in content.studies {
            let cells = [study.product.source.rawValue, study.product.donor.rawValue].filter { !$0.isEmpty }
            table.add([
                study.id, study.design.rawValue, study.course.rawValue, study.patients.map(String.init) ?? "",
                cells.joined(separator: ", "), String(arms[study.id]?.count ?? 0),
                String(results[study.id]?.count ?? 0),
            ])
        }
        return table
    }

    private func arms(_ arms: [Arm]) -> TerminalTable {
        var table = TerminalTable(["arm", "role", "route", "n", "period", "label"])
        for arm in arms {
            let n = arm.n.map(String.init) ?? ""
            table.add([arm.id, arm.role.rawValue, arm.route.rawValue, n, arm.period.rawValue, arm.label])
        }
        return table
    }

    private func results(_ rows: [OutcomeRow]) -> TerminalTable {
        var table = TerminalTable(["line", "arm", "outcome", "population", "months", "statistic", "source"])
        for row in rows {
            let arm = row.comparatorArmID.map { "\(row.armID) : \($0)" } ?? row.armID
            let source = "\(row.provenance.location) (\(row.provenance.confidence.rawValue))"
            table.add([
                row.line.map(String.init) ?? "", arm, row.outcome, row.population.label,
                row.timepointMonths.map(Decimals.text) ?? "", row.statistic.rawValue, source,
            ])
        }
        return table
    }
}
