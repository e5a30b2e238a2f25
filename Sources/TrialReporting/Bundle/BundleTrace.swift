import TrialArchives

/// What is worth remembering of a bundle that was sealed: what all of it depends on, and what each of its drawings does.
///
/// It is small, and holds for the program that sealed the bundle only: another build may write other bytes.
public struct BundleTrace: Sendable, Codable, Equatable {
    /// SHA-256 of results, plan, datasets, metadata, look and what draws.
    public let dependence: String
    /// What drew.
    let drawing: DrawingFingerprint
    /// SHA-256 of what the files of each figure depend on beside that, by their name without the ending.
    let figures: [String: String]
}

/// A bundle that was sealed, with its trace: of one that the same program sealed before, what has not changed since need not be made
/// again.
public struct SealedBundle: Sendable {
    /// The sealed archive.
    public let archive: [UInt8]
    /// What is worth remembering of it.
    public let trace: BundleTrace
    /// SHA-256 of the archive, in hexadecimal.
    public let sha256: String

    /// Creates a bundle that was just sealed.
    init(archive: [UInt8], trace: BundleTrace) {
        self.archive = archive
        self.trace = trace
        sha256 = SHA256.hex(of: archive)
    }

    /// Takes up a bundle that was sealed before; nil where nobody knows it.
    ///
    /// - Parameters:
    ///   - archive: The bundle.
    ///   - trace: What is remembered of the bundle with this SHA-256.
    public init?(archive: [UInt8], remembered trace: (_ sha256: String) -> BundleTrace?) {
        let sha256 = SHA256.hex(of: archive)
        guard let trace = trace(sha256) else { return nil }
        (self.archive, self.trace, self.sha256) = (archive, trace, sha256)
    }

    /// The files of its figures by what they depend on; none where something else drew them, or the bundle cannot be read.
    func figures(drawnBy drawing: DrawingFingerprint) -> [String: DrawnFigure.Files] {
        guard trace.drawing == drawing, let files = try? ZipArchive.read(archive) else { return [:] }
        return trace.figures.reduce(into: [:]) { figures, figure in
            func file(_ kind: FigureFile) -> [UInt8]? {
                files["\(ReportBundle.figureFolder)\(figure.key).\(kind.rawValue)"]
            }
            figures[figure.value] = DrawnFigure.Files(png: file(.png), pdf: file(.pdf))
        }
    }
}
