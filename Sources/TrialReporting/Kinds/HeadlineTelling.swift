import TrialResults
import TrialStatistics

/// The headline of any answer in sentences, with the rows that it rests on.
struct HeadlineProse<Value: AnalysisAnswer> {
    private let telling: Telling<Value>

    init(_ telling: Telling<Value>) { self.telling = telling }

    /// The sentences.
    var text: String {
        let left = telling.isOwn ? ExclusionWords(format: telling.format).sentence(telling.record.excluded) : ""
        let remarks = telling.remarks.map { " \($0)" }.joined()
        return "\(finding)\(remarks)\(left)"
    }

    private var finding: String {
        guard let headline = telling.answer.headline else { return "This question has no answer." }
        let display = telling.display(of: headline)
        let written = HeadlineWords(display: display).finding(headline)
        let known = headline.studies.map { StudyCount(studies: $0, rows: headline.rows) }
        let basis = telling.isOwn ? telling.record.basis : known
        let rows =
            basis?.words(telling.format)
            ?? "\(telling.format.count(headline.rows)) \(headline.rows == 1 ? "row" : "rows")"
        switch headline.finding {
        case .effect:
            let level = telling.format.level(headline.level)
            let prediction = headline.prediction.map {
                " \(level) prediction interval: \(display.limits($0.lower, $0.upper))."
            }
            return "From \(rows), with \(level) limits: \(display.name) \(written).\(prediction ?? "")"
        case .test: return "From \(rows): \(written)."
        }
    }
}

/// The headline of any answer as tiles.
struct HeadlineTiles<Value: AnalysisAnswer> {
    let tiles: [ReportTile]

    init(_ telling: Telling<Value>) {
        guard let headline = telling.answer.headline else {
            tiles = []
            return
        }
        let (display, format) = (telling.display(of: headline), telling.format)
        let level = format.level(headline.level)
        var tiles: [ReportTile] = []
        switch headline.finding {
        case .effect(let effect):
            tiles.append(
                ReportTile(
                    display.heading, display.value(effect.estimate),
                    "\(level) CI \(display.limits(effect.lower, effect.upper))"))
        case .test(let test): tiles.append(ReportTile("Joint test", HeadlineWords(display: display).test(test)))
        }
        if let prediction = headline.prediction, !prediction.lower.isNaN {
            tiles.append(
                ReportTile(
                    "In a new study", display.limits(prediction.lower, prediction.upper), "\(level) prediction interval"
                ))
        }
        if let iSquared = headline.iSquared {
            let tau = headline.components.isEmpty ? "" : "τ² = \(HeadlineWords(display: display).components(headline))"
            tiles.append(ReportTile("Spread between studies", "I² = \(format.percent(iSquared))", tau))
        }
        let studies = telling.record.studies
        tiles.append(
            ReportTile(
                "Evidence", "\(format.count(studies)) \(studies == 1 ? "study" : "studies")",
                headline.rows == studies ? "" : "\(format.count(headline.rows)) rows"))
        self.tiles = tiles
    }
}
