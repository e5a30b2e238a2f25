import Glibc
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// The model and the choices of a reference case of `rma.uni` and what is called on it.
struct GoldenModel {
    let model: LinearModel
    let pooling: PoolingModel
    let formula: ModeratorFormula
    let moderators: ModeratorColumns

    static let intervals: [String: any IntervalMethod] = [
        "z": NormalInterval(), "t": TInterval(), "knha": HartungKnapp(), "adhoc": HartungKnapp.guarded,
    ]

    init(_ golden: GoldenCase, formula text: String? = nil) throws {
        let arguments = golden.arguments
        let rows = zip(golden.column("yi"), golden.column("vi")).enumerated().filter {
            $0.element.0 != nil && $0.element.1 != nil
        }.map(\.offset)
        let estimates = rows.map { golden.column("yi")[$0]! }
        let variances = rows.map { golden.column("vi")[$0]! }
        (formula, moderators) = Self.moderators(
            golden, rows, text ?? arguments["mods"].text ?? "~ 1", variances)
        var weights: [Double]?
        if arguments["weights"].text == "w" { weights = rows.map { golden.column("w")[$0]! } }
        if arguments["weighted"].flag == false { weights = rows.map { _ in 1 } }
        model = try LinearModel(
            estimates: estimates, variances: variances,
            design: formula.terms.isEmpty ? nil : formula.design(moderators, studies: rows.count),
            givenWeights: weights)
        let method = arguments["method"].text ?? "REML"
        var pooling = PoolingModel(
            heterogeneity: MethodRegistry.standard.estimator(method),
            interval: try #require(Self.intervals[arguments["test"].text ?? "z"]))
        #expect((pooling.heterogeneity == nil) == ["EE", "FE"].contains(method), "\(method)")
        pooling.givenTau2 = arguments["tau2"].number
        if let level = arguments["level"].number { pooling.level = level > 1 ? level / 100 : level }
        pooling.testedCoefficients = arguments["btt"].isNull ? nil : Self.positions(arguments["btt"])
        self.pooling = pooling
    }

    private static func positions(_ value: GoldenValue) -> [Int] {
        if let text = value.text { return text.split { !$0.isNumber }.compactMap { Int($0) } }
        return value.numbers.compactMap { $0.map { Int($0) } }
    }

    /// Reads the few forms of R's formulas that the cases use.
    private static func moderators(
        _ golden: GoldenCase, _ rows: [Int], _ text: String, _ variances: [Double]
    ) -> (ModeratorFormula, ModeratorColumns) {
        var columns = ModeratorColumns()
        var terms: [ModeratorFormula.Term] = []
        var intercept = true
        func add(_ part: String) -> String {
            if part == "sqrt(vi)" {
                columns[part] = .numbers(variances.map { $0.squareRoot() })
            } else if part == "vi" {
                columns[part] = .numbers(variances)
            } else {
                var (name, centre) = (part, 0.0)
                if part.hasPrefix("I(") {
                    let inner = part.dropFirst(2).dropLast().split(separator: "-")
                    name = String(inner[0])
                    centre = Double(inner[1]) ?? .nan
                }
                let values = golden.input[name].list
                if values.allSatisfy({ $0.number != nil }) {
                    columns[part] = .numbers(rows.map { values[$0].number! - centre })
                } else {
                    columns[part] = .categories(rows.map { values[$0].text ?? "" })
                }
            }
            return part
        }
        let stripped = text.filter { $0 != " " && $0 != "~" }
        for part in stripped.split(separator: "+").map(String.init) {
            if part == "1" { continue }
            if part == "0" {
                intercept = false
            } else if part.contains("*") {
                let factors = part.split(separator: "*").map { add(String($0)) }
                terms += factors.map { .init([$0]) } + [.init(factors)]
            } else {
                terms.append(.init([add(part)]))
            }
        }
        return (ModeratorFormula(terms, intercept: intercept), columns)
    }
}

/// Compares numbers of a case field by field.
struct GoldenCheck {
    let golden: GoldenCase

    func callAsFunction(_ field: String, _ actual: [Double?], _ reference: GoldenValue, _ standard: Tolerance) {
        let numbers = reference.numbers
        guard !numbers.isEmpty else { return }
        #expect(actual.count == numbers.count, "\(field): \(actual.count) values, expected \(numbers.count)")
        for (a, e) in zip(actual, numbers) {
            guard let e else { continue }
            let tolerance = golden.tolerance(field, else: standard)
            #expect(tolerance.accepts(a ?? .nan, e), "\(field): \(a ?? .nan), expected \(e)")
        }
    }

    func callAsFunction(_ field: String, _ actual: Double?, _ standard: Tolerance) {
        self(field, [actual], golden.expected[field], standard)
    }

    func callAsFunction(_ field: String, _ actual: [Double?], _ standard: Tolerance) {
        self(field, actual, golden.expected[field], standard)
    }

    /// Small p-values by their logarithm.
    func pValues(_ field: String, _ actual: [Double?]) {
        for (a, e) in zip(actual, golden.expected[field].numbers) {
            guard let e else { continue }
            let tolerance = golden.tolerance(field, else: .pValue)
            let close =
                e > 1e-12 || (a ?? 0) <= 0
                ? tolerance.accepts(a ?? .nan, e)
                : Tolerance(relative: 1e-8).accepts(log(a ?? .nan), log(e))
            #expect(close, "\(field): \(a ?? .nan), expected \(e)")
        }
    }
}
