import Synchronization

/// A drawing and its pixels, which are made when they are first asked for and kept for bundle and documents.
final class DrawnFigure: Sendable {
    let drawing: SceneDrawing
    private let png = Mutex<[UInt8]?>(nil)

    init(_ drawing: SceneDrawing) { self.drawing = drawing }

    /// The whole drawing as PNG.
    func pixels() throws(ReportingError) -> [UInt8] {
        let result = png.withLock { kept -> Result<[UInt8], ReportingError> in
            let made = Result { () throws(ReportingError) in
                if let kept { kept } else { try FigureRenderer().png(drawing) }
            }
            kept = try? made.get()
            return made
        }
        return try result.get()
    }
}
