/// A property of the studies that a regression may be on: a quantity or a category.
public enum RegressionModerator: Sendable, Equatable {
    /// A quantity, such as the year.
    case quantity(ModeratorProperty)
    /// A category, such as the route.
    case category(StudyProperty)
}

extension RegressionModerator: RawRepresentable, CaseIterable, Codable {
    /// All quantities, then all categories.
    public static var allCases: [RegressionModerator] {
        ModeratorProperty.allCases.map { .quantity($0) } + StudyProperty.allCases.map { .category($0) }
    }

    /// The property of a code, such as `year` or `route`.
    public init?(rawValue: String) {
        if let quantity = ModeratorProperty(rawValue: rawValue) {
            self = .quantity(quantity)
        } else if let category = StudyProperty(rawValue: rawValue) {
            self = .category(category)
        } else {
            return nil
        }
    }

    /// The code.
    public var rawValue: String {
        switch self {
        case .quantity(let property): property.rawValue
        case .category(let property): property.rawValue
        }
    }
}
