/// The page's style sheet: light and dark, narrow and wide, screen and paper. No `<` and no `&`, so it is XML as well.
enum PageStyle {
    /// The style sheet for figures in a style.
    static func css(_ style: any FigureStyle) -> String {
        base + ExplorerStyle.css + "@media screen and (prefers-color-scheme: dark) {\n" + darkColours
            + DarkInks(style).css + "}\n"
            + paper
    }

    private static let base = """

        :root { color-scheme: light dark; --ink: #1b1f24; --muted: #57606a; --paper: #ffffff; --line: #d5dae0;
          --strong-line: #8c959f; --link: #0a58a8; --note: #fff8e6; --note-line: #b87500; --panel: #f5f7f9;
          --accent: #0072b2; --prediction: #7a4a8f; --changed: #a33f00; }
        * { box-sizing: border-box; }
        html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
        @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
        body { margin: 0 auto; max-width: 74rem; padding: 0 1.25rem 4rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", Verdana, sans-serif;
          overflow-wrap: anywhere; }
        h1 { font-size: clamp(1.7rem, 1.2rem + 2.2vw, 2.6rem); line-height: 1.15; margin: 0 0 0.75rem; letter-spacing: -0.015em;
          text-wrap: balance; }
        h2 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; letter-spacing: -0.01em; text-wrap: balance; }
        h3 { font-size: 1.05rem; margin: 2rem 0 0.5rem; }
        section { margin-top: 4rem; padding-top: 1.5rem; border-top: 3px solid var(--ink); scroll-margin-top: 0.5rem; }
        a { color: var(--link); text-underline-offset: 0.15em; }
        code { font-size: 0.85em; }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
        .skip { position: absolute; left: -100rem; }
        .skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.5rem 0.75rem; z-index: 1; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .masthead { padding: 3.5rem 0 1.5rem; }
        .kicker { margin: 0 0 0.5rem; color: var(--muted); font-size: 0.85rem; font-weight: 600; letter-spacing: 0.08em;
          text-transform: uppercase; }
        .lede { margin: 0; max-width: 46rem; font-size: 1.1rem; color: var(--muted); }
        nav { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem; }
        nav h2 { font-size: 0.95rem; margin: 0 0 0.4rem; }
        nav ol { margin: 0; padding-left: 1.4rem; columns: 22rem 2; column-gap: 2.5rem; }
        nav li { padding: 0.2rem 0; break-inside: avoid; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: 0.75rem; margin: 0 0 1.5rem; }
        .tiles div { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; }
        .tiles dt { color: var(--muted); font-size: 0.85rem; }
        .tiles dd { margin: 0; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
        .tiles strong { display: block; font-size: 1.35rem; line-height: 1.35; font-weight: 700; }
        .tiles div:first-child { border-left: 4px solid var(--accent); }
        .plain { font-size: 1.15rem; line-height: 1.55; max-width: 48rem; margin: 0 0 1.25rem; }
        .answers { margin: 0 0 0.75rem; max-width: 52rem; } .answers div { padding: 0.5rem 0; }
        .answers dt { font-weight: 600; } .answers dd { margin: 0; font-size: 1.05rem; }
        .basis { color: var(--muted); font-size: 0.9rem; max-width: 48rem; } .method { max-width: 48rem; }
        .warnings { background: var(--note); border-left: 4px solid var(--note-line); border-radius: 0 8px 8px 0;
          padding: 0.75rem 1.1rem; margin: 1.25rem 0; max-width: 52rem; }
        .warnings h3 { margin: 0 0 0.3rem; font-size: 1rem; } .warnings ul { margin: 0; padding-left: 1.2rem; }
        .scroll { overflow-x: auto; position: relative; }
        figure { margin: 1.75rem 0; } figure .scroll { border: 1px solid var(--line); border-radius: 8px; }
        figure svg { max-width: none; display: block; margin: 0 auto; }
        figcaption { color: var(--muted); font-size: 0.9rem; margin-top: 0.5rem; }
        table { border-collapse: collapse; margin: 1rem 0; font-size: 0.9rem; line-height: 1.45; overflow-wrap: normal;
          font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding-bottom: 0.4rem; }
        th, td { padding: 0.45rem 1rem 0.45rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
        thead th { border-bottom: 2px solid var(--strong-line); vertical-align: bottom; font-size: 0.85rem; color: var(--muted); }
        tbody th { font-weight: 600; min-width: 8rem; }
        td { max-width: 32rem; min-width: 3rem; } .trailing { text-align: right; white-space: nowrap; }
        thead .trailing { white-space: normal; }
        .narrow, .fold > summary { display: none; }
        .fold::details-content { content-visibility: visible; block-size: auto; }
        .note { margin: 0 0 0.25rem; min-width: 14rem; }
        summary { cursor: pointer; color: var(--link); padding: 0.15rem 0; }
        .sources ul { margin: 0.4rem 0; padding-left: 1.1rem; overflow-wrap: anywhere; min-width: 16rem; }
        .further { border: 1px solid var(--line); border-radius: 8px; padding: 0.6rem 1rem; }
        .identity { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1.1rem;
          margin: 0; font-size: 0.9rem; }
        .identity div { display: flex; gap: 0.1rem 0.75rem; flex-wrap: wrap; padding: 0.15rem 0; }
        .identity dt { min-width: 9rem; color: var(--muted); } .identity dd { margin: 0; flex: 1 1 16rem; }
        footer { border-top: 1px solid var(--line); margin-top: 4rem; font-size: 0.85rem; color: var(--muted); }
        @media (max-width: 40rem) {
          body { padding: 0 1rem 3rem; } .masthead { padding-top: 2rem; } section { margin-top: 3rem; }
          .tiles { grid-template-columns: 1fr 1fr; } .tiles div { padding: 0.6rem 0.75rem; } .tiles strong { font-size: 1.15rem; }
          nav ol { columns: auto; }
        }
        @media screen and (max-width: 40rem) {
          section { margin-top: 2.5rem; } figure { margin: 1.25rem 0; } .plain { font-size: 1.05rem; }
          .has-narrow > .wide { display: none; } .narrow { display: block; }
          figure .narrow { border: 1px solid var(--line); border-radius: 8px; padding: 0.25rem; }
          .narrow svg { max-width: 100%; height: auto; } .wide svg { max-width: 34rem; height: auto; }
          .fold { border: 1px solid var(--line); border-radius: 8px; padding: 0.35rem 0.75rem; margin: 0.75rem 0; }
          .fold > summary { display: list-item; font-weight: 600; } .fold caption { display: none; }
          .fold:not([open])::details-content { content-visibility: hidden; block-size: 0; }
          .fold[open] > summary { margin-bottom: 0.5rem; }
          .prose, .prose tbody, .prose tr, .prose tbody th, .prose td, .prose caption { display: block; }
          .prose thead { display: none; }
          .prose tr { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
          .prose tbody th, .prose td { border: 0; padding: 0.1rem 0; min-width: 0; max-width: none; text-align: left;
            white-space: normal; }
          .prose td[data-heading]::before { content: attr(data-heading) ": "; color: var(--muted); }
          .prose td:not([data-heading]):has(> bdi:empty) { display: none; }
          .prose td.trailing[data-heading] { display: inline-block; padding-right: 1.25rem; }
          .prose td[data-heading]:empty { display: none; }
          .prose .note, .prose .sources ul { min-width: 0; }
        }
        @media (max-width: 22rem) { .tiles { grid-template-columns: 1fr; } }

        """

