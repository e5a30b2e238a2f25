import Synchronization

/// A drawing and its files: made when they are first asked for, or taken from an earlier bundle; the pixels are kept, because
/// bundle and documents show them.
final class DrawnFigure: Sendable {
    /// Files that are there.
    struct Files: Sendable {
        var png: [UInt8]?
        var pdf: [UInt8]?
    }

    let drawing: SceneDrawing
    private let files = Mutex(Files())

    init(_ drawing: SceneDrawing) { self.drawing = drawing }

    /// Takes files that were made of the same drawing before.
    func take(_ earlier: Files) { files.withLock { $0 = earlier } }

    /// The whole drawing as PNG.
    func pixels() throws(ReportingError) -> [UInt8] {
        let result = files.withLock { files -> Result<[UInt8], ReportingError> in
            let made = Result { () throws(ReportingError) in
                if let kept = files.png { kept } else { try FigureRenderer().png(drawing) }
            }
            files.png = try? made.get()
            return made
        }
        return try result.get()
    }

    /// The drawing as a page of PDF.
    func page() throws(ReportingError) -> [UInt8] {
        if let kept = files.withLock({ $0.pdf }) { kept } else { try FigureRenderer().pdf(drawing) }
    }
}
