import ArgumentParser
import TrialArchives
import TrialImport

/// How a person says which column is which: in a file, or on the command line.
struct MappingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A file that says which column is which.", valueName: "file"))
    var mapping: String?

    @Option(
        help: ArgumentHelp(
            "Which column is which, such as n_1=Teilnehmer; may be repeated, and goes before the file.",
            valueName: "ours=theirs"))
    var map: [String] = []

    /// The mapping of a wide table.
    func ofWideTable() throws -> ColumnMapping {
        try read(ColumnMapping(), { try ColumnMapping(reading: $0, file: $1) }) { $0.taking($1) }
    }

    /// The mapping of a table of outcome rows.
    func ofOutcomes() throws -> OutcomeMapping {
        try read(OutcomeMapping(), { try OutcomeMapping(reading: $0, file: $1) }) { $0.taking($1) }
    }

    /// Its problems end the program with one line each.
    private func read<Mapping>(
        _ none: Mapping, _ make: ([UInt8], String) throws -> Mapping, _ join: (Mapping, Mapping) -> Mapping
    ) throws -> Mapping {
        var result = none
        if let mapping {
            result = try DatasetProblems.telling(at: mapping) {
                try make(try FileBytes.read(mapping, limit: 1 << 20), mapping)
            }
        }
        guard !map.isEmpty else { return result }
        let lines = map.joined(separator: "\n")
        return try DatasetProblems.telling { join(result, try make(Array(lines.utf8), "--map")) }
    }
}
