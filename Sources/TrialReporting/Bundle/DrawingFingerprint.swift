import CPango
// Cairo comes through both doors, and a file sees its constants only through the one that the compiler read first.
import CRsvg
import Foundation
import TrialArchives
import TrialPixels

/// What drawings depend on beside the results: the libraries that draw and the font that they find.
///
/// Where it differs, the same results give other bytes of figures, and nobody has changed anything.
public struct DrawingFingerprint: Sendable, Codable, Equatable {
    /// The libraries and their versions, for a person.
    public let libraries: String
    /// SHA-256 of a small drawing with letters, digits and signs in both weights.
    public let probe: String

    /// That of this machine.
    ///
    /// - Throws: `ReportingError` where nothing can be drawn.
    public static func current() throws(ReportingError) -> DrawingFingerprint {
        let renderer = FigureRenderer()
        let bytes =
            try renderer.png(drawing, style: JournalStyle()) + renderer.pdf(drawing, style: JournalStyle())
        let pango = String(cString: pango_version_string())
        let cairo = String(cString: cairo_version_string())
        let rsvg = "\(rsvg_major_version).\(rsvg_minor_version).\(rsvg_micro_version)"
        return DrawingFingerprint(
            libraries: "Pango \(pango), Cairo \(cairo), librsvg \(rsvg), libpng \(PNGWriter.libraryVersion)",
            probe: SHA256.hex(of: bytes))
    }

    private static let drawing: Scene = {
        let words = "Hamburgefonstiv 0123456789 −±×≤≥ (95% CI) τ² I² é ü ß č Ж 中"
        var scene = Scene(width: 600, height: 50, title: "", description: "")
        for (place, isBold) in [false, true].enumerated() {
            let font = TextFont(size: 13, isBold: isBold)
            scene.marks.append(.text(TextMark(words, at: Point(4, Double(20 + 20 * place)), font: font)))
        }
        return scene
    }()
}
