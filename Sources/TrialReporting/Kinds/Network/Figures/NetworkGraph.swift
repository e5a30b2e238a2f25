import Glibc
import TrialResults
import TrialStatistics

/// The network as a graph: a circle for each treatment with an area by its participants, a line for each pair that trials compare
/// with a width by their number, coloured by the risk of bias where it was judged.
public struct NetworkGraph: Figure {
    /// `network-graph`.
    public let code = "network-graph"
    /// `Network graph`.
    public let title = "Network graph"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no two treatments are compared.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = analysis.values(NetworkAnswer.self).first, answer.isAnswered else { return nil }
        let shown = NetworkShown(answer, analysis, analysis.display(style.convention))
        return NetworkGraphPainter(shown, title: "\(title): \(DisplayText.clean(analysis.title))", style: style).scene
    }
}

/// Draws the graph: treatments on a circle, names outside of it.
struct NetworkGraphPainter {
    private let shown: NetworkShown
    private let title: String
    private let style: any FigureStyle
    private let measurer: TextMeasurer
    private let text: TextFont
    private let note: TextFont

    private static let largestNode = 26.0
    private static let smallestNode = 5.0
    private static let widestEdge = 14.0

    init(_ shown: NetworkShown, title: String, style: any FigureStyle) {
        self.shown = shown
        self.title = title
        self.style = style
        measurer = TextMeasurer(family: style.fontFamilies[0])
        text = TextFont(size: style.fontSize)
        note = TextFont(size: style.noteSize)
    }

    private var nodes: [NetworkAnswer.Node] { shown.answer.nodes }

    /// The drawing.
    var scene: Scene {
        let labels = nodes.map(label)
        let widest =
            labels.flatMap(\.self).map { measurer.width($0, TextFont(size: text.size, isBold: true)) }.max() ?? 0
        let room = Double(labels.map(\.count).max() ?? 2) * text.lineHeight + 14 + Self.largestNode
        // In the worst case half of the names stand below each other on either side.
        let column = labels.map { Double($0.count) * text.lineHeight + 6 }.reduce(0, +) / 2 + 40
        let radius = max(120, min(210, 40 + 16 * Double(nodes.count)), column / 2 - room)
        let sideRoom = widest + Self.largestNode + 18
        let width = max(2 * (radius + sideRoom + style.margin), 460)
        var marks: [Mark] = []
        let titleFont = TextFont(size: style.titleSize, isBold: true)
        var y = style.margin
        for line in measurer.lines(title, titleFont, width: width - 2 * style.margin) {
            y += titleFont.lineHeight
            marks.append(.text(TextMark(line, at: Point(style.margin, y - 4), font: titleFont)))
        }
        let centre = Point(width / 2, y + radius + room)
        let places = nodes.indices.map { place($0, centre, radius) }
        marks += triangles(places) + edges(places)
        for (k, node) in nodes.enumerated() {
            marks.append(.circle(centre: places[k], radius: size(node), fill: .estimate, rim: .paper))
        }
        marks += names(labels, at: places, centre, radius)
        y = lowest(marks) + 8
        y = paintKey(from: y, width: width, into: &marks)
        var scene = Scene(
            width: width.rounded(.up), height: (y + style.margin).rounded(.up), title: title, description: description)
        scene.marks = [.rectangle(left: 0, top: 0, right: scene.width, bottom: scene.height, ink: .paper)] + marks
        return scene
    }

    /// The lowest place of circles and texts.
    private func lowest(_ marks: [Mark]) -> Double {
        marks.map { mark in
            switch mark {
            case .circle(let centre, let radius, _, _): centre.y + radius
            case .text(let text): measurer.box(of: text).bottom
            default: 0
            }
        }.max() ?? 0
    }

    private func place(_ k: Int, _ centre: Point, _ radius: Double) -> Point {
        guard nodes.count > 1 else { return centre }
        let angle = 2 * Double.pi * Double(k) / Double(nodes.count) - Double.pi / 2
        return Point(centre.x + radius * cos(angle), centre.y + radius * sin(angle))
    }

