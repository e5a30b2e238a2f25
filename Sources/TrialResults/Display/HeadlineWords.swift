import TrialStatistics

/// A headline as people read it.
public struct HeadlineWords: Sendable {
    private let display: MeasureDisplay

    /// Takes the words and numbers of a measure.
    public init(display: MeasureDisplay) { self.display = display }

    /// The effect with its interval, or the test: `0.94 (0.58 to 1.50)`, `χ² = 4.10 (df = 2), p = 0.13`.
    public func finding(_ headline: Headline) -> String {
        switch headline.finding {
        case .effect(let effect): display.effect(effect)
        case .test(let test): self.test(test)
        }
    }

    /// A test that groups or coefficients do not differ: `F = 4.10 (df = 2, 8.00), p = 0.059`.
    public func test(_ test: GroupTest) -> String {
        let format = display.format
        let name = test.denominatorDegreesOfFreedom == nil ? "χ²" : "F"
        let below = test.denominatorDegreesOfFreedom.map { ", \(format.number($0))" } ?? ""
        return "\(name) = \(format.number(test.statistic)) (df = \(test.degreesOfFreedom)\(below)), "
            + format.pValue(test.pValue)
    }

    /// The variances of true effects: `0.021`, or each with its name.
    public func components(_ headline: Headline) -> String {
        let texts = headline.components.map { component in
            let value = display.format.tauSquared(component.variance)
            return component.name.isEmpty ? value : "\(DisplayText.clean(component.name)) \(value)"
        }
        return texts.isEmpty ? "–" : texts.joined(separator: ", ")
    }
}
