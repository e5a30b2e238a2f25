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
    public func archive() throws -> [UInt8] { try Manifest.seal(files()) }

    /// The files of the bundle by name, without the checksums; `progress` hears of each figure and document.
    ///
    /// No file depends on a program that may be absent: all are written by this library.
    ///
    /// - Throws: `ReportingError`, `ResultFileError` or `ArchiveError`.
    public func files(progress: (_ file: String) -> Void = { _ in }) throws -> [String: [UInt8]] {
        let report = try ToldReport(document, look: look, progress: progress)
        let drawn = ReportFigures(report)
        let text = ReportTextBuilder(report, figures: drawn, place: .bundle).text(date: metadata.datePublished)
        var files = try works(report, drawn, text).files()
        files[Self.planName] = plan
        files[BundleRecipe.fileName] = try BundleRecipe(look: look, metadata: metadata).json()
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

    /// What is made side by side: what takes longest first, and documents that show pixels of figures after these.
    private func works(_ report: ToldReport, _ drawn: ReportFigures, _ text: ReportText) -> [BundleWork] {
        let (document, kinds) = (document, look.kinds)
        func documents(showingPixels: Bool) -> [BundleWork] {
            look.formats.all.filter { $0.showsPixels == showingPixels }.reversed().map { format in
                BundleWork { [Self.name(of: format): try format.write(text, figureFolder: Self.figureFolder)] }
            }
        }
        let page = BundleWork { [Self.pageName: Array(try ReportPage(report, place: .bundle).html().utf8)] }
        let results = BundleWork { [Self.resultsName: Array(try ResultCoding().encode(document))] }
        let tables = BundleWork {
            let files = try TableFolder(document, kinds: kinds).files()
            return Dictionary(uniqueKeysWithValues: files.map { (Self.tableFolder + $0.key, $0.value) })
        }
        return documents(showingPixels: false) + [page]
            + FigureFiles(drawn.all, folder: Self.figureFolder).works + [tables, results]
            + documents(showingPixels: true)
    }

    private static func name(of format: any DocumentFormat) -> String { "\(documentName).\(format.fileExtension)" }

    /// The checksums cannot be made before the metadata that names them, yet their size follows from the names.
    private func manifestSize(of names: [String]) -> Int {
        Manifest(of: Dictionary(uniqueKeysWithValues: names.map { ($0, []) })).text.utf8.count
    }
}
