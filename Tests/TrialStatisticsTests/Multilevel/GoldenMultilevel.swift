import Foundation
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// The model and the choices of a reference case of `rma.mv`.
struct GoldenMultilevel {
    let model: MultilevelModel
    let fitter: MultilevelFitter

    static let cases = Reference.cases("f04_mv")

    static func named(_ id: String) throws -> GoldenCase { try #require(cases.first { $0.id == id }) }

    init(_ golden: GoldenCase) throws {
        let text = golden.arguments["model"].text ?? golden.call
        let estimates = golden.column("yi").compactMap(\.self)
        let design = Self.design(golden, try Self.option("mods = ~ ", in: text) ?? "1", rows: estimates.count)
        model = try MultilevelModel(
            estimates: estimates, covariance: Self.covariance(golden), design: design,
            terms: Self.terms(golden, text))
        let usesT = text.contains("test=\"t\"") || golden.arguments["test"].text == "t"
        var given: [Double?] = []
        if text.contains("sigma2=c(0,NA)") { given = [0, nil] }
        if text.contains("sigma2=c(NA,0)") { given = [nil, 0] }
        fitter = MultilevelFitter(
            isRestricted: !text.contains("method=\"ML\""),
            inference: !usesT ? .normal : text.contains("dfs=\"contain\"") ? .containment : .residual,
            givenComponents: given)
    }

    /// What follows `key` up to the next option.
    private static func option(_ key: String, in text: String) throws -> String? {
        guard let start = text.range(of: key) else { return nil }
        var depth = 0
        let rest = text[start.upperBound...]
        let end = rest.firstIndex { c in
            depth += c == "(" ? 1 : c == ")" ? -1 : 0
            return (c == "," && depth == 0) || depth < 0
        }
        return String(rest[..<(end ?? rest.endIndex)])
    }

    static func words(_ golden: GoldenCase, _ name: String) -> [String] {
        golden.input[name].list.map { value in
            value.text ?? value.number.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } ?? ""
        }
    }

    private static func covariance(_ golden: GoldenCase) throws -> SamplingCovariance {
        let rows = golden.input["V"].list
        if !rows.isEmpty { return try SamplingCovariance(Matrix(rows.map { $0.numbers.compactMap(\.self) })) }
        let variances = golden.column("vi").compactMap(\.self)
        guard golden.call.contains("vcalc(vi, cluster=district") else {
            return try SamplingCovariance(variances: variances)
        }
        return try SamplingCovariance(variances: variances, clusters: words(golden, "district"), correlation: 0.6)
    }

    /// Reads the few forms of R's formulas that the cases use.
    private static func design(_ golden: GoldenCase, _ formula: String, rows: Int) -> DesignMatrix? {
        if formula == "1" { return nil }
        var columns: [(name: String, values: [Double])] = []
        let parts = formula.split(separator: "+").map { $0.filter { $0 != " " } }
        if !parts.contains("0") { columns.append(("intercept", Array(repeating: 1, count: rows))) }
        for part in parts where part != "0" {
            let factors = part.split(separator: ":").map(String.init)
            let numeric = factors.compactMap { numbers(golden, $0) }.first ?? Array(repeating: 1, count: rows)
            guard let factor = factors.first(where: { numbers(golden, $0) == nil }) else {
                columns.append((part, numeric))
                continue
            }
            let name = factor.hasPrefix("factor(") ? String(factor.dropFirst(7).dropLast()) : factor
            let levels = words(golden, name)
            for level in Set(levels).sorted() {
                columns.append(("\(part) \(level)", zip(levels, numeric).map { $0 == level ? $1 : 0 }))
            }
        }
        return DesignMatrix(values: Matrix(columns.map(\.values)).transposed, names: columns.map(\.name))
    }

    private static func numbers(_ golden: GoldenCase, _ factor: String) -> [Double]? {
        var (name, centre) = (factor, 0.0)
        if factor.hasPrefix("I(") {
            let parts = factor.dropFirst(2).dropLast().split(separator: "-")
            (name, centre) = (String(parts[0]), Double(parts[1]) ?? .nan)
        }
        let values = golden.input[name].numbers.compactMap { $0 }
        return values.isEmpty ? nil : values.map { $0 - centre }
    }

    private static func terms(_ golden: GoldenCase, _ text: String) throws -> [RandomTerm] {
        guard let random = try option("random = ", in: text) else { return [] }
        let inside = random.hasPrefix("list(") ? String(random.dropFirst(5).dropLast()) : random
        return try inside.split(separator: ",").flatMap { part -> [RandomTerm] in
            let sides = part.split(separator: "|").map { $0.filter { $0 != " " && $0 != "~" } }
            guard sides[0] != "1" else {
                let names = sides[1].split(separator: "/").map(String.init)
                return RandomTerm.nested(names: names, rows: names.map { words(golden, $0) })
            }
            let inner = sides[0].hasPrefix("factor(") ? String(sides[0].dropFirst(7).dropLast()) : sides[0]
            let code = try #require(try option("struct=", in: text)).filter { $0 != "\"" }
            return [
                try RandomTerm(
                    name: "\(inner) | \(sides[1])", rows: words(golden, sides[1]), innerRows: words(golden, inner),
                    kind: #require(RandomStructureKind(rawValue: code)))
            ]
        }
    }
}
