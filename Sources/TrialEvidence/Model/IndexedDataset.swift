/// A dataset that finds studies, arms and rows by their names without looking through its lists.
///
/// All else is read as from the dataset itself. Of a name that stands twice the first counts, as in the dataset.
@dynamicMemberLookup
public struct IndexedDataset: EvidenceLookup {
    /// The dataset.
    public let dataset: Dataset
    private let placeOfStudy: [String: Int]
    private let placeOfArm: [ArmKey: Int]
    private let placesOfArms: [String: [Int]]
    /// Places among the results, those of published comparisons in a file of their own behind them.
    private let placesOfRows: [ArmKey: [Int]]

    /// Indexes a dataset; takes as long as reading it once.
    public init(_ dataset: Dataset) {
        self.dataset = dataset
        placeOfStudy = Dictionary(
            dataset.studies.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        placeOfArm = Dictionary(dataset.arms.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        placesOfArms = Dictionary(grouping: dataset.arms.indices) { dataset.arms[$0].studyID }
        var rows: [ArmKey: [Int]] = [:]
        for (place, row) in dataset.outcomes.enumerated() { rows[row.arm, default: []].append(place) }
        for (place, row) in dataset.contrasts.enumerated() {
            rows[row.arm, default: []].append(dataset.outcomes.count + place)
        }
        placesOfRows = rows
    }

    /// Whatever else the dataset has.
    public subscript<Value>(dynamicMember path: KeyPath<Dataset, Value>) -> Value { dataset[keyPath: path] }

    /// The study of that name, or `nil`.
    public func study(_ id: String) -> Study? { placeOfStudy[id].map { dataset.studies[$0] } }

    /// The arm of that name, or `nil`.
    public func arm(_ key: ArmKey) -> Arm? { placeOfArm[key].map { dataset.arms[$0] } }

    /// The arms of a study, in the order of the file.
    public func arms(of studyID: String) -> [Arm] { placesOfArms[studyID]?.map { dataset.arms[$0] } ?? [] }

    /// The results of an arm and the comparisons of it with another, in the order of the files.
    public func rows(of arm: ArmKey) -> [OutcomeRow] {
        placesOfRows[arm]?.map {
            $0 < dataset.outcomes.count ? dataset.outcomes[$0] : dataset.contrasts[$0 - dataset.outcomes.count]
        } ?? []
    }
}
