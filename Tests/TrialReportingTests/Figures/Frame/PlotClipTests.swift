import Testing

@testable import TrialReporting

@Suite struct PlotClipTests {
    private let clip = PlotClip(area: TextBox(left: 0, top: 0, right: 10, bottom: 10))

    @Test("lines are cut at the edges, and gone outside")
    func lines() throws {
        let (from, to) = try #require(clip.line(Point(-5, 5), Point(15, 5)))
        #expect(from == Point(0, 5) && to == Point(10, 5))
        let (inside, end) = try #require(clip.line(Point(2, 2), Point(3, 4)))
        #expect(inside == Point(2, 2) && end == Point(3, 4))
        #expect(clip.line(Point(-5, -5), Point(-5, 20)) == nil)
        #expect(clip.line(Point(-5, 4), Point(4, -5)) == nil)
        #expect(clip.line(Point(.infinity, 0), Point(0, 0)) == nil)
    }

    @Test("a path that leaves and comes back has two parts")
    func paths() {
        let parts = clip.path([Point(1, 1), Point(1, 12), Point(5, 12), Point(5, 1)])
        #expect(parts == [[Point(1, 1), Point(1, 10)], [Point(5, 10), Point(5, 1)]])
    }

    @Test("a triangle around a corner becomes the shape inside")
    func polygons() {
        let shape = clip.polygon([Point(5, 5), Point(15, 5), Point(5, 15)])
        #expect(Set(shape.map { "\($0.x) \($0.y)" }) == ["5.0 5.0", "10.0 5.0", "10.0 10.0", "5.0 10.0"])
        #expect(clip.polygon([Point(20, 20), Point(30, 20), Point(20, 30)]).isEmpty)
    }
}
