import Glibc
import Testing
import TrialResults

@testable import TrialReporting

@Suite struct StudyLightsTests {
    private func entry(_ study: String, _ domain: String, _ judgement: String, outcome: String = "") -> BiasEntry {
        var entry = BiasEntry(study: study, tool: "rob2", domain: domain, judgement: judgement)
        entry.outcome = outcome
        return entry
    }

    private func lights(_ entries: [BiasEntry]) -> StudyLights {
        var overview = EvidenceOverview()
        overview.riskOfBias = entries
        let studies = ResultBuilder(rows: 3).analysis().rows
        return StudyLights(overview, studies: studies, outcome: "edss_worsened")
    }

    @Test("the overall judgement comes last, and a study without judgements has no lights")
    func order() {
        let lights = lights([
            entry("Study1", "overall", "high"), entry("Study1", "D1", "low"), entry("Study2", "D2", "low"),
        ])
        #expect(lights.domains.map(\.code) == ["D1", "D2", "overall"])
        #expect(lights.row("Study1") == [.low, nil, .high])
        #expect(lights.row("Study3") == [nil, nil, nil])
        #expect(lights.headings(.codes) == ["D1", "D2", "All"])
        #expect(lights.headings(.alphabetic) == ["A", "B", "C"])
    }

    @Test("a judgement on this outcome replaces the one on the study; one on another outcome is not shown")
    func outcomes() {
        let lights = lights([
            entry("Study1", "D4", "high", outcome: "edss_worsened"), entry("Study1", "D4", "low"),
            entry("Study2", "D4", "high", outcome: "relapse"),
        ])
        #expect(lights.row("Study1") == [.high])
        #expect(lights.row("Study2") == [nil])
    }

    @Test("judgements on studies that are no rows are not shown")
    func otherStudies() { #expect(lights([entry("Elsewhere", "D1", "low")]).domains.isEmpty) }

    @Test("signs, inks and words tell the lights apart without colour")
    func signs() {
        #expect(Set(BiasLight.allCases.map(\.sign)).count == BiasLight.allCases.count)
        #expect(Set(BiasLight.allCases.map(\.ink)).count == BiasLight.allCases.count)
        #expect(BiasLight(judgement: "some-concerns") == BiasLight(judgement: "moderate"))
        #expect(BiasLight(judgement: "never heard of") == .unknown)
    }

    @Test("a sign stands out from its light by 4.5 to 1, as WCAG 2.2 wants it", arguments: BiasLight.allCases)
    func contrast(_ light: BiasLight) {
        for style in StyleRegistry.standard.styles {
            let ratio = Self.contrast(style.colour(light.ink), style.colour(light.signInk))
            #expect(ratio >= 4.5, "\(light) in \(style.code): \(ratio)")
        }
    }

    @Test("the legend names the domains and the signs in use")
    func legend() {
        let legend = lights([entry("Study1", "D1", "low"), entry("Study1", "D5", "high")]).legend(.codes, .british)
        #expect(
            legend == [
                "Risk of bias (RoB 2): D1\u{A0}randomisation process, D5\u{A0}selection of the reported result.",
                "Signs: +\u{A0}low risk, –\u{A0}high or serious risk.",
            ])
        #expect(lights([entry("Study1", "D1", "low")]).legend(.codes, .american)[0].contains("randomization"))
        #expect(lights([]).legend(.codes, .british).isEmpty)
    }

    private static func contrast(_ first: String, _ second: String) -> Double {
        let values = [luminance(first), luminance(second)].sorted()
        return (values[1] + 0.05) / (values[0] + 0.05)
    }

    /// Relative luminance of WCAG 2.2, with the curve of sRGB as a power of 2.4.
    private static func luminance(_ colour: String) -> Double {
        let number = Int(colour.dropFirst(), radix: 16) ?? 0
        let parts = [number >> 16 & 255, number >> 8 & 255, number & 255].map { value in
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
