import TrialEvidence

/// Finds the study of a dataset that a foreign file means by a name.
struct StudyNames {
    private let exact: Set<String>
    private let byKey: [String: [String]]

    /// Learns the names, and the first authors with their years, of the studies of a dataset.
    init(_ studies: [Study]) {
        exact = Set(studies.map(\.id))
        var byKey: [String: [String]] = [:]
        for study in studies {
            let author = study.year.map { Self.key("\(study.firstAuthor) \($0)") }
            for key in Set([Self.key(study.id), Self.key(study.label), author ?? ""]) where !key.isEmpty {
                byKey[key, default: []].append(study.id)
            }
        }
        self.byKey = byKey
    }

    /// The study's name in the dataset, where exactly one fits: `Petrou et al. 2020` means `Petrou2020`.
    func known(_ name: String) -> String? {
        if exact.contains(name) { return name }
        let candidates = byKey[Self.key(name)] ?? []
        return candidates.count == 1 ? candidates[0] : nil
    }

    /// A name for a new study, made from its label.
    static func made(from label: String) -> String {
        exactOrPlain(withoutOthers(label))
    }

    private static func exactOrPlain(_ label: String) -> String {
        label.contains(where: \.isWhitespace) || label.contains(",") || label.contains(";")
            ? PlainLetters.name(label) : label
    }

    private static func key(_ name: String) -> String { PlainLetters.key(withoutOthers(name)) }

    /// A name without "et al".
    static func withoutOthers(_ name: String) -> String {
        let words = name.split(whereSeparator: \.isWhitespace)
        var kept: [Substring] = []
        for word in words {
            let isShort = word.utf8.count <= 4
            if isShort, PlainLetters.key(String(word)) == "al", kept.last.map({ PlainLetters.key(String($0)) }) == "et"
            {
                kept.removeLast()
            } else {
                kept.append(word)
            }
        }
        return kept.joined(separator: " ").trimmed
    }
}
