import Foundation
import TrialArchives
import TrialResults

/// Everything that a report is, sealed in one archive: page, figures, tables, results, plan, data, metadata, checksums.
///
/// The same document, plan, datasets and metadata give the same bytes.
public struct ReportBundle: Sendable {
    /// A dataset of the bundle as it was read.
    public struct PackedDataset: Sendable, Equatable {
        /// Its short name, such as `msc-ms-trials`.
        public let name: String
        /// The packed archive.
        public let archive: [UInt8]

        /// Creates a packed dataset.
        public init(name: String, archive: [UInt8]) {
            self.name = name
            self.archive = archive
        }
    }

    /// The name of the page inside a bundle.
    public static let pageName = "index.html"
    /// The name of the results inside a bundle.
    public static let resultsName = "results.json"
    /// The name of the plan inside a bundle.
    public static let planName = "plan.yaml"
    /// The folder of the packed datasets inside a bundle, with the slash.
    public static let datasetFolder = "datasets/"

    /// The name of the documents inside a bundle, without the ending.
    public static let documentName = "report"
    /// The folder of the figures inside a bundle, with the slash.
    public static let figureFolder = "figures/"
    /// The folder of the tables inside a bundle, with the slash.
    public static let tableFolder = "tables/"

    private let document: ResultDocument
    private let plan: [UInt8]
    private let datasets: [PackedDataset]
    private let metadata: BundleMetadata
    private let look: ReportLook

    /// Prepares a bundle; `plan` is the plan's file as it was run, `datasets` are in the order of the document's.
    public init(
        _ document: ResultDocument, plan: [UInt8], datasets: [PackedDataset], metadata: BundleMetadata,
        look: ReportLook = ReportLook()
    ) {
        self.document = document
        self.plan = plan
        self.datasets = datasets
        self.metadata = metadata
        self.look = look
    }

    /// The sealed archive.
    ///
    /// - Throws: `ReportingError`, `ResultFileError` or `ArchiveError`.
    public func archive() throws -> [UInt8] { try seal().archive }

    /// Seals the bundle; the figures of an earlier one that have not changed are taken from there, with the same bytes.
    ///
    /// - Throws: `ReportingError`, `ResultFileError` or `ArchiveError`.
    public func seal(
        after earlier: SealedBundle? = nil, progress: (_ file: String) -> Void = { _ in }
    ) throws -> SealedBundle {
        let recipe = try BundleRecipe(look: look, metadata: metadata)
        let report = try ToldReport(document, look: look, progress: progress)
        let drawn = ReportFigures(report)
        let figures = Dictionary(drawn.all.map { ($0.name, $0.drawn.drawing.digest) }) { _, last in last }
        if let known = earlier?.figures(drawnBy: recipe.drawing) {
            for figure in drawn.all {
                if let files = figures[figure.name].flatMap({ known[$0] }) { figure.drawn.take(files) }
            }
        }
        let files = try files(report, drawn, recipe, progress: progress)
        let trace = BundleTrace(
            dependence: try dependence(recipe, results: files[Self.resultsName] ?? []), drawing: recipe.drawing,
            figures: figures)
        return SealedBundle(archive: try Manifest.seal(files), trace: trace)
    }

    /// SHA-256 of all that the bundle's bytes depend on, the program excepted.
    ///
    /// - Parameter results: The file that the results were read from; nil writes it. One that says the same in other bytes, as after a
    ///   change by hand, gives another digest.
    /// - Throws: `ReportingError` where nothing can be drawn, `ResultFileError` where the results cannot be written.
    public func dependence(results: [UInt8]? = nil) throws -> String {
        try dependence(
            try BundleRecipe(look: look, metadata: metadata),
            results: try results ?? Array(ResultCoding().encode(document)))
    }

    private func dependence(_ recipe: BundleRecipe, results: [UInt8]) throws -> String {
        let parts =
            [results, plan, try recipe.json()]
            + datasets.flatMap { [Array($0.name.utf8), $0.archive] } + look.formats.all.map { Array($0.code.utf8) }
        return SHA256.hex(of: parts.map { SHA256.hex(of: $0) }.joined())
    }

    /// The files of the bundle by name, without the checksums; `progress` hears of each figure and document.
    ///
    /// No file depends on a program that may be absent: all are written by this library.
    ///
    /// - Throws: `ReportingError`, `ResultFileError` or `ArchiveError`.
    public func files(progress: (_ file: String) -> Void = { _ in }) throws -> [String: [UInt8]] {
        let report = try ToldReport(document, look: look, progress: progress)
        return try files(
            report, ReportFigures(report), try BundleRecipe(look: look, metadata: metadata), progress: progress)
    }

    private func files(
        _ report: ToldReport, _ drawn: ReportFigures, _ recipe: BundleRecipe, progress: (_ file: String) -> Void
    ) throws -> [String: [UInt8]] {
        let text = ReportTextBuilder(report, figures: drawn, place: .bundle).text(date: metadata.datePublished)
        var files = try works(report, drawn, text).files()
        files[Self.planName] = plan
        files[BundleRecipe.fileName] = try recipe.json()
        for (path, dataset) in zip(BundleDatasets.paths(of: datasets.map(\.name)), datasets) {
            files[path] = dataset.archive
        }
        for format in look.formats.all { progress(Self.name(of: format)) }
        var sizes = files.mapValues(\.count)
        sizes[Manifest.fileName] = manifestSize(of: Array(files.keys) + [ResearchObjectCrate.fileName])
        let crate = ResearchObjectCrate(document: document, metadata: metadata, sizes: sizes)
        files[ResearchObjectCrate.fileName] = try crate.json()
        return files
    }

    /// What is made side by side, what takes longest first.
    private func works(_ report: ToldReport, _ drawn: ReportFigures, _ text: ReportText) -> [BundleWork] {
        let (document, kinds) = (document, look.kinds)
        let documents = look.formats.all.reversed().map { format in
            BundleWork { [Self.name(of: format): try format.write(text, figureFolder: Self.figureFolder)] }
        }
        let page = BundleWork { [Self.pageName: Array(try ReportPage(report, place: .bundle).html().utf8)] }
        let results = BundleWork { [Self.resultsName: Array(try ResultCoding().encode(document))] }
        let tables = BundleWork {
            let files = try TableFolder(document, kinds: kinds).files()
            return Dictionary(uniqueKeysWithValues: files.map { (Self.tableFolder + $0.key, $0.value) })
        }
        return documents + [page] + FigureFiles(drawn.all, folder: Self.figureFolder).works + [tables, results]
    }

    private static func name(of format: any DocumentFormat) -> String { "\(documentName).\(format.fileExtension)" }

    /// The checksums cannot be made before the metadata that names them, yet their size follows from the names.
    private func manifestSize(of names: [String]) -> Int {
        Manifest(of: Dictionary(uniqueKeysWithValues: names.map { ($0, []) })).text.utf8.count
    }
}
