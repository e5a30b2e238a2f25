/// What the page's script looks up when a reader leaves studies out or chooses another method: texts and places only.
///
/// Columns are base64 of little-endian 32-bit or 16-bit positions in a list of texts, so the script neither computes nor
/// formats a number. Places on the axis are thousandths of its width; −1 and 1001 lie beyond its ends.
struct ExplorerData: Encodable {
    /// A text, and its place on the axis; nil where it has none.
    struct Value: Encodable {
        let text: String
        let place: Int?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(text)
            try container.encode(place)
        }
    }

    /// A study that can be left out.
    struct Study: Encodable {
        let id: String
        let label: String
    }

    /// A row of the forest plot: its study, its name, and its estimate and limits as positions in `values`.
    struct Row: Encodable {
        let study: Int
        let label: String
        let values: [Int]
    }

    /// A choice that cannot be made.
    struct Unavailable: Encodable {
        let name: String
        let reason: String
    }

    /// The columns of one interval method.
    struct Interval: Encodable {
        let code: String
        let name: String
        let estimate: String
        let lower: String
        let upper: String
        let predictionLower: String
        let predictionUpper: String
        let sentence: String
    }

    /// The rows and columns of one multi-arm rule.
    struct Arrangement: Encodable {
        let code: String
        let name: String
        let rows: [Row]
        let tau2: String
        let iSquared: String
        let intervals: [Interval]
    }

    /// What stands between and around limits.
    struct Spelling: Encodable {
        let minus: String
        let separator: String
        /// The separator where a limit is negative.
        let negativeSeparator: String
        let brackets: [String]
    }

    /// Whether all subsets are here; otherwise one study can be left out at a time.
    let isComplete: Bool
    let spelling: Spelling
    /// The heading of the effects, such as `Risk ratio (95% CI)`.
    let effectHeading: String
    /// The name of the prediction interval.
    let predictionName: String
    /// What the axis shows.
    let axis: String
    /// The place of no effect.
    let null: Int?
    let ticks: [Value]
    let studies: [Study]
    /// Estimates and limits.
    let values: [Value]
    let tau2: [String]
    let iSquared: [String]
    /// Sentences with slots for `estimate`, `limits`, `predictionLower`, `predictionUpper` and `studies` in them.
    let sentences: [String]
    let arrangements: [Arrangement]
    let unavailableIntervals: [Unavailable]
    let unavailableArrangements: [Unavailable]
}
