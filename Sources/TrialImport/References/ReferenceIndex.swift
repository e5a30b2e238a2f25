/// Finds references that tell of the same work: by DOI, by PubMed identifier, or by title, first author and year.
struct ReferenceIndex {
    /// A record that is known already.
    struct Entry: Sendable, Equatable {
        let reference: Reference
        /// The study it belongs to.
        let study: String
        /// Whether it stands in the dataset rather than in the file.
        let isInDataset: Bool
    }

    /// How sure it is that two records tell of the same work.
    enum Match: Equatable {
        case same(Entry, because: String)
        case possibly(Entry)
    }

    private var byDOI: [String: Entry] = [:]
    private var byPMID: [String: Entry] = [:]
    private var byTitle: [String: [Entry]] = [:]

    mutating func add(_ entry: Entry) {
        let reference = entry.reference
        if let doi = reference.doi, byDOI[doi] == nil { byDOI[doi] = entry }
        if let pmid = reference.pmid, byPMID[pmid] == nil { byPMID[pmid] = entry }
        // A thousand records of one title and author are a broken file; comparing each with a few is enough.
        if let key = Self.titleKey(reference), byTitle[key]?.count ?? 0 < 20 { byTitle[key, default: []].append(entry) }
    }

    /// The record that a reference repeats, if any.
    ///
    /// Records whose stated study names differ are kept apart. The same title with another DOI or another PubMed
    /// identifier, as a congress abstract and its paper have them, is possibly the same. Years may differ by one, because
    /// electronic publication runs ahead of print.
    func match(_ reference: Reference) -> Match? {
        if let doi = reference.doi, let entry = byDOI[doi], !Self.namesDiffer(reference, entry.reference) {
            return .same(entry, because: "the same DOI \(doi)")
        }
        if let pmid = reference.pmid, let entry = byPMID[pmid], !Self.namesDiffer(reference, entry.reference) {
            return .same(entry, because: "the same PubMed identifier \(pmid)")
        }
        guard let key = Self.titleKey(reference) else { return nil }
        var possible: Entry?
        for entry in byTitle[key] ?? [] where !Self.namesDiffer(reference, entry.reference) {
            if let first = reference.year, let second = entry.reference.year, abs(first - second) > 1 { continue }
            guard !Self.differ(reference.doi, entry.reference.doi), !Self.differ(reference.pmid, entry.reference.pmid)
            else {
                possible = possible ?? entry
                continue
            }
            return .same(entry, because: "the same title, first author and year")
        }
        return possible.map(Match.possibly)
    }

    private static func differ(_ first: String?, _ second: String?) -> Bool {
        guard let first, let second else { return false }
        return first != second
    }

    private static func namesDiffer(_ first: Reference, _ second: Reference) -> Bool {
        differ(first.studyName, second.studyName)
    }

    /// Titles such as "Reply" say too little to tell works apart.
    private static func titleKey(_ reference: Reference) -> String? {
        let title = PlainLetters.key(reference.title)
        guard title.count >= 15 else { return nil }
        return "\(title)|\(PlainLetters.key(reference.firstAuthor))"
    }
}
