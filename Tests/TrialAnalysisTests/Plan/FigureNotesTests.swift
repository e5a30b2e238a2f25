import Testing
import TrialAnalysis
import TrialResults

struct FigureNotesTests {
    private func figures(_ plan: String, _ analysis: String) throws -> [String: FigureOptions] {
        let text = """
            format: trialpool/plan@1
            title: A plan
            \(plan)
            analyses:
              - id: a
                title: An analysis
                outcome: edss_change
                measure: MD
                \(analysis)
            """
        return try PlanReader(file: "plan.yaml").read(text).analyses[0].figures ?? [:]
    }

    @Test("an analysis goes before the plan, a figure's own name before all, and each figure gets what it takes")
    func order() throws {
        let figures = try figures(
            "figures: {all: {limits: [-3, 3], width: 400}, forest: {order: weight}}",
            "figures: {all: {limits: [-2, 2]}, funnel: {limits: [-1, 1], line: limit}}")
        #expect(figures["forest"]?.limits == AxisLimits(-2, 2) && figures["forest"]?.order == .weight)
        #expect(figures["funnel"]?.limits == AxisLimits(-1, 1) && figures["funnel"]?.line == .limit)
        #expect(figures["bubble"]?.limits == AxisLimits(-2, 2) && figures["bubble"]?.width == 400)
        #expect(figures["galbraith"]?.width == 400 && figures["galbraith"]?.limits == nil)
        #expect(figures["influence"] == nil)
    }

    @Test("columns are words or have a heading")
    func columns() throws {
        let figures = try figures("", "figures: {forest: {columns: [months, {value: dose, heading: Cells}]}}")
        #expect(figures["forest"]?.columns == [FigureColumn("months"), FigureColumn("dose", heading: "Cells")])
    }

    @Test("a plan that says nothing of figures has none")
    func silent() throws {
        #expect(try figures("", "").isEmpty)
    }
}
