/// Every key of a plan that all kinds of questions share, in the order of the documentation.
///
/// The keys of one kind are its own (`AnalysisKind.keys`).
public enum PlanKeys {
    /// Keys of the plan itself.
    public static let plan = [
        "format", "title", "date", "dataset", "datasets", "profile", "seed", "groups", "figures", "analyses",
        "not-asked", "plugins",
    ]
    /// Keys of the rows: which arms, when, who, and what to do with hazards.
    public static let rows = [
        "arms", "window", "time", "population", "of-subgroups", "definition", "reports", "alike", "crossover",
        "correlation", "dispersion", "baseline", "medians", "multi-arm", "overlap",
        "confidence", "exclude", "assume",
    ]
    /// Keys of the methods, in place of the profile's.
    public static let methods = ["model", "heterogeneity", "interval", "prediction", "level"]
    /// Keys of an analysis of any kind.
    public static let analysis =
        ["id", "title", "kind", "outcome", "measure"] + rows + methods + [
            "groups", "better", "favours", "important", "per", "figures",
        ]
    /// Keys of a sensitivity analysis: a name, and whatever changes.
    public static let sensitivity = ["name", "measure"] + rows + methods
    /// Keys of an entry of `not-asked`.
    public static let notAsked = ["outcomes", "reason"]
    /// Keys of an entry of `plugins`.
    public static let addition = ["plugin", "analyses", "options"]
    /// Keys of an entry of `columns` of a figure.
    public static let column = ["value", "heading"]
    /// Keys of `window`.
    public static let window = ["from", "to"]
    /// Keys of an entry of `exclude`.
    public static let exclude = ["study", "reason"]
    /// Keys of an entry of `assume`.
    public static let assume = ["study", "arm", "n", "reason"]
}
