import TrialEvidence

extension EntryInterview {
    /// Asks which study, and for all of it where it is new; `nil` where a person has no more.
    mutating func study() throws(Stop) -> String? {
        let typedStudies = typed.evidence.studies.map(\.id)
        let isFirst = answered == 0
        let known = dataset.studies.map(\.id) + typedStudies
        let id = try ask(
            EntryQuestion(
                name: "study_id",
                text: isFirst
                    ? "The study: a new name, such as Smith2024, or one that is there."
                    : "Another study: its name, or nothing to end.",
                about: "", choices: known, fallback: isFirst ? nil : "", takes: "a name"))
        guard !id.isEmpty else { return nil }
        if known.contains(id) {
            let rows = typed
            say { [Self.words(on: id, in: rows.joint(of: id))] }
            return id
        }
        say { Self.likeness(of: id, to: known, "study") }
        var row = typed.row(.studies, ["study_id": id])
        for column in EntryColumns.study { try fill(column, of: &row, about: id) }
        let design = StudyDesign(code: row["design"]) ?? .notStated
        let size = design.isRandomised ? EntryColumns.randomised : EntryColumns.enrolled
        for column in size + (design.isCrossover ? EntryColumns.crossover : []) + EntryColumns.studyEnd {
            try fill(column, of: &row, about: id)
        }
        try fillFurther(&row, about: id)
        typed.add(row)
        return id
    }

    /// Asks for the arms of a study until a person has no more.
    mutating func arms(of study: String) throws(Stop) {
        while true {
            let present = typed.joint(of: study).arms(of: study)
            let names = present.map(\.id)
            let used = dataset.arms.map(\.id).filter { !names.contains($0) }
            let id = try ask(
                EntryQuestion(
                    name: "arm_id",
                    text: present.isEmpty
                        ? "The first arm: a short name."
                        : "Another arm: a short name, or nothing to go on. There: \(names.joined(separator: ", ")).",
                    about: study, choices: Self.commonest(used), fallback: present.isEmpty ? nil : "", takes: "a name")
            ) { names.contains($0) ? "\(study) has the arm \"\($0)\" already; name another, or nothing to go on" : nil }
            guard !id.isEmpty else { return }
            var row = typed.row(.arms, ["study_id": study, "arm_id": id])
            let about = "\(study), arm \(id)"
            for column in EntryColumns.arm { try fill(column, of: &row, about: about) }
            if row["role"] == ArmRole.control.rawValue {
                for column in EntryColumns.control { try fill(column, of: &row, about: about) }
            }
            try fillFurther(&row, about: about)
            typed.add(row)
        }
    }

    /// What is there of a study, on one line.
    private static func words(on id: String, in dataset: Dataset) -> String {
        let arms = dataset.arms(of: id).map { arm in
            "\(arm.id) (\(arm.role.rawValue)\(arm.n.map { ", n \($0)" } ?? ""))"
        }
        let outcomes = dataset.outcomes.count
        let list = arms.isEmpty ? "without arms" : "with the arms \(arms.joined(separator: ", "))"
        return "\(id) is there \(list) and \(outcomes) \(outcomes == 1 ? "result" : "results")."
    }

    /// A line where a new name looks like a known one.
    static func likeness(of name: String, to known: [String], _ kind: String) -> [String] {
        NearestName.among(known, to: name).map { near in
            ["\(name) is new, and there is the \(kind) \(near): < goes back if that was meant."]
        } ?? []
    }

    /// The words that are used most, each once.
    static func commonest(_ words: [String], count: Int = 9) -> [String] {
        let counts = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count).map(\.key)
    }
}
