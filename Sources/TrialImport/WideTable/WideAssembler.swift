import TrialEvidence

/// Turns the rows of a wide table into studies, arms and results.
struct WideAssembler {
    private var cells: WideCells
    private let dataset: Dataset
    private let knownArms: [String: [Arm]]
    private var names: WideStudyNames
    private var evidence: ImportedEvidence
    private var arms: Set<ArmKey>
    private var rows: [OutcomeKey: OutcomeRow] = [:]
    private var ledger: TableLedger
    private let outcome: String

    init(_ cells: WideCells, dataset: Dataset, outcome: String? = nil) {
        self.cells = cells
        self.dataset = dataset
        knownArms = Dictionary(grouping: dataset.arms, by: \.studyID)
        names = WideStudyNames(dataset.studies, cells)
        arms = Set(dataset.arms.map(\.key))
        evidence = ImportedEvidence(file: cells.table.file)
        ledger = TableLedger(cells.table)
        for (position, reason) in cells.header.left { ledger.leave(column: position, because: reason) }
        var file = cells.table.file.split(separator: "/").last.map(String.init) ?? cells.table.file
        if file.lowercased().hasSuffix(".gz") { file.removeLast(3) }
        self.outcome = outcome ?? file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    }

    mutating func add(row: Int) {
        cells.go(to: row)
        if let reason = names.summary(cells) ?? FootnoteRow.reason(for: cells.table.rows[row]) {
            ledger.leave(row: cells.table.rows[row], line: cells.line, because: reason)
            return
        }
        guard let study = names.study(of: &cells, into: &evidence) else { return }
        let first = WideArm(.first, &cells)
        let second = WideArm(.second, &cells)
        let hasEffect = WideEffect.isFilled(in: cells)
        let hasLogRank = !hasEffect && addLogRank(of: study, first, second)
        let hasArms = first.hasResult || second.hasResult
        if hasArms, !hasEffect || first.isComplete || second.isComplete {
            for (arm, role) in [(first, ArmRole.treatment), (second, .control)] where arm.hasResult {
                add(arm, role, of: study)
            }
            // Counts of people do not give a ratio of hazards, so one beside them says more than they do.
            let isTimed = hasEffect && WideEffect.isOfTime(in: cells)
            if isTimed { addEffect(of: study, first, second) }
            if !hasEffect { addTest(of: study, first, second) }
            book(.arms(besideEffect: hasEffect && !isTimed))
        } else if hasLogRank {
            book(.effect)
        } else if hasEffect {
            addEffect(of: study, first, second)
            book(.effect)
        } else {
            book(.nothing(study: study))
        }
    }

    /// Books the row: what was used is read, the rest is left with the row where that has a reason, or for its own.
    private mutating func book(_ end: WideRowEnd) {
        let cells = cells
        ledger.book(cells.table.rows[cells.row], line: cells.line, row: end.reason) {
            cells.fate($0, remainder: end.fate)
        }
    }

    private mutating func add(_ arm: WideArm, _ role: ArmRole, of study: String) {
        guard let key = self.arm(arm.columns, role, of: study) else { return }
        var statistics = arm.statistics
        if let stated = statedStatistic(), statistics.count == 1 { statistics = [stated] }
        for statistic in statistics {
            var row = self.row(key, statistic, arm.columns)
            arm.fill(&row)
            cells.use(arm.columns(of: statistic))
            insert(row)
        }
    }

    /// A p-value beside the numbers of both arms: a comparison of its own, which checks hold against the arms, and from which
    /// an analysis has the spread where the arms print none. Beside two kinds of numbers nobody knows which it is about.
    private mutating func addTest(of study: String, _ one: WideArm, _ two: WideArm) {
        guard one.statistics.count == 1, one.statistics == two.statistics, cells.isFilled(.pValue),
            let p = cells.pValue(), let first = arm(.first, .treatment, of: study),
            let second = arm(.second, .control, of: study)
        else { return }
        var row = self.row(first, .pValue, .first)
        row.comparatorArmID = second.armID
        row.pValue = p
        cells.use([.pValue])
        insert(row)
    }

    /// An endpoint in time by its log-rank test; whether the row gives one.
    private mutating func addLogRank(of study: String, _ one: WideArm, _ two: WideArm) -> Bool {
        guard let test = WideLogRank(&cells, one, two), let first = arm(.first, .treatment, of: study),
            let second = arm(.second, .control, of: study)
        else { return false }
        var row = self.row(first, .ratioCI, .first)
        row.comparatorArmID = second.armID
        test.fill(&row)
        cells.use(test.columns)
        insert(row)
        return true
    }

