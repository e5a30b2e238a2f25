/// A way to express one study's result as a number with a sampling variance.
///
/// A measure sees all studies at once, because some rules look at the whole table: a zero-cell rule may add ½ to every
/// study if any has a zero, and some sampling variances use averages over the studies. Measures that need no such
/// thing treat the studies one by one.
public protocol EffectMeasure: Sendable {
    /// What a study must report: two groups' events and totals, two means with standard deviations, …
    associatedtype Summary: Sendable

    /// The field's short code, such as `RR`.
    var code: String { get }
    /// The name in full, in lower case, such as `risk ratio`.
    var name: String { get }
    /// The scale of analysis and the way back to the natural scale.
    var scale: EffectScale { get }

    /// One estimate, or the reason there is none, for each study, in the order given.
    func effects(of studies: [Summary]) -> [Result<EffectEstimate, EffectExclusion>]
}
