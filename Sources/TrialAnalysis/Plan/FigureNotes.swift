import TrialEvidence
import TrialResults
import TrialStatistics
import Yams

/// What one `figures` key of a plan says: of all figures under `all`, and of each by its code.
struct FigureNotes {
    /// The key for every figure that takes an option.
    static let all = "all"
    private var options: [String: FigureOptions] = [:]

    /// Reads the key of a plan or of an analysis; whatever is wrong is reported with its line.
    init(_ node: PlanNode) {
        guard let value = node.node("figures") else { return }
        let figures = PlanNode(value, what: "figures", report: node.report)
        figures.allow([Self.all] + FigureControl.ofFigures.keys.sorted())
        for code in figures.keys {
            let controls = code == Self.all ? Set(FigureControl.allCases) : FigureControl.ofFigures[code] ?? []
            guard let entry = figures.node(code), !controls.isEmpty else { continue }
            let figure = PlanNode(entry, what: "the figure '\(code)'", report: node.report)
            figure.allow(FigureControl.allCases.filter(controls.contains).map(\.rawValue))
            options[code] = figure.figureOptions
        }
    }

    /// What is said of a figure, its own first.
    func options(of code: String) -> FigureOptions {
        (options[code] ?? FigureOptions()).filled(from: options[Self.all] ?? FigureOptions())
    }
}

extension PlanNode {
    /// What the analysis and the plan around it say of figures; nil where they say nothing.
    func figures(under plan: FigureNotes, measure code: String) -> [String: FigureOptions]? {
        let own = FigureNotes(self)
        var figures: [String: FigureOptions] = [:]
        for (code, controls) in FigureControl.ofFigures {
            let options = own.options(of: code).filled(from: plan.options(of: code)).keeping(controls)
            if !options.controls.isEmpty { figures[code] = options }
        }
        if let measure = try? report.catalogue.measures.named(code),
            !figures.values.allSatisfy({ $0.fit(axisOf: measure.scale) })
        {
            report.add(
                node("figures")?.mark ?? mark,
                "'limits' and 'reference' of figures must be above 0, because \(code) has a logarithmic axis")
        }
        return figures.isEmpty ? nil : figures
    }

    fileprivate var figureOptions: FigureOptions {
        var options = FigureOptions()
        options.title = text("title")
        options.width = size("width")
        options.height = size("height")
        options.reference = number("reference")
        options.order = text("order").map(RowOrder.init)
        options.group = text("group")
        options.line = choice("line", SmallStudyLine.self)
        options.limits = axisLimits
        options.columns = figureColumns
        return options
    }

    private func size(_ key: String) -> Double? {
        guard let size = number(key) else { return nil }
        if !FigureOptions.pixels.contains(size) {
            report.add(node(key)?.mark, "'\(key)' must be a number of pixels from 120 to 3000")
        }
        return size
    }

    private var axisLimits: AxisLimits? {
        guard let node = node("limits") else { return nil }
        let ends = texts("limits").compactMap(Double.init)
        if ends.count == 2, let limits = AxisLimits(ends[0], ends[1]) { return limits }
        report.add(node.mark, "'limits' needs two numbers, the smaller one first, such as [0.1, 10]")
        return nil
    }

    private var figureColumns: [FigureColumn]? {
        guard let node = node("columns") else { return nil }
        let entries = node.sequence.map { Array($0) } ?? [node]
        return entries.compactMap { entry in
            if let word = entry.scalar?.string, !word.isEmpty { return FigureColumn(word) }
            let column = PlanNode(entry, what: "a column", report: report)
            column.allow(PlanKeys.column)
            let value = column.required("value")
            return value.isEmpty ? nil : FigureColumn(value, heading: column.text("heading"))
        }
    }
}

extension AnalysisSpecification {
    /// What is said of figures, once the rows are known that must have the properties named there.
    ///
    /// - Throws: `AnalysisError` that names a property which no row has, and those that there are.
    func figures(of rows: [StudyResult]) throws(AnalysisError) -> [String: FigureOptions]? {
        for (code, options) in (figures ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let unknown = options.unknownProperty(among: rows) else { continue }
            let all = unknown.known + RowNumber.allCases.map(\.rawValue)
            let hint = NearestName.choices(all, for: unknown.name)
            throw AnalysisError(.unknownName, "figures, \(code): no row has the property '\(unknown.name)'; \(hint)")
        }
        return figures
    }
}
