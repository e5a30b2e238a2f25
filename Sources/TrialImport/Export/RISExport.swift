import TrialEvidence

/// The studies as RIS references, with the study's name in `NS` as review software writes it.
public struct RISExport: ExportFormat {
    /// The stable name.
    public let name = "ris"
    /// One sentence for a list of formats.
    public let summary = "The studies as RIS references."

    /// Makes the format.
    public init() {}

    /// Writes `NAME.ris`.
    public func export(_ dataset: Dataset) throws -> ExportedFiles {
        var unheld = Unheld()
        unheld.head(of: dataset)
        let held: Set<String> = [
            "study_id", "first_author", "year", "title", "journal", "doi", "pmid", "registry_id", "source_url", "notes",
        ]
        unheld.columns(of: .studies, dataset.studies, except: held)
        var text = ""
        for study in dataset.studies {
            let fields = Self.fields(of: study)
            text += fields.map { "\($0.tag)  - \(Self.oneLine($0.value))\r\n" }.joined() + "\r\n"
            unheld.cells(Self.changedCells(of: study, written: fields), of: study.id)
        }
        unheld.tables(
            [
                .arms, .outcomes, .contrasts, .publishedSyntheses, .riskOfBias, .flow, .ongoingTrials, .scales,
                .definitions,
                .acceptedFindings,
            ],
            of: dataset)
        return ExportedFiles(files: ["\(dataset.name).ris": Array(text.utf8)], notHeld: unheld.entries)
    }

    private static func fields(of study: Study) -> [RISField] {
        var fields = [RISField("TY", study.journal.isEmpty ? "GEN" : "JOUR"), RISField("NS", study.id)]
        func add(_ tag: String, _ value: String?) {
            if let value, !value.isEmpty { fields.append(RISField(tag, value)) }
        }
        // A comma ends the family name, where its last word would be taken for initials.
        let isPlain = FamilyName.first(study.firstAuthor) == study.firstAuthor
        add("AU", isPlain ? study.firstAuthor : "\(study.firstAuthor),")
        add("PY", study.year.map(String.init))
        add("TI", study.title)
        add("T2", study.journal)
        add("DO", study.doi)
        if let pmid = study.pmid {
            add("DB", "PubMed")
            add("AN", pmid)
        }
        add("UR", study.sourceURL)
        for registration in study.registryIDs { add("N1", RISRecord.registration + registration) }
        if !study.notes.isEmpty { add("N1", RISRecord.notes + study.notes) }
        return fields + [RISField("ER", "")]
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// The cells that come back otherwise than they were written, because the format spells them another way.
    private static func changedCells(of study: Study, written fields: [RISField]) -> [String] {
        let lines = fields.map { RISField($0.tag, oneLine($0.value).trimmed) }
        let reference = RISRecord(line: 0, fields: lines.filter { $0.tag != "TY" && $0.tag != "ER" }).reference
        let pairs: [(String, String, String)] = [
            ("study_id", study.id, reference.studyName ?? ""),
            ("first_author", study.firstAuthor, reference.firstAuthor),
            ("title", study.title, reference.title), ("journal", study.journal, reference.journal),
            ("doi", study.doi ?? "", reference.doi ?? ""), ("pmid", study.pmid ?? "", reference.pmid ?? ""),
            ("registry_id", study.registryIDs.joined(separator: ";"), reference.registryIDs.joined(separator: ";")),
            ("source_url", study.sourceURL ?? "", reference.url ?? ""),
            ("notes", study.notes, reference.notes.joined(separator: "; ")),
        ]
        return pairs.filter { $0.1 != $0.2 }.map(\.0) + (study.year == reference.year ? [] : ["year"])
    }
}
