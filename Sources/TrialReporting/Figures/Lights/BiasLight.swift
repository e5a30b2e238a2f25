/// How a judgement on the risk of bias looks: a circle with a sign, so that it never rests on colour alone.
///
/// The signs are those of RoB 2's own figures: + low, ! some concerns, – high, ? no information; × is worse than high.
enum BiasLight: String, Sendable, CaseIterable {
    /// A low risk.
    case low
    /// Some concerns, or a moderate risk.
    case some
    /// A high or serious risk.
    case high
    /// A very high or critical risk.
    case worst
    /// Unclear, or no information.
    case unknown

    /// The light of a judgement's code; an unknown code is shown as no information.
    init(judgement: String) {
        self =
            switch judgement {
            case "low": .low
            case "some-concerns", "moderate": .some
            case "high", "serious": .high
            case "critical", "very-high": .worst
            default: .unknown
            }
    }

    /// The sign inside.
    var sign: String {
        switch self {
        case .low: "+"
        case .some: "!"
        case .high: "–"
        case .worst: "×"
        case .unknown: "?"
        }
    }

    /// What it means, in general words.
    var words: String {
        switch self {
        case .low: "low risk"
        case .some: "some concerns or moderate risk"
        case .high: "high or serious risk"
        case .worst: "very high or critical risk"
        case .unknown: "unclear or no information"
        }
    }

    /// The colour of the circle.
    var ink: Ink {
        switch self {
        case .low: .lightLow
        case .some: .lightSome
        case .high: .lightHigh
        case .worst: .lightWorst
        case .unknown: .lightNone
        }
    }

    /// The colour of the sign.
    var signInk: Ink { self == .some || self == .unknown ? .onBright : .onDark }

    /// The marks of a light: the circle and its sign, which is as large as the circle allows.
    func marks(centre: Point, radius: Double) -> [Mark] {
        let font = TextFont(size: (radius * 1.7 * 2).rounded() / 2, isBold: true)
        return [
            .circle(centre: centre, radius: radius, fill: ink, rim: nil),
            .text(
                TextMark(
                    sign, at: Point(centre.x, centre.y + 0.36 * font.size), anchor: .middle, font: font, ink: signInk)),
        ]
    }
}
