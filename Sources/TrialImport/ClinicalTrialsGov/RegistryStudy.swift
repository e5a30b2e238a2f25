import TrialEvidence

/// Turns a record into evidence.
struct RegistryStudy {
    let record: RegistryRecord
    let dataset: Dataset
    var roles: [String: ArmRole] = [:]

    /// The inner id in capitals, which counts more than the name of the file.
    static func nctID(of record: RegistryRecord) -> String {
        record.protocolSection.identificationModule.nctId.uppercased()
    }

    /// Reads everything; each thing is a row or is named as not taken.
    func read(into evidence: inout ImportedEvidence) {
        var ledger = EvidenceLedger()
        let known = knownStudy(&ledger)
        let study = study(known)
        let source = RegistrySource(
            studyID: study.id, url: "https://clinicaltrials.gov/study/\(Self.nctID(of: record))")
        let arms = arms(of: study, &ledger)
        if let results = record.resultsSection { book(results, arms, source, in: &ledger) }
        let rows = ledger.settle(studies: [study], arms: arms.arms)
        evidence.studies.append(study)
        evidence.arms += arms.arms
        evidence.outcomes += rows
        let prefix = Self.nctID(of: record)
        evidence.notTaken += ledger.notTaken.map {
            NotTaken(place: "\(prefix), \($0.place)", code: $0.code, reason: $0.reason)
        }
    }

    private func book(
        _ results: RegistryResults, _ arms: RegistryArms, _ source: RegistrySource, in ledger: inout EvidenceLedger
    ) {
        if let flow = results.participantFlowModule {
            FlowRows(flow: flow, arms: arms, source: source).book(in: &ledger)
        }
        let baseline = results.baselineCharacteristicsModule
        for (index, measure) in (baseline?.measures ?? []).enumerated() {
            MeasureTable(
                arms: arms, measure: measure, place: "baseline measure \(index + 1)", source: source,
                groups: baseline?.groups ?? [], moduleDenominators: baseline?.denoms ?? [], fixedMonths: 0
            ).book(in: &ledger)
        }
        for (index, measure) in (results.outcomeMeasuresModule?.outcomeMeasures ?? []).enumerated() {
            let table = MeasureTable(
                arms: arms, measure: measure, place: "outcome measure \(index + 1)", source: source,
                groups: measure.groups ?? [])
            table.book(in: &ledger)
            for (number, analysis) in (measure.analyses ?? []).enumerated() {
                let place = "outcome measure \(index + 1), analysis \(number + 1)"
                do throws(Refusal) {
                    let row = try AnalysisRow(analysis: analysis, table: table, place: place).row()
                    ledger.take(row, distinction: place)
                } catch {
                    ledger.leave(place, error.code, error.reason)
                }
            }
        }
        if let harms = results.adverseEventsModule {
            HarmRows(harms: harms, arms: arms, source: source).book(in: &ledger)
        }
    }

    // MARK: - The study

    private var protocolSection: RegistryProtocol { record.protocolSection }

    /// The study of the dataset that names this registration; of several the first that is no secondary report.
    private func knownStudy(_ ledger: inout EvidenceLedger) -> Study? {
        let identification = protocolSection.identificationModule
        let names = Set(([identification.nctId] + (identification.nctIdAliases ?? [])).map { $0.uppercased() })
        let naming = dataset.studies.filter { study in
            let registered = study.registryIDs.flatMap { $0.uppercased().split { !$0.isLetter && !$0.isNumber } }
            return names.contains(study.id.uppercased()) || registered.contains { names.contains(String($0)) }
        }
        let main = naming.first { $0.secondaryReportOf == nil } ?? naming.first
        let others = naming.map(\.id).filter { $0 != main?.id }
        if let main, !others.isEmpty {
            let reason = "also named by \(others.joined(separator: ", ")); taken as \(main.id)"
            ledger.leave("registration", "registration-shared", reason)
        }
        return main
    }

    private func study(_ known: Study?) -> Study {
        let identification = protocolSection.identificationModule
        var study = Study(id: known?.id ?? identification.nctId.uppercased(), design: design)
        let enrolment = protocolSection.designModule?.enrollmentInfo
        if enrolment?.type != "ESTIMATED" { study.enrolled = enrolment?.count?.count }
        if design.isRandomised { study.randomised = randomised }
        guard known == nil else {
            // What the dataset says in words stays; only numbers are held against it.
            if known?.design != .notStated { study.design = known?.design ?? design }
            return study
        }
        study.title = (identification.officialTitle ?? identification.briefTitle ?? "").onOneLine
        study.journal = "ClinicalTrials.gov"
        let posted = protocolSection.statusModule?.resultsFirstPostDateStruct?.date
        study.year = posted.flatMap { Int($0.prefix(4)) }
        study.registryIDs = [identification.nctId.uppercased()] + otherRegistrations
        study.blinding = blinding
        study.country = countries
        study.funding = (protocolSection.sponsorCollaboratorsModule?.leadSponsor?.name ?? "").onOneLine
        study.sourceURL = "https://clinicaltrials.gov/study/\(identification.nctId.uppercased())"
        study.notes = notes
        return study
    }

    private var notes: String {
        let status = protocolSection.statusModule?.overallStatus.map { "status \($0.lowercased())" }
        let conditions = (protocolSection.conditionsModule?.conditions ?? []).joined(separator: ", ")
        let parts = [
            protocolSection.identificationModule.acronym, status,
            conditions.isEmpty ? nil : "conditions: \(conditions)",
        ]
        return parts.compactMap { $0?.onOneLine }.joined(separator: "; ")
    }

