import Foundation
import TrialJSON
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
    func json() throws(ReportingError) -> [UInt8] {
        let crate = JSONValue([
            "@context": .string("\(Self.version)/context"),
            "@graph": .array([descriptor, root] + files.map(file) + [licence]),
        ])
        return try JSONFile.bytes(of: crate, named: Self.fileName)
    }

    private var descriptor: JSONValue {
        JSONValue([
            "@id": .string(Self.fileName), "@type": .string("CreativeWork"), "about": reference("./"),
            "conformsTo": reference(Self.version),
        ])
    }

    private var root: JSONValue {
        JSONValue([
            "@id": .string("./"), "@type": .string("Dataset"), "name": .string(DisplayText.clean(document.plan.title)),
            "description": .string(DisplayText.clean(metadata.description)),
            "datePublished": .string(metadata.datePublished), "license": reference(metadata.license),
            "hasPart": .array(files.map(reference)),
        ])
    }

    private var licence: JSONValue {
        JSONValue([
            "@id": .string(metadata.license), "@type": .string("CreativeWork"),
            "name": .string("Licence of this bundle"),
            "description": .string("The terms under which this bundle may be used: \(metadata.license)"),
        ])
    }

    private func file(_ name: String) -> JSONValue {
        let kind = BundleFileKind(name)
        var members: [String: JSONValue] = [
            "@id": .string(name), "@type": .string("File"), "name": .string(kind.words(name)),
            "encodingFormat": .string(kind.mediaType), "contentSize": .string(String(sizes[name] ?? 0)),
        ]
        members["description"] = .string(name == ReportBundle.resultsName ? computation : kind.description(name))
        if let dataset = BundleDatasets.byPath(document)[name] {
            members["name"] = .string("Dataset: \(DisplayText.clean(dataset.name))")
            members["version"] = .string(DisplayText.clean(dataset.version))
        }
        return JSONValue(members)
    }

    private var computation: String {
        let (engine, profile) = (DisplayText.clean(document.engine), DisplayText.clean(document.plan.profile))
        return "Computed from \(ReportBundle.planName) and the datasets by TrialPool \(engine) with profile \(profile)"
    }

    private func reference(_ id: String) -> JSONValue { JSONValue(["@id": .string(id)]) }
}
