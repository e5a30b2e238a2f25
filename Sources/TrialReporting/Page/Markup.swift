import Mustache
import TrialResults

/// A piece of the page that is already safe: escaped text, or markup written by this module.
///
/// The page's template inserts nothing else and inserts it as it is. The engine's own escaping is not used because it
/// works character by character and lets a quote with a combining mark through.
struct Markup: MustacheCustomRenderable, Sendable, Equatable {
    let renderText: String
    var isNull: Bool { false }

    /// Text, cleaned and escaped; values stay with their units.
    init(_ text: String) { renderText = DisplayText.escape(UnbrokenText.joined(text)) }

    private init(trusted: String) { renderText = trusted }

    /// Markup written by this module; never something read from a result.
    static func trusted(_ markup: String) -> Markup { Markup(trusted: markup) }
}
