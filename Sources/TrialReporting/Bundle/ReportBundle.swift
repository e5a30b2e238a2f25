import Foundation
import TrialArchives
import TrialResults

/// Everything that a report is, sealed in one archive: page, figures, tables, results, plan, data, metadata, checksums.
///
/// The same document, plan, datasets and metadata give the same bytes.
public struct ReportBundle: Sendable {
    /// A dataset that goes into the bundle as it was read.
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

    private let document: ResultDocument
    private let plan: [UInt8]
    private let datasets: [PackedDataset]
    private let metadata: BundleMetadata
    private let figures: FigureRegistry

    /// Prepares a bundle; `plan` is the plan's file as it was run.
    public init(
        _ document: ResultDocument, plan: [UInt8], datasets: [PackedDataset], metadata: BundleMetadata,
        figures: FigureRegistry = .standard
    ) {
        self.document = document
        self.plan = plan
        self.datasets = datasets
        self.metadata = metadata
        self.figures = figures
    }

    /// The sealed archive.
    ///
    /// - Throws: `ReportingError`, `ResultFileError` or `ArchiveError`.
    public func archive() throws -> [UInt8] { try Manifest.seal(files()) }

    /// The files of the bundle by name, without the checksums; `progress` hears of each figure.
    ///
    /// - Throws: `ReportingError` or `ResultFileError`.
    public func files(progress: (_ file: String) -> Void = { _ in }) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [
            Self.pageName: Array(try ReportPage(document, figures: figures).html().utf8),
            Self.resultsName: Array(try ResultCoding().encode(document)),
            Self.planName: plan,
        ]
        for (name, dataset) in zip(SafeName.unique(datasets.map(\.name)), datasets) {
            files["\(Self.datasetFolder)\(name).zip"] = dataset.archive
        }
        files.merge(tables()) { first, _ in first }
        files.merge(try drawings(progress)) { first, _ in first }
        var sizes = files.mapValues(\.count)
        sizes[Manifest.fileName] = manifestSize(of: Array(files.keys) + [ResearchObjectCrate.fileName])
        let crate = ResearchObjectCrate(document: document, metadata: metadata, sizes: sizes)
        files[ResearchObjectCrate.fileName] = Array(try crate.json())
        return files
    }

    /// The checksums cannot be made before the metadata that names them, yet their size follows from the names.
    private func manifestSize(of names: [String]) -> Int {
        Manifest(of: Dictionary(uniqueKeysWithValues: names.map { ($0, []) })).text.utf8.count
    }

    private var names: [String] { SafeName.unique(document.analyses.map(\.id)) }

    private func tables() -> [String: [UInt8]] {
        let tables = ResultTables(document)
        var files = [
            "tables/summary.csv": tables.summary, "tables/excluded.csv": tables.excluded,
            "tables/sources.csv": tables.sources, "tables/published.csv": tables.published,
        ]
        for (name, analysis) in zip(names, document.analyses) {
            files["tables/studies-\(name).csv"] = tables.studies(analysis)
        }
        return files.mapValues { Array($0.text.utf8) }
    }

    private func drawings(_ progress: (String) -> Void) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        let renderer = SVGRenderer()
        for (name, analysis) in zip(names, document.analyses) {
            for figure in figures.figures {
                guard let svg = figure.svg(for: FigureInput(analysis, overview: document.overview)) else { continue }
                let file = "figures/\(figure.code)-\(name)"
                files["\(file).svg"] = Array(svg.utf8)
                files["\(file).png"] = Array(try renderer.png(svg))
                progress("\(file).svg")
            }
        }
        return files
    }
}
