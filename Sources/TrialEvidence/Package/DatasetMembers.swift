import FoundationEssentials

/// Which files of a folder belong to a dataset: the descriptor, the tables, what the descriptor names, and notes for people.
///
/// Results, bundles and caches that somebody keeps in the same folder do not: a dataset would else change with what is made of
/// it, and a bundle would hold the one before it.
public struct DatasetMembers: Sendable {
    /// How the names of notes end: the plan and what explains or licenses the data.
    public static let noteEndings = ["md", "txt", "yaml", "yml", "bib", "cff"]
    /// Notes whose names have no ending.
    public static let notes = ["LICENSE", "LICENCE", "NOTICE", "README"]

    private let named: Set<String>

    /// The files of a dataset with this descriptor; one that cannot be read names none.
    init(descriptor: [UInt8]?) {
        let package = descriptor.flatMap { try? JSONDecoder().decode(DataPackage.self, from: Data($0)) }
        let tables = DatasetTable.allCases.map(\.file)
        named = Set(tables + [DataPackage.fileName] + Self.notes + (package?.resources.map(\.path) ?? []))
    }

    /// Whether a file belongs to the dataset.
    func contains(_ name: String) -> Bool {
        if named.contains(name) { return true }
        let parts = name.split(separator: ".")
        return parts.count > 1 && Self.noteEndings.contains(String(parts[parts.count - 1]).lowercased())
    }
}
