import Foundation

/// The drawing of a figure and its pixels, made when they are first asked for and kept for page, bundle and documents.
final class DrawnFigure: @unchecked Sendable {
    private let svg: String
    // One after the other, because Cairo's surfaces are no thread's to share.
    private let lock = NSLock()
    private var drawing: Drawing?
    private var png: [UInt8]?

    init(_ svg: String) { self.svg = svg }

    /// Works with the drawing.
    func with<Value>(_ work: (Drawing) throws(ReportingError) -> Value) throws(ReportingError) -> Value {
        lock.lock()
        defer { lock.unlock() }
        let drawing = if let drawing { drawing } else { try Drawing(svg) }
        self.drawing = drawing
        return try work(drawing)
    }

    /// The whole drawing as PNG.
    func pixels() throws(ReportingError) -> [UInt8] {
        try with { drawing throws(ReportingError) in
            let bytes = if let png { png } else { Array(try SVGRenderer().png(drawing)) }
            png = bytes
            return bytes
        }
    }
}

extension DrawnFigure: Equatable {
    static func == (first: DrawnFigure, second: DrawnFigure) -> Bool { first.svg == second.svg }
}
