/// How a study was designed.
public enum StudyDesign: String, EvidenceCode {
    /// Patients were randomised to one arm and stayed in it.
    case parallelRandomised = "parallel-rct"
    /// Patients were randomised to an order of treatments and received both.
    case crossoverRandomised = "crossover-rct"
    /// There was a comparison group, but no randomisation.
    case nonRandomisedControlled = "non-randomised-controlled"
    /// All patients received the cells.
    case singleArm = "single-arm"
    /// One patient.
    case caseReport = "case-report"
    /// The source does not say.
    case notStated = ""

    /// The other spelling in the collected evidence.
    public static var aliases: [String: StudyDesign] { ["controlled-nonrandomised": .nonRandomisedControlled] }

    /// Whether patients were allotted at random.
    public var isRandomised: Bool { self == .parallelRandomised || self == .crossoverRandomised }
    /// Whether there was a comparison group.
    public var isControlled: Bool { isRandomised || self == .nonRandomisedControlled }
    /// Whether patients received both treatments one after the other.
    public var isCrossover: Bool { self == .crossoverRandomised }
}
