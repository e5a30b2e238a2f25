import TrialResults

/// Draws a map of the evidence: a grid of cells, each packed with bubbles, and the key below.
struct EvidenceMapPainter {
    private let content: EvidenceMapContent
    private let style: any FigureStyle
    private let title: String
    private let measurer: TextMeasurer
    private let text: TextFont
    private let bold: TextFont
    private let note: TextFont

    private static let cellWidth = 236.0
    private static let padding = 10.0
    private static let largestRadius = 27.0
    private static let smallestRadius = 3.5

    init(content: EvidenceMapContent, style: any FigureStyle, title: String) {
        self.content = content
        self.style = style
        self.title = title
        measurer = TextMeasurer(family: style.fontFamilies[0])
        text = TextFont(size: style.fontSize)
        bold = TextFont(size: style.fontSize, isBold: true)
        note = TextFont(size: style.noteSize)
    }

    /// The drawing.
    var scene: Scene {
        let labelWidth = content.rows.map { measurer.width(heading($0), bold) }.max() ?? 0
        let left = style.margin + min(labelWidth, 140) + 14
        let width = left + Double(content.columns.count) * Self.cellWidth + style.margin
        var scene = Scene(width: width.rounded(.up), height: 0, title: title, description: description)
        var top = style.margin + style.titleSize
        scene.marks.append(
            .text(TextMark(title, at: Point(style.margin, top), font: TextFont(size: style.titleSize, isBold: true))))
        top += 24
        for (index, column) in content.columns.enumerated() {
            let centre = left + (Double(index) + 0.5) * Self.cellWidth
            scene.marks.append(.text(TextMark(heading(column), at: Point(centre, top), anchor: .middle, font: bold)))
        }
        top += 10
        for row in content.rows { top = paint(row, left: left, top: top, into: &scene) }
        scene.marks.append(.line(from: Point(left, top), to: Point(width - style.margin, top), ink: .rule, width: 1))
        top = paintLegend(top: top + 22, into: &scene)
        scene.height = (paintKey(top: top + 10, into: &scene) + style.margin).rounded(.up)
        return scene
    }

    private func heading(_ name: String) -> String {
        let clean = DisplayText.clean(name)
        return clean.prefix(1).uppercased() + clean.dropFirst()
    }

    // MARK: - Cells

    /// One row of cells; its lower edge.
    private func paint(_ row: String, left: Double, top: Double, into scene: inout Scene) -> Double {
        let cells = content.columns.map { packed(content.items(column: $0, row: row)) }
        let height = max(44, (cells.map(\.height).max() ?? 0) + 2 * Self.padding)
        let right = left + Double(cells.count) * Self.cellWidth
        scene.marks.append(.line(from: Point(left, top), to: Point(right, top), ink: .rule, width: 1))
        let lines = measurer.lines(heading(row), bold, width: 140)
        var baseline = top + height / 2 + 0.36 * bold.size - bold.lineHeight * Double(lines.count - 1) / 2
        for line in lines {
            scene.marks.append(.text(TextMark(line, at: Point(style.margin, baseline), font: bold)))
            baseline += bold.lineHeight
        }
        for (index, cell) in cells.enumerated() {
            let origin = Point(left + Double(index) * Self.cellWidth + Self.padding, top + (height - cell.height) / 2)
            if index > 0 {
                let x = left + Double(index) * Self.cellWidth
                scene.marks.append(
                    .line(from: Point(x, top), to: Point(x, top + height), ink: .rule, width: 0.5, dashed: true))
            }
            scene.marks += cell.bubbles.flatMap { bubble($0, origin) }
            if cell.bubbles.isEmpty {
                let place = Point(origin.x + Self.cellWidth / 2 - Self.padding, top + height / 2 + 0.36 * note.size)
                scene.marks.append(.text(TextMark("none", at: place, anchor: .middle, font: note, ink: .muted)))
            }
        }
        return top + height
    }

    private struct Bubble {
        let item: EvidenceMapContent.Item
        let radius: Double
        let label: String
        let centre: Point
    }

    /// The bubbles of a cell in lines, the largest first, each with its label below; and how high they are together.
    private func packed(_ items: [EvidenceMapContent.Item]) -> (bubbles: [Bubble], height: Double) {
        let limit = Self.cellWidth - 2 * Self.padding
        var bubbles: [Bubble] = []
        var (x, y, lineHeight) = (0.0, 0.0, 0.0)
        for item in items {
            let radius = radius(item)
            let label = "\(item.number) \(item.route.letters)"
            let width = max(2 * radius, measurer.width(label, note)) + 8
            let height = 2 * radius + note.lineHeight + 6
            if x > 0, x + width > limit {
                (x, y, lineHeight) = (0, y + lineHeight, 0)
            }
            lineHeight = max(lineHeight, height)
            bubbles.append(
                Bubble(item: item, radius: radius, label: label, centre: Point(x + width / 2, y + radius)))
            x += width
        }
        return (bubbles, items.isEmpty ? 0 : y + lineHeight)
    }

