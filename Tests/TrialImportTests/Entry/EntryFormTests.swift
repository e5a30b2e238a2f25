import Testing
import TrialEvidence

@testable import TrialImport

@Suite("The form for a trial")
struct EntryFormTests {
    private static func lesson() throws -> Dataset {
        try DatasetReader().read(try NewDataset(exampleAt: "lesson").files)
    }

    /// A trial with a name that needs quotes in every format, two arms, and two outcomes.
    static let trial = [
        "Gum, Tree [b] & \"co\" 2024", "Gum", "2024", "", "", "", "parallel-rct", "60", "12", "", "",
        "new", "New treatment", "treatment", "30", "", "old", "Old treatment", "control", "30", "placebo", "", "",
        "relapse", "12", "", "events", "Table 2", "", "", "4", "", "", "9", "",
        "disability_change", "", "", "mean_ci", "Table 3", "", "", "-0.4", "-0.8", "0.0", "", "", "-", "", "",
    ]

    private func filled(_ answers: [String]) throws -> EntryForm {
        var form = try EntryForm(into: try Self.lesson())
        for answer in answers { try form.answer(answer) }
        return form
    }

    @Test("asks until it is filled, and the rows merge like those of any file")
    func fills() throws {
        let form = try filled(Self.trial)
        #expect(form.question == nil)
        #expect(form.evidence.studies.map(\.randomised) == [60] && form.evidence.arms.count == 2)
        #expect(form.evidence.arms.map(\.comparatorClass) == [.notStated, .placebo])
        #expect(form.evidence.outcomes.map(\.events) == [4, 9, nil])
        #expect(form.evidence.outcomes.map(\.provenance.location) == ["Table 2", "Table 2", "Table 3"])
        #expect(form.evidence.outcomes.map(\.ciLevel) == [nil, nil, 95])
        let files = try NewDataset(exampleAt: "lesson").files
        let merged = try DatasetMerge(of: [form.evidence], into: form.dataset).merged(into: files)
        #expect(try DatasetReader().read(merged).studies.count == 7)
    }

    @Test("the answers alone are the form: kept up to any place, it goes on from there")
    func resumes() throws {
        var whole = try EntryForm(into: try Self.lesson())
        for count in 0...Self.trial.count {
            var form = try EntryForm(into: try Self.lesson(), answers: whole.answers)
            #expect(form.evidence == whole.evidence && form.question == whole.question, "after \(count) answers")
            guard count < Self.trial.count else { break }
            try whole.answer(Self.trial[count])
            try form.answer(Self.trial[count])
            #expect(form.evidence == whole.evidence && form.question == whole.question, "one further after \(count)")
        }
        #expect(whole.question == nil)
    }

    @Test("taking an answer back asks its question again, from the end to the beginning")
    func goesBack() throws {
        var questions: [EntryQuestion?] = []
        var form = try EntryForm(into: try Self.lesson())
        for answer in Self.trial {
            questions.append(form.question)
            try form.answer(answer)
        }
        for question in questions.reversed() {
            let went = form.back()
            #expect(went && form.question == question)
        }
        let went = form.back()
        #expect(!went && form.evidence.studies.isEmpty)
    }

    @Test("an answer that breaks a rule is refused at once, and the question stays")
    func refuses() throws {
        var form = try filled(Array(Self.trial[..<30]))
        #expect(form.question?.name == "events")
        let before = form
        for (answer, words) in [("31", "31 of 30"), ("four", "not a whole number"), ("-1", "cannot be")] {
            let refusal = #expect(throws: EntryRefusal.self) { try form.answer(answer) }
            #expect(refusal?.description.contains(words) == true, "\(refusal?.description ?? "")")
            #expect(form.question == before.question && form.answers == before.answers)
        }
        var start = try EntryForm(into: try Self.lesson())
        #expect(throws: EntryRefusal.self) { try start.answer("  ") }
        var design = try filled(Array(Self.trial[..<6]))
        let refusal = #expect(throws: EntryRefusal.self) { try design.answer("parallell") }
        #expect(refusal?.description.contains("did you mean \"parallel-rct\"") == true)
        #expect(throws: EntryRefusal.self) { try design.answer("c") }
        try design.answer("par")
        #expect(design.answers.last == "parallel-rct")
    }