    private mutating func addEffect(of study: String, _ one: WideArm, _ two: WideArm) {
        guard let first = arm(.first, .treatment, of: study), let second = arm(.second, .control, of: study),
            let effect = WideEffect(&cells)
        else { return }
        var row = self.row(first, .differenceCI, .first)
        row.comparatorArmID = second.armID
        effect.fill(&row)
        if let stated = statedStatistic() { row.statistic = stated }
        row.n = one.n.map { $0 &+ (two.n ?? 0) }
        let test: WideColumn = cells.isFilled(.pValue) ? .pValue : .logRankP
        row.pValue = cells.pValue(test)
        let patients: [WideColumn] = one.n == nil ? [] : [.n1, .n2]
        let source: [WideColumn] = [.arm1, .arm2, .source1, .url1, .confidence1, .notes1, test]
        cells.use(effect.columns + patients + source)
        insert(row)
    }

    private mutating func statedStatistic() -> Statistic? {
        let text = cells.text(.statistic)
        guard !text.isEmpty else { return nil }
        if let statistic = Statistic(code: text) { return statistic }
        let hint = NearestName.hint(Statistic.spellings, for: text)
        cells.report(.unknownCode, .statistic, "\"\(text)\" is unknown\(hint); correct it or leave it empty")
        return nil
    }

    private mutating func row(_ arm: ArmKey, _ statistic: Statistic, _ columns: WideArmColumns) -> OutcomeRow {
        let stated = cells.text(.outcome)
        var row = OutcomeRow(
            arm: arm, outcome: stated.isEmpty ? outcome : stated, statistic: statistic, provenance: provenance(columns))
        let population = cells.text(.population)
        if !population.isEmpty { row.population = Population(population) }
        row.timepointMonths = cells.number(.timepointMonths)
        row.variant = cells.text(.variant)
        row.line = cells.line
        cells.use([.outcome, .population, .timepointMonths, .variant, .statistic])
        return row
    }

    /// The source that the row tells for this arm, else the one it tells for the first, else the row itself.
    private mutating func provenance(_ arm: WideArmColumns) -> Provenance {
        let columns = cells.header.has(arm.confidence) || cells.header.has(arm.source) ? arm : .first
        let code = cells.text(columns.confidence)
        let confidence = Confidence(code: code)
        if confidence == nil, !code.isEmpty {
            let hint = NearestName.hint(Confidence.spellings, for: code)
            cells.report(.unknownCode, columns.confidence, "\"\(code)\" is unknown\(hint); correct it")
        }
        let url = cells.text(columns.url)
        cells.use([columns.confidence, columns.url, columns.notes] + (tellsSource ? [columns.source] : []))
        return Provenance(
            location: tellsSource ? cells.text(columns.source) : "\(cells.table.file), line \(cells.line)",
            url: url.isEmpty ? nil : url, confidence: confidence ?? .secondary, note: cells.text(columns.notes))
    }

    /// Whether the table says where its numbers come from.
    private var tellsSource: Bool { cells.header.has(.source1) || cells.header.has(.confidence1) }

    /// The arm that the row names, else the only one of that role which the dataset knows, else a new one.
    private mutating func arm(_ columns: WideArmColumns, _ role: ArmRole, of study: String) -> ArmKey? {
        var name = cells.text(columns.arm)
        if name.isEmpty, let known = knownArms[study] {
            let fitting = known.filter { $0.role == role && $0.combines.isEmpty }
            guard fitting.count == 1 else {
                let message = "\(study) has \(fitting.count) arms of the role \(role.rawValue); name one in this column"
                cells.report(.unknownArm, columns.arm, message)
                return nil
            }
            name = fitting[0].id
        }
        let id = name.isEmpty ? (role == .treatment ? "experimental" : "control") : name
        let key = ArmKey(studyID: study, armID: id)
        if arms.insert(key).inserted {
            let isAlone = !cells.header.hasTwoArms && ArmWords.isControl(id.words)
            var arm = Arm(studyID: study, id: id, role: isAlone ? .control : role)
            arm.line = cells.line
            evidence.arms.append(arm)
        }
        return key
    }

    private mutating func insert(_ row: OutcomeRow) {
        guard let first = rows[row.key] else {
            rows[row.key] = row
            evidence.outcomes.append(row)
            return
        }
        var repeated = row
        // A place that nobody told is the line, which always differs.
        if !tellsSource { repeated.provenance.location = first.provenance.location }
        guard first.cells != repeated.cells else { return }
        let message =
            "\(row.key) is there already on line \(first.line ?? 0); tell the rows apart by study, arm, outcome, "
            + "timepoint_months or variant"
        cells.report(.duplicateKey, nil, message)
    }

    /// Everything that was read, or all that is wrong with it.
    func finish() throws(EvidenceError) -> ImportedEvidence {
        let own = cells.diagnostics + names.diagnostics
        guard own.isEmpty else { throw EvidenceError(own.sorted { $0.line ?? 0 < $1.line ?? 0 }) }
        let found = ImportedRules.errors(of: evidence, in: dataset)
        guard found.isEmpty else { throw EvidenceError(found) }
        var result = evidence
        result.notTaken = ledger.notTaken()
        result.readings = [ledger.reading]
        return result
    }
}
