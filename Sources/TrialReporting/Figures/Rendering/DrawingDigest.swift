import TrialArchives
import TrialResults

extension SceneDrawing {
    /// SHA-256 of all that its pixels and its page depend on beside the program and ``DrawingFingerprint``: every mark as exactly
    /// as it is held (an SVG rounds), the colours of the style and its fonts.
    var digest: String {
        var bytes = ExactBytes()
        bytes.add([scene.width, scene.height])
        bytes.add(look)
        // The name of the drawing and its description are in neither.
        bytes.add(scene.foreign.map { $0.element(prefix: "") } ?? "")
        for mark in scene.marks { bytes.add(mark) }
        return SHA256.hex(of: bytes.all)
    }
}

/// Values as bytes, no two alike: numbers by their bits, texts behind their length, kinds by a number.
private struct ExactBytes {
    var all: [UInt8] = []

    mutating func add(_ numbers: [Double]) {
        add(numbers.count)
        for number in numbers { add(Int(bitPattern: UInt(number.bitPattern))) }
    }

    mutating func add(_ text: String) {
        add(text.utf8.count)
        all += text.utf8
    }

    mutating func add(_ mark: Mark) {
        switch mark {
        case .line(let from, let to, let ink, let width, let dashed):
            add(1)
            add([from, to], width: width, isDashed: dashed, ink)
        case .path(let points, let ink, let width, let dashed):
            add(2)
            add(points, width: width, isDashed: dashed, ink)
        case .polygon(let points, let ink):
            add(3)
            add(points, width: 0, isDashed: false, ink)
        case .circle(let centre, let radius, let fill, let rim):
            add(4)
            add([centre.x, centre.y, radius])
            add(fill?.rawValue ?? "")
            add(rim?.rawValue ?? "")
        case .text(let text):
            add(5)
            add([text.place.x, text.place.y, text.font.size])
            add((text.font.isBold ? 2 : 0) + (text.isUpright ? 1 : 0))
            for word in [text.anchor.rawValue, text.ink.rawValue, text.content] { add(word) }
        }
    }

    private mutating func add(_ points: [Point], width: Double, isDashed: Bool, _ ink: Ink) {
        add(points.flatMap { [$0.x, $0.y] } + [width])
        add(isDashed ? 1 : 0)
        add(ink.rawValue)
    }

    private mutating func add(_ number: Int) {
        withUnsafeBytes(of: number.littleEndian) { all.append(contentsOf: $0) }
    }
}
