/// What an arm is there for.
public enum ArmRole: String, EvidenceCode {
    /// The arm received the cells.
    case treatment
    /// The arm received placebo, sham or the usual care.
    case control
    /// Neither: an active comparison, or both arms together where the source gives no split.
    case comparator
}

/// What a group that did not receive the treatment received.
public enum ComparatorClass: String, EvidenceCode {
    /// A placebo that looks like the treatment.
    case placebo
    /// A sham procedure.
    case sham
    /// Nothing, or a place on a waiting list.
    case noTreatment = "no-treatment"
    /// The usual care.
    case usualCare = "usual-care"
    /// Another active treatment.
    case active
    /// The source does not say.
    case notStated = ""
}

/// How the cells or the placebo were given.
public enum Route: String, EvidenceCode {
    /// Into a vein.
    case intravenous
    /// Into the cerebrospinal fluid.
    case intrathecal
    /// Into a vein and into the cerebrospinal fluid.
    case both
    /// Nothing was infused.
    case none
    /// The source does not say.
    case notStated = ""
}

/// Which part of a crossover trial an arm stands for.
public enum TrialPeriod: String, EvidenceCode {
    /// The trial has one period only.
    case only = ""
    /// The first period, before patients changed over: independent patients, no carry-over.
    case first = "1"
    /// The second period, after patients changed over.
    case second = "2"
    /// Both periods or cycles added up: a patient can stand in more than one arm.
    case pooled
    /// All patients under one treatment, to be compared with themselves under the other.
    case withinPerson = "within-person"
}

/// What an arm counts.
public enum CountingUnit: String, EvidenceCode {
    /// Patients.
    case patient
    /// Treatment cycles: the same patient may be counted twice.
    case cycle

    /// An empty cell means patients.
    public static var aliases: [String: CountingUnit] { ["": .patient] }
}