    private var otherRegistrations: [String] {
        (protocolSection.identificationModule.secondaryIdInfos ?? []).filter { entry in
            let type = (entry.type ?? "").uppercased()
            return type.contains("EUDRACT") || type.contains("REGISTRY") || type.contains("CTIS")
        }.map { $0.id.onOneLine.replacing(";", with: ",") }
    }

    private var countries: String {
        let all = (protocolSection.contactsLocationsModule?.locations ?? []).compactMap(\.country)
        return Set(all).sorted().joined(separator: ", ")
    }

    private var blinding: String {
        let masking = protocolSection.designModule?.designInfo?.maskingInfo
        let kind = (masking?.masking ?? "").replacing("_", with: " ").lowercased()
        let who = (masking?.whoMasked ?? []).map { $0.replacing("_", with: " ").lowercased() }
        return who.isEmpty ? kind : "\(kind) (\(who.joined(separator: ", ")))"
    }

    private var design: StudyDesign {
        let info = protocolSection.designModule?.designInfo
        let isCrossover = info?.interventionModel?.enumSpelling == "CROSSOVER"
        switch info?.allocation?.enumSpelling ?? "" {
        case "RANDOMIZED": return isCrossover ? .crossoverRandomised : .parallelRandomised
        case "NON_RANDOMIZED": return .nonRandomisedControlled
        default:
            if info?.interventionModel?.enumSpelling == "SINGLE_GROUP" { return .singleArm }
            let groups = record.resultsSection?.participantFlowModule?.groups ?? []
            if groups.count == 1 { return .singleArm }
            return groups.count > 1 && !isCrossover ? .nonRandomisedControlled : .notStated
        }
    }

    /// Those who started the first period; the enrolment may count more.
    private var randomised: Int? {
        guard let first = record.resultsSection?.participantFlowModule?.periods?.first else { return nil }
        let start = (first.milestones ?? []).first { $0.type == "STARTED" }
        let counts = (start?.achievements ?? []).compactMap { $0.numSubjects?.count }
        return counts.isEmpty ? nil : counts.reduce(0, +)
    }

    // MARK: - The arms

    private func arms(of study: Study, _ ledger: inout EvidenceLedger) -> RegistryArms {
        var arms = RegistryArms(
            studyID: study.id, isCrossover: design.isCrossover, known: dataset.arms(of: study.id))
        let results = record.resultsSection
        let protocolArms = protocolSection.armsInterventionsModule?.armGroups ?? []
        let flow = results?.participantFlowModule
        arms.addFlow(flow?.groups ?? [])
        addBaselineGroups(results?.baselineCharacteristicsModule, to: &arms)
        for measure in results?.outcomeMeasuresModule?.outcomeMeasures ?? [] { addResultGroups(measure, to: &arms) }
        arms.add((results?.adverseEventsModule?.eventGroups ?? []).map(\.group), isResult: true)
        if arms.arms.isEmpty {
            arms.addFlow(protocolArms.map { RegistryGroup(id: "", title: $0.label, description: $0.description) })
        }
        for index in arms.describe(protocolArms) {
            let reason = "\((protocolArms[index].label ?? "").onOneLine) is matched by no group of the results"
            ledger.leave("arm group \(index + 1)", "protocol-arm-unmatched", reason)
        }
        for doubt in arms.settleRoles(roles) { ledger.leave("arm \(doubt.arm)", "role-doubtful", doubt.reason) }
        if !protocolArms.isEmpty { arms.markUndescribed() }
        setSizes(of: &arms)
        return arms
    }

    private func addBaselineGroups(_ baseline: RegistryResults.Baseline?, to arms: inout RegistryArms) {
        let groups = baseline?.groups ?? []
        let totals = TotalGroups.ids(among: groups, sizes: patients(baseline?.denoms))
        arms.add(groups.filter { !totals.contains($0.id) }, isResult: false)
    }

    private func addResultGroups(_ measure: RegistryMeasure, to arms: inout RegistryArms) {
        let groups = measure.groups ?? []
        let totals = TotalGroups.ids(among: groups, sizes: patients(measure.denoms))
        arms.add(groups.filter { !totals.contains($0.id) }, isResult: true)
    }

    private func setSizes(of arms: inout RegistryArms) {
        let results = record.resultsSection
        let flow = results?.participantFlowModule
        func set(_ groups: [RegistryGroup], _ sizes: [String: Int]) {
            for group in groups {
                guard let position = arms.position(of: group), position.variant.isEmpty else { continue }
                arms.setSize(sizes[group.id], of: position.armID)
            }
        }
        set(flow?.groups ?? [], FlowRows.sizes(flow))
        let baseline = results?.baselineCharacteristicsModule
        set(baseline?.groups ?? [], patients(baseline?.denoms))
        for group in results?.adverseEventsModule?.eventGroups ?? [] {
            set([group.group], [group.id: group.seriousNumAtRisk?.count ?? 0])
        }
        for measure in results?.outcomeMeasuresModule?.outcomeMeasures ?? [] {
            set(measure.groups ?? [], patients(measure.denoms))
        }
    }

    private func patients(_ denominators: [RegistryDenominator]?) -> [String: Int] {
        let counts =
            (denominators ?? []).first { ["participants", nil].contains($0.units?.lowercased()) }?.counts ?? []
        let pairs = counts.compactMap { count in count.value?.count.map { (count.groupId, $0) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
