import Foundation
import TrialResults

/// Writes `ro-crate-metadata.json`: what each file of a bundle is, by RO-Crate 1.2
/// (https://w3id.org/ro/crate/1.2), so that archives and search engines can read it.
struct ResearchObjectCrate {
    let document: ResultDocument
    let metadata: BundleMetadata
    /// The bundle's files and their sizes in bytes, without this one.
    let sizes: [String: Int]

    private var files: [String] { sizes.keys.sorted() }

    static let fileName = "ro-crate-metadata.json"
    private static let version = "https://w3id.org/ro/crate/1.2"

    /// The file, the same bytes each time.
    func json() throws(ReportingError) -> Data {
        let crate: JSONValue = .object([
            "@context": .text("\(Self.version)/context"),
            "@graph": .array([descriptor, root] + files.map(file) + [licence]),
        ])
        return try crate.file(named: Self.fileName)
    }

    private var descriptor: JSONValue {
        .object([
            "@id": .text(Self.fileName), "@type": .text("CreativeWork"), "about": reference("./"),
            "conformsTo": reference(Self.version),
        ])
    }

    private var root: JSONValue {
        .object([
            "@id": .text("./"), "@type": .text("Dataset"), "name": .text(DisplayText.clean(document.plan.title)),
            "description": .text(DisplayText.clean(metadata.description)),
            "datePublished": .text(metadata.datePublished), "license": reference(metadata.license),
            "hasPart": .array(files.map(reference)),
        ])
    }

    private var licence: JSONValue {
        .object([
            "@id": .text(metadata.license), "@type": .text("CreativeWork"), "name": .text("Licence of this bundle"),
            "description": .text("The terms under which this bundle may be used: \(metadata.license)"),
        ])
    }

    private func file(_ name: String) -> JSONValue {
        let kind = BundleFileKind(name)
        var members: [String: JSONValue] = [
            "@id": .text(name), "@type": .text("File"), "name": .text(kind.words(name)),
            "encodingFormat": .text(kind.mediaType), "contentSize": .text(String(sizes[name] ?? 0)),
        ]
        members["description"] = .text(name == ReportBundle.resultsName ? computation : kind.description(name))
        if let dataset = BundleDatasets.byPath(document)[name] {
            members["name"] = .text("Dataset: \(DisplayText.clean(dataset.name))")
            members["version"] = .text(DisplayText.clean(dataset.version))
        }
        return .object(members)
    }

    private var computation: String {
        let (engine, profile) = (DisplayText.clean(document.engine), DisplayText.clean(document.plan.profile))
        return "Computed from \(ReportBundle.planName) and the datasets by TrialPool \(engine) with profile \(profile)"
    }

    private func reference(_ id: String) -> JSONValue { .object(["@id": .text(id)]) }
}
