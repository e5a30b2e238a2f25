import TrialArchives
import TrialEvidence

/// The tables of a RevMan Web package, found in a .zip and in the .zip files inside it.
struct RevManWebPackage {
    /// A table of the package.
    struct Entry {
        var name: String
        var bytes: [UInt8]
    }

    private(set) var entries: [Entry] = []
    private let file: String

    private static let deepest = 3
    private static let mostBytes = 512 << 20

    init(_ bytes: [UInt8], file: String) throws(EvidenceError) {
        self.file = file
        guard !bytes.isEmpty else {
            throw RevManFault.fault(.emptyFile, file, "the file is empty; export the review from RevMan Web again")
        }
        var left = Self.mostBytes
        try unpack(bytes, path: "", depth: 1, &left)
    }

    /// The table whose name ends so; two of them are two reviews.
    func table(_ ending: String) throws(EvidenceError) -> Entry? {
        let found = entries.filter { $0.name.hasSuffix(ending) }
        guard found.count < 2 else {
            let message =
                "the package holds \(found.count) files *\(ending), so more than one review; import each alone"
            throw RevManFault.fault(.duplicateKey, file, message)
        }
        return found.first
    }

    private mutating func unpack(
        _ bytes: [UInt8], path: String, depth: Int, _ left: inout Int
    ) throws(EvidenceError) {
        let files = try Self.read(bytes, file: file, path: path, left)
        left -= files.values.reduce(0) { $0 + $1.count }
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            guard name.lowercased().hasSuffix(".zip") else {
                entries.append(Entry(name: path.isEmpty ? name : "\(path)/\(name)", bytes: content))
                continue
            }
            guard depth < Self.deepest else {
                let message = "archives are nested deeper than \(Self.deepest); it is refused"
                throw RevManFault.fault(.unreadableFile, file, column: name, message)
            }
            try unpack(content, path: name, depth: depth + 1, &left)
        }
    }

    private static func read(
        _ bytes: [UInt8], file: String, path: String, _ left: Int
    ) throws(EvidenceError) -> [String: [UInt8]] {
        var limits = ZipLimits(totalBytes: left)
        limits.skipsFolders = true
        do throws(ArchiveError) {
            return try ZipArchive.read(bytes, path: file, limits: limits)
        } catch {
            let inside = [path, error.entry ?? ""].filter { !$0.isEmpty }.joined(separator: "/")
            throw RevManFault.fault(.unreadableFile, file, column: inside.isEmpty ? nil : inside, error.message)
        }
    }
}