    private func label(_ node: NetworkAnswer.Node) -> [String] {
        let people = node.participants.map { ", n = \(shown.format.count($0))" } ?? ""
        return measurer.lines(DisplayText.clean(node.name), TextFont(size: text.size, isBold: true), width: 170)
            + ["\(shown.studies(node.studies.count))\(people)"]
    }

    private func size(_ node: NetworkAnswer.Node) -> Double {
        let knowsAll = nodes.allSatisfy { $0.participants != nil }
        func amount(_ node: NetworkAnswer.Node) -> Double {
            knowsAll ? node.participants ?? 0 : Double(node.studies.count)
        }
        let largest = nodes.map(amount).max() ?? 1
        return max(Self.smallestNode, Self.largestNode * (amount(node) / max(largest, 1)).squareRoot())
    }

    /// Studies with three arms or more as surfaces between their treatments.
    private func triangles(_ places: [Point]) -> [Mark] {
        var nodesOf: [String: Set<Int>] = [:]
        for row in shown.answer.placements {
            if let k = nodes.firstIndex(where: { $0.name == row.node }) { nodesOf[row.study, default: []].insert(k) }
        }
        return nodesOf.keys.sorted().compactMap { study -> Mark? in
            guard let own = nodesOf[study], own.count > 2 else { return nil }
            return .polygon(own.sorted().map { places[$0] }, ink: .band)
        }
    }

    private func edges(_ places: [Point]) -> [Mark] {
        let most = shown.answer.edges.map(\.studies.count).max() ?? 1
        return shown.answer.edges.compactMap { edge in
            guard let a = nodes.firstIndex(where: { $0.name == edge.treatment }),
                let b = nodes.firstIndex(where: { $0.name == edge.comparator })
            else { return nil }
            let width = max(1.5, Self.widestEdge * Double(edge.studies.count) / Double(max(most, 4)))
            return .line(from: places[a], to: places[b], ink: light(edge)?.ink ?? .rule, width: width)
        }
    }

    /// The worst judgement that at least half of the studies of a pair have or exceed; nil where nobody judged them.
    private func light(_ edge: NetworkAnswer.Edge) -> BiasLight? {
        let order: [BiasLight] = [.low, .some, .unknown, .high, .worst]
        let judged = edge.studies.compactMap(shown.light).compactMap(order.firstIndex).sorted()
        return judged.isEmpty ? nil : order[judged[judged.count / 2]]
    }

    /// Names beside their circles; in two columns, each with a line to its circle, where some would overlap.
    private func names(_ labels: [[String]], at places: [Point], _ centre: Point, _ radius: Double) -> [Mark] {
        let beside = labels.indices.map {
            name(labels[$0], at: places[$0], from: centre, room: size(nodes[$0]))
        }
        let boxes = beside.map { marks in
            marks.compactMap { if case .text(let text) = $0 { measurer.box(of: text) } else { nil } }
        }
        let overlaps = boxes.indices.contains { i in
            boxes.indices.dropFirst(i + 1).contains { j in
                boxes[i].contains { a in boxes[j].contains { a.overlaps($0) } }
            }
        }
        guard overlaps else { return beside.flatMap(\.self) }
        let right = places.indices.filter { places[$0].x >= centre.x - 0.01 }
        let left = places.indices.filter { places[$0].x < centre.x - 0.01 }
        return column(right, labels, places, centre, radius, side: 1)
            + column(left, labels, places, centre, radius, side: -1)
    }

