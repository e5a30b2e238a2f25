import TrialEvidence

/// Reads the classes, categories and groups of an outcome or baseline measure.
struct MeasureTable {
    let arms: RegistryArms
    let measure: RegistryMeasure
    /// Such as `outcome measure 3`.
    let place: String
    let source: RegistrySource
    let groups: [RegistryGroup]
    /// The denominators of the measure's module, which count where the measure has none.
    var moduleDenominators: [RegistryDenominator] = []
    /// The months after the start where the measure does not name them.
    var fixedMonths: Double?

    /// Books every measurement, and every class and category without any.
    func book(in ledger: inout EvidenceLedger) {
        let classes = measure.classes ?? []
        guard classes.contains(where: { !($0.categories ?? []).isEmpty }) else {
            let status = measure.reportingStatus == "NOT_POSTED" ? "not posted yet" : "nobody analysed"
            ledger.leave(place, "measure-without-data", "\(title): no data (\(status))")
            return
        }
        for (classIndex, row) in classes.enumerated() {
            let categories = row.categories ?? []
            if categories.isEmpty {
                ledger.leave("\(place), class \(classIndex + 1)", "class-without-data", "the class has no categories")
            }
            for (index, category) in categories.enumerated() {
                book(category, of: row, at: "\(place), class \(classIndex + 1), category \(index + 1)", in: &ledger)
            }
        }
    }

    private var title: String { (measure.title ?? "").onOneLine }

    private func book(
        _ category: RegistryCategory, of row: RegistryClass, at place: String, in ledger: inout EvidenceLedger
    ) {
        let sizes = sizes(of: row)
        let totals = TotalGroups.ids(among: groups, sizes: sizes)
        let measurements = category.measurements ?? []
        for measurement in measurements {
            let place = "\(place), group \(measurement.groupId)"
            guard !totals.contains(measurement.groupId) else {
                ledger.leave(place, "total-group", "the group puts the others together")
                continue
            }
            guard let group = groups.first(where: { $0.id == measurement.groupId }),
                let position = arms.position(of: group)
            else {
                ledger.leave(place, "unknown-group", "the measure has no group \(measurement.groupId) with a title")
                continue
            }
            let reader = MeasurementRow(measure)
            var result = newRow(at: place, position, row, category)
            let printed = (group.title ?? "").onOneLine
            if printed != arms.label(position.armID) { result.provenance.add("group printed as \(printed)") }
            do throws(Refusal) {
                try reader.fill(&result, from: measurement, n: sizes[group.id])
                ledger.take(result, distinction: "\(self.place), \((group.title ?? group.id).onOneLine)")
            } catch {
                ledger.leave(place, error.code, "\(title): \(error.reason)")
            }
        }
        let named = Set(measurements.map(\.groupId))
        for group in groups where !named.contains(group.id) && !totals.contains(group.id) {
            let size = sizes[group.id].map { " (\($0) analysed)" } ?? ""
            let reason = "\(title): nothing is given for \((group.title ?? group.id).onOneLine)\(size)"
            ledger.leave("\(place), group \(group.id)", "group-without-measurement", reason)
        }
    }

    private func newRow(
        at place: String, _ position: RegistryArms.Position, _ row: RegistryClass, _ category: RegistryCategory
    ) -> OutcomeRow {
        let arm = ArmKey(studyID: source.studyID, armID: position.armID)
        var result = OutcomeRow(
            arm: arm, outcome: title, statistic: .meanOnly, provenance: source.provenance(place, note: note))
        let classMonths = fixedMonths == nil ? TimeFrame.monthsOfLabel(row.title) : nil
        result.timepointMonths = classMonths ?? fixedMonths ?? months
        let labels = [classMonths == nil ? row.title : nil, category.title, position.variant]
        result.variant = labels.compactMap { $0?.onOneLine }.filter { !$0.isEmpty }.joined(separator: "; ")
        if classMonths != nil, let title = row.title { result.provenance.add("class \(title.onOneLine)") }
        return result
    }

    /// The measure's time: its time frame or, where that names several, its title.
    var months: Double? {
        if let months = TimeFrame.months(measure.timeFrame) { return months }
        return measure.timeFrame == nil ? nil : TimeFrame.months(measure.title)
    }

    private var note: String {
        let parts = [
            measure.type.map { "\($0.lowercased()) outcome" }, measure.unitOfMeasure.map { "unit: \($0)" },
            measure.timeFrame.map { "time frame: \($0)" },
        ]
        return parts.compactMap { $0?.onOneLine }.joined(separator: "; ")
    }

    /// How many patients of each group were analysed: the class's own denominators come before the measure's.
    private func sizes(of row: RegistryClass) -> [String: Int] {
        for denominators in [row.denoms, measure.denoms, moduleDenominators] {
            let patients = (denominators ?? []).first { ["participants", nil].contains($0.units?.lowercased()) }
            guard let counts = patients?.counts, !counts.isEmpty else { continue }
            let pairs = counts.compactMap { count in count.value?.count.map { (count.groupId, $0) } }
            return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        }
        return [:]
    }

    /// The numbers by group of an outcome with one class and one category, those of patients in percent.
    var levels: [String: Double] {
        let cells = (measure.classes ?? []).flatMap { $0.categories ?? [] }
        guard cells.count == 1 else { return [:] }
        let analysed = (measure.classes ?? []).first.map { sizes(of: $0) } ?? [:]
        let kind = MeasureKind(measure)
        let pairs = (cells[0].measurements ?? []).compactMap { measurement -> (String, Double)? in
            guard let value = measurement.value?.number else { return nil }
            if kind == .proportionOfPatients { return (measurement.groupId, value * 100) }
            guard kind == .patients else { return (measurement.groupId, value) }
            guard let n = analysed[measurement.groupId], n > 0 else { return nil }
            return (measurement.groupId, value / Double(n) * 100)
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}

/// Where the numbers of a record come from.
struct RegistrySource {
    var studyID: String
    var url: String

    func provenance(_ place: String, note: String) -> Provenance {
        Provenance(location: "registry, \(place)", url: url, confidence: .primary, note: note)
    }
}
