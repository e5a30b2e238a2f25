import Foundation
import Testing

@testable import TrialReporting

@Suite struct StylePictureTests {
    /// Writes forest plots in each style and all panels as pictures where a folder is named, for looking at them.
    @Test("styles and panels can be looked at", .enabled(if: Pictures.folder != nil))
    func pictures() throws {
        let folder = try #require(Pictures.folder)
        let renderer = FigureRenderer(scale: 1.5)
        for styled in StyledCase.all
        where ["bcg", "long", "proportions-beside", "one-row-subgroups"].contains(styled.explored.name) {
            let scene = try #require(ForestPlot().drawing(for: styled.explored.input, style: styled.style))
            let name = "\(styled.style.code)-\(styled.explored.name).png"
            try Data(renderer.png(scene, style: styled.style)).write(to: folder.appending(path: name))
        }
        for panel in PanelCase.all where ["bcg", "k-3", "long", "rare", "k-30"].contains(panel.explored.name) {
            let scene = try #require(panel.figure.drawing(for: panel.explored.input, style: JournalStyle()))
            let name = "\(panel.figure.code)-\(panel.explored.name).png"
            try Data(renderer.png(scene, style: JournalStyle())).write(to: folder.appending(path: name))
        }
    }
}
