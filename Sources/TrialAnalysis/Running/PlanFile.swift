import TrialArchives
import TrialNumerics

/// A plan on disk with the datasets that it names, found relative to it.
public struct PlanFile: Sendable {
    /// The plan's text.
    public let text: String
    /// The plan.
    public let plan: AnalysisPlan
    /// The main dataset under the empty name, further ones under the plan's names.
    public let datasets: [String: LoadedDataset]

    /// Where each dataset was read, under the same names.
    public let places: [String: String]

    /// Reads a plan and its datasets.
    ///
    /// - Parameters:
    ///   - path: The plan's file.
    ///   - dataset: The main dataset in place of the plan's own, relative to the working folder.
    ///   - further: Further datasets in place of the plan's own, by name.
    ///   - catalogue: The kinds, measures and methods that the plan may name.
    /// - Throws: `AnalysisError` with one line for each problem.
    public init(
        path: String, dataset: String? = nil, further: [String: String] = [:], catalogue: AnalysisCatalogue = .standard
    ) throws(AnalysisError) {
        let bytes: [UInt8]
        do { bytes = try FileBytes.read(path) } catch {
            throw AnalysisError(.invalidPlan, "\(error)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AnalysisError(.invalidPlan, "\(path): the plan is not UTF-8 text")
        }
        self.text = text
        plan = try PlanReader(file: path, catalogue: catalogue).read(text)
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        func place(_ relative: String) -> String {
            if relative.hasPrefix("/") { return relative }
            if relative == "." { return folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder }
            return folder.isEmpty ? (path.hasPrefix("/") ? "/" : "") + relative : "\(folder)/\(relative)"
        }
        var places = ["": dataset ?? place(plan.dataset)]
        for (name, relative) in plan.furtherDatasets { places[name] = further[name] ?? place(relative) }
        self.places = places
        let named = places.sorted { $0.key < $1.key }
        let loaded = try ParallelMap.map(named.count) { index throws(AnalysisError) in
            try LoadedDataset(path: named[index].value)
        }
        datasets = Dictionary(uniqueKeysWithValues: zip(named.map(\.key), loaded))
        guard let main = datasets[""] else { return }
        // The names of properties can be told from the dataset only; the second reading says on which line one is wrong.
        let properties = PropertyCatalogue(main.dataset)
        _ = try PlanReader(file: path, catalogue: catalogue, properties: properties).read(text)
    }
}
