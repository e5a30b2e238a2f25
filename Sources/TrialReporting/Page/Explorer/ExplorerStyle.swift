/// The part of the page's style sheet for the choices of a reader.
enum ExplorerStyle {
    static let css = """
        .explore { border: 1px solid var(--strong-line); border-radius: 8px; margin: 1.75rem 0; }
        .explore > summary { padding: 0.75rem 1.1rem; font-weight: 600; }
        .explore[open] > summary { border-bottom: 1px solid var(--line); }
        .explore.is-changed { border: 2px solid var(--changed); }
        .explore-body { padding: 1rem 1.1rem 1.25rem; }
        .explore .plain { min-height: 5rem; border-left: 4px solid var(--accent); padding-left: 0.9rem; }
        .explore.is-changed .plain { border-left-color: var(--changed); }
        .why { color: var(--muted); font-size: 0.9rem; max-width: 48rem; margin: 0 0 1rem; }
        .explore fieldset { border: 0; margin: 0 0 1rem; padding: 0; min-width: 0; }
        .explore legend { font-weight: 600; padding: 0; margin-bottom: 0.4rem; }
        .methods { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0.5rem 2rem; }
        .choice { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.5rem; padding: 0.2rem 0; }
        .choice input { flex: none; } .choice label { flex: 1 1 12rem; } .choice.is-off label { color: var(--muted); }
        .choice .why { flex: 1 1 100%; margin: 0 0 0 1.5rem; }
        .explore input { width: 1.1rem; height: 1.1rem; margin: 0; accent-color: var(--accent); translate: 0 0.15rem; }
        .tag { margin-left: 0.5rem; padding: 0 0.4rem; border: 1px solid var(--line); border-radius: 4px; font-size: 0.8rem;
          color: var(--muted); white-space: nowrap; }
        .rows { display: grid; grid-template-columns: minmax(10rem, 1.1fr) minmax(8rem, 2fr) max-content; gap: 0 1.25rem; }
        .forest-row { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: center;
          font-variant-numeric: tabular-nums; font-size: 0.95rem; }
        .forest-row .effect { text-align: right; }
        .pick { display: flex; gap: 0.6rem; align-items: baseline; flex-wrap: wrap; } .pick label { flex: 1 1 6rem; cursor: pointer; }
        .pick .why { flex: 1 1 100%; margin: 0 0 0 1.7rem; font-size: 0.8rem; }
        .arm .name { padding-left: 1.7rem; color: var(--muted); }
        .is-out .lane { opacity: 0.35; } .is-out label, .is-out .effect { color: var(--muted); text-decoration: line-through; }
        .corner { border-bottom: 2px solid var(--strong-line); }
        .forest-row.pooled { border-top: 1px solid var(--line); font-weight: 600; }
        .forest-row.pooled + .forest-row.pooled { border-top: 0; font-weight: 400; }
        .forest-row.foot { color: var(--muted); font-size: 0.85rem; }
        .lane { display: block; width: 100%; height: 32px; overflow: visible; }
        .lane .null-line { stroke: var(--strong-line); } .lane .whisker { stroke: var(--accent); stroke-width: 1.5; }
        .lane .square { fill: var(--accent); } .lane .diamond { fill: var(--ink); } .lane .prediction { fill: var(--prediction); }
        .is-changed .lane .diamond { fill: var(--changed); }
        .lane.axis { border-top: 1px solid var(--ink); } .lane .tick { stroke: var(--ink); }
        .lane text { fill: var(--muted); font-size: 12px; }
        .explore button { font: inherit; padding: 0.45rem 1rem; border: 1px solid var(--strong-line); border-radius: 6px;
          background: var(--panel); color: var(--ink); cursor: pointer; }
        @media (max-width: 40rem) {
          .rows { display: block; }
          .forest-row { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 0.75rem; font-size: 0.9rem; }
          .forest-row .lane { flex: 0 0 calc(100% - 12px); order: 1; margin: 0 6px; height: 26px; }
          .group .lane { display: none; } .pick label { flex: 1 1 0; }
          .forest-row .effect { flex: 1 0 auto; } .arm .name { padding-left: 0; }
          .forest-row.study, .forest-row.pooled { padding: 0.25rem 0; border-top: 1px solid var(--line); }
          .lane .null-line { display: none; } .axis .null-line { display: inline; }
        }
        @media (forced-colors: active) { .lane .square, .lane .diamond, .lane .prediction { fill: CanvasText; } }

        """
}
