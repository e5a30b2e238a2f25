import TrialEvidence

/// Studies that may share patients and do not say so.
public struct OverlappingCohortsCheck: EvidenceCheck {
    /// The check's code.
    public let code = "overlapping-cohorts"
    /// What it looks for.
    public let summary = "Two studies have a registration, or an author, a country and years, in common."

    /// Reports of a cohort appear within so many years.
    private static let years = 5
    /// Where more studies than this share something, they are named together and not two by two.
    private static let most = 12

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
        let groups = groups(studies)
        var findings: [Finding] = []
        for (first, second) in pairs(groups.filter { $0.members.count <= Self.most }) {
            let (first, second) = (studies[first], studies[second])
            if let group = declared[first.id], group == declared[second.id] { continue }
            if let finding = judge(first, second) { findings.append(finding) }
        }
        for group in groups where group.members.count > Self.most {
            let open = group.members.map { studies[$0] }.filter { declared[$0.id] == nil }
            if open.count > 1 { findings.append(together(group, open)) }
        }
        return findings
    }

    /// Studies with something in common.
    private struct Group {
        let mark: Mark
        /// Their places in the file, in its order.
        let members: [Int]
    }

    private enum Mark: Hashable {
        case registration(String)
        /// A first author and a country; the studies of a group follow each other within a few years.
        case author(String, country: String)
    }

    /// The groups of at least two studies, in the order of the file.
    private func groups(_ studies: [Study]) -> [Group] {
        var members: [Mark: [Int]] = [:]
        for (index, study) in studies.enumerated() {
            for number in Set(Self.registrations(study)) { members[.registration(number), default: []].append(index) }
            guard !study.firstAuthor.isEmpty, study.year != nil else { continue }
            for country in Self.countries(study) {
                members[.author(study.firstAuthor.lowercased(), country: country), default: []].append(index)
            }
        }
        let groups = members.flatMap { mark, indices in
            switch mark {
            case .registration: [Group(mark: mark, members: indices)]
            case .author: spells(indices, studies).map { Group(mark: mark, members: $0) }
            }
        }
        return groups.filter { $0.members.count > 1 }.sorted { $0.members.lexicographicallyPrecedes($1.members) }
    }

    /// Parts studies where more years lie between two that follow each other than a cohort is reported over.
    private func spells(_ indices: [Int], _ studies: [Study]) -> [[Int]] {
        var spells: [[Int]] = []
        var last = Int.min
        for index in indices.sorted(by: { (studies[$0].year ?? 0, $0) < (studies[$1].year ?? 0, $1) }) {
            let year = studies[index].year ?? 0
            if spells.isEmpty || year > last + Self.years { spells.append([]) }
            spells[spells.count - 1].append(index)
            last = year
        }
        return spells.map { $0.sorted() }
    }

    /// The pairs within groups, in the order of the file.
    private func pairs(_ groups: [Group]) -> [(Int, Int)] {
        var pairs: Set<[Int]> = []
        for group in groups {
            for (position, first) in group.members.enumerated() {
                for second in group.members[(position + 1)...] { pairs.insert([first, second]) }
            }
        }
        return pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
    }

    /// The finding about many studies at once.
    private func together(_ group: Group, _ studies: [Study]) -> Finding {
        let shown = studies.prefix(3)
        let others = studies.count - shown.count
        let rows = FindingRows(
            studies: studies.map(\.id),
            places: shown.map { Place(DatasetTable.studies.file, line: $0.line) },
            subject: shown.map(\.id).joined(separator: ", ") + " and \(others) more")
        switch group.mark {
        case .registration(let number):
            return Finding(
                code, .likely, rows: rows, found: "\(studies.count) studies are registered as \(number)",
                expected: "one registration a cohort, or a declared overlap", advice: Self.advice + Self.otherReport)
        case .author(let author, let country):
            return Finding(
                code, .doubtful, rows: rows,
                found: "\(studies.count) studies of \(author), \(country), each within \(Self.years) years of another",
                expected: "other patients, or a declared overlap", advice: Self.advice + Self.acceptIt)
        }
    }

    private static let advice =
        "Compare places, dates and numbers in the sources; declare it in overlaps_with or may_overlap_with, "
    private static let otherReport = "or, for another report of the trial, in secondary_report_of."
    private static let acceptIt = "or accept it where the cohorts are known to be apart."

    private func judge(_ first: Study, _ second: Study) -> Finding? {
        var rows = FindingRows(first, subject: "\(first.id) and \(second.id)")
        rows.studies.append(second.id)
        rows.places.append(Place(DatasetTable.studies.file, line: second.line))
        let shared = Self.registrations(first).filter(Set(Self.registrations(second)).contains)
        if !shared.isEmpty {
            return Finding(
                code, .likely, rows: rows, found: "both are registered as \(FindingWords.list(shared))",
                expected: "one registration a cohort, or a declared overlap",
                advice: Self.advice + Self.otherReport)
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
            advice: Self.advice + Self.acceptIt)
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
