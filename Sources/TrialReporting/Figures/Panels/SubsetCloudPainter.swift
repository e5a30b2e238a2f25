import Glibc
import TrialResults

/// Draws a cloud of subsets with the spread of both quantities at its edges.
struct SubsetCloudPainter {
    private let content: SubsetCloudContent
    private let style: any FigureStyle
    private let display: MeasureDisplay
    private let measurer: TextMeasurer
    private let text: TextFont
    private let note: TextFont
    private var marks: [Mark] = []
    private var y = 0.0

    private static let plot = (width: 440.0, height: 300.0)
    private static let edge = 54.0
    private static let step = 11.0
    private static let mostPoints = 600
    private static let steps = 44
    private static let fewestForSpread = 200

    init(content: SubsetCloudContent, style: any FigureStyle) {
        self.content = content
        self.style = style
        display = content.analysis.display(style.convention)
        measurer = TextMeasurer(family: style.fontFamilies[0])
        text = TextFont(size: style.fontSize)
        note = TextFont(size: style.noteSize)
    }

    /// The drawing.
    mutating func paint(figure: String) -> Scene {
        let titleFont = TextFont(size: style.titleSize, isBold: true)
        let left = style.margin + measurer.width("100%", note) + 12
        // A handful of subsets has no spread worth drawing.
        let edge = content.points.count >= Self.fewestForSpread ? Self.edge : 0
        let width = left + Self.plot.width + 8 + edge + style.margin
        y = style.margin
        let heading = "\(figure): \(DisplayText.clean(content.analysis.title))"
        write(lines: heading, titleFont, .text, width)
        y += 6
        let top = y + edge + 8 + (edge > 0 ? 0 : note.lineHeight)
        let across = effectAxis(left...left + Self.plot.width)
        let upwards = PlotAxis(transform: .linear, domain: -4...104, pixels: 0...Self.plot.height)
        let places = content.points.map { point in
            (
                place: Point(across.clamped(point.effect), top + Self.plot.height - upwards.position(point.iSquared)),
                isMarked: point.isMarked
            )
        }
        paintFrame(across, upwards, top)
        paintCloud(places)
        let whole = Point(
            across.clamped(content.whole.effect), top + Self.plot.height - upwards.clamped(content.whole.iSquared))
        marks.append(diamond(whole))
        if edge > 0 { paintSpread(places, across: across, top: top) }
        y = top + Self.plot.height + 7 + note.lineHeight
        paintCaption(across)
        paintLegend(width)
        var scene = Scene(
            width: width.rounded(.up), height: (y + style.margin).rounded(.up),
            title: heading, description: content.description(display))
        let ground = Mark.rectangle(left: 0, top: 0, right: scene.width, bottom: scene.height, ink: .paper)
        scene.marks = [ground] + marks
        return scene
    }

    private func effectAxis(_ pixels: ClosedRange<Double>) -> PlotAxis {
        let transform: PlotAxis.Transform = display.kind == .ratio ? .logarithmic : .linear
        let values = (content.points.map(\.effect) + [content.whole.effect]).map(transform.forward).filter(\.isFinite)
        let low = values.min() ?? 0
        let high = values.max() ?? 1
        let pad = max(0.04 * (high - low), 1e-6 * (low == 0 ? 1 : abs(low)))
        return PlotAxis(transform: transform, domain: low - pad...high + pad, pixels: pixels, fineDecades: 0.8)
    }

    // MARK: - Frame

    private mutating func paintFrame(_ across: PlotAxis, _ upwards: PlotAxis, _ top: Double) {
        let (left, right) = (across.pixels.lowerBound, across.pixels.upperBound)
        let bottom = top + Self.plot.height
        for percent in [0.0, 25, 50, 75, 100] {
            let y = bottom - upwards.position(percent)
            marks.append(.line(from: Point(left, y), to: Point(right, y), ink: .heading, width: 1))
            marks.append(.line(from: Point(left - 5, y), to: Point(left, y), ink: .text, width: 1))
            write("\(Int(percent))%", Point(left - 8, y + 0.36 * note.size), note, anchor: .end)
        }
        write("I²", Point(left - 8, top - 8), note, anchor: .end)
        if let null = content.analysis.question.measure.nullValue, !across.isBefore(null), !across.isAfter(null) {
            let x = across.position(null)
            marks.append(.line(from: Point(x, top), to: Point(x, bottom), ink: .null, width: 1))
        }
        let x = across.clamped(content.whole.effect)
        marks.append(.line(from: Point(x, top), to: Point(x, bottom), ink: .rule, width: 1, dashed: true))
        marks.append(.line(from: Point(left, top), to: Point(left, bottom), ink: .text, width: 1))
        marks.append(.line(from: Point(left, bottom), to: Point(right, bottom), ink: .text, width: 1))
        let (measurer, note, display) = (measurer, note, display)
        let ticks = across.ticks(label: { AxisLabel.text($0, display) }, width: { measurer.width($0, note) })
        for tick in ticks {
            let x = across.position(tick.value)
            marks.append(.line(from: Point(x, bottom), to: Point(x, bottom + 5), ink: .text, width: 1))
            write(tick.label, Point(x, bottom + 7 + note.size), note, anchor: .middle)
        }
    }

    // MARK: - Points

