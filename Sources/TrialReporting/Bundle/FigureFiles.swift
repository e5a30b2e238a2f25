import Foundation
import Synchronization

/// The files of all figures, drawn side by side on all processors; the bytes are the same on one.
struct FigureFiles {
    private let figures: [ReportFigure]

    init(_ figures: [ReportFigure]) { self.figures = figures }

    /// The files by name.
    ///
    /// - Throws: `ReportingError` of the first figure that cannot be drawn.
    func files() throws(ReportingError) -> [String: [UInt8]] {
        typealias Drawn = Result<[UInt8], ReportingError>
        let kinds = FigureFile.allCases
        let wanted = figures.flatMap { figure in kinds.map { (figure, $0) } }
        let drawn = Mutex([Drawn?](repeating: nil, count: wanted.count))
        // By figures, because the files of one share its drawing, which is one thread's at a time.
        DispatchQueue.concurrentPerform(iterations: figures.count) { index in
            for place in index * kinds.count..<(index + 1) * kinds.count {
                let (figure, kind) = wanted[place]
                let result = Drawn { () throws(ReportingError) in try kind.bytes(of: figure) }
                drawn.withLock { $0[place] = result }
            }
        }
        var files: [String: [UInt8]] = [:]
        for ((figure, kind), result) in zip(wanted, drawn.withLock { $0 }) {
            files["\(figure.name).\(kind.rawValue)"] = try result?.get()
        }
        return files
    }
}