    /// Areas are proportional to participants, but for the least that can be seen.
    private func radius(_ item: EvidenceMapContent.Item) -> Double {
        let largest = content.items.compactMap(\.study.participants).max() ?? 1
        guard let participants = item.study.participants, participants > 0 else { return Self.smallestRadius }
        return max(
            Self.smallestRadius, Self.largestRadius * (Double(participants) / Double(max(largest, 1))).squareRoot())
    }

    private func bubble(_ bubble: Bubble, _ origin: Point) -> [Mark] {
        let centre = Point(origin.x + bubble.centre.x, origin.y + bubble.centre.y)
        let ink = bubble.item.route.ink
        let below = Point(centre.x, centre.y + bubble.radius + note.size)
        return [
            .circle(centre: centre, radius: bubble.radius, fill: bubble.item.isRandomised ? ink : nil, rim: ink),
            .text(TextMark(bubble.label, at: below, anchor: .middle, font: note)),
        ]
    }

    // MARK: - Legend and key

    private func paintLegend(top: Double, into scene: inout Scene) -> Double {
        let used = Set(content.items.map(\.route))
        let routes = EvidenceMapContent.Route.allCases.filter(used.contains)
        let names = routes.map { ("\($0.letters) \($0.words)", $0.ink) }
        var (x, y) = (style.margin, top)
        for (name, ink) in names {
            let width = 16 + measurer.width(name, note) + 18
            if x > style.margin, x + width > scene.width - style.margin { (x, y) = (style.margin, y + note.lineHeight) }
            scene.marks.append(.circle(centre: Point(x + 5, y - 0.36 * note.size), radius: 5, fill: ink, rim: nil))
            scene.marks.append(.text(TextMark(name, at: Point(x + 16, y), font: note)))
            x += width
        }
        var sentences = ["Filled: randomised; hollow: not randomised. Areas are proportional to participants."]
        if content.secondaryReports > 0 {
            let count = style.convention.format.count(content.secondaryReports)
            sentences.append(
                "Not drawn: \(count) further \(content.secondaryReports == 1 ? "report" : "reports") on participants of these studies."
            )
        }
        for line in measurer.lines(
            style.convention.spelled(sentences.joined(separator: " ")), note, width: scene.width - 2 * style.margin)
        {
            y += note.lineHeight
            scene.marks.append(.text(TextMark(line, at: Point(style.margin, y), font: note, ink: .muted)))
        }
        return y + note.lineHeight
    }

    /// The studies by number in columns; the lower edge.
    private func paintKey(top: Double, into scene: inout Scene) -> Double {
        let entries = content.items.map(entry)
        let widest = entries.map { measurer.width($0, note) }.max() ?? 0
        let available = scene.width - 2 * style.margin
        let columnWidth = min(widest, available) + 18
        let columns = max(1, Int((available + 18) / columnWidth))
        let lines = entries.map { measurer.lines($0, note, width: available) }
        let perColumn = (lines.count + columns - 1) / columns
        var lowest = top
        for column in 0..<columns {
            var y = top
            for index in column * perColumn..<min((column + 1) * perColumn, lines.count) {
                for line in lines[index] {
                    let place = Point(style.margin + Double(column) * columnWidth, y)
                    scene.marks.append(.text(TextMark(line, at: place, font: note)))
                    y += note.lineHeight
                }
            }
            lowest = max(lowest, y)
            if (column + 1) * perColumn >= lines.count { break }
        }
        return lowest - note.lineHeight
    }

    private func entry(_ item: EvidenceMapContent.Item) -> String {
        let participants = item.study.participants.map { "n = \(style.convention.format.count($0))" }
        return "\(item.number) \(DisplayText.clean(item.study.label)), \(participants ?? "n not printed")"
    }

    private var description: String {
        let format = style.convention.format
        var sentences = [
            "Map of \(format.count(content.items.count)) studies by type of multiple sclerosis and source of the cells."
        ]
        for row in content.rows {
            for column in content.columns {
                let items = content.items(column: column, row: row)
                guard !items.isEmpty else { continue }
                let names = items.map { item in
                    let participants = item.study.participants.map { ", \(format.count($0)) participants" } ?? ""
                    return "\(DisplayText.clean(item.study.label)) (\(item.route.rawValue)\(participants))"
                }
                sentences.append("\(heading(row)), \(DisplayText.clean(column)): \(names.joined(separator: "; ")).")
            }
        }
        return sentences.joined(separator: " ")
    }
}
