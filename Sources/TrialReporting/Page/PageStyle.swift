/// The page's style sheet: light and dark, narrow and wide, screen and paper. No `<` and no `&`, so it is XML as well.
enum PageStyle {
    static let css = """

        :root { color-scheme: light dark; --ink: #1a1a1a; --muted: #555; --paper: #fff; --line: #c9c9c9; --link: #005a9c;
          --note: #fff6e0; --note-line: #c77700; --panel: #f5f6f8; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e8e8e8; --muted: #b4b4b4; --paper: #16181b; --line: #4a4d52; --link: #7ab8f5;
            --note: #33280f; --note-line: #e0a030; --panel: #1f2226; }
          svg .fill-paper { fill: #16181b; } svg .fill-text, svg .fill-pooled { fill: #e8e8e8; }
          svg .fill-muted { fill: #b4b4b4; } svg .fill-estimate { fill: #56b4e9; } svg .stroke-estimate { stroke: #56b4e9; }
          svg .fill-subgroup { fill: #e69f00; } svg .fill-prediction { fill: #c08fd6; }
          svg .stroke-text { stroke: #e8e8e8; } svg .stroke-rule, svg .stroke-null { stroke: #8f9399; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 72rem; padding: 0 1.25rem 3rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.55 system-ui, "DejaVu Sans", Verdana, sans-serif; overflow-wrap: anywhere; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 2rem 0 1rem; }
        h2 { font-size: 1.35rem; margin: 2.5rem 0 0.75rem; } h3 { font-size: 1rem; margin: 0 0 0.25rem; }
        a { color: var(--link); } code { font-size: 0.85em; }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); }
        .identity { background: var(--panel); padding: 0.75rem 1rem; margin: 0; font-size: 0.9rem; }
        .identity div { display: flex; gap: 0.75rem; flex-wrap: wrap; } .identity dt { min-width: 9rem; color: var(--muted); }
        .identity dd { margin: 0; flex: 1 1 20rem; }
        .plain { font-size: 1.1rem; max-width: 48rem; } .method { color: var(--muted); max-width: 48rem; }
        .warnings { background: var(--note); border-left: 4px solid var(--note-line); padding: 0.6rem 1rem; margin: 1rem 0; }
        .warnings ul { margin: 0; padding-left: 1.2rem; }
        .scroll { overflow-x: auto; } figure { margin: 1.5rem 0; } figure svg { max-width: none; display: block; }
        figcaption { color: var(--muted); font-size: 0.9rem; }
        table { border-collapse: collapse; margin: 1.25rem 0; font-size: 0.9rem; overflow-wrap: normal;
          font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding-bottom: 0.4rem; }
        th, td { padding: 0.35rem 0.75rem 0.35rem 0; text-align: left; vertical-align: top;
          border-bottom: 1px solid var(--line); }
        thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; } tbody th { font-weight: 500; }
        td { max-width: 34rem; } .trailing { text-align: right; white-space: nowrap; } thead .trailing { white-space: normal; }
        .note { margin: 0 0 0.25rem; } details summary { cursor: pointer; color: var(--link); }
        details ul { margin: 0.4rem 0; padding-left: 1.1rem; overflow-wrap: anywhere; min-width: 16rem; }
        footer { border-top: 1px solid var(--line); margin-top: 3rem; font-size: 0.9rem; }
        @media print {
          body { max-width: none; font-size: 10pt; padding: 0; } nav, .skip { display: none; }
          .scroll { overflow: visible; } figure svg { max-width: 100%; height: auto; }
          figure, tr, .warnings { break-inside: avoid; } .analysis { break-before: page; }
          thead { display: table-header-group; } a { color: inherit; text-decoration: none; }
        }

        """
}
