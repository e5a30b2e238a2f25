/// The files of figures, each a work of its own.
struct FigureFiles {
    private let figures: [ReportFigure]
    private let folder: String

    /// Prepares the files of figures in a folder of the bundle, named with its slash.
    init(_ figures: [ReportFigure], folder: String = "") {
        self.figures = figures
        self.folder = folder
    }

    /// What makes the files, in the order of the figures.
    var works: [BundleWork] {
        figures.flatMap { figure in
            FigureFile.allCases.map { kind in
                BundleWork { ["\(folder)\(figure.name).\(kind.rawValue)": try kind.bytes(of: figure)] }
            }
        }
    }
}
