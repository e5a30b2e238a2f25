/// What one regression is on: properties, their interactions, where quantities are centred, and reference categories.
public struct RegressionRequest: Sendable, Equatable, Codable {
    static let keys = ["on", "interactions", "centre", "reference"]

    /// The properties, quantities and categories, in order.
    public var moderators: [StudyProperty]
    /// Products of moderators; each of them is a moderator too.
    public var interactions: [[StudyProperty]] = []
    /// Where quantities are centred, by name; one in an interaction is centred at its mean unless this says otherwise.
    public var centring: [String: Centring] = [:]
    /// The reference categories, by name; the first in order of bytes unless this says otherwise.
    public var references: [String: String] = [:]

    /// A regression on properties without interactions.
    public init(on moderators: [StudyProperty]) { self.moderators = moderators }

    /// A regression on one word: a property, or several with ` * ` between, which adds their interaction.
    init(word: String) {
        self.init(on: [])
        add(word)
    }

    /// A mapping with the moderators under `on`, or under another key.
    init(_ entry: PlanEntry, on key: String = "on") {
        self.init(on: [])
        // Under `on` names stand as they are, so that one may hold an asterisk.
        for word in entry.texts(key) { key == "on" ? add([word]) : add(word) }
        if moderators.isEmpty { entry.problem(at: key, "'\(key)' needs at least one property, such as year") }
        for names in entry.lists("interactions") {
            let factors = names.count == 1 ? Self.factors(names[0]) : names
            if Set(factors).count < 2 {
                entry.problem(at: "interactions", "an interaction needs two properties, such as [[dose, year]]")
            } else {
                add(factors)
            }
        }
        for (name, text) in entry.named("centre") {
            guard let value = Centring(text) else {
                entry.problem(at: "centre", "'\(name)' is centred at mean, none or a number, not at '\(text)'")
                continue
            }
            centring[name] = value
            require(name, at: "centre", entry)
        }
        for (name, text) in entry.named("reference") {
            references[name] = text
            require(name, at: "reference", entry)
        }
    }

    private func require(_ name: String, at key: String, _ entry: PlanEntry) {
        if moderators.contains(where: { $0.rawValue == name }) { return }
        entry.problem(at: key, "'\(key)' names '\(name)', which is none of the moderators")
    }

    private static func factors(_ word: String) -> [String] {
        word.split(separator: " * ").map { word in
            String(word.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }

    private mutating func add(_ word: String) { add(Self.factors(word)) }

    private mutating func add(_ names: [String]) {
        let factors = names.map(StudyProperty.init(rawValue:))
        for factor in factors where !moderators.contains(factor) { moderators.append(factor) }
        if factors.count > 1, !interactions.contains(factors) { interactions.append(factors) }
    }

    /// Where a quantity is centred: where the request says so, else at the mean of one that is in an interaction.
    func centring(of property: StudyProperty) -> Centring {
        centring[property.rawValue] ?? (interactions.contains { $0.contains(property) } ? .mean : .none)
    }

    /// What it may claim to modify the effect: the moderators and their interactions.
    var claims: [[StudyProperty]] { moderators.map { [$0] } + interactions }

    /// What the properties must be.
    func uses(at key: String) -> [PropertyUse] {
        moderators.map { property in
            let isCentred = centring[property.rawValue].map { $0 != .none } ?? false
            return PropertyUse(property, at: key, as: isCentred ? .quantity : .any)
        }
    }
}

/// Where a quantity is centred before it enters a regression.
public enum Centring: Sendable, Equatable, Codable {
    /// Nowhere: its values are taken as they are.
    case none
    /// At the mean over the rows of the regression.
    case mean
    /// At a value.
    case value(Double)

    private static let words: [String: Centring] = ["none": .none, "mean": .mean]

    /// The word of a plan, or a number.
    init?(_ text: String) {
        if let word = Self.words[text] {
            self = word
        } else if let number = Double(text), number.isFinite {
            self = .value(number)
        } else {
            return nil
        }
    }

    /// What is taken off each value.
    func centre(of values: [Double]) -> Double? {
        switch self {
        case .none: nil
        case .mean: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        case .value(let value): value
        }
    }
}

extension PlanEntry {
    /// The regressions under `moderators`, each by itself.
    var regressionRequests: [RegressionRequest] {
        items("moderators", keys: RegressionRequest.keys).map { item in
            switch item {
            case .word(let word): RegressionRequest(word: word)
            case .mapping(let entry): RegressionRequest(entry)
            }
        }
    }
}
