/// The words by which headers and cells tell the two arms of a trial apart.
enum ArmWords {
    /// The usual labels of the arm that is tried.
    static let treatment: Set<String> = [
        "e", "t", "1", "exp", "experimental", "trt", "treat", "treatment", "treated", "intervention",
        "int", "tx",
    ]
    /// The usual labels of the arm it is compared with.
    static let control: Set<String> = [
        "c", "2", "ctrl", "ctl", "control", "controls", "comparator", "placebo", "plac", "plb", "pbo", "sham", "con",
    ]
    /// Further words that tell a compared arm among two labels.
    private static let compared: Set<String> = control.union([
        "pla", "cont", "usual", "standard", "soc", "untreated", "vehicle", "saline", "waitlist", "waiting",
        "comparison",
        "conventional",
    ])

    /// Whether a label of one or more words names the compared arm.
    static func isControl(_ label: [String]) -> Bool { label.contains(where: compared.contains) }
}
