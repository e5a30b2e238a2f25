/// What other programs and papers call the measures of this package, so that a question in their words can be answered.
///
/// Codes of the R packages meta (`PLOGIT`, `MRAW`) and metafor, of RevMan and of common abbreviations. Only words that mean one
/// measure and nothing else: a rate ratio is `IRR`, but `RR` stays the risk ratio.
public enum MeasureSynonyms {
    private static let codes = [
        "PLOGIT": "PLO", "PRAW": "PR", "MRAW": "MN", "MLN": "MNLN", "ASD": "AS", "DOR": "OR",
        "LOGOR": "OR", "LNOR": "OR", "LOGRR": "RR", "LNRR": "RR", "LOGHR": "HR", "LNHR": "HR", "WMD": "MD",
        "LNVR": "VR", "LNCVR": "CVR", "HEDGESG": "SMD", "COHENSD": "SMD", "PETOOR": "PETO", "FISHERZ": "ZCOR",
        "IRRLN": "IRR", "LNIRR": "IRR", "GENERIC": "GEN",
    ]

    /// The code here of what another program or a paper calls by a word; nil where it is none of them. Case, blanks, hyphens,
    /// underscores and apostrophes do not count.
    public static func code(of word: String) -> String? {
        codes[String(word.uppercased().filter { $0.isLetter || $0.isNumber })]
    }
}