    private static let darkColours = """
        :root { --ink: #e6e9ed; --muted: #a9b1bb; --paper: #14171a; --line: #363c43; --strong-line: #707982; --link: #7ab8f5;
          --note: #2e2611; --note-line: #e0a030; --panel: #1c2024; --accent: #56b4e9; --prediction: #c08fd6;
          --changed: #ff9a5c; }

        """

    /// On paper: light colours whatever the screen has, everything open, figures no taller than a page, and the name of a
    /// document in place of its address.
    private static let paper = """
        @media print {
          @page { margin: 16mm 14mm; }
          :root { color-scheme: light; --ink: #000; --muted: #444; --paper: #fff; --line: #bbb; --strong-line: #777; --link: #000;
            --panel: #f6f6f6; --note: #f6f6f6; }
          body { max-width: none; font-size: 9.5pt; line-height: 1.45; padding: 0; }
          nav, .skip, .explore:not(.is-changed), .in-words, .explore button { display: none; }
          .masthead { padding-top: 0; } section { margin-top: 1.5rem; }
          .analysis { break-before: page; margin-top: 0; }
          .answers div { break-inside: avoid; } .scroll { overflow: visible; } figure .scroll { border: 0; } figure svg { max-width: 100%; max-height: 240mm; width: auto; height: auto; }
          table { font-size: 8pt; width: 100%; } th, td { padding: 0.25rem 0.45rem 0.25rem 0; }
          td { max-width: none; min-width: 0; } .trailing { white-space: normal; }
          td.leading { overflow-wrap: anywhere; min-width: 5rem; }
          tbody th, .note, .sources ul { min-width: 0; }
          .studies td:last-child { width: 42%; } .sources ul { font-size: 7.5pt; padding-left: 0.8rem; }
          h2, h3, caption { break-after: avoid; } figure, tr, .warnings, .tiles, .tiles div { break-inside: avoid; }
          thead { display: table-header-group; } a { color: inherit; text-decoration: none; }
          .sources > summary { list-style: none; color: inherit; }
          .sources::details-content, .further::details-content { content-visibility: visible; block-size: auto; }
          .further { border: 0; padding: 0; }
          .further > summary { list-style: none; color: inherit; }
        }

        """
}

