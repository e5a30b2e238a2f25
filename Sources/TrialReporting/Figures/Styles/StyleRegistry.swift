import TrialResults

/// The styles that a figure can be drawn in, by code.
public struct StyleRegistry: Sendable {
    /// The styles; the first one is the default.
    public private(set) var styles: [any FigureStyle]

    /// Creates a registry.
    public init(_ styles: [any FigureStyle]) { self.styles = styles }

    /// The styles of this package; a new one is added here.
    public static let standard = StyleRegistry([JournalStyle(), JAMAStyle(), BMJStyle(), RevManStyle()])

    /// The same with a further style; it takes the place of one of the same code.
    public func adding(_ style: any FigureStyle) -> StyleRegistry {
        var registry = self
        if let place = styles.firstIndex(where: { $0.code == style.code }) {
            registry.styles[place] = style
        } else {
            registry.styles.append(style)
        }
        return registry
    }

    /// The style with a code, or an error that names the known ones.
    public func style(_ code: String) throws(ReportingError) -> any FigureStyle {
        guard let style = styles.first(where: { $0.code == code }) else {
            let known = styles.map(\.code).joined(separator: ", ")
            throw ReportingError(.unknownStyle, "no such style; known are: \(known)", place: DisplayText.clean(code))
        }
        return style
    }
}
