/// The parts of an outcome's name that say which moment or which answer a row is about.
enum OutcomeStem {
    /// The name without a suffix, or `nil` where it does not end with it.
    static func of(_ outcome: String, without suffix: String) -> String? {
        outcome.hasSuffix(suffix) && outcome.count > suffix.count ? String(outcome.dropLast(suffix.count)) : nil
    }

    /// The name without `_baseline` or `_final`: the same thing measured at another time.
    static func measured(_ outcome: String) -> String {
        of(outcome, without: "_baseline") ?? of(outcome, without: "_final") ?? outcome
    }
}
