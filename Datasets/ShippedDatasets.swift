import Foundation

/// The datasets that come with TrialPool, packed when it was built.
public enum ShippedDatasets {
    /// Their names, sorted.
    public static var names: [String] {
        let archives = Bundle.module.urls(forResourcesWithExtension: "zip", subdirectory: nil) ?? []
        return archives.map { ($0 as URL).deletingPathExtension().lastPathComponent }.sorted()
    }

    /// The path of the packed dataset of that name, or `nil` where none is shipped.
    public static func path(named name: String) -> String? {
        Bundle.module.url(forResource: name, withExtension: "zip")?.path
    }
}
