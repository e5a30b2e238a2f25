import TrialNumerics
import TrialResults
import TrialStatistics

/// The funnel of an analysis: its centre, the tests of asymmetry that suit the measure, trim-and-fill.
struct FunnelRunner {
    private let explored: ExplorationRunner
    private var set: ContrastSet { explored.set }

    /// The bounds of a contour-enhanced funnel. Peters et al. 2008, doi:10.1016/j.jclinepi.2007.11.010.
    private static let bounds = [0.1, 0.05, 0.01]

    init(_ explored: ExplorationRunner) { self.explored = explored }

    /// The funnel; nil for a single row.
    var exploration: FunnelExploration? {
        guard explored.rows > 1 else { return nil }
        let normal = NormalDistribution.standard
        var funnel = FunnelExploration(
            centre: explored.pooled.fit.pooled.estimate,
            quantile: normal.upperQuantile((1 - explored.pooled.fit.level) / 2),
            contours: Self.bounds.map { .init(pValue: $0, quantile: normal.upperQuantile($0 / 2)) },
            participants: set.contrasts.map(Self.participants))
        switch explored.form {
        case .independent(let model), .tables(let model): addTests(to: &funnel, model)
        case .correlated:
            funnel.warnings.append(
                MethodWarning(
                    code: "no-asymmetry-test",
                    message:
                        "Tests of asymmetry and trim-and-fill need independent rows: set 'multi-arm' to combine or split-control."
                ))
        }
        return funnel
    }

    private static func participants(_ contrast: Contrast) -> Double? {
        let totals = contrast.groups.compactMap(\.total)
        return totals.count == contrast.groups.count && !totals.isEmpty ? totals.reduce(0, +) : nil
    }

    private func addTests(to funnel: inout FunnelExploration, _ model: LinearModel) {
        guard explored.rows > 2, let rows = rows(model) else { return }
        for test in explored.pooling.measure.descriptor.asymmetry.tests(for: rows) {
            do {
                let result = try test.evaluate(rows)
                funnel.tests.append(result)
                funnel.warnings += result.warnings.filter { !funnel.warnings.contains($0) }
            } catch {
                funnel.warnings.append(
                    MethodWarning(code: "no-\(test.code)", message: "No \(test.name) test: \(error.message)."))
            }
        }
        do {
            funnel.trimAndFill = try TrimAndFill(model, by: explored.pooling.model)
        } catch {
            funnel.warnings.append(
                MethodWarning(code: "no-trim-and-fill", message: "No trim-and-fill: \(error.message)."))
        }
    }

    private func rows(_ model: LinearModel) -> Funnel? {
        let sizes = set.contrasts.compactMap { contrast -> Funnel.GroupSizes? in
            let totals = contrast.groups.compactMap(\.total)
            return switch totals.count {
            case 1: Funnel.GroupSizes(total: totals[0])
            case 2: Funnel.GroupSizes(treatment: totals[0], control: totals[1])
            default: nil
            }
        }
        return try? Funnel(
            model, sizes: sizes.count == explored.rows ? sizes : nil, tables: set.summaries(of: BinaryComparison.self))
    }
}
