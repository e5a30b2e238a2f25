import TrialNumerics

/// The files of all figures, drawn side by side on all processors; the bytes are the same on one.
struct FigureFiles {
    private let figures: [ReportFigure]

    init(_ figures: [ReportFigure]) { self.figures = figures }

    /// The files by name.
    ///
    /// - Throws: `ReportingError` of the first figure that cannot be drawn.
    func files() throws(ReportingError) -> [String: [UInt8]] {
        let wanted = figures.flatMap { figure in FigureFile.allCases.map { (figure, $0) } }
        let drawn = ParallelMap.map(wanted.count) { place in
            let (figure, kind) = wanted[place]
            return Result { () throws(ReportingError) in try kind.bytes(of: figure) }
        }
        var files: [String: [UInt8]] = [:]
        for ((figure, kind), result) in zip(wanted, drawn) {
            files["\(figure.name).\(kind.rawValue)"] = try result.get()
        }
        return files
    }
}
