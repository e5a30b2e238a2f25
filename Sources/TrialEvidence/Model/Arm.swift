/// A group of patients of a study who were treated alike.
public struct Arm: Sendable, Equatable, Codable {
    /// The study it belongs to.
    public var studyID: String
    /// Its name within the study.
    public var id: String
    /// Its name for people.
    public var label = ""
    /// What it is there for.
    public var role: ArmRole
    /// What it received, where it is compared with.
    public var comparatorClass = ComparatorClass.notStated
    /// How the cells or the placebo were given.
    public var route = Route.notStated
    /// How much was given.
    public var dose = Dose()
    /// How many patients (or cycles, see `unit`) it has.
    public var n: Int?
    /// Which part of a crossover trial it stands for.
    public var period = TrialPeriod.only
    /// Whether it counts patients or treatment cycles.
    public var unit = CountingUnit.patient
    /// The arms that this one puts together; never pool it beside them.
    public var combines: [String] = []
    /// Everything else worth knowing.
    public var notes = ""
    /// The filled cells of the columns that the dataset declares, by their names.
    public var declared: [String: DeclaredValue] = [:]
    /// The line of arms.csv it was read from.
    public var line: Int?

    /// Makes an arm of which only the names and the role are known.
    public init(studyID: String, id: String, role: ArmRole) {
        self.studyID = studyID
        self.id = id
        self.role = role
    }

    /// The name of the arm in the whole dataset.
    public var key: ArmKey { ArmKey(studyID: studyID, armID: id) }
}

/// The name of an arm in a whole dataset.
public struct ArmKey: Sendable, Hashable, Codable {
    /// The study.
    public var studyID: String
    /// The arm within it.
    public var armID: String

    /// Names an arm.
    public init(studyID: String, armID: String) {
        self.studyID = studyID
        self.armID = armID
    }
}

/// How many cells were given, in millions, and how often.
public struct Dose: Sendable, Hashable, Codable {
    /// Million cells for each kilogram of body weight.
    public var perKilogram: NumberRange?
    /// Million cells in each infusion.
    public var perInfusion: NumberRange?
    /// How many infusions.
    public var infusions: NumberRange?

    /// Nothing known.
    public init() {}
}
