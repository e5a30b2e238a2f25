/// What finds studies, arms and rows of a dataset by their names.
public protocol EvidenceLookup: Sendable {
    /// The study of that name, or `nil`.
    func study(_ id: String) -> Study?
    /// The arm of that name, or `nil`.
    func arm(_ key: ArmKey) -> Arm?
    /// The arms of a study, in the order of the file.
    func arms(of studyID: String) -> [Arm]
    /// The results of an arm and the comparisons of it with another, in the order of the files.
    func rows(of arm: ArmKey) -> [OutcomeRow]
}

extension EvidenceLookup {
    /// The course of the patients a row is about: its population's, else its study's.
    public func course(of row: OutcomeRow) -> MSCourse {
        row.population.course == .unknown ? study(row.studyID)?.course ?? .unknown : row.population.course
    }

    /// The address of a row's source: the page where it was read, else the study.
    public func citation(of row: OutcomeRow) -> String? { row.provenance.url ?? study(row.studyID)?.citation }
}

/// Looks through the lists, which serves a question or two; whoever asks for many takes ``IndexedDataset``.
extension Dataset: EvidenceLookup {
    /// The study of that name, or `nil`.
    public func study(_ id: String) -> Study? { studies.first { $0.id == id } }

    /// The arm of that name, or `nil`.
    public func arm(_ key: ArmKey) -> Arm? { arms.first { $0.key == key } }

    /// The arms of a study, in the order of the file.
    public func arms(of studyID: String) -> [Arm] { arms.filter { $0.studyID == studyID } }

    /// The results of an arm and the comparisons of it with another, in the order of the files.
    public func rows(of arm: ArmKey) -> [OutcomeRow] { allOutcomes.filter { $0.arm == arm } }
}
