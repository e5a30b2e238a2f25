import ArgumentParser
import TrialArchives
import TrialEvidence
import TrialImport

/// Writes the template of a dataset, or reads it back.
struct TemplateOptions: FormatOptions {
    static let plain: any ImportFormat = EvidenceTemplate()
    static var discussion: String {
        """
        With -o the file named is the dataset, and an empty workbook is written for it: one sheet a table, lists to choose from \
        with the words of the dataset, and a sheet that explains each column. Filled in, it is read like any other format; every \
        fault is named by sheet and cell.

        Examples:
          trialpool-import template my-review -o trials.xlsx
          trialpool-import template trials.xlsx --into my-review --dry-run
        """
    }

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write an empty workbook for the dataset here, and import nothing.", valueName: "file"))
    var output: String?

    var answersOnly: Bool { output != nil }

    func answer(about files: [String]) throws -> String? {
        guard let output else { return nil }
        guard let dataset = files.first, files.count == 1 else {
            throw ValidationError("-o writes the template of one dataset; name one")
        }
        guard output.lowercased().hasSuffix(".xlsx") else {
            throw ValidationError("the template is an Excel workbook; let -o end in .xlsx")
        }
        return try DatasetProblems.telling(at: dataset) {
            let content = try DatasetArchive.read(dataset)
            try AtomicFile.write(try EvidenceTemplate.workbook(for: content), to: output)
            let tables = EvidenceTemplate.tables.map(\.resource).joined(separator: ", ")
            return """
                \(output): a sheet for each of \(tables)
                Fill it in, then: trialpool import template \(output.quotedForShell) --into \(dataset.quotedForShell) --dry-run

                """
        }
    }

    func format(for files: [String]) -> any ImportFormat { EvidenceTemplate() }
}

extension String {
    /// The text as a shell takes it for one word.
    var quotedForShell: String {
        let isPlain = allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
        if isPlain, !isEmpty { return self }
        return contains { "\"$`\\!".contains($0) } ? "'\(replacing("'", with: "'\\''"))'" : "\"\(self)\""
    }
}
