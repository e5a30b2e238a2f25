/// What separates whole numbers from their decimals.
enum DecimalMark: String {
    case point, comma

    var character: Character { self == .point ? "." : "," }
    /// The mark between thousands where this one stands before decimals.
    var grouping: Character { self == .point ? "," : "." }
}

/// How the numbers of a table are spelt, as most of its cells show.
struct NumberStyle: Equatable {
    /// The decimal mark.
    var mark = DecimalMark.point
    /// Whether a cell shows beyond doubt what the mark is, so that the other one can only stand between thousands.
    var isCertain = false

    /// Decimal points, as spreadsheets store numbers.
    static let plain = NumberStyle()

    init() {}

    /// Learns from the cells of columns that hold numbers; one cell that is spelt otherwise changes nothing.
    ///
    /// `delimiter` is the byte between two fields: where a semicolon stands, a comma is meant as the decimal mark.
    init(of cells: some Sequence<String>, delimiter: UInt8) {
        var votes = (point: 0, comma: 0, openComma: 0)
        for cell in cells {
            for run in Self.runs(of: cell) {
                switch Self.vote(run) {
                case .point: votes.point += 1
                case .comma: votes.comma += 1
                case .openComma: votes.openComma += 1
                case nil: break
                }
            }
        }
        if votes.point == 0, votes.comma == 0, votes.openComma > 0, delimiter == UInt8(ascii: ";") {
            votes.comma = votes.openComma
        }
        mark = votes.comma > votes.point ? .comma : .point
        isCertain = votes.comma + votes.point > 0
    }

    /// The style of one column of the table: what the column alone shows decides what stands between its thousands.
    func ofColumn(_ cells: some Sequence<String>) -> NumberStyle {
        let own = NumberStyle(of: cells, delimiter: 0)
        var style = self
        style.isCertain = own.isCertain && own.mark == mark
        return style
    }

    private enum Vote { case point, comma, openComma }

    /// The parts of a cell that are made of digits and marks.
    private static func runs(of cell: String) -> [Substring] {
        guard cell.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") || $0 > 127 }) else {
            return []
        }
        return cell.split { !("0"..."9").contains($0) && !".,·".contains($0) }
    }

    /// What a run of digits shows about the marks; `1,234` may be either and is open.
    private static func vote(_ run: Substring) -> Vote? {
        let bare = run.drop { ",.".contains($0) }
        guard let last = bare.lastIndex(where: { ",.·".contains($0) }) else { return nil }
        let decimals = bare[bare.index(after: last)...]
        guard !decimals.isEmpty else { return nil }
        let whole = bare[..<last]
        let isComma = bare[last] == ","
        if whole.contains(where: { ",.".contains($0) && $0 != bare[last] }) { return isComma ? .comma : .point }
        if whole.contains(bare[last]) { return isComma ? .point : .comma }
        let mayGroup = decimals.count == 3 && (1...3).contains(whole.count) && whole.first != "0"
        if isComma { return mayGroup ? .openComma : .comma }
        return mayGroup ? nil : .point
    }
}
