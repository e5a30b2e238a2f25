/// The moderators of the studies, as read from a table: numbers or categories by name.
public struct ModeratorColumns: Sendable, Equatable {
    /// The values of one moderator, one a study.
    public enum Values: Sendable, Equatable {
        /// A quantity.
        case numbers([Double])
        /// A category; its levels are ordered by their bytes, the first one is the reference.
        case categories([String])

        /// Number of studies.
        public var count: Int {
            switch self {
            case .numbers(let values): values.count
            case .categories(let values): values.count
            }
        }
    }

    private var columns: [String: Values] = [:]

    /// Creates an empty set of moderators.
    public init() {}

    /// Creates moderators from their names and values.
    public init(_ columns: [String: Values]) { self.columns = columns }

    /// The values of a moderator; nil where there is none of that name.
    public subscript(name: String) -> Values? {
        get { columns[name] }
        set { columns[name] = newValue }
    }

    /// The names, in order of their bytes.
    public var names: [String] { columns.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// The levels of a category in order of their bytes.
    static func levels(_ values: [String]) -> [String] {
        Set(values).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension ModeratorColumns: ExpressibleByDictionaryLiteral {
    /// Creates moderators from a literal; of equal names the last one stays.
    public init(dictionaryLiteral elements: (String, Values)...) {
        self.init(Dictionary(elements) { _, last in last })
    }
}
