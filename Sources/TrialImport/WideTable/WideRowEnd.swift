/// What came of a row of a wide table.
enum WideRowEnd {
    /// The numbers of arms were taken; perhaps an effect stands beside them.
    case arms(besideEffect: Bool)
    /// The published comparison was taken.
    case effect
    /// Only the study was taken, by this name.
    case nothing(study: String)

    /// Why the row is listed; `nil` where only single cells are.
    var reason: LeftReason? {
        switch self {
        case .arms(besideEffect: true): LeftReason("effect-beside-arms", "the effect was computed from the arms")
        case .arms(besideEffect: false), .effect: nil
        case .nothing(let study):
            LeftReason("no-result", "the row of \(study) gives no result; only the study was taken")
        }
    }

    /// What becomes of a filled cell that nothing was done with.
    func fate(_ column: WideColumn) -> CellFate {
        switch self {
        case .arms(let besideEffect):
            besideEffect && column.isOfEffect ? .leftWithRow : .left(WideUse.reason(column, effectTaken: false))
        case .effect: .left(WideUse.reason(column, effectTaken: true))
        case .nothing: .leftWithRow
        }
    }
}
