import TrialEvidence

/// The names under which metafor, meta, RevMan, textbooks and people keep the columns of wide tables.
///
/// Case, blanks, hyphens and points make no difference. Names that tell no arm, such as `n` or `mean`, mean the only arm,
/// and nothing in a table of two arms.
struct WideColumnAliases {
    /// What each name means, in the order of the header.
    let readings: [WideReading?]
    /// Two arms that are told apart by words of their own, where nothing else tells results.
    let pairs: WidePairs

    init(_ header: [String]) {
        let names = header.map(HeaderWords.init)
        let families = WideFamilies.columns(of: names.map { $0.all.joined(separator: "_") })
        var found = names.map { Self.certain($0, families) }
        let open = found.indices.filter { index in
            let isFree = found[index].map { Self.isOfArm(names[index], $0.column) } ?? true
            return isFree && !names[index].outer.isEmpty
        }
        let pairs = WidePairs(open.map { ($0, names[$0].outer) })
        if pairs.isCertain {
            for (position, column) in pairs.columns {
                var reading = WideReading(column)
                reading.spread = names[position].spread
                reading.level = names[position].level
                found[position] = reading
            }
        }
        self.pairs = pairs
        Self.readInterval(names, &found)
        Self.readStudy(names, &found)
        Self.readLogRank(names, &found)
        let hasTwoArms = found.contains { $0.map { WideArmColumns.second.numbers.contains($0.column) } ?? false }
        if !hasTwoArms { Self.readOneArm(names, &found) }
        readings = found
    }

    /// Whether a label of an arm alone tells the column.
    private static func isOfArm(_ name: HeaderWords, _ column: WideColumn) -> Bool {
        WideColumnNames.armColumn(of: name.all) == column || WideColumnNames.armColumn(of: name.outer) == column
    }

    /// `CI` is metafor's name for the events of the control, and an interval where nothing else tells of counts.
    private static func readInterval(_ names: [HeaderWords], _ found: inout [WideReading?]) {
        let counts: Set<WideColumn> = [.events1, .nonEvents1, .n1, .nonEvents2, .n2]
        guard !found.contains(where: { $0.map { counts.contains($0.column) } ?? false }) else { return }
        for index in names.indices where names[index].all == ["ci"] { found[index] = WideReading(.limits) }
    }

    /// `V` beside `O-E` is the variance of the log-rank test; alone it is nothing.
    private static func readLogRank(_ names: [HeaderWords], _ found: inout [WideReading?]) {
        func has(_ column: WideColumn) -> Bool { found.contains { $0?.column == column } }
        guard has(.observedMinusExpected), !has(.logRankVariance) else { return }
        let index = names.indices.first { [["v"], ["var"], ["variance"]].contains(names[$0].all) }
        if let index { found[index] = WideReading(.logRankVariance) }
    }

    /// What may name studies where nothing else does.
    private static func readStudy(_ names: [HeaderWords], _ found: inout [WideReading?]) {
        guard !found.contains(where: { $0?.column == .study || $0?.column == .author }) else { return }
        let wanted = ["id", "name", "paper", "publication", "citation", "label", "study_year", "first_author_year"]
        let index = names.indices.first { wanted.contains(names[$0].all.joined(separator: "_")) }
        if let index { found[index] = WideReading(.study) }
    }

    private static func certain(_ name: HeaderWords, _ families: [String: WideColumn]) -> WideReading? {
        let whole = name.all.joined(separator: "_")
        if let column = families[whole] { return WideReading(column) }
        for words in [name.all, name.withoutLevel(name.all), name.outer, name.withoutLevel(name.outer)] {
            guard !words.isEmpty, var reading = reading(words) else { continue }
            reading.spread = name.spread
            reading.level = name.level
            return reading
        }
        return nil
    }

    private static func reading(_ words: [String]) -> WideReading? {
        if let column = WideColumnNames.column(of: words) { return WideReading(column) }
        if let column = WideColumnNames.armColumn(of: words) { return WideReading(column) }
        if let column = WideEffectNames.column(of: words) { return WideReading(column) }
        let bare = words.filter { !WideEffectNames.fillers.contains($0) }
        guard let (measure, isLogged) = WideMeasure.headed(bare) else { return nil }
        var reading = WideReading(isLogged ? .yi : .effect)
        reading.measure = measure
        return reading
    }

    /// The names of a table with a single arm.
    private static func readOneArm(_ names: [HeaderWords], _ found: inout [WideReading?]) {
        let words = names.map { $0.all.joined(separator: "_") }
        let outer = names.map { $0.outer.joined(separator: "_") }
        // metafor calls both the mean of a single group and its non-events `mi`.
        let hasSpread = words.contains("sdi")
        let hasMean = outer.contains { ["mean", "average"].contains($0) } || words.contains("mi") && hasSpread
        let hasEffect = found.contains { $0?.column == .yi || $0?.column == .effect }
        for index in names.indices {
            if found[index]?.column == .sei, words[index] == "se", hasMean, !hasEffect {
                found[index] = WideReading(.se1)
            }
            guard found[index] == nil else { continue }
            let isMeanOrCount = words[index] == "mi"
            let column =
                isMeanOrCount
                ? (hasSpread ? .mean1 : .nonEvents1)
                : WideColumnNames.oneArm[words[index]] ?? WideColumnNames.oneArm[outer[index]]
            guard let column else { continue }
            var reading = WideReading(column)
            reading.spread = names[index].spread
            reading.level = names[index].level
            found[index] = reading
        }
    }
}
