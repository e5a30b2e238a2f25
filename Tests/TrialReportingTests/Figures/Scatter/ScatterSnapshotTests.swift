import Testing

@testable import TrialReporting

@Suite struct ScatterSnapshotTests {
    static let codes = [
        "funnel", "funnel-size", "galbraith", "labbe", "baujat", "bubble", "drapery", "tau2-profile",
    ]

    @Test("BCG is drawn as it was when it was looked at", arguments: codes)
    func snapshot(_ code: String) throws {
        let figure = try FigureRegistry.standard.figure(code)
        try Snapshots.check(try #require(figure.svg(for: TuberculosisTrials.analysis)), name: code)
    }
}
