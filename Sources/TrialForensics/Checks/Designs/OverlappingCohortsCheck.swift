import TrialEvidence

/// Studies that may share patients and do not say so.
public struct OverlappingCohortsCheck: EvidenceCheck {
    /// The check's code.
    public let code = "overlapping-cohorts"
    /// What it looks for.
    public let summary = "Two studies have a registration, or an author, a country and years, in common."

    /// Reports of a cohort appear within so many years.
    private static let years = 5

    /// Makes the check.
    public init() {}

    /// Each pair of studies that shares a registration, or first author, country and about the years, and that no column
    /// declares: `secondary_report_of`, `overlaps_with`, `may_overlap_with`.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let studies = evidence.dataset.studies
        var declared: [String: Int] = [:]
        for (index, group) in evidence.dataset.sharedPatientGroups(includingPossible: true).enumerated() {
            for id in group { declared[id] = index }
        }
        var findings: [Finding] = []
        for (first, second) in candidates(studies) {
            if let group = declared[first.id], group == declared[second.id] { continue }
            if let finding = judge(first, second) { findings.append(finding) }
        }
        return findings
    }

    /// Pairs with a registration or an author in common, in the order of the file.
    private func candidates(_ studies: [Study]) -> [(Study, Study)] {
        var byMark: [String: [Int]] = [:]
        for (index, study) in studies.enumerated() {
            let author = study.firstAuthor.isEmpty ? [] : ["author " + study.firstAuthor.lowercased()]
            for mark in Set(Self.registrations(study) + author) { byMark[mark, default: []].append(index) }
        }
        var pairs: Set<[Int]> = []
        for indices in byMark.values {
            for (position, first) in indices.enumerated() {
                for second in indices[(position + 1)...] { pairs.insert([first, second]) }
            }
        }
        return pairs.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { (studies[$0[0]], studies[$0[1]]) }
    }

    private func judge(_ first: Study, _ second: Study) -> Finding? {
        var rows = FindingRows(first, subject: "\(first.id) and \(second.id)")
        rows.studies.append(second.id)
        rows.places.append(Place(DatasetTable.studies.file, line: second.line))
        let advice =
            "Compare places, dates and numbers in the sources; declare it in overlaps_with or may_overlap_with, "
        let shared = Self.registrations(first).filter(Set(Self.registrations(second)).contains)
        if !shared.isEmpty {
            return Finding(
                code, .likely, rows: rows, found: "both are registered as \(FindingWords.list(shared))",
                expected: "one registration a cohort, or a declared overlap",
                advice: advice + "or, for another report of the trial, in secondary_report_of.")
        }
        guard !first.firstAuthor.isEmpty, first.firstAuthor.lowercased() == second.firstAuthor.lowercased(),
            let one = first.year, let other = second.year, abs(one - other) <= Self.years
        else { return nil }
        let countries = Self.countries(first).intersection(Self.countries(second)).sorted()
        guard !countries.isEmpty else { return nil }
        return Finding(
            code, .doubtful, rows: rows,
            found: "\(first.firstAuthor) \(one) and \(other), \(FindingWords.list(countries))",
            expected: "other patients, or a declared overlap",
            advice: advice + "or accept it where the cohorts are known to be apart.")
    }

    /// The registry numbers in the cells: words with at least six digits, such as NCT01854957 or 2009-016442-74.
    private static func registrations(_ study: Study) -> [String] {
        study.registryIDs.flatMap { cell in
            cell.uppercased().split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "/") }.map(String.init)
        }.filter { word in word.utf8.count { (48...57).contains($0) } >= 6 }
    }

    private static func countries(_ study: Study) -> Set<String> {
        let aliases = ["usa": "united states", "us": "united states", "uk": "united kingdom"]
        return Set(
            study.country.lowercased().split { $0 == ";" || $0 == "," }.map { part in
                let name = part.split(separator: " ").joined(separator: " ")
                return aliases[name] ?? name
            })
    }
}
