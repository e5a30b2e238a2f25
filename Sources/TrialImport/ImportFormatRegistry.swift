/// Every import format, by name: the place where a new format enters.
public struct ImportFormatRegistry: Sendable {
    /// The formats, in the order in which they are listed.
    public private(set) var formats: [any ImportFormat]

    /// A registry of formats whose names differ.
    public init(_ formats: [any ImportFormat]) {
        precondition(Set(formats.map(\.name)).count == formats.count, "two import formats have the same name")
        self.formats = formats
    }

    /// The formats that come with the library.
    public static let standard = ImportFormatRegistry([
        DelimitedOutcomes(),
        ClinicalTrialsGov(),
        RevMan5(),
        RevManCSV(),
        RevManWeb(),
        WideTable(),
        RISReferences(),
        PubMedReferences(),
        BibTeXReferences(),
        RobvisTable(),
        PrismaFlow(),
        Workbook(),
        EvidenceTemplate(),
    ])

    /// The same with a further format; it takes the place of one of the same name.
    public func adding(_ format: any ImportFormat) -> ImportFormatRegistry {
        var registry = self
        if let place = formats.firstIndex(where: { $0.name == format.name }) {
            registry.formats[place] = format
        } else {
            registry.formats.append(format)
        }
        return registry
    }

    /// The format of that name, or `nil`.
    public func format(named name: String) -> (any ImportFormat)? { formats.first { $0.name == name } }

    /// The formats whose files end as this one does.
    public func formats(forFile path: String) -> [any ImportFormat] {
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return formats.filter { $0.fileExtensions.contains(ending) }
    }
}
