import TrialResults

/// A style whose plots have a width or a height that somebody chose; everything else is as in the style itself.
struct SizedStyle: FigureStyle {
    private let base: any FigureStyle
    let fixedWidth: Double?
    let fixedHeight: Double?

    init(_ base: any FigureStyle, width: Double?, height: Double?) {
        self.base = base
        fixedWidth = width
        fixedHeight = height
    }

    var code: String { base.code }
    var title: String { base.title }
    var convention: NumberConvention { base.convention }
    var forest: ForestStyle { base.forest }
    var fontFamilies: [String] { base.fontFamilies }
    var fontSize: Double { base.fontSize }
    var titleSize: Double { base.titleSize }
    var noteSize: Double { base.noteSize }
    var plotWidth: Double { base.plotWidth }
    var labelWidth: Double { base.labelWidth }
    var margin: Double { base.margin }
    var gap: Double { base.gap }
    func colour(_ ink: Ink) -> String { base.colour(ink) }
    func opacity(_ ink: Ink) -> Double { base.opacity(ink) }
}
