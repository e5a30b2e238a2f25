import TrialResults

/// Gives the boxes of a flow diagram their places and draws them with their arrows.
struct PrismaPainter {
    private let content: PrismaContent
    private let style: any FigureStyle
    private let title: String
    private let measurer: TextMeasurer
    private let heading: TextFont
    private let text: TextFont

    private static let padding = 9.0
    private static let boxWidth = 232.0
    private static let phaseWidth = 26.0
    private static let columnGap = 34.0
    private static let rowGap = 28.0

    init(content: PrismaContent, style: any FigureStyle, title: String) {
        self.content = content
        self.style = style
        self.title = title
        measurer = TextMeasurer(family: style.fontFamilies[0])
        heading = TextFont(size: style.fontSize, isBold: true)
        text = TextFont(size: style.fontSize)
    }

    /// A box with its lines broken to its width, and where it stands.
    private struct Placed {
        let box: PrismaContent.Box
        let headingLines: [String]
        let lines: [String]
        var left = 0.0
        var top = 0.0
        var height: Double
        var right: Double { left + boxWidth }
        var bottom: Double { top + height }
        var middle: Point { Point(left + boxWidth / 2, top + height / 2) }
    }

    /// The drawing.
    var scene: Scene {
        let placed = place(content.boxes.map(measured))
        let right = placed.map(\.right).max() ?? 0
        let bottom = placed.map(\.bottom).max() ?? 0
        var scene = Scene(
            width: (right + style.margin).rounded(.up), height: (bottom + style.margin).rounded(.up), title: title,
            description: description)
        let titleFont = TextFont(size: style.titleSize, isBold: true)
        scene.marks.append(
            .text(TextMark(title, at: Point(style.margin, style.margin + style.titleSize), font: titleFont)))
        scene.marks += phases(placed)
        scene.marks += content.arrows.flatMap { arrow(placed, $0.from, $0.to) }
        scene.marks += placed.flatMap(marks)
        return scene
    }

    private func measured(_ box: PrismaContent.Box) -> Placed {
        let width = Self.boxWidth - 2 * Self.padding
        let headingLines = measurer.lines(box.heading, heading, width: width)
        let lines = box.lines.flatMap { measurer.lines($0, text, width: width) }
        let height =
            Double(headingLines.count) * heading.lineHeight + Double(lines.count) * text.lineHeight + 2 * Self.padding
        return Placed(box: box, headingLines: headingLines, lines: lines, height: height)
    }

    /// Columns side by side, rows below each other; boxes of a row start at the same height.
    private func place(_ boxes: [Placed]) -> [Placed] {
        let columns = PrismaContent.Column.allCases.filter { column in boxes.contains { $0.box.place.column == column }
        }
        var top = style.margin + style.titleSize + 18
        var tops: [PrismaContent.Row: Double] = [:]
        for row in PrismaContent.Row.allCases {
            let heights = boxes.filter { $0.box.place.row == row }.map(\.height)
            guard let highest = heights.max() else { continue }
            tops[row] = top
            top += highest + Self.rowGap
        }
        return boxes.map { box in
            var box = box
            let column = columns.firstIndex(of: box.box.place.column) ?? 0
            box.left =
                style.margin + Self.phaseWidth + 14 + Double(column) * (Self.boxWidth + Self.columnGap)
            box.top = tops[box.box.place.row] ?? 0
            return box
        }
    }

    private func marks(_ placed: Placed) -> [Mark] {
        let (left, right, top, bottom) = (placed.left, placed.right, placed.top, placed.bottom)
        let corners = [
            Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom), Point(left, top),
        ]
        var marks: [Mark] = [
            .rectangle(left: left, top: top, right: right, bottom: bottom, ink: .paper),
            .path(corners, ink: .rule, width: 1),
        ]
        var baseline = top + Self.padding + 0.8 * heading.lineHeight
        for (lines, font) in [(placed.headingLines, heading), (placed.lines, text)] {
            for line in lines {
                marks.append(.text(TextMark(line, at: Point(left + Self.padding, baseline), font: font)))
                baseline += font.lineHeight
            }
        }
        return marks
    }

    /// The bars at the left that name the phases.
    private func phases(_ placed: [Placed]) -> [Mark] {
        var names: [String] = []
        for row in PrismaContent.Row.allCases where !names.contains(row.phase) { names.append(row.phase) }
        return names.flatMap { name -> [Mark] in
            let boxes = placed.filter { $0.box.place.row.phase == name }
            guard let top = boxes.map(\.top).min(), let low = boxes.map(\.bottom).max() else { return [] }
            let bottom = max(low, top + measurer.width(name, heading) + 12)
            let left = style.margin
            var label = TextMark(
                name, at: Point(left + Self.phaseWidth / 2 + 0.36 * heading.size, (top + bottom) / 2), anchor: .middle,
                font: heading)
            label.isUpright = true
            return [
                .rectangle(left: left, top: top, right: left + Self.phaseWidth, bottom: bottom, ink: .heading),
                .text(label),
            ]
        }
    }

    /// Straight down or to the side; from another column down and then to the side of the goal.
    private func arrow(_ placed: [Placed], _ from: PrismaContent.Place, _ to: PrismaContent.Place) -> [Mark] {
        guard let start = placed.first(where: { $0.box.place == from }),
            let goal = placed.first(where: { $0.box.place == to })
        else { return [] }
        if from.row == to.row {
            // The heads of a row start level, so a line at the height of the first text meets both boxes.
            let y = start.top + Self.padding + heading.lineHeight / 2
            return line([Point(start.right, y), Point(goal.left, y)])
        }
        if from.column == to.column {
            return line([Point(start.middle.x, start.bottom), Point(goal.middle.x, goal.top)])
        }
        let isLeft = start.left < goal.left
        let end = Point(isLeft ? goal.left : goal.right, goal.middle.y)
        return line([Point(start.middle.x, start.bottom), Point(start.middle.x, end.y), end])
    }

    private func line(_ points: [Point]) -> [Mark] {
        let end = points[points.count - 1]
        let before = points[points.count - 2]
        let (dx, dy) = (end.x - before.x, end.y - before.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 0 else { return [] }
        let (ux, uy) = (dx / length, dy / length)
        let base = Point(end.x - 7 * ux, end.y - 7 * uy)
        return [
            .path(points.dropLast() + [base], ink: .muted, width: 1.2),
            .polygon(
                [
                    end, Point(base.x - 3.5 * uy, base.y + 3.5 * ux), Point(base.x + 3.5 * uy, base.y - 3.5 * ux),
                ], ink: .muted),
        ]
    }

    private var description: String {
        let boxes = content.boxes.map { box in
            box.lines.isEmpty ? "\(box.heading)." : "\(box.heading): \(box.lines.joined(separator: ", "))."
        }
        return (["Flow of records and reports through the review (PRISMA 2020)."] + boxes).joined(separator: " ")
    }
}
