import Foundation

/// A call of `rma.mv` as a reference case writes it, read for the few forms of R's formulas that the cases use.
public struct MultilevelCall {
    /// One `~ inner | outer` of `random`.
    public struct Random {
        /// The outer levels; several are nested, outermost first.
        public let outer: [String]
        /// The inner level with the code of its structure; nil for `~ 1 | outer`.
        public let inner: (level: String, structure: String)?
    }

    /// A column of the design or of the moderators.
    public typealias Column = (name: String, values: [Double])

    private let golden: GoldenCase
    /// The arguments.
    public let text: String

    /// Takes the call of a case.
    public init(_ golden: GoldenCase) {
        self.golden = golden
        text = golden.arguments["model"].text ?? golden.call
    }

    /// Whether coefficients are judged by t.
    public var usesT: Bool { text.contains("test=\"t\"") || golden.arguments["test"].text == "t" }
    /// Whether these are the degrees of freedom of the groups.
    public var usesContainment: Bool { text.contains("dfs=\"contain\"") }
    /// Whether the plain likelihood is maximised.
    public var isPlain: Bool { text.contains("method=\"ML\"") }
    /// The correlation within districts, where `vcalc` made the covariances.
    public var districtCorrelation: Double? { golden.call.contains("vcalc(vi, cluster=district") ? 0.6 : nil }
    /// The given components.
    public var givenComponents: [Double?] {
        if text.contains("sigma2=c(0,NA)") { return [0, nil] }
        return text.contains("sigma2=c(NA,0)") ? [nil, 0] : []
    }

    /// What follows `key` up to the next option.
    private func option(_ key: String) -> String? {
        guard let start = text.range(of: key) else { return nil }
        var depth = 0
        let rest = text[start.upperBound...]
        let end = rest.firstIndex { c in
            depth += c == "(" ? 1 : c == ")" ? -1 : 0
            return (c == "," && depth == 0) || depth < 0
        }
        return String(rest[..<(end ?? rest.endIndex)])
    }

    /// A column of the input as words; whole numbers without decimals.
    public func words(_ name: String) -> [String] {
        golden.input[name].list.map { value in
            value.text ?? value.number.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } ?? ""
        }
    }

    /// The random terms.
    public var random: [Random] {
        guard let random = option("random = ") else { return [] }
        let inside = random.hasPrefix("list(") ? String(random.dropFirst(5).dropLast()) : random
        return inside.split(separator: ",").map { part in
            let sides = part.split(separator: "|").map { $0.filter { $0 != " " && $0 != "~" } }
            let outer = sides[1].split(separator: "/").map(String.init)
            guard sides[0] != "1" else { return Random(outer: outer, inner: nil) }
            return Random(
                outer: outer, inner: (Self.factor(sides[0]), (option("struct=") ?? "").filter { $0 != "\"" }))
        }
    }

    private static func factor(_ text: String) -> String {
        text.hasPrefix("factor(") ? String(text.dropFirst(7).dropLast()) : text
    }

    private var formula: [String] {
        (option("mods = ~ ") ?? "1").split(separator: "+").map { $0.filter { $0 != " " } }
    }

    /// Whether the design has an intercept.
    public var hasIntercept: Bool { !formula.contains("0") }

    /// The columns of the moderators: a factor as one column a level, by every level also in a product, as R codes it where
    /// the other factor does not stand alone.
    public var moderators: [Column] {
        formula.filter { $0 != "0" && $0 != "1" }.flatMap { part -> [Column] in
            let factors = part.split(separator: ":").map(String.init)
            let numeric = factors.compactMap(numbers).first
            guard let factor = factors.first(where: { numbers($0) == nil }) else { return [(part, numeric ?? [])] }
            let levels = words(Self.factor(factor))
            let ones = numeric ?? Array(repeating: 1, count: levels.count)
            return Set(levels).sorted().map { level in
                ("\(part) \(level)", zip(levels, ones).map { $0 == level ? $1 : 0 })
            }
        }
    }

    private func numbers(_ factor: String) -> [Double]? {
        var (name, centre) = (factor, 0.0)
        if factor.hasPrefix("I(") {
            let parts = factor.dropFirst(2).dropLast().split(separator: "-")
            (name, centre) = (String(parts[0]), Double(parts[1]) ?? .nan)
        }
        let values = golden.input[name].numbers.compactMap { $0 }
        return values.isEmpty ? nil : values.map { $0 - centre }
    }
}
