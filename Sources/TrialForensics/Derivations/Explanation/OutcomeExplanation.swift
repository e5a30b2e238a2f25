import TrialEvidence

/// Where each number of one outcome of one study comes from.
public struct OutcomeExplanation: Sendable, Codable, Equatable {
    /// The dataset's name.
    public let dataset: String
    /// The study's id.
    public let study: String
    /// A citable page of the study.
    public let citation: String?
    /// The outcome's code.
    public let outcome: String
    /// The rows, in the order of the files.
    public let rows: [RowExplanation]

    /// Explains the rows of one outcome of one study.
    ///
    /// - Throws: `DerivationError` that names the nearest study or outcome where there is none of that name.
    public init(_ dataset: Dataset, study: String, outcome: String) throws(DerivationError) {
        guard let found = dataset.study(study) else {
            let hint = NearestName.hint(dataset.studies.map(\.id), for: study)
            throw DerivationError("the dataset \(dataset.name) has no study \"\(study)\"\(hint)")
        }
        let filed =
            dataset.outcomes.map { ($0, DatasetTable.outcomes.file) }
            + dataset.contrasts.map { ($0, DatasetTable.contrasts.file) }
        let own = filed.filter { $0.0.studyID == study }
        let rows = own.filter { $0.0.outcome == outcome }
        guard !rows.isEmpty else {
            let names = Set(own.map(\.0.outcome)).sorted()
            let hint =
                NearestName.among(names, to: outcome).map { "; did you mean \"\($0)\"?" }
                ?? "; it has \(names.isEmpty ? "none" : names.joined(separator: ", "))"
            throw DerivationError("\(study) has no outcome \"\(outcome)\"\(hint)")
        }
        self.dataset = dataset.name
        self.study = study
        citation = found.citation
        self.outcome = outcome
        self.rows = rows.map { RowExplanation($0.0, file: $0.1, in: dataset) }
    }
}

extension RowExplanation {
    /// Explains one row.
    init(_ row: OutcomeRow, file: String, in dataset: Dataset) {
        func named(_ key: ArmKey) -> Number {
            Number(cell: key.armID, text: dataset.arm(key)?.label ?? "")
        }
        let derivedCells = Set(row.derived.map(\.cell))
        place = row.line.map { "\(file):\($0)" } ?? file
        arm = named(row.arm)
        comparator = row.comparator.map(named)
        population = row.population.label
        months = row.timepointMonths
        variant = row.variant
        subgroup = row.subgroup
        statistic = row.statistic.rawValue
        printed = OutcomeCell.allCases.filter { !derivedCells.contains($0) }.compactMap { row.shown($0) }
        location = row.provenance.location
        document = dataset.citation(of: row)
        confidence = row.provenance.confidence.rawValue
        note = row.provenance.note
        recorded = DerivationAudit.verdicts(on: row).map { Recorded($0, in: row) }
        uses = RowUses(row, in: dataset).all
    }
}

extension RowExplanation.Recorded {
    init(_ verdict: DerivationVerdict, in row: OutcomeRow) {
        number = row.shown(verdict.recorded.cell) ?? .init(cell: verdict.recorded.cell.rawValue, text: "")
        text = verdict.recorded.text
        trail = verdict.derivation.map { RowExplanation.Trail($0, rule: verdict.recorded.rule) }
        reproduces = verdict.isSound
        objection = verdict.objection
    }
}

extension OutcomeRow {
    /// The cell as it stands in the file; `nil` where it is empty.
    func shown(_ cell: OutcomeCell) -> RowExplanation.Number? {
        let text: String?
        switch cell {
        case .effectMeasure: text = effectMeasure?.rawValue
        case .pValue: text = pValue?.text
        default: text = number(cell).map { Decimals.text($0) }
        }
        return text.map { RowExplanation.Number(cell: cell.rawValue, text: $0) }
    }
}