    private mutating func paintCloud(_ places: [(place: Point, isMarked: Bool)]) {
        guard places.count > Self.mostPoints else {
            for point in places.filter({ !$0.isMarked }) + places.filter(\.isMarked) {
                marks.append(symbol(point.place, radius: 2.6, share: point.isMarked ? 1 : 0))
            }
            return
        }
        let bins = HexagonalBins(places, step: Self.step)
        for cell in bins.cells {
            let share = log(1 + Double(cell.count)) / log(1 + Double(bins.largest))
            marks.append(symbol(cell.centre, radius: max(1.4, 5.2 * share.squareRoot()), share: cell.share))
        }
    }

    /// Filled where the study is in most subsets, open where it is in few, filled with a rim between.
    private func symbol(_ place: Point, radius: Double, share: Double) -> Mark {
        if share >= 2.0 / 3 { return .circle(centre: place, radius: radius, fill: .estimate, rim: nil) }
        if share <= 1.0 / 3 { return .circle(centre: place, radius: radius - 0.4, fill: .paper, rim: .flag) }
        return .circle(centre: place, radius: radius, fill: .prediction, rim: .text)
    }

    private func diamond(_ place: Point) -> Mark {
        .polygon(
            [
                Point(place.x - 6, place.y), Point(place.x, place.y - 6), Point(place.x + 6, place.y),
                Point(place.x, place.y + 6),
            ], ink: .pooled)
    }

    // MARK: - Spread

    /// Steps above and beside the cloud: how often each effect and each I² occurs, with and without the study.
    private mutating func paintSpread(
        _ places: [(place: Point, isMarked: Bool)], across: PlotAxis, top: Double
    ) {
        let rows = top...top + Self.plot.height
        let right = across.pixels.upperBound + 8
        let parts = [true, false].map { isMarked in places.filter { $0.isMarked == isMarked }.map(\.place) }
        let columns = parts.map { StepCounts($0.map(\.x), over: across.pixels, steps: Self.steps).counts }
        let levels = parts.map { StepCounts($0.map(\.y), over: rows, steps: Self.steps).counts }
        let most = (columns.flatMap { $0 }.max() ?? 1, levels.flatMap { $0 }.max() ?? 1)
        for (index, ink) in [Ink.estimate, .flag].enumerated() where !parts[index].isEmpty {
            let above = outline(columns[index], over: across.pixels).map { place, count in
                Point(place, top - 8 - Self.edge * count / Double(max(most.0, 1)))
            }
            let beside = outline(levels[index], over: rows).map { place, count in
                Point(right + Self.edge * count / Double(max(most.1, 1)), place)
            }
            marks.append(.path(above, ink: ink, width: 1.4, dashed: index == 1))
            marks.append(.path(beside, ink: ink, width: 1.4, dashed: index == 1))
        }
    }

    private func outline(_ counts: [Int], over range: ClosedRange<Double>) -> [(Double, Double)] {
        let width = (range.upperBound - range.lowerBound) / Double(counts.count)
        return counts.enumerated().flatMap { index, count in
            let start = range.lowerBound + Double(index) * width
            return [(start, Double(count)), (start + width, Double(count))]
        }
    }

    // MARK: - Words

    private mutating func paintCaption(_ across: PlotAxis) {
        let caption = display.kind == .ratio ? "Pooled \(display.name), logarithmic axis" : "Pooled \(display.name)"
        let centre = (across.pixels.lowerBound + across.pixels.upperBound) / 2
        for line in measurer.lines(caption, note, width: Self.plot.width) {
            write(line, Point(centre, y + note.size), note, anchor: .middle)
            y += note.lineHeight
        }
        y += 8
    }

    private mutating func paintLegend(_ width: Double) {
        var entries: [(Mark?, String)] = [
            (nil, "All \(content.units) together; the dashed line is their pooled effect")
        ]
        let x = style.margin + 7
        entries[0].0 = diamond(Point(x, 0))
        if let study = content.study {
            let isGathered = content.points.count > Self.mostPoints
            let hasSpread = content.points.count >= Self.fewestForSpread
            let (most, few) = isGathered ? ("Most subsets in the cell with ", "Few with ") : ("With ", "Without ")
            entries.append(
                (symbol(Point(x, 0), radius: 4.5, share: 1), "\(most)\(study)\(hasSpread ? "; solid steps" : "")"))
            if isGathered {
                entries.append((symbol(Point(x, 0), radius: 4.5, share: 0.5), "Some with it, some without"))
            }
            entries.append(
                (symbol(Point(x, 0), radius: 4.5, share: 0), "\(few)\(study)\(hasSpread ? "; dashed steps" : "")"))
        }
        for (mark, words) in entries {
            if let mark { marks.append(mark.moved(down: y + 0.6 * note.size)) }
            for line in measurer.lines(words, note, width: width - 2 * style.margin - 20) {
                write(line, Point(style.margin + 20, y + note.size), note)
                y += note.lineHeight
            }
            y += 2
        }
        y += 4
        write(lines: content.count(display), note, .muted, width)
    }

    private mutating func write(lines words: String, _ font: TextFont, _ ink: Ink, _ width: Double) {
        for line in measurer.lines(words, font, width: width - 2 * style.margin) {
            marks.append(.text(TextMark(line, at: Point(style.margin, y + font.size), font: font, ink: ink)))
            y += font.lineHeight
        }
    }

    private mutating func write(_ words: String, _ place: Point, _ font: TextFont, anchor: TextMark.Anchor = .start) {
        marks.append(.text(TextMark(words, at: place, anchor: anchor, font: font)))
    }
}
