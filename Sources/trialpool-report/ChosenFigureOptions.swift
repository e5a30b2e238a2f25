import ArgumentParser
import TrialEvidence
import TrialResults

/// What the command line says of a figure; the words are those of a plan's `figures`.
struct ChosenFigureOptions: ParsableArguments {
    @Option(help: "The title.")
    var title: String?

    @Option(help: "The width of the area with the axis, in pixels.")
    var width: Double?

    @Option(help: "The height of the area between the axes, in pixels.")
    var height: Double?

    @Option(help: "The ends of the axis of effects, such as 0.1,10.")
    var limits: String?

    @Option(help: "Where a further dashed line stands on the axis of effects.")
    var reference: Double?

    @Option(help: "The order of the rows: given, effect, weight, year or a property.")
    var order: String?

    @Option(
        help: "A further column of the forest plot, a number of the rows or a property, or VALUE=HEADING; repeatable.")
    var column: [String] = []

    @Option(help: "The property by which points are told apart.")
    var group: String?

    @Option(help: "The line of small-study effects in the funnel: egger or limit.")
    var line: String?

    /// The options as one value.
    ///
    /// - Throws: `ValidationError` that says how a value is written.
    func options() throws -> FigureOptions {
        var options = FigureOptions()
        options.title = title
        for (size, name) in [(width, "--width"), (height, "--height")] {
            guard size.map(FigureOptions.pixels.contains) ?? true else {
                throw ValidationError("\(name) must be a number of pixels from 120 to 3000")
            }
        }
        (options.width, options.height) = (width, height)
        (options.reference, options.group) = (reference, group)
        if let limits {
            let ends = limits.split(separator: ",").map { Double($0.filter { $0 != " " }) }
            guard ends.count == 2, let lower = ends[0], let upper = ends[1], let both = AxisLimits(lower, upper) else {
                throw ValidationError("--limits needs two numbers, the smaller one first, such as 0.1,10")
            }
            options.limits = both
        }
        options.order = order.map(RowOrder.init)
        if !column.isEmpty {
            options.columns = column.map { text in
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                return FigureColumn(parts.first ?? "", heading: parts.count > 1 ? parts[1] : nil)
            }
        }
        if let line {
            guard let known = SmallStudyLine(rawValue: line) else {
                throw ValidationError(
                    "--line must be \(SmallStudyLine.allCases.map(\.rawValue).joined(separator: " or "))")
            }
            options.line = known
        }
        return options
    }

    /// Lays the options over what a record says of a figure.
    ///
    /// - Throws: `ValidationError` where the figure does not take an option, or no row has a property.
    func lay(over record: inout AnalysisRecord, figure: String) throws {
        let options = try options()
        let taken = FigureControl.ofFigures[figure] ?? []
        if let other = FigureControl.allCases.first(where: { options.controls.contains($0) && !taken.contains($0) }) {
            let known = FigureControl.allCases.filter(taken.contains).map(\.rawValue)
            throw ValidationError(
                "the figure '\(figure)' takes no \(other.rawValue); it takes: \(known.joined(separator: ", "))")
        }
        if let unknown = options.unknownProperty(among: record.rows) {
            throw ValidationError(
                "no row has the property '\(unknown.name)'; \(NearestName.choices(unknown.known, for: unknown.name))")
        }
        guard options.fit(axisOf: record.question.measure.scale) else {
            throw ValidationError(
                "--limits and --reference must be above 0, because \(record.question.measure.code) has a logarithmic axis"
            )
        }
        guard !options.controls.isEmpty else { return }
        record.figures = (record.figures ?? [:]).merging([figure: options]) { $1.filled(from: $0) }
    }
}
