import TrialEvidence

/// The arms of a record, and which arm each group of each module stands for.
///
/// Groups have other ids in every module, and the same id may mean other people in the next outcome; so they are matched by
/// title without the analysis set (`Placebo (FAS)` is `Placebo`), then by description. `X: Y`, where X is an arm, is the arm
/// X in the condition Y.
struct RegistryArms {
    /// Where the results of a group belong.
    struct Position: Equatable {
        var armID: String
        /// The condition under which the arm was measured.
        var variant = ""
    }

    private(set) var arms: [Arm] = []
    private var armOfTitle: [String: Int] = [:]
    private var armsOfDescription: [String: [Int]] = [:]
    private var described: Set<String> = []
    private var tried: Set<String> = []
    private let studyID: String
    private let known: [Arm]
    private let isCrossover: Bool

    init(studyID: String, isCrossover: Bool, known: [Arm]) {
        self.studyID = studyID
        self.isCrossover = isCrossover
        self.known = known
    }

    /// Adds the groups of the participant flow, whose titles alone tell them apart.
    mutating func addFlow(_ groups: [RegistryGroup]) {
        for group in groups { add(group, isResult: false, description: nil) }
    }

    /// Adds the groups of one table that are none of the arms there are.
    ///
    /// A description names an arm only where one arm and one group of the table have it. `isResult` tells results from the
    /// flow and the baseline, whose groups are those that patients were put into.
    mutating func add(_ groups: [RegistryGroup], isResult: Bool) {
        let repeated = Dictionary(grouping: groups) { Self.descriptionKey($0.description) }.filter { $1.count > 1 }
        for group in groups {
            let description = Self.descriptionKey(group.description)
            add(group, isResult: isResult, description: repeated[description] == nil ? description : nil)
        }
    }

    private mutating func add(_ group: RegistryGroup, isResult: Bool, description: String?) {
        guard let title = group.title, !title.isEmpty, position(of: group) == nil else { return }
        if let description, let index = onlyArm(describedAs: description) {
            armOfTitle[Self.key(title)] = index
            return
        }
        armOfTitle[Self.key(title)] = arms.count
        armsOfDescription[Self.descriptionKey(group.description) ?? "", default: []].append(arms.count)
        arms.append(newArm(group, title: title, isResult: isResult))
    }

    private func newArm(_ group: RegistryGroup, title: String, isResult: Bool) -> Arm {
        if let old = known.first(where: { [Self.key($0.label), Self.key($0.id)].contains(Self.key(title)) }) {
            var arm = Arm(studyID: studyID, id: old.id, role: old.role)
            arm.unit = old.unit
            return arm
        }
        var arm = Arm(studyID: studyID, id: freeID(for: title), role: Self.isControl(title) ? .control : .comparator)
        arm.label = title.onOneLine
        arm.notes = (group.description ?? "").onOneLine
        if isCrossover, isResult { arm.period = .withinPerson }
        if isResult, Self.isExtension(title) { arm.period = .second }
        return arm
    }

    private func onlyArm(describedAs description: String) -> Int? {
        let indices = armsOfDescription[description] ?? []
        return indices.count == 1 ? indices[0] : nil
    }

    /// The arm of a group; `nil` where the group is not known.
    func position(of group: RegistryGroup) -> Position? {
        let title = group.title ?? ""
        if let index = armOfTitle[Self.key(title)] { return Position(armID: arms[index].id) }
        for separator in [": ", " - "] {
            guard let cut = title.firstRange(of: separator) else { continue }
            guard let index = armOfTitle[Self.key(String(title[..<cut.lowerBound]))] else { continue }
            return Position(armID: arms[index].id, variant: String(title[cut.upperBound...]).onOneLine)
        }
        return nil
    }

    /// Gives the arms the roles of the protocol's arm groups; returns the positions of those that no arm matches.
    ///
    /// After titles and descriptions, a label that holds all words of one arm's title and of no other's, or the reverse,
    /// is that arm's.
    mutating func describe(_ groups: [RegistryProtocol.ArmGroup]) -> [Int] {
        var left: [Int] = []
        for (position, group) in groups.enumerated() {
            let label = Self.key(group.label ?? "")
            let described = Self.descriptionKey(group.description).flatMap { onlyArm(describedAs: $0) }
            guard let index = armOfTitle[label] ?? described else {
                left.append(position)
                continue
            }
            describe(index, as: group)
        }
        var unmatched: [Int] = []
        for position in left {
            let words = Set(Self.key(groups[position].label ?? "").split(separator: " "))
            let near = arms.indices.filter { index in
                let title = Set(Self.key(arms[index].label).split(separator: " "))
                let isNear = !title.isEmpty && (title.isSubset(of: words) || words.isSubset(of: title))
                return isNear && !described.contains(arms[index].id)
            }
            if near.count == 1, !words.isEmpty {
                describe(near[0], as: groups[position])
            } else {
                unmatched.append(position)
            }
        }
        return unmatched
    }

    private mutating func describe(_ index: Int, as group: RegistryProtocol.ArmGroup) {
        described.insert(arms[index].id)
        guard !known.contains(where: { $0.id == arms[index].id }) else { return }
        arms[index].role = Self.role(ofType: group.type)
        if (group.type ?? "").enumSpelling == "EXPERIMENTAL" { tried.insert(arms[index].id) }
    }

