import TrialArchives
import TrialResults

/// Writes every file of a bundle again from its results, plan and data, and compares it with the one that is there.
///
/// Checksums only say that nothing changed after the sealing; this says that the page, the figures, the documents and the tables
/// show what the results say.
public struct BundleRewriting: Sendable {
    private let outcome: BundleVerifier.Outcome
    private let styles: StyleRegistry
    private let kinds: ReportKinds

    /// Prepares the rewriting of a bundle whose checksums hold.
    public init(
        _ outcome: BundleVerifier.Outcome, styles: StyleRegistry = .standard, kinds: ReportKinds = .standard
    ) {
        self.outcome = outcome
        self.styles = styles
        self.kinds = kinds
    }

    /// The files that are not what their results give, those that no bundle has, and those that are missing; sorted by name.
    ///
    /// Where the figures were drawn with another font or other libraries, and cannot be compared for that reason, each says so.
    ///
    /// - Throws: `ReportingError`, `ResultFileError` or `ArchiveError` where the bundle cannot be written again at all.
    public func problems(progress: (_ file: String) -> Void = { _ in }) throws -> [BundleVerifier.Problem] {
        let document = try outcome.document()
        let recipe = try BundleRecipe(reading: outcome.files[BundleRecipe.fileName] ?? [])
        let bundle = ReportBundle(
            document, plan: outcome.files[ReportBundle.planName] ?? [], datasets: try outcome.datasets(of: document),
            metadata: try recipe.metadata(), look: try recipe.look(styles: styles, kinds: kinds))
        var again = try bundle.files(progress: progress)
        // What was drawn here says so itself.
        let here = try BundleRecipe(reading: again[BundleRecipe.fileName] ?? []).drawing
        again[BundleRecipe.fileName] = try recipe.json()
        return Self.problems(outcome.files, expected: again, drawing: recipe.drawing, here: here)
    }

    static func problems(
        _ files: [String: [UInt8]], expected: [String: [UInt8]], drawing: DrawingFingerprint, here: DrawingFingerprint
    ) -> [BundleVerifier.Problem] {
        let foreign =
            here == drawing ? nil : "drawn with \(DisplayText.clean(drawing.libraries)) and the fonts there"
        return Set(expected.keys).union(files.keys).sorted().compactMap { name in
            problem(name, expected[name], files[name], foreign: foreign)
        }
    }

    private static func problem(
        _ name: String, _ expected: [UInt8]?, _ found: [UInt8]?, foreign: String?
    ) -> BundleVerifier.Problem? {
        guard let found else {
            return .init(kind: .missing, file: name, description: "\(name): these results have this file too")
        }
        guard let expected else {
            return .init(kind: .extra, file: name, description: "\(name): no report of these results has this file")
        }
        guard expected != found else { return nil }
        if let foreign, dependsOnDrawing(name) {
            return .init(
                kind: .incomparable, file: name,
                description: "\(name): it was \(foreign), so it cannot be compared here; --fast leaves it out")
        }
        return .init(
            kind: .forged, file: name, description: "\(name): the results give another file; it was made by other means"
        )
    }

    /// Whether a file holds drawings, or sizes that follow from them.
    private static func dependsOnDrawing(_ name: String) -> Bool {
        switch BundleFileKind(name) {
        case .html, .docx, .pdf, .svg, .png: true
        case .json: name == ResearchObjectCrate.fileName
        case .md, .tex, .csv, .yaml, .zip, .txt: false
        }
    }
}