    @Test("numbers that follow are told as soon as they do, once, with the rule; and what is doubtful")
    func derives() throws {
        let limits = Self.trial.firstIndex(of: "0.0") ?? 0
        let form = try filled(Array(Self.trial[...limits]))
        #expect(form.remarks.first?.hasPrefix("gives mean -0.4, standard deviation 1.071") == true)
        #expect(form.remarks.contains { $0.contains("sd-from-ci") })
        #expect(try filled(Array(Self.trial[...(limits + 1)])).remarks.isEmpty, "the level is the usual one")
        var doubtful = try filled(
            Array(Self.trial[..<35]) + ["disability_change", "", "", "mean_sd", "", "", "", "0.123"])
        try doubtful.answer("0")
        try doubtful.answer("")
        #expect(doubtful.remarks.contains { $0.contains("(zero-spread)") }, "\(doubtful.remarks)")
    }

    @Test("a result that the dataset has is shown, one typed twice must be told apart")
    func repeats() throws {
        let known = ["Alder2011", "", "relapse", "12", "", "events", "", ""]
        let form = try filled(known)
        #expect(form.remarks.contains { $0.contains("n 40") && $0.contains("--accept") }, "\(form.remarks)")
        #expect(form.question?.fallback == "40")
        let again = try filled(known + ["", "6", "", "-"] + ["relapse", "12", "", "events", "", ""])
        #expect(again.question?.name == "variant")
        var same = again
        #expect(throws: EntryRefusal.self) { try same.answer("") }
        try same.answer("second report")
    }

    @Test("a column that the dataset declares can be named and is checked")
    func declared() throws {
        var dataset = try Self.lesson()
        dataset.declaredColumns = [.arms: [DeclaredColumn("dose, daily", .number, title: "Daily dose", unit: "mg")]]
        var form = try EntryForm(into: dataset)
        for answer in ["Elm2021", "third", "", "comparator", "", "dose, daily"] { try form.answer(answer) }
        #expect(form.question?.text == "Daily dose (mg).")
        #expect(throws: EntryRefusal.self) { try form.answer("much") }
        try form.answer("7.5")
        try form.answer("")
        #expect(form.evidence.arms.map(\.declared) == [["dose, daily": .number(7.5)]])
    }

    @Test("what changed below the answers is named")
    func staleAnswers() throws {
        var dataset = try Self.lesson()
        dataset.studies.removeAll { $0.id == "Alder2011" }
        dataset.arms.removeAll { $0.studyID == "Alder2011" }
        dataset.outcomes.removeAll { $0.studyID == "Alder2011" }
        let refusal = #expect(throws: EntryRefusal.self) {
            _ = try EntryForm(into: dataset, answers: ["Alder2011", "", "relapse", "soon"])
        }
        #expect(refusal?.description.contains("answer 3 of 4, \"relapse\"") == true, "\(refusal?.description ?? "")")
    }

    @Test("whatever is typed the form asks on, and what it takes obeys the rules", arguments: 0..<12)
    func anything(seed: Int) throws {
        var random = Steps(seed: UInt64(seed))
        let dataset = seed.isMultiple(of: 3) ? Dataset(name: "empty") : try Self.lesson()
        var form = try EntryForm(into: dataset)
        for _ in 0..<160 {
            guard let question = form.question else { break }
            let junk = [
                "", "0.5", "12", "-3", "<0.001", "ünïcode, [x]", "1-2", "=7", "NA", "-", "99999999999999999999",
            ]
            let pool = question.choices + junk + ["", "", "10", "20"]
            if random.next(20) == 0, form.back() { continue }
            let kept = form
            do throws(EntryRefusal) {
                try form.answer(pool[random.next(pool.count)])
            } catch {
                #expect(!error.description.contains("\n") && form.answers == kept.answers)
            }
        }
        let files = dataset.studies.isEmpty ? NewDataset(at: "empty").files : try NewDataset(exampleAt: "lesson").files
        let read = try DatasetReader().read(files)
        do {
            _ = try DatasetMerge(of: [form.evidence], into: read).merged(into: files, accept: true)
        } catch let error as EvidenceError {
            // A study that names another on one side is only seen in the end; nothing else is.
            Issue.record("\(error.diagnostics.map(\.description))")
        }
    }

    /// A small generator with a seed (Marsaglia 2003, doi:10.18637/jss.v008.i14).
    private struct Steps {
        private var state: UInt64
        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
        mutating func next(_ count: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(count))
        }
    }

    @Test("the columns that are asked for are columns")
    func columns() {
        let study = EntryColumns.study + EntryColumns.randomised + EntryColumns.enrolled + EntryColumns.crossover
        let asked: [(DatasetTable, [String])] = [
            (.studies, study + EntryColumns.studyEnd), (.arms, EntryColumns.arm + EntryColumns.control),
            (.outcomes, EntryColumns.setting + EntryColumns.source + [EntryColumns.variant]),
        ]
        for (table, names) in asked { #expect(Set(names).isSubset(of: table.columns.map(\.name))) }
    }
}
