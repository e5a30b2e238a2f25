import Testing
import TrialEvidence
import TrialForensics

/// A dataset of three trials in which no check finds anything, as text that tests can spoil.
///
/// The EDSS rows come from simulated patients in half steps; their p-values were computed from the same patients.
enum CleanEvidence {
    static let studies = """
        study_id,first_author,year,registry_id,design,country,n_randomised,n_rrms,n_spms,n_ppms,first_period_months,\
        overlaps_with
        Alpha2019,Alpha,2019,NCT00000001,parallel-rct,Italy,40,25,10,5,,
        Gamma2022,Gamma,2022,NCT00000002,parallel-rct,Spain,48,48,0,0,,
        Beta2021,Beta,2021,NCT00000003,crossover-rct,Norway,24,0,24,0,6,

        """
    static let arms = """
        study_id,arm_id,role,n,period,combines
        Alpha2019,MSC,treatment,20,,
        Alpha2019,PBO,control,20,,
        Alpha2019,ALL,comparator,40,,MSC;PBO
        Gamma2022,MSC,treatment,24,,
        Gamma2022,PBO,control,24,,
        Beta2021,MSC,treatment,12,1,
        Beta2021,PBO,control,12,1,
        Beta2021,MSC-PERIOD,treatment,24,within-person,
        Beta2021,PBO-PERIOD,control,24,within-person,

        """
    static let outcomes = """
        study_id,arm_id,comparator_arm_id,population,outcome,timepoint_months,statistic,n,mean,sd,se,median,min,max,ci_low,\
        ci_high,ci_level,events,effect,effect_measure,p_value,source_location,confidence
        Alpha2019,MSC,,all,edss_baseline,0,mean_sd,20,4.42,1.04,,4.5,2.5,6.0,,,,,,,,T1,primary
        Alpha2019,PBO,,all,edss_baseline,0,mean_sd,20,4.15,1.20,,4,2.0,6.0,,,,,,,,T1,primary
        Alpha2019,MSC,,all,edss_final,6,mean_sd,20,3.95,1.15,,,,,,,,,,,,T2,primary
        Alpha2019,PBO,,all,edss_final,6,mean_sd,20,4.45,1.20,,,,,,,,,,,,T2,primary
        Alpha2019,MSC,,all,edss_change,6,mean_sd,20,-0.47,0.57,,-0.5,-1.5,0.5,,,,,,,<0.0001,T2,primary
        Alpha2019,PBO,,all,edss_change,6,mean_sd,20,0.30,0.41,,0.25,-0.5,1,,,,,,,,T2,primary
        Alpha2019,MSC,,all,edss_improved,6,events,20,,,,,,,,,,12,,,,T3,primary
        Alpha2019,MSC,,all,edss_stable,6,events,20,,,,,,,,,,7,,,,T3,primary
        Alpha2019,MSC,,all,edss_worsened,6,events,20,,,,,,,,,,1,,,,T3,primary
        Alpha2019,MSC,,all,relapse_any,6,events,20,,,,,,,,,,3,15,percent,0.019,T3,primary
        Alpha2019,PBO,,all,relapse_any,6,events,20,,,,,,,,,,11,55.0,percent,,T3,primary
        Alpha2019,MSC,,all,relapse_free,6,events,20,,,,,,,,,,17,,,,T3,primary
        Alpha2019,MSC,,RRMS,relapse_any,6,events,13,,,,,,,,,,2,,,,T3,primary
        Alpha2019,MSC,,all,gel_any,6,percent,20,,,,,,,,,,,35,percent,,T3,primary
        Alpha2019,ALL,,all,sae_any,6,events,40,,,,,,,,,,2,,,,T3,primary
        Alpha2019,MSC,,all,fatigue,6,mean_se,20,41.3,,2.1,,,,,,,,,,,T3,primary
        Gamma2022,MSC,,all,edss_change,6,mean_sd,24,-0.15,0.60,,0,-1.5,0.5,,,,,,,0.06,T2,primary
        Gamma2022,PBO,,all,edss_change,6,mean_sd,24,0.17,0.52,,0,-0.5,1,,,,,,,,T2,primary
        Gamma2022,MSC,PBO,all,gel_count,6,ratio_ci,,,,,,,,0.41,0.94,95,,0.62,RateRatio,0.024,T4,primary
        Gamma2022,MSC,,all,qol,6,mean_ci,24,61.2,,,,,,55.1,67.3,95,,,,,T4,primary
        Gamma2022,MSC,,all,edss_walk,6,test_statistic_only,24,,,,,,,,,,,2.10,T,0.047,T4,primary
        Beta2021,MSC,,all,edss_change,6,mean_sd,12,0.08,0.67,,0,-1,1.5,,,,,,,,T2,primary
        Beta2021,PBO,,all,edss_change,6,mean_sd,12,0.33,0.72,,0.5,-1,1,,,,,,,0.39,T2,primary
        Beta2021,MSC-PERIOD,,all,edss_change,12,mean_sd,24,-0.17,0.65,,0,-1,1.5,,,,,,,0.025,T5,primary
        Beta2021,PBO-PERIOD,,all,edss_change,12,mean_sd,24,0.33,0.65,,0.5,-1,1,,,,,,,0.025,T5,primary
        Beta2021,MSC-PERIOD,PBO-PERIOD,all,edss_change,12,difference_ci,24,,,,,,,-0.93,-0.07,95,,-0.50,MeanDifference,0.025,T5,\
        primary

        """
    static let scales = """
        outcome,title,minimum,maximum,step,worse
        edss_baseline,EDSS,0,10,0.5,higher
        edss_final,EDSS,0,10,0.5,higher
        edss_change,change of the EDSS,-10,10,0.5,higher
        qol,quality of life,0,100,,lower

        """

