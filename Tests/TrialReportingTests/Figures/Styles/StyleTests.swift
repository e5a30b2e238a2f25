import Testing
import TrialResults

@testable import TrialReporting

/// A figure in a style.
struct StyledCase: Sendable, CustomTestStringConvertible {
    let style: any FigureStyle
    let explored: ExploredCase
    var testDescription: String { "\(explored.name) in \(style.code)" }

    static let all = StyleRegistry.standard.styles.flatMap { style in
        ExploredCase.all.map { StyledCase(style: style, explored: $0) }
    }
}

@Suite struct StyleTests {
    @Test("no two texts of a forest plot overlap in any style, with lights beside the rows", arguments: StyledCase.all)
    func textsStandApart(_ styled: StyledCase) throws {
        let scene = try #require(ForestPlot().scene(for: styled.explored.input, style: styled.style))
        TextLaw.check(scene, style: styled.style)
    }

    @Test("the SVG is well-formed in any style", arguments: StyledCase.all)
    func wellFormed(_ styled: StyledCase) throws {
        let parsed = try ParsedMarkup(try #require(ForestPlot().svg(for: styled.explored.input, style: styled.style)))
        #expect(parsed.attributes.allSatisfy { !$0.hasPrefix("on") })
        #expect(parsed.elements.isSubset(of: ["svg", "title", "desc", "text", "line", "polygon", "circle"]))
    }

    @Test("an unknown style is an error that names the known ones")
    func unknownStyle() throws {
        #expect(try StyleRegistry.standard.style("jama").title == "JAMA")
        let error = #expect(throws: ReportingError.self) { try StyleRegistry.standard.style("nature") }
        #expect(error?.description.contains("nature") == true)
        #expect(error?.message.contains("journal, jama, bmj, revman") == true)
    }

    @Test("a further style is found by its code, and one of a known code takes its place")
    func furtherStyle() throws {
        let wide = PlainStyle(code: "wide", title: "Wide", plotWidth: 900)
        let jama = PlainStyle(code: "jama", title: "Wide", plotWidth: 900)
        let styles = StyleRegistry.standard.adding(wide)
        #expect(try styles.style("wide").plotWidth == 900)
        #expect(try styles.adding(jama).style("jama").title == "Wide")
        #expect(styles.adding(jama).styles.count == styles.styles.count)
    }

    @Test("RevMan: events and totals in columns, the method over the effects, square brackets, blue squares")
    func revman() throws {
        let texts = try texts(RevManStyle())
        for text in [
            "Study or Subgroup", "Experimental", "Events", "Total", "IV, Random, 95%\u{A0}CI", "Total (95% CI)",
            "Total events",
            "0.49 [0.33, 0.73]", "191064", "A",
        ] {
            #expect(texts.contains(text), "no '\(text)'")
        }
        #expect(
            texts.contains {
                $0.hasPrefix("Heterogeneity: Tau² = 0.313; Chi² = 152.23, df = 12 (P < 0.001); I² = 92.2%")
            })
    }

    @Test("JAMA: American numbers and spelling, sources first")
    func jama() throws {
        let texts = try texts(JAMAStyle())
        for text in ["Source", "No./total No.", "Favors vaccine", "Weight, %", "0.49 (0.33-0.73)"] {
            #expect(texts.contains(text), "no '\(text)'")
        }
        #expect(!texts.contains { $0.contains("avours") })
        #expect(texts.contains { $0.contains("χ²₁₂ = 152.2 (P < .001)") })
    }

    @Test("BMJ: signs close to numbers, a ground under the headings")
    func bmj() throws {
        let texts = try texts(BMJStyle())
        for text in ["Weight (%)", "0.49 (0.33 to 0.73)"] { #expect(texts.contains(text), "no '\(text)'") }
        #expect(texts.contains { $0.contains("χ²=152.2, df=12, P<0.001") })
        let scene = try #require(ForestPlot().scene(for: ExploredCase.bcg.input, style: BMJStyle()))
        #expect(scene.marks.contains { if case .polygon(_, .heading) = $0 { true } else { false } })
    }

    @Test("in each style the pooled effect is the same number", arguments: StyleRegistry.standard.styles.map(\.code))
    func sameNumber(_ code: String) throws {
        let texts = try texts(try StyleRegistry.standard.style(code))
        #expect(texts.contains { $0.hasPrefix("0.49 ") && $0.contains("0.33") && $0.contains("0.73") })
    }

    private func texts(_ style: any FigureStyle) throws -> [String] {
        try #require(ForestPlot().scene(for: ExploredCase.bcg.input, style: style)).texts.map(\.content)
    }
}
