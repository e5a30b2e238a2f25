import TrialEvidence

/// Reads the adverse events of a record: each term and group, and the totals of each group.
struct HarmRows {
    let harms: RegistryHarms
    let arms: RegistryArms
    let source: RegistrySource

    /// Books every term, every group, and the deaths.
    func book(in ledger: inout EvidenceLedger) {
        let groups = harms.eventGroups ?? []
        for group in groups {
            book(total: "sae_any", "serious", group, group.seriousNumAffected, group.seriousNumAtRisk, in: &ledger)
            book(total: "other_ae_any", "other", group, group.otherNumAffected, group.otherNumAtRisk, in: &ledger)
            book(total: "death", "deaths", group, group.deathsNumAffected, group.deathsNumAtRisk, in: &ledger)
        }
        for (kind, events) in [("serious", harms.seriousEvents ?? []), ("other", harms.otherEvents ?? [])] {
            for (index, event) in events.enumerated() {
                book(event, kind: kind, at: "\(kind) adverse event \(index + 1)", in: &ledger)
            }
        }
    }

    private func book(
        total outcome: String, _ kind: String, _ group: RegistryHarms.EventGroup, _ affected: RegistryText?,
        _ atRisk: RegistryText?, in ledger: inout EvidenceLedger
    ) {
        let place = "adverse events, \(kind), group \(group.id)"
        let note = kind == "other" ? thresholdNote : ""
        book(outcome, affected, atRisk, of: group.group, at: place, note: note, distinction: "", in: &ledger)
    }

    private func book(
        _ event: RegistryHarms.Event, kind: String, at place: String, in ledger: inout EvidenceLedger
    ) {
        let term = (event.term ?? "").onOneLine
        let stats = event.stats ?? []
        if stats.isEmpty { ledger.leave(place, "event-without-numbers", "\(term) has no numbers") }
        for stat in stats {
            let place = "\(place), group \(stat.groupId)"
            guard let group = harms.eventGroups?.first(where: { $0.id == stat.groupId })?.group else {
                ledger.leave(place, "unknown-group", "there is no group \(stat.groupId)")
                continue
            }
            let parts = [
                event.organSystem, stat.numEvents.map { "\($0.text) events" }, event.notes,
                kind == "other" ? thresholdNote : nil,
            ]
            let note = parts.compactMap { $0?.onOneLine }.filter { !$0.isEmpty }.joined(separator: "; ")
            book(
                "\(kind) adverse event: \(term)", stat.numAffected, stat.numAtRisk, of: group, at: place, note: note,
                distinction: (event.organSystem ?? "").onOneLine, in: &ledger)
        }
    }

    private func book(
        _ outcome: String, _ affected: RegistryText?, _ atRisk: RegistryText?, of group: RegistryGroup,
        at place: String, note: String, distinction: String, in ledger: inout EvidenceLedger
    ) {
        guard let position = arms.position(of: group) else {
            ledger.leave(place, "group-without-title", "the group \(group.id) has no title to know it by")
            return
        }
        guard let events = affected?.count else {
            let shown =
                affected.map { "\"\($0.text.shown)\" is not a count" } ?? "the number affected is not given"
            ledger.leave(place, affected == nil ? "no-value" : "bad-count", "\(outcome): \(shown)")
            return
        }
        guard atRisk?.count != 0 else {
            ledger.leave(place, "nobody-at-risk", "\(outcome): nobody was at risk")
            return
        }
        var row = OutcomeRow(
            arm: ArmKey(studyID: source.studyID, armID: position.armID), outcome: outcome, statistic: .events,
            provenance: source.provenance(place, note: note))
        row.n = atRisk?.count
        row.events = events
        row.variant = position.variant
        row.timepointMonths = TimeFrame.months(harms.timeFrame)
        let title = (group.title ?? group.id).onOneLine
        ledger.take(row, distinction: distinction.isEmpty ? title : "\(distinction), \(title)")
    }

    /// Terms below the threshold are not listed, which is not the same as no events.
    private var thresholdNote: String {
        guard let threshold = harms.frequencyThreshold?.number, threshold > 0 else { return "" }
        return "only terms above \(Decimals.text(threshold))% in a group are listed: absent is not zero"
    }
}
