import TrialResults
import TrialStatistics

/// What each study does to the fit: eight narrow plots with one row a study, and the rule's flag.
///
/// Dashed lines are the bounds of the rule that flags a study, or the value with all studies. Viechtbauer and Cheung 2010,
/// doi:10.1002/jrsm.11.
public struct InfluencePanel: PooledFigure {
    /// `influence`.
    public let code = "influence"
    /// `Influence of each study`.
    public let title = "Influence of each study"
    /// Three: two studies show one difference, and no pattern.
    public let fewestStudies = 3

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no influence was computed.
    public func scene(for analysis: PooledAnalysis, style: any FigureStyle) -> Scene? {
        guard let influence = analysis.explorations?.influence, let pooled = analysis.pooled, influence.rows.count > 1
        else { return nil }
        let panel = PanelRows(analysis, style: style)
        let diagnostics = InfluenceDiagnostic.all(pooled.fit)
        var content = ForestContent(figure: title, title: analysis.title)
        content.nameHeading = style.forest.studyHeading
        content.columns =
            diagnostics.indices.map {
                .init(role: .plot($0), heading: style.convention.spelled(diagnostics[$0].name))
            } + [.init(role: .text, heading: "Flag")]
        content.plots = diagnostics.map { $0.plot(panel.display.format) }
        content.rows = influence.rows.map { row in
            let ink: Ink = row.isInfluential ? .flag : .estimate
            return .init(
                label: panel.name(row.study), isBold: row.isInfluential,
                cells: [row.isInfluential ? "influential" : ""],
                symbols: diagnostics.map { diagnostic in
                    diagnostic.value(row).map { .stalk($0, from: diagnostic.origin, ink: ink) }
                })
        }
        content.footnotes = [
            style.convention.spelled(
                "Dashed: bounds of the rule, or the value with all \(pooled.basis.units). Influential: |DFFITS| above 3√(1/(k − 1)),"
                    + " Cook’s distance above the median of χ² with one degree of freedom, hat value above 3/k, or"
                    + " |DFBETAS| above 1.")
        ]
        content.description = description(influence, of: pooled.basis, panel)
        return ForestPainter.scene(content, style: style)
    }

    private func description(_ influence: Influence, of basis: StudyCount, _ panel: PanelRows) -> String {
        let flagged = influence.rows.filter(\.isInfluential).map { row in
            let residual = row.deletion?.studentisedResidual.map { panel.display.format.number($0) } ?? "unknown"
            let distance = row.deletion?.cooksDistance.map { panel.display.format.number($0) } ?? "unknown"
            return "\(panel.name(row.study)) (studentised residual \(residual), Cook’s distance \(distance))"
        }
        let count = panel.display.format.count(influence.rows.count)
        return
            "Influence panel of \(count) \(basis.units): studentised residual, DFFITS, Cook’s distance, covariance ratio,"
            + " τ² and Q without the \(basis.unit), hat value and weight of each. "
            + (flagged.isEmpty
                ? "No \(basis.unit) is flagged as influential."
                : "Flagged as influential: \(flagged.joined(separator: "; ")).")
    }
}

/// One measure of influence: its name, its bounds and where its stalks begin.
struct InfluenceDiagnostic: Sendable {
    /// The heading.
    let name: String
    /// Where nothing happens: zero, one, or the value with all studies.
    let origin: Double
    /// Where dashed lines stand.
    let bounds: [Double]
    /// The value of a study; nil where it could not be computed.
    let value: @Sendable (Influence.Row) -> Double?

    /// The measures in the order of the panel, for a fit without moderators.
    static func all(_ fit: ModelFit) -> [InfluenceDiagnostic] {
        let k = Double(fit.studies)
        let dffits = k > 1 ? 3 / (k - 1).squareRoot() : .infinity
        let heterogeneity = fit.heterogeneity
        return [
            .init(name: "Studentised residual", origin: 0, bounds: [-1.96, 1.96]) { $0.deletion?.studentisedResidual },
            .init(name: "DFFITS", origin: 0, bounds: [-dffits, dffits]) { $0.deletion?.dffits },
            .init(name: "Cook’s distance", origin: 0, bounds: [medianOfChiSquared]) { $0.deletion?.cooksDistance },
            .init(name: "Covariance ratio", origin: 1, bounds: [1]) { $0.deletion?.covarianceRatio },
            .init(name: "τ² without it", origin: heterogeneity.tau2, bounds: [heterogeneity.tau2]) {
                $0.deletion?.tau2
            },
            .init(name: "Q without it", origin: heterogeneity.q, bounds: [heterogeneity.q]) { $0.deletion?.q },
            .init(name: "Hat value", origin: 0, bounds: [3 / k]) { $0.hat },
            .init(name: "Weight, %", origin: 0, bounds: [100 / k]) { $0.weight },
        ]
    }

    /// The median of χ² with one degree of freedom.
    private static let medianOfChiSquared = 0.454936423119573

    /// The plot of the measure. A bound far beyond all values would press them together, so the axis may leave it out.
    func plot(_ format: NumberFormat) -> ForestContent.Plot {
        ForestContent.Plot(
            reference: nil, thresholds: bounds.filter(\.isFinite), label: { AxisLabel.plain($0, format) }, width: 84)
    }
}
