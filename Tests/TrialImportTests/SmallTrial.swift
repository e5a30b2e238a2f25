import TrialEvidence

/// A dataset of one small trial, in files whose spelling is not the canonical one.
enum SmallTrial {
    static let outcomes = """
        study_id,arm_id,outcome,timepoint_months,statistic,n,mean,sd,source_location,confidence,notes
        Alpha2020,MSC,edss_change,6,mean_sd,10,-0.30,0.5,Table 2,primary,"read, and read again"
        Alpha2020,PBO,edss_change,6,mean_sd,,0.20,0.60,Table 2,primary,

        """

    static var files: DatasetFiles {
        var files: [String: [UInt8]] = [
            "studies.csv": Array("study_id,design\nAlpha2020,parallel-rct\n".utf8),
            "arms.csv": Array("study_id,arm_id,role,n\nAlpha2020,MSC,treatment,10\nAlpha2020,PBO,control,10\n".utf8),
            "outcomes.csv": Array(outcomes.utf8),
        ]
        files[DatasetFiles.descriptor] = DatasetFiles.descriptor(of: Dataset(name: "small"), files: files)
        return DatasetFiles(files)
    }

    static func dataset() throws(EvidenceError) -> Dataset { try DatasetReader().read(files) }
}