    /// Gives arms the roles that a person named, and tells those whose title contradicts the registry's type.
    ///
    /// A placebo or sham that is registered as experimental counts as a control: pooled as a treatment it would turn the
    /// answer.
    mutating func settleRoles(_ roles: [String: ArmRole]) -> [(arm: String, reason: String)] {
        let named = Dictionary(roles.map { (Self.key($0), $1) }, uniquingKeysWith: { first, _ in first })
        var doubts: [(arm: String, reason: String)] = []
        for index in arms.indices where !known.contains(where: { $0.id == arms[index].id }) {
            let arm = arms[index]
            if let role = named[Self.key(arm.label)] ?? named[Self.key(arm.id)] {
                arms[index].role = role
            } else if tried.contains(arm.id), Self.isPlacebo(arm.label) {
                arms[index].role = .control
                let advice = "--role \"\(arm.label)=treatment\" takes it as the registry has it"
                doubts.append((arm.id, "registered as experimental and taken as a control by its title; \(advice)"))
            }
        }
        return doubts
    }

    /// Whether a title is that of a placebo or sham alone, without a treatment before or after it.
    private static func isPlacebo(_ title: String) -> Bool {
        let words = Self.key(title).split(separator: " ").map(String.init)
        let both = ["then", "followed", "crossover", "plus", "and", "to", "with"]
        let names = ["placebo", "sham", "saline", "vehicle"]
        return isControl(title)
            || words.contains(where: names.contains) && words.count <= 4 && !words.contains(where: both.contains)
    }

    /// Whether a group of the results is a later, open part of the trial, whose patients stand in its arms already.
    private static func isExtension(_ title: String) -> Bool {
        let words = Self.key(title).split(separator: " ")
        let joined = " " + words.joined(separator: " ") + " "
        return words.contains("extension") || words.contains("ole")
            || [" open label phase ", " open label period ", " long term follow up "].contains { joined.contains($0) }
    }

    /// Notes on each arm that the protocol does not list that its people may be those of another arm.
    mutating func markUndescribed() {
        for index in arms.indices where !described.contains(arms[index].id) {
            guard !known.contains(where: { $0.id == arms[index].id }) else { continue }
            let remark = "no arm of the protocol: its patients may stand in another arm"
            arms[index].notes = [remark, arms[index].notes].filter { !$0.isEmpty }.joined(separator: "; ")
        }
    }

    /// Sets how many people an arm has, unless it is known.
    mutating func setSize(_ n: Int?, of armID: String) {
        guard let n, n > 0, let index = arms.firstIndex(where: { $0.id == armID }), arms[index].n == nil else { return }
        arms[index].n = n
    }

    /// The name of an arm for people: the dataset's, else the record's.
    func label(_ id: String) -> String? { known.first { $0.id == id }?.label ?? arm(id)?.label }

    func arm(_ id: String) -> Arm? { arms.first { $0.id == id } }

    private static func role(ofType type: String?) -> ArmRole {
        switch (type ?? "").enumSpelling {
        case "EXPERIMENTAL": .treatment
        case "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION": .control
        default: .comparator
        }
    }

    private static let controlWords: Set<String> = [
        "placebo", "sham", "control", "controls", "no", "treatment", "intervention", "matching", "saline", "vehicle",
        "procedure", "arm", "group",
    ]

    private static func isControl(_ title: String) -> Bool {
        let words = withoutSet(title).words
        let decisive = ["placebo", "sham", "control", "no", "saline", "vehicle"]
        return words.contains(where: decisive.contains) && words.allSatisfy(controlWords.contains)
            && !title.contains(">")
    }

    private static let setWords: Set<String> = [
        "set", "population", "fas", "ss", "itt", "mitt", "pp", "pps", "ppset", "rs", "safety", "evaluable", "analysis",
        "analyzed", "analysed", "fasp", "sas", "saf", "pks", "pk",
    ]

    /// A title without the analysis set in brackets at its end.
    static func withoutSet(_ title: String) -> String {
        let bare = title.onOneLine
        guard bare.last == ")", let open = bare.lastIndex(of: "(") else { return bare }
        let inside = String(bare[open...]).words
        guard inside.count <= 5, inside.contains(where: setWords.contains) else { return bare }
        return String(bare[..<open]).onOneLine
    }

    private static func key(_ title: String) -> String {
        // The arrow in "Placebo->Drug" changes who is meant, so it stays.
        let marked = withoutSet(title).replacing("->", with: " then ").replacing("→", with: " then ")
        return marked.words.joined(separator: " ")
    }

    /// The words of a description that is long enough to tell an arm.
    private static func descriptionKey(_ description: String?) -> String? {
        let words = (description ?? "").words
        return words.count < 3 ? nil : words.joined(separator: " ")
    }

    private func freeID(for title: String) -> String {
        let parts = Self.withoutSet(title).replacing("->", with: " then ").split { !$0.isLetter && !$0.isNumber }
        let joined = String(parts.joined(separator: "-").prefix(40))
        let base = joined.isEmpty ? "group" : joined
        let taken = Set((arms + known).map(\.id))
        guard taken.contains(base) else { return base }
        return (2...).lazy.map { "\(base)-\($0)" }.first { !taken.contains($0) } ?? base
    }
}

/// Groups that put the others together and so are no arms.
enum TotalGroups {
    private static let firstWords: Set<String> = ["total", "overall", "all"]

    /// The ids of the groups that are called total or overall and are as large as all others together.
    ///
    /// Without any sizes the name alone decides.
    static func ids(among groups: [RegistryGroup], sizes: [String: Int]) -> Set<String> {
        guard groups.count > 1 else { return [] }
        let named = groups.filter { group in
            guard let first = (group.title ?? "").words.first else { return false }
            return groups.count == 2 ? first == "total" : firstWords.contains(first)
        }
        return Set(
            named.map(\.id).filter { id in
                let others = groups.map(\.id).filter { $0 != id }.compactMap { sizes[$0] }
                guard let size = sizes[id], !others.isEmpty else { return sizes.isEmpty }
                return size == others.reduce(0, +)
            })
    }
}