    /// The files with one text of one table replaced; the text must be there once.
    static func files(_ table: DatasetTable? = nil, _ old: String = "", _ new: String = "") throws -> DatasetFiles {
        var texts: [DatasetTable: String] = [.studies: studies, .arms: arms, .outcomes: outcomes, .scales: scales]
        if let table {
            let parts = (texts[table] ?? "").components(separatedBy: old)
            try #require(parts.count == 2, "the text to spoil is there once: \(old)")
            texts[table] = parts.joined(separator: new)
        }
        var files: [String: [UInt8]] = [:]
        for (table, text) in texts { files[table.file] = Array(text.utf8) }
        files[DatasetFiles.descriptor] = DatasetFiles.descriptor(of: Dataset(name: "clean"), files: files)
        return DatasetFiles(files)
    }

    /// What one check finds after one text was replaced.
    static func findings(
        _ code: String, _ table: DatasetTable? = nil, _ old: String = "", _ new: String = ""
    ) throws -> [Finding] {
        let files = try files(table, old, new)
        let evidence = ExaminedEvidence(try DatasetReader().read(files), files: files)
        return try #require(EvidenceChecks.standard.named(code)).findings(in: evidence)
    }

    /// The one finding of a check after one text was replaced.
    static func finding(
        _ code: String, _ table: DatasetTable, _ old: String, _ new: String
    ) throws -> Finding {
        let found = try findings(code, table, old, new)
        try #require(found.count == 1, "\(found)")
        return found[0]
    }
}

extension String {
    /// The parts between the occurrences of a separator, without Foundation.
    func components(separatedBy separator: String) -> [String] {
        var parts = [""]
        var rest = self[...]
        while let character = rest.first {
            if rest.hasPrefix(separator) {
                parts.append("")
                rest = rest.dropFirst(separator.count)
            } else {
                parts[parts.count - 1].append(character)
                rest = rest.dropFirst()
            }
        }
        return parts
    }
}
