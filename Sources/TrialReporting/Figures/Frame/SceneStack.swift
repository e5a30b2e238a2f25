/// Several drawings below each other as one.
enum SceneStack {
    /// The drawings as one; nil where there is none.
    static func stacked(_ scenes: [Scene], title: String) -> Scene? {
        guard !scenes.isEmpty else { return nil }
        guard scenes.count > 1 else { return scenes[0] }
        var whole = Scene(
            width: scenes.map(\.width).max() ?? 0, height: scenes.reduce(0) { $0 + $1.height }, title: title,
            description: scenes.map(\.description).joined(separator: " "))
        whole.marks = [
            .rectangle(left: 0, top: 0, right: whole.width, bottom: whole.height, ink: .paper)
        ]
        var y = 0.0
        for scene in scenes {
            whole.marks += scene.marks.map { $0.moved(down: y) }
            let top = y
            whole.unbroken += scene.unbroken.map { $0.lowerBound + top...$0.upperBound + top }
            y += scene.height
        }
        return whole
    }
}

extension Mark {
    /// The same mark further down.
    func moved(down distance: Double) -> Mark {
        func moved(_ point: Point) -> Point { Point(point.x, point.y + distance) }
        switch self {
        case .line(let from, let to, let ink, let width, let dashed):
            return .line(from: moved(from), to: moved(to), ink: ink, width: width, dashed: dashed)
        case .path(let points, let ink, let width, let dashed):
            return .path(points.map(moved), ink: ink, width: width, dashed: dashed)
        case .polygon(let points, let ink): return .polygon(points.map(moved), ink: ink)
        case .circle(let centre, let radius, let fill, let rim):
            return .circle(centre: moved(centre), radius: radius, fill: fill, rim: rim)
        case .text(let text):
            var copy = TextMark(
                text.content, at: moved(text.place), anchor: text.anchor, font: text.font, ink: text.ink)
            copy.isUpright = text.isUpright
            return .text(copy)
        }
    }
}
