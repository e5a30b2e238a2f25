import Foundation
import TrialArchives
import TrialResults

/// Opens a bundle and checks that it is what was sealed; recomputing its numbers is the caller's part.
public struct BundleVerifier: Sendable {
    /// One thing that is wrong with a bundle.
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The kinds of problem.
        public enum Kind: String, Sendable {
            /// The archive itself cannot be read.
            case unreadable
            /// A file that every bundle has, or that the checksums name, is not there.
            case missing
            /// A file has other content than was sealed.
            case changed
            /// A file that the checksums do not name, or that no report of these results has.
            case extra
            /// A file that fits its checksum, but not the results.
            case forged
            /// A file that this machine draws otherwise, and so cannot compare.
            case incomparable
        }

        /// The kind.
        public let kind: Kind
        /// The file inside the bundle; nil where the archive as a whole is meant.
        public let file: String?
        /// One line.
        public let description: String
    }

    /// What was found in a bundle.
    public struct Outcome: Sendable {
        /// Everything that is wrong, sorted by file; empty for a sound bundle.
        public let problems: [Problem]
        /// The files that were read; empty where the archive cannot be read.
        public let files: [String: [UInt8]]
        /// Whether nothing is wrong.
        public var isSound: Bool { problems.isEmpty }

        /// The results in the bundle; `answers` are the kinds of answers that can be read.
        ///
        /// - Throws: `ResultFileError` where they are no result file, or have an answer of another kind.
        public func document(answers: AnswerTypes = .standard) throws(ResultFileError) -> ResultDocument {
            try ResultCoding(answers: answers).decode(Data(files[ReportBundle.resultsName] ?? []))
        }

        /// The packed datasets of its results, in their order.
        ///
        /// - Throws: `ReportingError` that names the file of a dataset that is not in the bundle.
        public func datasets(of document: ResultDocument) throws(ReportingError) -> [ReportBundle.PackedDataset] {
            let names = document.datasets.map(\.name)
            var datasets: [ReportBundle.PackedDataset] = []
            for (name, path) in zip(names, BundleDatasets.paths(of: names)) {
                guard let archive = files[path] else {
                    throw ReportingError(
                        .notABundle,
                        "the dataset '\(DisplayText.clean(name))' is not in the bundle; fetch the bundle again",
                        place: path)
                }
                datasets.append(.init(name: name, archive: archive))
            }
            return datasets
        }
    }

    private static let needed = [
        ReportBundle.pageName, ReportBundle.planName, ReportBundle.resultsName, ResearchObjectCrate.fileName,
        BundleRecipe.fileName,
    ]

    private let checksPacking: Bool

    /// Creates a verifier.
    ///
    /// - Parameter checksPacking: Whether the archive's own bytes must be those that packing the files gives; another
    ///   version of zlib packs the same files into other bytes.
    public init(checksPacking: Bool = true) { self.checksPacking = checksPacking }

    /// Re-hashes every file of a bundle; `path` is only named in messages.
    public func verify(_ archive: [UInt8], path: String) -> Outcome {
        var files: [String: [UInt8]]
        let manifest: Manifest
        do throws(ArchiveError) {
            files = try ZipArchive.read(archive, path: path)
            guard let listing = files.removeValue(forKey: Manifest.fileName) else {
                return Outcome(
                    problems: [problem(.missing, Manifest.fileName, "the checksums are missing")], files: files)
            }
            manifest = try Manifest(reading: listing, path: path)
        } catch {
            let kind: Problem.Kind = error.entry == nil ? .unreadable : .changed
            return Outcome(
                problems: [Problem(kind: kind, file: error.entry, description: error.description)], files: [:])
        }
        let changed = manifest.problems(in: files, path: path).map {
            Problem(kind: Self.kind(of: $0), file: $0.entry, description: $0.description)
        }
        let known = Set(changed.compactMap(\.file))
        let absent = Self.needed.filter { files[$0] == nil && !known.contains($0) }.map {
            problem(.missing, $0, "every bundle has this file; fetch the bundle again")
        }
        var all = (changed + absent).sorted { ($0.file ?? "") < ($1.file ?? "") }
        // The entries match the checksums, yet the archive was altered between them.
        if all.isEmpty, checksPacking { all = foreignBytes(archive, files, manifest, path) }
        return Outcome(problems: all, files: files)
    }

    /// A bundle of ours is exactly what packing its files gives, so one changed byte anywhere is found.
    private func foreignBytes(
        _ archive: [UInt8], _ files: [String: [UInt8]], _ manifest: Manifest, _ path: String
    ) -> [Problem] {
        var sealed = files
        sealed[Manifest.fileName] = Array(manifest.text.utf8)
        guard (try? ZipArchive.isExactly(sealed, archive)) != true else { return [] }
        return [
            Problem(
                kind: .changed, file: nil,
                description:
                    "\(path): the files are sound, but the archive around them was changed, or packed by another zlib (then --any-packing)"
            )
        ]
    }

    private func problem(_ kind: Problem.Kind, _ file: String, _ message: String) -> Problem {
        Problem(kind: kind, file: file, description: "\(file): \(message)")
    }

    private static func kind(of error: ArchiveError) -> Problem.Kind {
        switch error.code {
        case .missingFile: .missing
        case .unlistedFile: .extra
        default: .changed
        }
    }
}
