import Testing
import TrialResults

@testable import TrialReporting

/// Small drawings that were looked at and found good, kept as files.
@Suite struct ForestSnapshotTests {
    @Test("a forest plot of three rows with lights in each style", arguments: StyleRegistry.standard.styles.map(\.code))
    func styles(_ code: String) throws {
        let explored = try #require(ExploredCase.all.first { $0.name == "k-3" })
        let style = try StyleRegistry.standard.style(code)
        let svg = try #require(ForestPlot().svg(for: explored.input, style: style))
        try Snapshots.check(svg, name: "forest-\(code)")
    }

    @Test("panels of three rows", arguments: PanelCase.figures.map(\.code).filter { $0 != "rare-events" })
    func panels(_ code: String) throws {
        let explored = try #require(ExploredCase.all.first { $0.name == "k-3" })
        let svg = try #require(try FigureRegistry.standard.figure(code).svg(for: explored.input))
        try Snapshots.check(svg, name: code)
    }
}
