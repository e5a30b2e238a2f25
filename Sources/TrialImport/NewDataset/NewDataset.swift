import TrialArchives
import TrialEvidence

/// A dataset that is not there yet: named after its path, empty or a small teaching review, with a commented plan.
public struct NewDataset: Sendable {
    /// Where it is to be: a folder, or an archive where the path ends in `.zip`.
    public let path: String
    /// The tables and the descriptor.
    public let files: DatasetFiles
    /// The text of `plan.yaml`.
    public let plan: String

    /// Names an empty dataset after its path.
    public init(at path: String, title: String? = nil) {
        self.path = path
        let name = Self.fileName(path)
        var dataset = Dataset(name: Self.identifier(name))
        dataset.title = title ?? name
        files = DatasetFiles(encoding: dataset)
        plan = PlanTemplate.empty(title: dataset.title)
    }

    /// A small review of made trials to learn on.
    public init(exampleAt path: String) throws(EvidenceError) {
        self.path = path
        var files = try TeachingReview.files(name: Self.identifier(Self.fileName(path)))
        try files.refreshDescriptor()
        self.files = files
        plan = PlanTemplate.example
    }

    /// Writes everything in one step.
    ///
    /// - Throws: `ArchiveError` where something is at the path already, or the folder around it is not there.
    public func write() throws {
        guard FileStamp(path) == nil else {
            let message = "there is something already; name a path where nothing is, or import into it"
            throw ArchiveError(.alreadyExists, path: path, message)
        }
        guard !Self.isArchive(path) else {
            return try AtomicFile.write(try DatasetArchive.pack(files), to: path)
        }
        var all = files.files
        all["plan.yaml"] = Array(plan.utf8)
        try AtomicFolder.write(all, to: path)
    }

    /// The names of what is written, in their order; an archive holds no plan.
    public var names: [String] { (files.files.keys + (Self.isArchive(path) ? [] : ["plan.yaml"])).sorted() }

    /// Whether a path names an archive.
    static func isArchive(_ path: String) -> Bool { path.lowercased().hasSuffix(".zip") }

    private static func fileName(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? "review"
        return isArchive(last) ? String(last.dropLast(4)) : last
    }

    /// Lower-case letters, digits and hyphens, as a Data Package's name has them.
    static func identifier(_ name: String) -> String {
        let plain = PlainLetters.withoutAccents(name).hyphenated
        return plain.isEmpty ? "review" : plain
    }
}

extension NewDataset {
    /// The same dataset with rows in its tables.
    func holding(_ files: DatasetFiles) -> NewDataset { NewDataset(path: path, files: files, plan: plan) }

    private init(path: String, files: DatasetFiles, plan: String) {
        self.path = path
        self.files = files
        self.plan = plan
    }
}
