/// The patients of a study that an outcome row is about.
public struct Population: Sendable, Hashable, Codable {
    /// The population as the file names it, such as `all`, `RRMS+SPMS` or `active progressive`.
    public var label: String

    /// Names a population.
    public init(_ label: String) {
        self.label = label
    }

    /// The types of multiple sclerosis that the name lists; empty where it lists none.
    public var types: Set<MSType> {
        Set(label.split(separator: "+").compactMap { MSType(rawValue: String($0)) })
    }

    /// The course that the name tells; unknown where the name is `all` or tells something else.
    public var course: MSCourse {
        let courses = Set(types.map(\.course))
        if courses.count == 2 { return .mixed }
        if let only = courses.first { return only }
        let words = label.split(separator: " ")
        if words.contains("progressive") { return .progressive }
        return words.contains("relapsing") ? .relapsing : .unknown
    }

    /// Whether the row is about everybody in the study.
    public var isWholeStudy: Bool { label == "all" }
}
