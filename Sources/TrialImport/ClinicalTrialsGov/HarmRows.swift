import TrialEvidence

/// Reads the adverse events of a record: each term and group, and the totals of each group.
struct HarmRows {
    let harms: RegistryHarms
    let arms: RegistryArms
    let source: RegistrySource

    /// A number of people of a group, before it is a row.
    private struct Count {
        var outcome: String
        var affected: RegistryText?
        var atRisk: RegistryText?
        var note = ""
        var distinction = ""
    }

    /// Books every term, every group, and the deaths.
    func book(in ledger: inout EvidenceLedger) {
        for group in harms.eventGroups ?? [] { book(totalsOf: group, in: &ledger) }
        for (kind, events) in [("serious", harms.seriousEvents ?? []), ("other", harms.otherEvents ?? [])] {
            for (index, event) in events.enumerated() {
                book(event, kind: kind, at: "\(kind) adverse event \(index + 1)", in: &ledger)
            }
        }
    }

    private func book(totalsOf group: RegistryHarms.EventGroup, in ledger: inout EvidenceLedger) {
        let serious = Count(
            outcome: "sae_any", affected: group.seriousNumAffected, atRisk: group.seriousNumAtRisk)
        let other = Count(
            outcome: "other_ae_any", affected: group.otherNumAffected, atRisk: group.otherNumAtRisk,
            note: thresholdNote)
        let deaths = Count(outcome: "death", affected: group.deathsNumAffected, atRisk: group.deathsNumAtRisk)
        for (kind, count) in [("serious", serious), ("other", other), ("deaths", deaths)] {
            book(count, of: group.group, at: "adverse events, \(kind), group \(group.id)", in: &ledger)
        }
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
            var count = Count(
                outcome: "\(kind) adverse event: \(term)", affected: stat.numAffected, atRisk: stat.numAtRisk)
            count.note = parts.compactMap { $0?.onOneLine }.filter { !$0.isEmpty }.joined(separator: "; ")
            count.distinction = (event.organSystem ?? "").onOneLine
            book(count, of: group, at: place, in: &ledger)
        }
    }

    private func book(
        _ count: Count, of group: RegistryGroup, at place: String, in ledger: inout EvidenceLedger
    ) {
        guard let position = arms.position(of: group) else {
            ledger.leave(place, "group-without-title", "the group \(group.id) has no title to know it by")
            return
        }
        guard let affected = count.affected else {
            ledger.leave(place, "no-value", "\(count.outcome): the number affected is not given")
            return
        }
        guard let events = affected.count else {
            ledger.leave(place, "bad-count", "\(count.outcome): \"\(affected.text.shown)\" is not a count")
            return
        }
        guard count.atRisk?.count != 0 else {
            ledger.leave(place, "nobody-at-risk", "\(count.outcome): nobody was at risk")
            return
        }
        var row = OutcomeRow(
            arm: ArmKey(studyID: source.studyID, armID: position.armID), outcome: count.outcome, statistic: .events,
            provenance: source.provenance(place, note: count.note))
        row.n = count.atRisk?.count
        row.events = events
        row.variant = position.variant
        row.timepointMonths = TimeFrame.months(harms.timeFrame)
        let parts = [count.distinction, (group.title ?? group.id).onOneLine]
        ledger.take(row, distinction: parts.filter { !$0.isEmpty }.joined(separator: ", "))
    }

    /// Terms below the threshold are not listed, which is not the same as no events.
    private var thresholdNote: String {
        guard let threshold = harms.frequencyThreshold?.number, threshold > 0 else { return "" }
        return "only terms above \(Decimals.text(threshold))% in a group are listed: absent is not zero"
    }
}
