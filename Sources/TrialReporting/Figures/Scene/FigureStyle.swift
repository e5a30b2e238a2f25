import TrialResults

/// What something in a figure is for; the style says how it looks.
public enum Ink: String, Sendable, CaseIterable {
    /// Ordinary text.
    case text
    /// Notes and secondary text.
    case muted
    /// Rules and axis lines.
    case rule
    /// The estimate of one study.
    case estimate
    /// The inside of a circle that stands for one study, under its rim.
    case bubble
    /// The p-value curve of one study.
    case curve
    /// A study that a method added.
    case added
    /// The ground of a confidence band.
    case band
    /// The region where p lies between 0.05 and 0.1.
    case contourNear
    /// The region where p lies between 0.01 and 0.05.
    case contourMiddle
    /// The region where p lies below 0.01.
    case contourFar
    /// The pooled effect.
    case pooled
    /// The pooled effect of a group.
    case subgroup
    /// The prediction interval.
    case prediction
    /// The line of no effect.
    case null
    /// The ground.
    case paper
    /// The estimate of one study that measured an amount, in styles that tell it from one that counted events.
    case continuous
    /// The ground of the headings, in styles that set them apart.
    case heading
    /// Something that a reader should look at, such as an influential study.
    case flag
    /// A low risk of bias.
    case lightLow
    /// Some concerns, or a moderate or unclear risk of bias.
    case lightSome
    /// A high or serious risk of bias.
    case lightHigh
    /// A very high or critical risk of bias.
    case lightWorst
    /// No information on the risk of bias.
    case lightNone
    /// A sign on a dark light.
    case onDark
    /// A sign on a bright light.
    case onBright
    /// The points of the first of several groups.
    case groupFirst
    /// The points of the second group.
    case groupSecond
    /// The points of the third group.
    case groupThird
    /// The points of the fourth group.
    case groupFourth
    /// The points of the fifth group.
    case groupFifth
    /// The points of the sixth group, or of all further ones.
    case groupSixth
}

/// How a figure looks: sizes, colours, wording and the order of columns. A journal's style is one small type.
public protocol FigureStyle: Sendable {
    /// The short code, such as `journal`.
    var code: String { get }
    /// The name for people.
    var title: String { get }
    /// How numbers, limits, p-values and words are written.
    var convention: NumberConvention { get }
    /// The columns and words of figures with one row a study.
    var forest: ForestStyle { get }
    /// The fonts to try, in order; the first is the one that texts are measured with.
    var fontFamilies: [String] { get }
    /// The size of ordinary text, in pixels.
    var fontSize: Double { get }
    /// The size of the title.
    var titleSize: Double { get }
    /// The size of notes.
    var noteSize: Double { get }
    /// The width of the area with the axis.
    var plotWidth: Double { get }
    /// The widest a column of names becomes before its texts are broken into lines.
    var labelWidth: Double { get }
    /// The space around everything.
    var margin: Double { get }
    /// The space between columns.
    var gap: Double { get }
    /// The colour of an ink, as `#rrggbb`.
    func colour(_ ink: Ink) -> String
    /// How much of what lies below an ink hides, 0…1.
    func opacity(_ ink: Ink) -> Double
    /// The width of every area with an axis, whatever a figure would have it be; nil leaves it to the figure.
    var fixedWidth: Double? { get }
    /// The height of the area between two axes; nil leaves it to the figure.
    var fixedHeight: Double? { get }
}

extension FigureStyle {
    /// This package's own convention.
    public var convention: NumberConvention { .british }
    /// This package's own columns and words.
    public var forest: ForestStyle { ForestStyle() }
    /// Left to the figure.
    public var fixedWidth: Double? { nil }
    /// Left to the figure.
    public var fixedHeight: Double? { nil }
    /// Circles that may lie on each other let through what is below; everything else hides it.
    public func opacity(_ ink: Ink) -> Double { ink == .bubble ? 0.55 : 1 }
}

/// The house style: black text, blue estimates, orange and dark diamonds; all pairs differ in lightness too, so they stay
/// apart in grey and for colour-blind readers (Okabe and Ito's palette).
public struct JournalStyle: FigureStyle {
    /// `journal`.
    public let code = "journal"
    /// `House style`.
    public let title = "House style"
    /// DejaVu Sans, or Verdana, which has the same widths.
    public let fontFamilies = ["DejaVu Sans", "Verdana", "sans-serif"]
    /// 12 pixels.
    public let fontSize = 12.0
    /// 15 pixels.
    public let titleSize = 15.0
    /// 11 pixels.
    public let noteSize = 11.0
    /// 320 pixels.
    public let plotWidth = 320.0
    /// 300 pixels.
    public let labelWidth = 300.0
    /// 18 pixels.
    public let margin = 18.0
    /// 18 pixels.
    public let gap = 18.0

    /// Numbers and spelling.
    public let convention: NumberConvention

    /// Creates the style.
    public init(convention: NumberConvention = .british) { self.convention = convention }

    /// The colour of an ink.
    public func colour(_ ink: Ink) -> String {
        switch ink {
        case .text: "#1a1a1a"
        case .muted: "#555555"
        case .rule: "#8a8a8a"
        case .estimate: "#0072b2"
        case .bubble: "#b3d4e8"
        case .curve: "#7fa9c4"
        case .added: "#b3470a"
        case .band: "#dde6ec"
        case .contourNear: "#cdd6dd"
        case .contourMiddle: "#dfe5ea"
        case .contourFar: "#eff2f4"
        case .pooled: "#1a1a1a"
        case .subgroup: "#d55e00"
        case .prediction: "#7a4a8f"
        case .null: "#6b6b6b"
        case .paper: "#ffffff"
        case .continuous: "#0072b2"
        case .heading: "#eef1f4"
        case .flag: "#d55e00"
        case .lightLow: "#00785a"
        case .lightSome: "#f5d547"
        case .lightHigh: "#b84300"
        case .lightWorst: "#5c1a00"
        case .lightNone: "#d9dce0"
        case .onDark: "#ffffff"
        case .onBright: "#1a1a1a"
        case .groupFirst: "#0072b2"
        case .groupSecond: "#d55e00"
        case .groupThird: "#00785a"
        case .groupFourth: "#8a4a73"
        case .groupFifth: "#b38600"
        case .groupSixth: "#555555"
        }
    }
}
