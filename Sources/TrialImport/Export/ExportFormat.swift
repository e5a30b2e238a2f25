import TrialEvidence

/// A foreign file format that a dataset can be written in.
///
/// Adding a format is one type that conforms, and one line in ``ExportFormatRegistry``.
public protocol ExportFormat: Sendable {
    /// The stable name, such as `wide`.
    var name: String { get }
    /// One sentence for a list of formats.
    var summary: String { get }

    /// Writes a dataset and lists what the format cannot hold.
    func export(_ dataset: Dataset) throws -> ExportedFiles
}

/// The files of an export, and what they do not hold.
public struct ExportedFiles: Sendable, Equatable {
    /// The bytes of each file by its name, which may have folders.
    public var files: [String: [UInt8]]
    /// What the dataset holds and the format cannot: each named and counted, so that nothing is lost silently.
    public var notHeld: [NotTaken]

    /// Bundles files with what they do not hold.
    public init(files: [String: [UInt8]], notHeld: [NotTaken] = []) {
        self.files = files
        self.notHeld = notHeld
    }
}

/// Every export format, by name: the place where a new format enters.
public struct ExportFormatRegistry: Sendable {
    /// The formats, in the order in which they are listed.
    public private(set) var formats: [any ExportFormat]

    /// A registry of formats whose names differ.
    public init(_ formats: [any ExportFormat]) {
        precondition(Set(formats.map(\.name)).count == formats.count, "two export formats have the same name")
        self.formats = formats
    }

    /// The formats that come with the library.
    public static let standard = ExportFormatRegistry([
        WideExport(), LongExport(), RISExport(), RevManWebExport(), DataPackageExport(),
    ])

    /// The same with a further format; it takes the place of one of the same name.
    public func adding(_ format: any ExportFormat) -> ExportFormatRegistry {
        var registry = self
        if let place = formats.firstIndex(where: { $0.name == format.name }) {
            registry.formats[place] = format
        } else {
            registry.formats.append(format)
        }
        return registry
    }

    /// The format of that name, or `nil`.
    public func format(named name: String) -> (any ExportFormat)? { formats.first { $0.name == name } }
}
