import Foundation
import TrialResults

/// How the files of a bundle were written from its results, plan and data, so that anyone can write them again: `bundle.json`.
public struct BundleRecipe: Sendable, Codable, Equatable {
    /// The format's name.
    public static let format = "trialpool/bundle@1"
    /// The name of the file inside a bundle.
    public static let fileName = "bundle.json"

    private let format: String
    private let english: String
    private let style: String
    private let furtherFigures: FurtherFigures
    private let description: String
    private let datePublished: String
    private let license: String
    /// What drew the figures.
    public let drawing: DrawingFingerprint

    /// Of a bundle with this look and metadata, drawn on this machine.
    ///
    /// - Throws: `ReportingError` where nothing can be drawn.
    init(look: ReportLook, metadata: BundleMetadata) throws(ReportingError) {
        format = Self.format
        english = look.convention.code
        style = look.style.code
        furtherFigures = look.furtherFigures
        (description, datePublished, license) = (metadata.description, metadata.datePublished, metadata.license)
        drawing = try .current()
    }

    /// Reads `bundle.json`.
    ///
    /// - Throws: `ReportingError` where it is none of this version.
    init(reading bytes: [UInt8]) throws(ReportingError) {
        let recipe = try? JSONDecoder().decode(BundleRecipe.self, from: Data(bytes))
        guard let recipe, recipe.format == Self.format else {
            throw ReportingError(
                .notABundle, "it does not say how the bundle was written; this version reads \(Self.format)",
                place: Self.fileName)
        }
        self = recipe
    }

    /// The file, the same bytes each time.
    func json() throws(ReportingError) -> [UInt8] {
        try JSONFile.bytes(of: self, named: Self.fileName)
    }

    /// What the bundle says of itself.
    ///
    /// - Throws: `ReportingError` where the date or the licence is none.
    func metadata() throws(ReportingError) -> BundleMetadata {
        try BundleMetadata(description: description, datePublished: datePublished, license: license)
    }

    /// The look, of the styles and kinds that the caller has.
    ///
    /// - Throws: `ReportingError` that names the known ones where a code is unknown.
    func look(styles: StyleRegistry, kinds: ReportKinds) throws(ReportingError) -> ReportLook {
        guard let convention = [NumberConvention.british, .american].first(where: { $0.code == english }) else {
            throw ReportingError(.unknownStyle, "'\(DisplayText.clean(english))' is no English", place: Self.fileName)
        }
        // The house style speaks the kind of English that was chosen; other styles have their own.
        let style = style == JournalStyle().code ? nil : try styles.style(style)
        var look = ReportLook(kinds: kinds, style: style, convention: convention)
        look.furtherFigures = furtherFigures
        return look
    }
}

extension FurtherFigures: Codable {}
