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

    /// The same as columns.
    func effectColumns(of studies: [Summary]) -> EffectColumns

    /// The same of `count` studies that are read one by one; one that cannot be read keeps its place and is not seen by the
    /// others.
    func effectColumns(count: Int, of study: (Int) throws(EffectExclusion) -> Summary) -> EffectColumns
}

extension EffectMeasure {
    /// The same as columns.
    public func effectColumns(of studies: [Summary]) -> EffectColumns { EffectColumns(effects(of: studies)) }

    /// All that can be read are seen together.
    public func effectColumns(
        count: Int, of study: (Int) throws(EffectExclusion) -> Summary
    ) -> EffectColumns {
        let read = (0..<count).map { i in
            do throws(EffectExclusion) { return Result<Summary, EffectExclusion>.success(try study(i)) } catch {
                return .failure(error)
            }
        }
        return EffectColumns(read, effects: effects(of: read.compactMap { try? $0.get() }))
    }
}
