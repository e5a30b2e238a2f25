import CPango
import CPng
// Cairo comes through both doors, and a file sees its constants only through the one that the compiler read first.
import CRsvg
import Foundation
import TrialArchives

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
        let renderer = SVGRenderer()
        let bytes = Array(try renderer.png(drawing)) + Array(try renderer.pdf(drawing))
        let pango = String(cString: pango_version_string())
        let cairo = String(cString: cairo_version_string())
        let rsvg = "\(rsvg_major_version).\(rsvg_minor_version).\(rsvg_micro_version)"
        let png = String(cString: png_get_libpng_ver(nil))
        return DrawingFingerprint(
            libraries: "Pango \(pango), Cairo \(cairo), librsvg \(rsvg), libpng \(png)", probe: SHA256.hex(of: bytes))
    }

    private static let drawing: String = {
        let words = "Hamburgefonstiv 0123456789 −±×≤≥ (95% CI) τ² I² é ü ß č Ж 中"
        let lines = ["normal", "bold"].enumerated().map { place, weight in
            "<text x=\"4\" y=\"\(20 + 20 * place)\" font-size=\"13\" font-weight=\"\(weight)\">\(words)</text>"
        }
        let family = JournalStyle().fontFamilies[0]
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"50\" font-family=\"\(family)\">"
            + lines.joined() + "</svg>"
    }()
}
