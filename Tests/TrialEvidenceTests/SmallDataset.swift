import TrialEvidence

/// A dataset of two trials that has no problem of any kind, as text that tests can spoil.
enum SmallDataset {
    static let studies = """
        study_id,year,design,n_randomised,n_rrms,n_spms,baseline_edss_sd,donor,ms_course,overlaps_with,secondary_report_of
        Alpha2020,2020,crossover-rct,20,20,0,0.8,autologous,relapsing,,
        Beta2021,2021,single-arm,12,,12,,allogeneic,progressive,,

        """
    static let arms = """
        study_id,arm_id,role,route,dose_million_cells_per_kg,n,period,unit,combines
        Alpha2020,MSC,treatment,intravenous,1-2,10,1,patient,
        Alpha2020,PBO,control,intravenous,,10,1,patient,
        Alpha2020,ALL,comparator,,,20,,patient,MSC;PBO
        Beta2021,MSC,treatment,intrathecal,1.5,12,,,

        """
    static let outcomes = """
        study_id,arm_id,comparator_arm_id,population,outcome,timepoint_months,statistic,n,mean,sd,se,median,q1,q3,min,max,\
        ci_low,ci_high,ci_level,events,person_years,effect,effect_measure,p_value,source_location,confidence,notes,variant
        Alpha2020,MSC,,RRMS,edss_change,6,mean_sd,10,-0.2,0.4,,,,,,,,,,,,,,,Table 2,primary,,
        Alpha2020,PBO,,RRMS,edss_change,6,mean_sd,10,0.3,0.5,,,,,,,,,,,,,,,Table 2,primary,,
        Alpha2020,MSC,PBO,RRMS,gel_count,6,ratio_ci,,,,,,,,,,0.5,1.5,95,,,0.9,RateRatio,0.4,abstract,secondary,,
        Beta2021,MSC,,SPMS,edss_improved,12,events,12,,,,,,,,,,,,5,,,,,abstract,primary,,
        Beta2021,MSC,,SPMS,relapse_total,12,count_rate,12,,,,,,,,,,,,15,12,,,,abstract,uncertain,,

        """

    /// The files, their descriptor made for the tables as they are given.
    static func files(
        studies: String = studies, arms: String = arms, outcomes: String = outcomes, more: [String: String] = [:]
    ) -> DatasetFiles {
        var files = more.mapValues { Array($0.utf8) }
        files["studies.csv"] = Array(studies.utf8)
        files["arms.csv"] = Array(arms.utf8)
        files["outcomes.csv"] = Array(outcomes.utf8)
        var dataset = Dataset(name: "small")
        dataset.title = "A small dataset"
        files[DatasetFiles.descriptor] = DatasetFiles.descriptor(of: dataset, files: files)
        return DatasetFiles(files)
    }

    static func replacing(_ old: String, by new: String, in text: String) -> String {
        guard let start = text.firstRange(of: old) else { preconditionFailure("the text to spoil is not there") }
        return text.replacingCharacters(in: start, with: new)
    }
}

extension String {
    /// The range of the first occurrence, without Foundation.
    func firstRange(of part: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }

    func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