    private func column(
        _ own: [Int], _ labels: [[String]], _ places: [Point], _ centre: Point, _ radius: Double, side: Double
    ) -> [Mark] {
        let order = own.sorted { (places[$0].y, $0) < (places[$1].y, $1) }
        let heights = order.map { Double(labels[$0].count) * text.lineHeight + 6 }
        // As near to the circles as the names above leave room, and no lower than the names below do.
        var tops = zip(order, heights).map { places[$0].y - $1 / 2 }
        let highest = centre.y - heights.reduce(0, +) / 2
        for k in tops.indices.dropFirst() { tops[k] = max(tops[k], tops[k - 1] + heights[k - 1]) }
        let lowest = max(centre.y + radius, highest + heights.reduce(0, +))
        for k in tops.indices.reversed() {
            let below = k + 1 < tops.count ? tops[k + 1] : lowest
            tops[k] = min(tops[k], below - heights[k])
        }
        let x = centre.x + side * (radius + Self.largestNode + 14)
        var marks: [Mark] = []
        for (place, k) in order.enumerated() {
            let (y, height) = (tops[place], heights[place])
            marks.append(
                .line(from: places[k], to: Point(x - side * 4, y + height / 2), ink: .rule, width: 0.6, dashed: true))
            for (number, line) in labels[k].enumerated() {
                let isLast = number == labels[k].count - 1
                marks.append(
                    .text(
                        TextMark(
                            line, at: Point(x, y + (Double(number) + 0.78) * text.lineHeight + 3),
                            anchor: side > 0 ? .start : .end,
                            font: isLast ? note : TextFont(size: text.size, isBold: true), ink: isLast ? .muted : .text)
                    ))
            }
        }
        return marks
    }

    private func name(_ lines: [String], at place: Point, from centre: Point, room: Double) -> [Mark] {
        let (dx, dy) = (place.x - centre.x, place.y - centre.y)
        let length = max((dx * dx + dy * dy).squareRoot(), 1)
        let (ux, uy) = (dx / length, dy / length)
        let anchor: TextMark.Anchor = ux > 0.3 ? .start : ux < -0.3 ? .end : .middle
        let height = Double(lines.count) * text.lineHeight
        let x = place.x + ux * (room + 7)
        // The block of lines lies beyond the circle: below it at the bottom, above it at the top, beside it else.
        let middle = place.y + uy * (room + 7 + (anchor == .middle ? height / 2 : 0.25 * height))
        return lines.enumerated().map { number, line in
            .text(
                TextMark(
                    line, at: Point(x, middle - height / 2 + (Double(number) + 0.78) * text.lineHeight), anchor: anchor,
                    font: number == lines.count - 1 ? note : TextFont(size: text.size, isBold: true),
                    ink: number == lines.count - 1 ? .muted : .text))
        }
    }

    // MARK: - Key

    private func paintKey(from top: Double, width: Double, into marks: inout [Mark]) -> Double {
        let used = Set(shown.answer.edges.compactMap(light))
        var y = top
        for light in BiasLight.allCases where used.contains(light) {
            y += note.lineHeight
            marks.append(
                .line(
                    from: Point(style.margin, y - 0.36 * note.size), to: Point(style.margin + 22, y - 0.36 * note.size),
                    ink: light.ink, width: 6))
            marks.append(
                .text(
                    TextMark(
                        "Risk of bias, median of the studies: \(light.words)", at: Point(style.margin + 30, y),
                        font: note)))
        }
        let knowsAll = nodes.allSatisfy { $0.participants != nil }
        var sentence =
            "Areas of circles: \(knowsAll ? "participants" : "studies"). Widths of lines: studies that compare the two."
        if Set(shown.answer.placements.map(\.study)).contains(where: hasManyNodes) {
            sentence += " Shaded: trials with three arms or more."
        }
        if shown.answer.parts.count > 1 { sentence += " Nothing connects the parts of the network." }
        for line in measurer.lines(style.convention.spelled(sentence), note, width: width - 2 * style.margin) {
            y += note.lineHeight
            marks.append(.text(TextMark(line, at: Point(style.margin, y), font: note, ink: .muted)))
        }
        return y
    }

    private func hasManyNodes(_ study: String) -> Bool {
        Set(shown.answer.placements.filter { $0.study == study }.map(\.node)).count > 2
    }

    private var description: String {
        let names = nodes.map { node in
            "\(DisplayText.clean(node.name)) (\(shown.studies(node.studies.count))\(node.participants.map { ", \(shown.format.count($0)) participants" } ?? ""))"
        }
        let pairs = shown.answer.edges.map {
            "\(shown.versus($0.treatment, $0.comparator)) in \(shown.studies($0.studies.count))"
        }
        return "Network graph of \(shown.format.count(nodes.count)) treatments: \(names.joined(separator: "; "))."
            + " Compared: \(pairs.joined(separator: "; "))."
    }
}