/// The colours of figures on a dark page: chosen for the inks that matter, lightened for all others.
struct DarkInks {
    private let style: any FigureStyle
    private static let chosen = [
        "paper": "#14171a", "text": "#e6e9ed", "pooled": "#e6e9ed", "muted": "#a9b1bb", "estimate": "#56b4e9",
        "subgroup": "#e69f00", "prediction": "#c08fd6", "rule": "#8f9399", "null": "#8f9399", "continuous": "#56b4e9",
        "bubble": "#1f4a63", "curve": "#5f8aa8", "added": "#ff9a5c", "flag": "#ff9a5c", "band": "#2a343d",
        "heading": "#2a3138", "contourNear": "#3d4852", "contourMiddle": "#303a43", "contourFar": "#262e35",
        "lightWorst": "#8f3a1a",
    ]
    /// The lights of the risk of bias and the signs on them stay as they are.
    private static let kept: Set<String> = ["lightLow", "lightSome", "lightHigh", "lightNone", "onDark", "onBright"]

    init(_ style: any FigureStyle) { self.style = style }

    /// One rule for shapes and one for lines, for every ink that changes.
    var css: String {
        Ink.allCases.filter { !Self.kept.contains($0.rawValue) }.map { ink in
            let colour = Self.chosen[ink.rawValue] ?? Self.lightened(style.colour(ink))
            return "figure svg .fill-\(ink.rawValue) { fill: \(colour); }"
                + " figure svg .stroke-\(ink.rawValue) { stroke: \(colour); }\n"
        }.joined()
    }

    /// Halfway to white where a colour is dark; as it is otherwise.
    static func lightened(_ colour: String) -> String {
        guard colour.count == 7, let value = Int(colour.dropFirst(), radix: 16) else { return colour }
        let parts = [value >> 16 & 255, value >> 8 & 255, value & 255]
        guard 2 * parts[0] + 7 * parts[1] + parts[2] < 1400 else { return colour }
        return "#"
            + parts.map { part in
                let digits = String((part + 255) / 2, radix: 16)
                return digits.count == 1 ? "0\(digits)" : digits
            }.joined()
    }
}
