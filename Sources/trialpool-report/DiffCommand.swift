import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialReporting
import TrialResults

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say what changed from one report to another: data, plan, studies, numbers.",
        discussion: """
            Example: trialpool-report diff report-2025.zip report-2026.zip

            Each may be a bundle, its folder, or a result file; bundles are also compared in their plan and in the rows of \
            their datasets. Numbers differ where they differ by more than 1e-9 of their size. The exit code is 0 where \
            nothing changed, 1 where something did, 2 where one of them cannot be read.
            """)

    @Argument(help: "The first report.")
    var first: String

    @Argument(help: "The second report.")
    var second: String

    @OptionGroup var options: OutputOptions

    private struct Report: Encodable {
        let isSame: Bool
        let changes: [ResultChange]
    }

    func run() throws {
        let changes: [ResultChange]
        do {
            changes = try compare()
        } catch {
            Terminal.error("trialpool-report: error: \(error)")
            throw ExitCode(2)
        }
        if options.json {
            try options.printJSON(Report(isSame: changes.isEmpty, changes: changes))
        } else {
            Terminal.print(changes.isEmpty ? "\(first) and \(second): nothing changed" : ChangeList(changes).text)
        }
        if !changes.isEmpty { throw ExitCode(1) }
    }

    private func compare() throws -> [ResultChange] {
        let (old, new) = (try ReportInput(first), try ReportInput(second))
        var changes = try ResultChanges(old.document, new.document).changes
        guard !old.files.isEmpty, !new.files.isEmpty else { return changes }
        changes +=
            TableChanges(
                text(old.files, ReportBundle.planName), text(new.files, ReportBundle.planName),
                name: ReportBundle.planName,
                kind: .origin
            ).changes
        return try changes + datasets(old, new)
    }

    private func datasets(_ old: ReportInput, _ new: ReportInput) throws -> [ResultChange] {
        var changes: [ResultChange] = []
        let archives = Set(old.files.keys).intersection(new.files.keys).filter {
            $0.hasPrefix(ReportBundle.datasetFolder) && $0.hasSuffix(".zip")
        }
        for name in archives.sorted() where old.files[name] != new.files[name] {
            let before = try Manifest.open(old.files[name] ?? [], path: "\(first)/\(name)")
            let after = try Manifest.open(new.files[name] ?? [], path: "\(second)/\(name)")
            for file in Set(before.keys).union(after.keys).sorted() where file.hasSuffix(".csv") {
                let dataset = name.dropFirst(ReportBundle.datasetFolder.count).dropLast(4)
                changes += TableChanges(text(before, file), text(after, file), name: "\(dataset)/\(file)").changes
            }
        }
        return changes
    }

    private func text(_ files: [String: [UInt8]], _ name: String) -> String {
        String(decoding: files[name] ?? [], as: UTF8.self)
    }
}

/// Changes as people read them: under the analysis that they belong to.
private struct ChangeList {
    let changes: [ResultChange]

    init(_ changes: [ResultChange]) { self.changes = changes }

    var text: String {
        var lines: [String] = []
        var heading: String??
        for change in changes {
            if heading == nil || heading != change.analysis {
                if !lines.isEmpty { lines.append("") }
                lines.append(change.analysis ?? "The report as a whole")
                heading = change.analysis
            }
            lines.append("  \(Self.names[change.kind] ?? change.kind.rawValue): \(change.sentence)")
        }
        let count = changes.count
        return (lines + ["", "\(count) \(count == 1 ? "change" : "changes")"]).joined(separator: "\n")
    }

    private static let names: [ResultChange.Kind: String] = [
        .origin: "origin", .dataset: "data", .datasetRow: "row of the data", .analysis: "analysis",
        .question: "question", .study: "study", .reportedNumber: "reported", .estimate: "estimate",
        .exclusion: "exclusion", .pooled: "pooled", .further: "further", .warning: "warning", .evidence: "evidence",
        .other: "field",
    ]
}
