import TrialEvidence

/// Turns references into studies, names those that are there already, and counts what a study cannot hold.
struct ReferenceAssembler {
    private var evidence: ImportedEvidence
    private var index = ReferenceIndex()
    private var names: Set<String>
    private var unheld: [String: Int] = [:]
    private let named: [String: Study]
    /// Where the search for a free number went last, so that a thousand equal names take a thousand steps.
    private var numbers: [String: Int] = [:]

    init(file: String, dataset: Dataset) {
        evidence = ImportedEvidence(file: file)
        names = Set(dataset.studies.map(\.id))
        named = Dictionary(dataset.studies.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for study in dataset.studies {
            index.add(ReferenceIndex.Entry(reference: Reference(study), study: study.id, isInDataset: true))
        }
    }

    /// Counts a field that a study has no place for.
    mutating func skip(field: String) { unheld[field, default: 0] += 1 }

    mutating func leaveOut(line: Int, _ code: String, _ reason: String) {
        evidence.notTaken.append(NotTaken(place: "line \(line)", code: code, reason: reason))
    }

    mutating func add(_ reference: Reference) {
        if let stated = reference.studyName, names.contains(stated) {
            let place = named[stated] == nil ? "further-report" : "already-in-dataset"
            leaveOut(line: reference.line, place, "a record of \(stated), which is there already")
            return
        }
        var study = Study(id: "", design: .notStated)
        switch index.match(reference) {
        case .same(let entry, let reason):
            let code = entry.isInDataset ? "already-in-dataset" : "duplicate-in-file"
            let place = entry.isInDataset ? "the dataset's" : "line \(entry.reference.line),"
            leaveOut(line: reference.line, code, "the record repeats \(place) \(entry.study): \(reason)")
            return
        case .possibly(let entry):
            study.notes = "may be the same work as \(entry.study): the same title, first author and year"
        case nil: break
        }
        guard let id = freeName(for: reference) else {
            leaveOut(line: reference.line, "no-name", "the record has neither author nor title")
            return
        }
        names.insert(id)
        study.id = id
        fill(&study, from: reference)
        evidence.studies.append(study)
        index.add(ReferenceIndex.Entry(reference: reference, study: id, isInDataset: false))
    }

    private func fill(_ study: inout Study, from reference: Reference) {
        study.firstAuthor = reference.firstAuthor
        study.year = reference.year
        study.title = reference.title
        study.journal = reference.journal
        study.doi = reference.doi
        study.pmid = reference.pmid
        study.registryIDs = reference.registryIDs
        study.sourceURL = reference.url
        study.notes = (reference.notes + [study.notes]).filter { !$0.isEmpty }.joined(separator: "; ")
        study.line = reference.line
    }

    /// The stated name, or first author and year, with a letter where that is taken.
    private mutating func freeName(for reference: Reference) -> String? {
        if let stated = reference.studyName { return stated }
        let title = reference.title.split(separator: " ").first { $0.count > 3 } ?? Substring(reference.title)
        let author = PlainLetters.name(reference.firstAuthor)
        let base = author.isEmpty ? PlainLetters.name(String(title)) : author
        guard !base.isEmpty else { return nil }
        let name = base + (reference.year.map(String.init) ?? "")
        guard names.contains(name) else { return name }
        for letter in "bcdefghijklmnopqrstuvwxyz" where !names.contains("\(name)\(letter)") {
            return "\(name)\(letter)"
        }
        var number = numbers[name] ?? 2
        while names.contains("\(name)-\(number)") { number += 1 }
        numbers[name] = number + 1
        return "\(name)-\(number)"
    }

    consuming func finish() -> ImportedEvidence {
        var result = evidence
        for (field, count) in unheld.sorted(by: { $0.key < $1.key }) {
            let times = count == 1 ? "once" : "\(count) times"
            let reason = "a study has no place for it (\(times))"
            result.notTaken.append(NotTaken(place: "field \(field)", code: "field-not-held", reason: reason))
        }
        return result
    }
}

extension Reference {
    /// What a dataset knows of a study's publication.
    init(_ study: Study) {
        self.init(line: study.line ?? 0)
        firstAuthor = study.firstAuthor
        year = study.year
        title = study.title
        doi = study.doi.flatMap(DOI.normalised)
        pmid = study.pmid
    }
}
